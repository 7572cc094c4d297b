import { z } from 'zod';
import { narrative } from '../../platform/index.js';

export const questionKey = z.string().regex(/^[0-9a-f]{32}$/, 'Give the key of a question.');

export const challengeReply = z.strictObject({
  reason: narrative(2000).describe('Why it is accepted as it is.'),
  print: z.boolean().default(false).describe('Print question and answer in the report.'),
  stands: z
    .boolean()
    .default(false)
    .describe(
      'Let it hold in later reports too, for at most twelve months, as long as what it rests on is so.',
    ),
});
