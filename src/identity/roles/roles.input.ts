import { z } from 'zod';
import { line, patchOf } from '../../platform/index.js';
import { PERMISSION_NAMES } from '../access/permissions.js';

export const newRole = z.strictObject({
  key: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9_]*$/, 'Use lower-case letters, digits and underscores, beginning with a letter.'),
  name: line(80),
  description: line(300),
  permissions: z.array(z.enum(PERMISSION_NAMES)).max(PERMISSION_NAMES.length),
});
export type NewRole = z.infer<typeof newRole>;

export const roleChange = patchOf(newRole.omit({ key: true }));
export type RoleChange = z.infer<typeof roleChange>;
