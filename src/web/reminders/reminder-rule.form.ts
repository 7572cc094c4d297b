import { z } from 'zod';
import { reminderRule } from '../../notices/index.js';
import { pageForm } from '../shell/index.js';

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

const page = z.strictObject({ ...reminderRule.shape, before: days });

/** The room's own rule is asked once more for the order of those who are told. */
export const reminderRuleForm = pageForm(
  page.superRefine((value, ctx) => {
    for (const issue of reminderRule.safeParse(value).error?.issues ?? [])
      ctx.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }),
  {
    before: { to: 'before' },
    again: { to: 'againAfter', as: 'figure', missing: 'Enter a number of days' },
    reviewer: { to: 'tellReviewer', as: 'figure', missing: 'Enter a number of days' },
    manager: { to: 'tellManager', as: 'figure', missing: 'Enter a number of days' },
    sro: { to: 'tellSro', as: 'figure', missing: 'Enter a number of days' },
  },
);
