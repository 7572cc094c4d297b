import { z } from 'zod';
import { confirmingPassword } from '../identity/index.js';
import { sha256Digest } from '../platform/index.js';
import { SWEPT } from './retention.rules.js';

export const sweptKey = z.enum(SWEPT);
export const sweepBody = z.strictObject({
  sha256: sha256Digest.describe('Of the dry run that was looked at.'),
  password: confirmingPassword,
});
export const confirmed = z.strictObject({ password: confirmingPassword });
