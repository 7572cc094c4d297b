import {
  addWorkingDays,
  latestPublication,
  OutsideCalendar,
  type WorkingCalendar,
} from '../platform/index.js';
import type { CommitteeKind } from './committee.entity.js';
import type { ClockSetting } from './committees.input.js';
import { papersRule, type PapersRule } from './notice.rules.js';

/** What a programme has until somebody changes it: Bracknell Forest's days for call-in, and two weeks from draft to publication. */
export const USUAL_CLOCK: ClockSetting = {
  publishWithin: 2,
  callInDays: 5,
  ownerDays: 10,
  reviewerDays: 6,
  managerDays: 4,
  sroDays: 1,
};

/** A meeting as the plan needs it. */
export interface PlannedMeeting {
  id: string;
  committeeName: string;
  kind: CommitteeKind;
  noticeDays: number | null;
  /** London date. */
  meetsOn: string;
}

/** By when each has done their share. London dates; each until the end of the day. */
export interface Deadlines {
  /** The drafts are with the reviewer. */
  owner: string;
  /** Every part is decided on. */
  reviewer: string;
  /** The programme manager has sent the report to the SRO. */
  manager: string;
  /** The SRO has approved it. */
  sro: string;
  /** The clerk has published the papers. */
  clerk: string;
}

export interface BackPlan<M extends PlannedMeeting = PlannedMeeting> {
  /** The meeting whose papers have to be out first: not always the one that meets first. */
  meeting: M;
  /** Null where nobody asks for notice: then the papers are out on the working day before. */
  rule: PapersRule | null;
  deadlines: Deadlines;
}

/** The last day on which papers of a meeting can be published. @throws OutsideCalendar */
export const papersBy = (meeting: PlannedMeeting, calendar: WorkingCalendar): string =>
  latestPublication(meeting.meetsOn, papersRule(meeting, meeting.meetsOn)?.days ?? 0, calendar);

/**
 * Plans back from the meetings that get a period's report.
 * @returns null without a meeting, and where none lies within the known bank holidays.
 */
export function backPlan<M extends PlannedMeeting>(
  meetings: readonly M[],
  setting: ClockSetting,
  calendar: WorkingCalendar,
): BackPlan<M> | null {
  const dated = meetings.flatMap((meeting) => {
    const clerk = orNull(() => papersBy(meeting, calendar));
    return clerk === null ? [] : [{ meeting, clerk }];
  });
  const [first] = dated.toSorted(
    (a, b) => a.clerk.localeCompare(b.clerk) || a.meeting.meetsOn.localeCompare(b.meeting.meetsOn),
  );
  if (!first) return null;
  const { meeting, clerk } = first;
  const before = (days: number): string => addWorkingDays(clerk, -days, calendar);
  const deadlines = orNull(() => ({
    owner: before(setting.ownerDays),
    reviewer: before(setting.reviewerDays),
    manager: before(setting.managerDays),
    sro: before(setting.sroDays),
    clerk,
  }));
  return deadlines && { meeting, rule: papersRule(meeting, meeting.meetsOn), deadlines };
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}
