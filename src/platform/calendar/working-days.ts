import { DateTime } from 'luxon';
import { BANK_HOLIDAYS, BANK_HOLIDAYS_FROM, BANK_HOLIDAYS_TO } from './bank-holidays.js';

/**
 * Working days in England: Monday to Friday without bank holidays and without the days on which the council is closed. It stands in
 * the platform and not in a room, because notices of meetings, deadlines of periods and times of complaints count the same days, and no
 * section room may import another. Every date is a calendar date, `YYYY-MM-DD`, without time or zone.
 * Not decided here: which deadline counts working days and which counts calendar days. That is the law's, and the caller's.
 */

/** Days on which the council is closed besides weekends and bank holidays. */
export type Closures = readonly string[];

/** The date is outside the years whose bank holidays are known. It is an error: a guess could publish papers a day late. */
export class OutsideCalendar extends RangeError {
  override name = 'OutsideCalendar';
  constructor(date: string) {
    super(
      `Bank holidays are known from ${BANK_HOLIDAYS_FROM} to ${BANK_HOLIDAYS_TO}; whether ${date} is a working day is not.`,
    );
  }
}

/** @throws OutsideCalendar; RangeError when `date` is no date. */
export function isWorkingDay(date: string, closures: Closures = []): boolean {
  const { weekday } = known(date);
  return weekday <= 5 && !BANK_HOLIDAYS.has(date) && !closures.includes(date);
}

/**
 * @param count 1 for the first working day after `date`, −1 for the last one before it; `date` itself need not be a working day, and 0
 *   gives it back.
 * @throws OutsideCalendar when any day on the way is outside; RangeError when `date` is no date or `count` no whole number.
 */
export function addWorkingDays(date: string, count: number, closures: Closures = []): string {
  if (!Number.isInteger(count)) throw new RangeError(`${count} is no number of days.`);
  let day = known(date);
  for (let left = Math.abs(count); left > 0;) {
    day = day.plus({ days: Math.sign(count) });
    if (isWorkingDay(day.toISODate(), closures)) left -= 1;
  }
  return day.toISODate();
}

/**
 * How many working days it is from `from` to `to`: `from` does not count, `to` does, as in “within 10 working days of”. Negative when `to`
 * lies before `from`. So `addWorkingDays(from, n)` is always n working days away.
 * @throws as {@link isWorkingDay}.
 */
export function workingDaysBetween(from: string, to: string, closures: Closures = []): number {
  const [start, end] = [known(from), known(to)];
  const step = Math.sign(end.toMillis() - start.toMillis());
  let count = 0;
  for (let day = start; !day.equals(end);) {
    day = day.plus({ days: step });
    if (isWorkingDay(day.toISODate(), closures)) count += step;
  }
  return count;
}

/**
 * The clear days of a notice: the working days between its publication and the meeting, of which neither counts (Local Government Act
 * 1972, Part VA, as amended by SI 2002/715).
 * @returns the days, first to last, for a certificate; none when the meeting is not after the publication.
 * @throws as {@link isWorkingDay}.
 */
export function clearDays(publishedOn: string, meetingOn: string, closures: Closures = []): string[] {
  const [first, last] = [known(publishedOn), known(meetingOn)];
  const days: string[] = [];
  for (let day = first.plus({ days: 1 }); day < last; day = day.plus({ days: 1 }))
    if (isWorkingDay(day.toISODate(), closures)) days.push(day.toISODate());
  return days;
}

/**
 * The last working day on which a notice can be published with this many clear days before the meeting; any earlier day will do as well.
 * @param count clear days that the law asks for: 5 for the agenda and the reports of a principal council.
 * @throws as {@link addWorkingDays}; RangeError when `count` is negative.
 */
export function latestPublication(meetingOn: string, count: number, closures: Closures = []): string {
  if (count < 0) throw new RangeError(`${count} is no number of clear days.`);
  return addWorkingDays(meetingOn, -(count + 1), closures);
}

function known(date: string): DateTime<true> {
  const day = DateTime.fromFormat(date, 'yyyy-MM-dd', { zone: 'utc' });
  if (!day.isValid) throw new RangeError(`“${date}” is no date (YYYY-MM-DD).`);
  if (date < BANK_HOLIDAYS_FROM || date > BANK_HOLIDAYS_TO) throw new OutsideCalendar(date);
  return day;
}
