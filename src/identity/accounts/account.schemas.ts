import { z } from 'zod';
import { entityVersion, line, pageQuery } from '../../platform/index.js';
import { PERMISSION_NAMES } from '../access/permissions.js';

const email = z
  .email('This must be an e-mail address.')
  .max(254)
  .transform((text) => text.toLowerCase());

/** Bounded here, judged by the password rules. */
const password = z.string().max(512);

export const newUser = z.strictObject({
  email,
  name: line(120),
  jobTitle: line(120),
  password: password.optional(),
});

export const userChange = z
  .strictObject({ email, name: line(120), jobTitle: line(120) })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'Nothing is to be changed.',
  );

export const passwordBody = z.strictObject({ password });

export const ownPassword = z.strictObject({ currentPassword: password, newPassword: password });

export const userList = pageQuery.extend({ search: line(100).optional() });

export const userView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    jobTitle: z.string(),
    disabledAt: z.string().nullable(),
    createdAt: z.string(),
    version: entityVersion,
  })
  .meta({ id: 'User' });

export const profile = z
  .object({
    user: userView,
    via: z.enum(['session', 'token']),
    permissions: z.array(
      z.object({ permission: z.enum(PERMISSION_NAMES), programmeIds: z.array(z.uuid()).nullable() }),
    ),
    csrfToken: z.string().nullable(),
  })
  .meta({ id: 'Profile' });
