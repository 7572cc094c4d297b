import { z } from 'zod';
import { narrative } from '../../platform/index.js';

/** What a person decides for a whole file. */
export const importChoices = z.strictObject({
  asAt: z.iso.date().describe('The day whose state of affairs the file tells: the date of the report.'),
  state: z
    .enum(['provisional', 'validated'])
    .optional()
    .describe('What figures count as where the file does not say it; without it new ones are provisional.'),
  reason: narrative(2000)
    .optional()
    .describe('Why known figures change, where a row gives no reason of its own.'),
});
