import { z } from 'zod';

/** Of the person who is signed in. */
export const factorPassword = z.strictObject({
  password: z.string().min(1, 'Enter your password.').max(512),
});

/** Of the app that is being set up. */
export const factorCode = z.strictObject({ code: z.string().trim().min(1, 'Enter the code.').max(40) });
