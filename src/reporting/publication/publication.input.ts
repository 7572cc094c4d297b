import { z } from 'zod';
import { line, narrative } from '../../platform/index.js';
import { block, GROUNDS, releasable } from '../../snapshot/index.js';

const reason = narrative(2000);

export const reportSettingsInput = z.strictObject({
  policy: z.strictObject({
    threshold: z
      .int()
      .min(1)
      .max(20)
      .describe('Counts of people from 1 to this are suppressed in public editions; usually 5.'),
    denominatorFloor: z
      .int()
      .min(0)
      .max(100)
      .describe('Percentages of fewer people than this are suppressed; usually 10.'),
    names: z
      .enum(['names', 'titles'])
      .describe('Whether public editions print people’s names or their job titles.'),
  }),
  glossary: z
    .array(z.strictObject({ term: line(40), meaning: line(300) }))
    .max(300)
    .superRefine((terms, ctx) => {
      terms.forEach(({ term }, index) => {
        if (terms.findIndex((one) => one.term === term) !== index)
          ctx.addIssue({ code: 'custom', path: [index, 'term'], message: 'This term is given twice.' });
      });
    })
    .describe('The programme’s own abbreviations; those that a report uses are explained in it.'),
});
export const publicationDecision = z
  .discriminatedUnion('effect', [
    z.strictObject({
      effect: z.literal('withhold'),
      block,
      ground: z.enum(GROUNDS),
      paragraphs: z
        .array(z.int().min(1).max(7))
        .max(7)
        .default([])
        .describe('Of Schedule 12A, Part 1; needed when the ground is exempt.'),
      reason: reason.describe(
        'Exempt: why the public interest in withholding it outweighs that in disclosing it. Never published.',
      ),
    }),
    z.strictObject({ effect: z.literal('release'), block: releasable, reason }),
    z.strictObject({ effect: z.literal('lift'), block: z.union([block, releasable]), reason }),
  ])
  .superRefine((decision, ctx) => {
    if (decision.effect !== 'withhold') return;
    if ((decision.ground === 'exempt') !== decision.paragraphs.length > 0)
      ctx.addIssue({
        code: 'custom',
        path: ['paragraphs'],
        message:
          decision.ground === 'exempt'
            ? 'Say under which paragraphs of Schedule 12A it is exempt.'
            : 'Only what is exempt has paragraphs of Schedule 12A.',
      });
  });
