import { z } from 'zod';
import { line, pageQuery } from '../../platform/index.js';

/** In lower case, as accounts have it. */
export const emailAddress = z
  .email('This must be an e-mail address.')
  .max(254)
  .transform((text) => text.toLowerCase());

/** Bounded here, judged by the password rules. */
export const password = z.string().min(1, 'This must not be empty.').max(512);

export const newUser = z.strictObject({ email: emailAddress, name: line(120), jobTitle: line(120) });
export type NewUser = z.infer<typeof newUser>;

export const userChange = z
  .strictObject({ email: emailAddress, name: line(120), jobTitle: line(120) })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'Nothing is to be changed.',
  );
export type UserChange = z.infer<typeof userChange>;

/** Nobody chooses a password for another person. */
export const passwordReset = z.strictObject({}).default({});

export const ownPassword = z.strictObject({ currentPassword: password, newPassword: password });
export type OwnPassword = z.infer<typeof ownPassword>;

export const userList = pageQuery.extend({ search: line(100).optional() });
export type UserList = z.infer<typeof userList>;
