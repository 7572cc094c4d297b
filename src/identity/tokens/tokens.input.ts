import { z } from 'zod';
import { line } from '../../platform/index.js';
import { kindOf, PERMISSION_NAMES, permissionsOf } from '../access/permissions.js';
import { password } from '../accounts/users.input.js';

/** What a program may hold: whatever is not an approval, which is an act of a person. */
export const TOKEN_PERMISSIONS = PERMISSION_NAMES.filter((name) => kindOf(name) !== 'approval');

/** The password again: somebody who finds an unlocked screen must not take a key away with them. */
export const newToken = z.strictObject({
  name: line(120),
  expiresInDays: z.int().min(1).max(90, 'A token lives 90 days at most.').default(90),
  permissions: z
    .array(
      z
        .enum(PERMISSION_NAMES)
        .refine((name) => kindOf(name) !== 'approval', 'A program cannot approve anything.'),
    )
    .min(1, 'Say at least one thing that it may do.')
    .max(PERMISSION_NAMES.length)
    .default(permissionsOf('read'))
    .describe('What it may do, of what its person may. Left out: everything that only reads.'),
  currentPassword: password,
});
export type NewToken = z.infer<typeof newToken>;
