import { z } from 'zod';
import { mailAddress } from '../../platform/index.js';
import { password } from './users.input.js';

export const forgottenPassword = z.strictObject({ email: mailAddress });

export const newPassword = z.strictObject({ token: z.string().max(100), password });
