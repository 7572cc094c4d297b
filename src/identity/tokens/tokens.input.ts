import { z } from 'zod';
import { line } from '../../platform/index.js';

export const newToken = z.strictObject({ name: line(120), expiresInDays: z.int().min(1).max(365) });
