import { DateTime } from 'luxon';
import {
  addWorkingDays,
  londonDate,
  OutsideCalendar,
  PEOPLE_ZONE,
  type WorkingCalendar,
} from '../../platform/index.js';

/** When papers go by a schedule. Pure: clock and calendar are given. */

export interface ScheduleRule {
  /** Of the month: 1 = its first working day, −1 = its last. */
  workingDay: number;
  /** London hour. */
  hour: number;
}

/** So much later than its time, a run makes up for what nobody was there to do. */
const LATE_MS = 60 * 60 * 1000;

/**
 * The times of a schedule in the months that a span touches, within the span; the first may be its beginning, the last is before its end.
 * A month whose bank holidays are not known has none. A time that does not exist because the clocks go forward is an hour later; one that
 * comes twice is the first of the two.
 */
export function windowsBetween(
  rule: ScheduleRule,
  from: Date,
  until: Date,
  calendar: WorkingCalendar,
): Date[] {
  const windows: Date[] = [];
  const last = londonDate(until).slice(0, 7);
  for (let month = londonDate(from).slice(0, 7); month <= last; month = nextMonth(month)) {
    const at = windowIn(month, rule, calendar);
    if (at && at >= from && at < until) windows.push(at);
  }
  return windows;
}

/** The last time that is not after `now`, and after `since`; null where there was none. Earlier ones are never made up for. */
export function latestWindow(
  rule: ScheduleRule,
  { since, now }: { since: Date; now: Date },
  calendar: WorkingCalendar,
): Date | null {
  // Two months back: the first working day of this month may lie ahead.
  const from = DateTime.fromJSDate(now, { zone: PEOPLE_ZONE }).minus({ months: 2 }).toJSDate();
  const until = new Date(now.getTime() + 1);
  return windowsBetween(rule, from > since ? from : since, until, calendar).at(-1) ?? null;
}

export const isMadeUpFor = (window: Date, now: Date): boolean => now.getTime() - window.getTime() > LATE_MS;

function windowIn(month: string, { workingDay, hour }: ScheduleRule, calendar: WorkingCalendar): Date | null {
  try {
    const on =
      workingDay > 0
        ? addWorkingDays(dayBefore(`${month}-01`), workingDay, calendar)
        : addWorkingDays(`${nextMonth(month)}-01`, workingDay, calendar);
    const { year, month: number, day } = DateTime.fromISO(on);
    const found = DateTime.fromObject({ year, month: number, day, hour }, { zone: PEOPLE_ZONE });
    return (found.getPossibleOffsets()[0] ?? found).toJSDate();
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

const nextMonth = (month: string): string =>
  DateTime.fromISO(`${month}-01`, { zone: 'utc' }).plus({ months: 1 }).toFormat('yyyy-MM');
const dayBefore = (date: string): string =>
  DateTime.fromISO(date, { zone: 'utc' }).minus({ days: 1 }).toISODate() ?? date;
