import { DateTime } from 'luxon';
import { PEOPLE_ZONE } from './clock.js';

/**
 * When something recurs.
 * - `hours`, `minutes`: every so many of UTC, counted from midnight; clock changes do not matter. A divisor of 24, or of 60.
 * - `day`: once on each London date, at this time of the clock on the wall (`HH:MM`). On the day when the clocks go forward, a time that does
 *   not exist is an hour later; when they go back, a time that comes twice is the first of the two.
 */
export type Recurrence =
  | { every: 'hours'; hours: 1 | 2 | 3 | 4 | 6 | 8 | 12 | 24 }
  | { every: 'minutes'; minutes: 5 | 10 | 15 | 20 | 30 }
  | { every: 'day'; at: string };

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** Of a rule that knows no clock on the wall. */
const lengthOf = (rule: Exclude<Recurrence, { every: 'day' }>): number =>
  rule.every === 'hours' ? rule.hours * HOUR_MS : rule.minutes * MINUTE_MS;

/** The last occurrence that is not after `now`. @throws RangeError when `at` of the rule is no time. */
export function latestOccurrence(rule: Recurrence, now: Date): Date {
  if (rule.every === 'day') {
    const today = onLondonDate(rule.at, now, 0);
    return today > now ? onLondonDate(rule.at, now, -1) : today;
  }
  const length = lengthOf(rule);
  return new Date(Math.floor(now.getTime() / length) * length);
}

/** The first occurrence after `after`. @throws as {@link latestOccurrence}. */
export function nextOccurrence(rule: Recurrence, after: Date): Date {
  if (rule.every !== 'day') return new Date(latestOccurrence(rule, after).getTime() + lengthOf(rule));
  const today = onLondonDate(rule.at, after, 0);
  return today > after ? today : onLondonDate(rule.at, after, 1);
}

/** The instant of `time` on the London date of `instant`, so many days later. */
function onLondonDate(time: string, instant: Date, daysLater: number): Date {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined) throw new RangeError(`“${time}” is no time (HH:MM).`);
  const { year, month, day } = DateTime.fromJSDate(instant, { zone: PEOPLE_ZONE }).plus({ days: daysLater });
  const found = DateTime.fromObject(
    { year, month, day, hour: Number(hour), minute: Number(minute) },
    { zone: PEOPLE_ZONE },
  );
  return (found.getPossibleOffsets()[0] ?? found).toJSDate();
}
