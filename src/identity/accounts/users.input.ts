import { z } from 'zod';
import { line, pageQuery } from '../../platform/index.js';

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
export type NewUser = z.infer<typeof newUser>;

export const userChange = z
  .strictObject({ email, name: line(120), jobTitle: line(120) })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'Nothing is to be changed.',
  );
export type UserChange = z.infer<typeof userChange>;

export const passwordBody = z.strictObject({ password });

export const ownPassword = z.strictObject({ currentPassword: password, newPassword: password });

export const userList = pageQuery.extend({ search: line(100).optional() });
export type UserList = z.infer<typeof userList>;
