import type { ProblemIssue } from '../platform/index.js';
import type { ConcernsDocument } from './concerns.content.js';

/** What is missing before a register can be submitted. Pure. A register without entries is complete: it says that there are none. */
export function concernsBlockers({ entries }: ConcernsDocument): ProblemIssue[] {
  return entries.flatMap(({ reference, due, status, closedReason }, index) => [
    ...(due.words === ''
      ? [{ path: `entries[${index}].due.words`, message: `Entry ${reference} does not say by when.` }]
      : []),
    ...(status === 'closed' && closedReason === null
      ? [
          {
            path: `entries[${index}].closedReason`,
            message: `Entry ${reference} is closed without a reason.`,
          },
        ]
      : []),
  ]);
}
