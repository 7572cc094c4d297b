import type { DeadlinePlan } from '../../committees/index.js';
import type { PeriodInput } from '../../programmes/index.js';
import { lateWords, weekday } from '../shell/index.js';

type Plan = NonNullable<DeadlinePlan['plan']>;

/** The same period with the deadlines that are planned back from its first meeting, which people may change before they save. */
export const plannedDates = (period: PeriodInput, { owner, reviewer, sro }: Plan): PeriodInput => ({
  ...period,
  draftsDueOn: owner,
  reviewDueOn: reviewer,
  approvalDueOn: sro,
});

/** Until when the report of a period is to be approved, and the day of its first seal. */
export interface Approval {
  dueOn: string;
  /** Null before it is sealed. */
  approvedOn: string | null;
  /** The programme is closed: nothing is due in it. */
  isClosed: boolean;
}

/** `The report was approved on Friday 31 January, 2 working days late.`; nothing before it is sealed. All are London dates. */
export function approvedWords({ dueOn, approvedOn }: Approval, today: string): string[] {
  if (approvedOn === null) return [];
  const late = lateWords(dueOn, approvedOn);
  return [`The report was approved on ${weekday(approvedOn, today)}${late === null ? '' : `, ${late}`}.`];
}

/**
 * One sentence for each meeting that gets the report, and what its dates make of the deadlines for as long as they can be kept. All are
 * London dates.
 */
export function meetingDates(
  { dueOn, approvedOn, isClosed }: Approval,
  { meetings, plan }: DeadlinePlan,
  today: string,
): string[] {
  const isOpen = approvedOn === null && !isClosed;
  if (meetings.length === 0) return ['No meeting gets it yet: without one, no date follows from the law.'];
  const day = (date: string) => weekday(date, today);
  const first = meetings.find(({ id }) => id === plan?.meetingId);
  return [
    ...meetings.map(({ committeeName, meetsOn, notice, publishBy }) => {
      const gets = `${committeeName} gets it on ${day(meetsOn)}`;
      if (publishBy === null)
        return `${gets}. Bank holidays of that year are not known yet, so nothing is worked out.`;
      const papers = notice
        ? `its papers have to be published by ${day(publishBy)}`
        : `no notice of its papers is asked for, so ${day(publishBy)} is early enough for them`;
      return `${gets}: ${papers}.${isOpen && dueOn > publishBy ? ` The approval of ${day(dueOn)} is too late for that.` : ''}`;
    }),
    ...(isOpen && plan && first
      ? [
          `The deadlines of the period count. Counted back from the papers of ${first.committeeName}, the latest that they could be is ${day(plan.owner)} for drafts, ${day(plan.reviewer)} for the review, ${day(plan.manager)} for the report to be with the SRO and ${day(plan.sro)} for approval.`,
        ]
      : []),
  ];
}
