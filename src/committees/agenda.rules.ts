import type { Frequency } from './committee.entity.js';

/** A meeting as the agenda needs it. */
export interface AgendaMeeting {
  committeeId: string;
  /** London date. */
  meetsOn: string;
  frequency: Frequency | null;
  /** The ids of the periods that somebody has put on its agenda. */
  agenda: readonly string[];
}

/** So long after a period's end its report is still news to a body that nobody has said anything about. */
const DAYS_AFTER = 62;

/**
 * The meetings that get a period's report: those that have it on their agenda. For a body that has it on none, the first meeting after
 * the period that nobody has given another one, within two months; a quarterly body takes the last month of each quarter of the calendar.
 * @param period its id, null for one that is about to be opened, and its last day.
 * @param meetings that take place, in any order.
 */
export function meetingsOf<M extends AgendaMeeting>(
  { id, endsOn }: { id: string | null; endsOn: string },
  meetings: readonly M[],
): M[] {
  const last = new Date(`${endsOn}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() + DAYS_AFTER);
  const until = last.toISOString().slice(0, 10);
  const named = meetings.filter(({ agenda }) => id !== null && agenda.includes(id));
  const bodies = new Set(named.map(({ committeeId }) => committeeId));
  const usual: M[] = [];
  for (const meeting of meetings.toSorted((a, b) => a.meetsOn.localeCompare(b.meetsOn))) {
    const { committeeId, meetsOn, frequency, agenda } = meeting;
    if (bodies.has(committeeId) || agenda.length > 0 || meetsOn <= endsOn || meetsOn > until) continue;
    if (frequency === 'quarterly' && !endsQuarter(endsOn)) continue;
    bodies.add(committeeId);
    usual.push(meeting);
  }
  return [...named, ...usual].toSorted((a, b) => a.meetsOn.localeCompare(b.meetsOn));
}

/** Whether a day lies in March, June, September or December. */
const endsQuarter = (date: string): boolean => Number(date.slice(5, 7)) % 3 === 0;
