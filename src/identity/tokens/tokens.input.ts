import { z } from 'zod';
import { line } from '../../platform/index.js';
import { password } from '../accounts/users.input.js';

/** The password again: somebody who finds an unlocked screen must not take a key away with them. */
export const newToken = z.strictObject({
  name: line(120),
  expiresInDays: z.int().min(1).max(365).default(90),
  currentPassword: password,
});
export type NewToken = z.infer<typeof newToken>;
