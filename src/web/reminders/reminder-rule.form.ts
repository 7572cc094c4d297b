import { z } from 'zod';
import { reminderRule } from '../../notices/index.js';
import { capitalised, pageForm, type FieldRule } from '../shell/index.js';

/** `3, 1, 0`. What is no number stays text, so that the room refuses it. */
const days = z
  .string()
  .transform((text) =>
    text.split(/[\s,;]+/).flatMap((one) => (/^\d{1,4}$/.test(one) ? [Number(one)] : one === '' ? [] : [-1])),
  )
  .pipe(
    z
      .array(
        z
          .int()
          .min(0, 'Give days between 0 and 20, with commas between them.')
          .max(20, 'Give days between 0 and 20, with commas between them.'),
      )
      .max(5, 'Give at most five.'),
  );

const AGAIN = 'Enter after how many days people are reminded again, 1 to 20';

const page = z.strictObject({ ...reminderRule.shape, before: days });

/** @param before who is told before them, where somebody is. */
const told = (to: string, whom: string, before?: string): FieldRule => ({
  to,
  as: 'figure',
  missing: `Enter after how many days ${whom} is told, 1 to 40`,
  number: `Enter after how many days ${whom} is told, 1 to 40`,
  ...(before === undefined
    ? {}
    : {
        words: {
          'They are told after the one before them: give as many days or more.': `${capitalised(whom)} is told after ${before}: give as many days or more`,
        },
      }),
});

/** The room's own rule is asked once more for the order of those who are told. */
export const reminderRuleForm = pageForm(
  page.superRefine((value, ctx) => {
    for (const issue of reminderRule.safeParse(value).error?.issues ?? [])
      ctx.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }),
  {
    before: { to: 'before' },
    again: { to: 'againAfter', as: 'figure', missing: AGAIN, number: AGAIN },
    reviewer: told('tellReviewer', 'the reviewer'),
    manager: told('tellManager', 'the programme manager', 'the reviewer'),
    sro: told('tellSro', 'the SRO', 'the programme manager'),
  },
);
