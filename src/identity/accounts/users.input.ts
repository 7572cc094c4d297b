import { z } from 'zod';
import { line, mailAddress, pageQuery, patchOf } from '../../platform/index.js';

/** Bounded here, judged by the password rules. */
export const password = z.string().min(1, 'This must not be empty.').max(512);

export const newUser = z.strictObject({ email: mailAddress, name: line(120), jobTitle: line(120) });
export type NewUser = z.infer<typeof newUser>;

export const userChange = patchOf(newUser);
export type UserChange = z.infer<typeof userChange>;

/** Nobody chooses a password for another person. */
export const passwordReset = z.strictObject({}).default({});

export const ownPassword = z.strictObject({ currentPassword: password, newPassword: password });
export type OwnPassword = z.infer<typeof ownPassword>;

export const userList = pageQuery.extend({ search: line(100).optional() });
export type UserList = z.infer<typeof userList>;
