import { standingOn, type Term } from '../../committees/index.js';
import { count, longDate } from '../shell/index.js';

const DAY_MS = 86_400_000;

/** Whether somebody who serves has left before a meeting. @param meetsOn London date; null = no meeting is ahead. */
export const leavesBefore = (term: Term, today: string, meetsOn: string | null): boolean =>
  standingOn(term, today) === 'serving' &&
  term.servesUntil !== null &&
  meetsOn !== null &&
  term.servesUntil < meetsOn;

/**
 * How somebody stands on a committee's list. Dates are London dates.
 * @param meetsOn of the next meeting; null = none is ahead.
 * @returns `Until 31 March 2020: term ends in 5 days, before the next meeting`; `Not yet in office: from 1 May 2020`; `Left office on 31 March 2020`
 */
export function termWords(term: Term, today: string, meetsOn: string | null): string {
  const { servesFrom, servesUntil } = term;
  const standing = standingOn(term, today);
  if (standing === 'removed') return 'Removed from the list';
  if (standing === 'not-yet' && servesFrom !== null) return `Not yet in office: from ${longDate(servesFrom)}`;
  if (servesUntil === null)
    return servesFrom === null ? 'No end is named' : `Since ${longDate(servesFrom)}, no end is named`;
  if (standing === 'left') return `Left office on ${longDate(servesUntil)}`;
  const days = (Date.parse(servesUntil) - Date.parse(today)) / DAY_MS;
  const ends = days === 0 ? 'term ends today' : `term ends in ${count(days, 'day')}`;
  const before = leavesBefore(term, today, meetsOn) ? ', before the next meeting' : '';
  return `Until ${longDate(servesUntil)}: ${ends}${before}`;
}
