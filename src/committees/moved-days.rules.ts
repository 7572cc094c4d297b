import { daysBetween, OutsideCalendar, whyNotWorking, type WorkingCalendar } from '../platform/index.js';
import { longDate } from '../snapshot/index.js';
import { papersBy, type PlannedMeeting } from './deadlines.rules.js';
import { papersRule } from './notice.rules.js';

/** A meeting whose papers have to be published by another day than before. London dates. */
export interface MovedDay<M extends PlannedMeeting = PlannedMeeting> {
  meeting: M;
  from: string;
  to: string;
  /** `7 May 2020 (Offices closed) no longer counts` */
  why: string;
}

/**
 * Which last days to publish papers another calendar moves. Without meetings of which nobody asks for notice, and where one of the
 * calendars does not reach: there nothing was worked out, and so nothing moves.
 */
export const movedDays = <M extends PlannedMeeting>(
  meetings: readonly M[],
  before: WorkingCalendar,
  after: WorkingCalendar,
): MovedDay<M>[] =>
  meetings.flatMap((meeting) => {
    if (!papersRule(meeting, meeting.meetsOn)) return [];
    try {
      const [from, to] = [papersBy(meeting, before), papersBy(meeting, after)];
      return from === to ? [] : [{ meeting, from, to, why: whyMoved(meeting, from, to, before, after) }];
    } catch (error) {
      if (error instanceof OutsideCalendar) return [];
      throw error;
    }
  });

/** The days before the meeting that count otherwise than they did. The first of the two days may be one of them. */
function whyMoved(
  { meetsOn }: PlannedMeeting,
  from: string,
  to: string,
  before: WorkingCalendar,
  after: WorkingCalendar,
): string {
  const first = from < to ? from : to;
  return [first, ...daysBetween(first, meetsOn, after)]
    .flatMap((day) => {
      const [was, is] = [whyNotWorking(day, before), whyNotWorking(day, after)];
      if ((was === null) === (is === null)) return [];
      return `${longDate(day)} (${is ?? was ?? ''}) ${is === null ? 'counts again' : 'no longer counts'}`;
    })
    .join('; ');
}
