import { BANK_HOLIDAYS, BANK_HOLIDAYS_FROM, BANK_HOLIDAYS_TO } from './bank-holidays.js';

/**
 * Working days in England: Monday to Friday without bank holidays and without the days on which the council is closed. It stands in
 * the platform and not in a room, because notices of meetings, deadlines of periods and times of complaints count the same days, and no
 * section room may import another. Every date is a calendar date, `YYYY-MM-DD`, without time or zone.
 * Not decided here: which deadline counts working days and which counts calendar days. That is the law's, and the caller's.
 */

/** Which days are no working days, and why. A value, so that one answer counts every day with the same one. */
export interface WorkingCalendar {
  /** The name of each bank holiday by its date; complete from the first day to the last. */
  readonly bankHolidays: ReadonlyMap<string, string>;
  /** Days on which the council is closed besides, with the reason. */
  readonly closures: ReadonlyMap<string, string>;
  readonly from: string;
  readonly to: string;
}

/** What the release knows, without closures. */
export const BUNDLED_CALENDAR: WorkingCalendar = {
  bankHolidays: BANK_HOLIDAYS,
  closures: new Map(),
  from: BANK_HOLIDAYS_FROM,
  to: BANK_HOLIDAYS_TO,
};

/** A day with its name, as somebody entered it. */
export interface NamedDay {
  on: string;
  name: string;
}

/** The bank holidays of a whole year, as somebody entered them after GOV.UK had published them. */
export interface HolidayYear {
  year: number;
  days: readonly NamedDay[];
}

/**
 * The bundled calendar with what people have entered: a year that was entered takes the place of the bundled one as a whole, so that a
 * day that was moved away is a working day again. Years that do not join on to what is known are left out.
 */
export function calendarWith(
  years: readonly HolidayYear[],
  closures: readonly NamedDay[],
  base: WorkingCalendar = BUNDLED_CALENDAR,
): WorkingCalendar {
  const entered = new Map(years.map(({ year, days }) => [String(year), days]));
  const holidays = [...base.bankHolidays].filter(([on]) => !entered.has(on.slice(0, 4)));
  let last = Number(base.to.slice(0, 4));
  while (entered.has(String(last + 1))) last += 1;
  for (const [year, days] of entered)
    if (year >= base.from.slice(0, 4) && Number(year) <= last)
      holidays.push(...days.map(({ on, name }): [string, string] => [on, name]));
  return {
    bankHolidays: new Map(holidays.toSorted(([a], [b]) => a.localeCompare(b))),
    closures: new Map(closures.map(({ on, name }) => [on, name])),
    from: base.from,
    to: `${last}-12-31`,
  };
}

/** The date is outside the years whose bank holidays are known. It is an error: a guess could publish papers a day late. */
export class OutsideCalendar extends RangeError {
  override name = 'OutsideCalendar';
  constructor(date: string, { from, to }: Pick<WorkingCalendar, 'from' | 'to'> = BUNDLED_CALENDAR) {
    super(`Bank holidays are known from ${from} to ${to}; whether ${date} is a working day is not.`);
  }
}

/** By the number that `Date.getUTCDay` gives. */
const WEEKEND: ReadonlyMap<number, string> = new Map([
  [6, 'Saturday'],
  [0, 'Sunday'],
]);

/**
 * Why a day is no working day: `Saturday`, the name of the bank holiday, or the reason of the closure.
 * @returns null on a working day.
 * @throws as {@link isWorkingDay}.
 */
export function whyNotWorking(date: string, calendar: WorkingCalendar = BUNDLED_CALENDAR): string | null {
  return (
    WEEKEND.get(new Date(known(date, calendar)).getUTCDay()) ??
    calendar.bankHolidays.get(date) ??
    calendar.closures.get(date) ??
    null
  );
}

/** @throws OutsideCalendar; RangeError when `date` is no date. */
export function isWorkingDay(date: string, calendar: WorkingCalendar = BUNDLED_CALENDAR): boolean {
  return whyNotWorking(date, calendar) === null;
}

/**
 * @param count 1 for the first working day after `date`, −1 for the last one before it; `date` itself need not be a working day, and 0
 *   gives it back.
 * @throws OutsideCalendar when any day on the way is outside; RangeError when `date` is no date or `count` no whole number.
 */
export function addWorkingDays(
  date: string,
  count: number,
  calendar: WorkingCalendar = BUNDLED_CALENDAR,
): string {
  if (!Number.isInteger(count)) throw new RangeError(`${count} is no number of days.`);
  let day = known(date, calendar);
  for (let left = Math.abs(count); left > 0;) {
    day += Math.sign(count) * ONE_DAY;
    if (isWorkingDay(isoDate(day), calendar)) left -= 1;
  }
  return isoDate(day);
}

/**
 * How many working days it is from `from` to `to`: `from` does not count, `to` does, as in “within 10 working days of”. Negative when `to`
 * lies before `from`. So `addWorkingDays(from, n)` is always n working days away.
 * @throws as {@link isWorkingDay}.
 */
export function workingDaysBetween(
  from: string,
  to: string,
  calendar: WorkingCalendar = BUNDLED_CALENDAR,
): number {
  const [start, end] = [known(from, calendar), known(to, calendar)];
  const step = Math.sign(end - start);
  let count = 0;
  for (let day = start; day !== end;) {
    day += step * ONE_DAY;
    if (isWorkingDay(isoDate(day), calendar)) count += step;
  }
  return count;
}

/** @returns every date between the two, of which neither is among them. @throws as {@link isWorkingDay}. */
export function daysBetween(
  from: string,
  to: string,
  calendar: WorkingCalendar = BUNDLED_CALENDAR,
): string[] {
  const [first, last] = [known(from, calendar), known(to, calendar)];
  const days: string[] = [];
  for (let day = first + ONE_DAY; day < last; day += ONE_DAY) days.push(isoDate(day));
  return days;
}

/**
 * The clear days of a notice: the working days between its publication and the meeting, of which neither counts (Local Government Act
 * 1972, Part VA, as amended by SI 2002/715).
 * @returns the days, first to last, for a certificate; none when the meeting is not after the publication.
 * @throws as {@link isWorkingDay}.
 */
export const clearDays = (
  publishedOn: string,
  meetingOn: string,
  calendar: WorkingCalendar = BUNDLED_CALENDAR,
): string[] => daysBetween(publishedOn, meetingOn, calendar).filter((day) => isWorkingDay(day, calendar));

/**
 * The last working day on which a notice can be published with this many clear days before the meeting; any earlier day will do as well.
 * @param count clear days that the law asks for: 5 for the agenda and the reports of a principal council.
 * @throws as {@link addWorkingDays}; RangeError when `count` is negative.
 */
export function latestPublication(
  meetingOn: string,
  count: number,
  calendar: WorkingCalendar = BUNDLED_CALENDAR,
): string {
  if (count < 0) throw new RangeError(`${count} is no number of clear days.`);
  return addWorkingDays(meetingOn, -(count + 1), calendar);
}

/** Midnight of a date, in UTC, where every day has as many milliseconds. */
function known(date: string, { from, to }: WorkingCalendar): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at) || isoDate(at) !== date) throw new RangeError(`“${date}” is no date (YYYY-MM-DD).`);
  if (date < from || date > to) throw new OutsideCalendar(date, { from, to });
  return at;
}

const ONE_DAY = 24 * 60 * 60 * 1000;
const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10);
