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
  accepted: z
    .string()
    .max(20_000)
    .regex(/^[A-Z]+\d+(,[A-Z]+\d+)*$/, 'Write the cells as C4,C6.')
    .optional()
    .describe(
      'The cells whose figures can hardly be true and are to be recorded all the same: the “accept” of each warning, as C4,C6.',
    ),
});
