import { z } from 'zod';

export const riskNumber = z.coerce.number().int().min(1).max(9999);

export const matrixChoice = z.strictObject({ matrixId: z.uuid() });
