import { DateTime } from 'luxon';
import { londonDate, PEOPLE_ZONE } from '../../platform/index.js';
import { daysInWords, inWords, londonInstant, longDate, personLabel } from '../../snapshot/index.js';

export { daysInWords, inWords, londonInstant, longDate, personLabel };

/** @param date ISO local date. @returns `Thursday 23 January`; with its year where that is not this year. */
export function weekday(date: string, today: string): string {
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  return DateTime.fromISO(date, { zone: 'utc', locale: 'en-GB' }).toFormat(
    sameYear ? 'cccc d MMMM' : 'cccc d MMMM yyyy',
  );
}

/** @param instant ISO 8601. @returns `today at 14:05`; otherwise `31 January 2020 at 14:05`. London time. */
export function instantWords(instant: string, now: Date): string {
  const time = DateTime.fromISO(instant, { zone: PEOPLE_ZONE });
  return time.toISODate() === londonDate(now) ? `today at ${time.toFormat('HH:mm')}` : londonInstant(instant);
}

/** @returns `no part`, `1 part`, `2 parts` */
export const count = (number: number, one: string, many = `${one}s`): string =>
  number === 0 ? `no ${one}` : number === 1 ? `1 ${one}` : `${number.toLocaleString('en-GB')} ${many}`;

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
