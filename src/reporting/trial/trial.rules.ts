import { z } from 'zod';
import type { ProblemIssue } from '../../platform/index.js';

const TRIAL_STATES = ['not_asked', 'waiting', 'passed', 'failed'] as const;

export const trial = z
  .object({
    state: z
      .enum(TRIAL_STATES)
      .describe('`not_asked`: the report as it is now was not printed yet, and nobody asked for it.'),
    fault: z.string().nullable().describe('Why it cannot be printed, and where; null unless it failed.'),
    at: z.iso.datetime().nullable().describe('When it was asked for, or when it ended.'),
  })
  .meta({
    id: 'TrialPrint',
    description: 'Whether both editions of a report can be printed as it is now. It holds for one hash.',
  });
export type Trial = z.infer<typeof trial>;

export const NOT_TRIED: Trial = { state: 'not_asked', fault: null, at: null };

/** What stands in the way of approval until the trial print has passed. Pure. */
export function trialBlockers({ state, fault }: Trial): ProblemIssue[] {
  switch (state) {
    case 'passed':
      return [];
    case 'failed':
      return [{ path: 'trial', message: `The report cannot be printed as it is. ${fault ?? ''}`.trim() }];
    case 'waiting':
    case 'not_asked':
      return [
        {
          path: 'trial',
          message:
            'The report is printed on trial first, as it is now. That has not ended yet; it takes about a minute.',
        },
      ];
  }
}
