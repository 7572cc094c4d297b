import { z } from 'zod';
import { emailAddress, password } from './users.input.js';

export const forgottenPassword = z.strictObject({ email: emailAddress });

export const newPassword = z.strictObject({ token: z.string().max(100), password });
