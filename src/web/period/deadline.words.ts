import type { DeadlinePlan } from '../../committees/index.js';
import type { PeriodInput, PeriodView } from '../../programmes/index.js';
import { weekday } from '../shell/index.js';

type Plan = NonNullable<DeadlinePlan['plan']>;

/** The same period with the deadlines that are planned back from its first meeting, which people may change before they save. */
export const plannedDates = (period: PeriodInput, { owner, reviewer, sro }: Plan): PeriodInput => ({
  ...period,
  draftsDueOn: owner,
  reviewDueOn: reviewer,
  approvalDueOn: sro,
});

/** One sentence for each meeting that gets the report, and what its dates make of the deadlines. All are London dates. */
export function meetingDates(
  { approvalDueOn }: Pick<PeriodView, 'approvalDueOn'>,
  { meetings, plan }: DeadlinePlan,
  today: string,
): string[] {
  if (meetings.length === 0) return ['No meeting gets it yet: without one, no date follows from the law.'];
  const day = (date: string) => weekday(date, today);
  const first = meetings.find(({ id }) => id === plan?.meetingId);
  return [
    ...meetings.map(({ committeeName, meetsOn, publishBy }) =>
      publishBy === null
        ? `${committeeName} gets it on ${day(meetsOn)}. Bank holidays of that year are not known yet, so nothing is worked out.`
        : `${committeeName} gets it on ${day(meetsOn)}: its papers have to be published by ${day(publishBy)}.${approvalDueOn > publishBy ? ` The approval of ${day(approvalDueOn)} is too late for that.` : ''}`,
    ),
    ...(plan && first
      ? [
          `Counted back from the papers of ${first.committeeName}, drafts are due by ${day(plan.owner)}, the review by ${day(plan.reviewer)}, the report with the SRO by ${day(plan.manager)}, approval by ${day(plan.sro)}, at the latest.`,
        ]
      : []),
  ];
}
