import { z } from 'zod';
import { isMailAddress } from '../platform/index.js';

/** A bare mail address that the mail transport accepts, in lower case. Does NOT check that anybody reads mail there. */
export const mailAddress = z
  .string()
  .trim()
  .max(254, 'This must not be longer than 254 characters.')
  .toLowerCase()
  .refine(isMailAddress, 'This is not an e-mail address.');
