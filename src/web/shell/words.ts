import {
  counted,
  londonDate,
  londonTime,
  OutsideCalendar,
  workingDaysBetween,
} from '../../platform/index.js';
import { dueFor } from '../../programmes/index.js';
import { daysInWords, inWords, londonInstant, longDate, personLabel } from '../../snapshot/index.js';

export { counted, daysInWords, dueFor, inWords, londonInstant, longDate, personLabel };

const NAME_OF_DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** @param date ISO local date. @returns `Thursday 23 January`; with its year where that is not this year. */
export function weekday(date: string, today: string): string {
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  const day = longDate(date);
  return `${NAME_OF_DAY.format(new Date(date))} ${sameYear ? day.slice(0, -' 2020'.length) : day}`;
}

/** A hint and the day of the week of what stands in the fields of its date: `… 27 January 2020 is a Monday.` A wrong date is then seen. */
export function hintWithDay(hint: string, [day = '', month = '', year = '']: readonly string[]): string {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(date);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date))
    return hint;
  return `${hint}${/[.!?]$/.test(hint) ? '' : '.'} ${longDate(date)} is a ${NAME_OF_DAY.format(at)}.`;
}

const DAY_MS = 86_400_000;
/** Beyond that, a number of working days tells nobody anything. */
const YEAR = 365;

/**
 * A date until which something is to be done. Both ISO local dates.
 * @returns `Thursday 23 January, in 2 working days`; `Thursday 23 January, today`; `Friday 17 January, 2 working days late`
 */
export function dueWords(date: string, today: string): string {
  const day = weekday(date, today);
  if (date === today) return `${day}, today`;
  const away = (Date.parse(date) - Date.parse(today)) / DAY_MS;
  if (away < -YEAR) return `${day}, more than a year late`;
  const count = away > YEAR ? 0 : workingDays(date, today);
  if (count === 0) return away < 0 ? `${day} has passed` : day;
  return away < 0 ? `${day}, ${countOf(count)} late` : `${day}, in ${countOf(count)}`;
}

/**
 * How late something was that was due on one day and done on another. Both ISO local dates.
 * @returns `2 working days late`; `late` where it was due on no working day, and done before the next; null where it was in time
 */
export function lateWords(due: string, done: string): string | null {
  if (done <= due) return null;
  if ((Date.parse(done) - Date.parse(due)) / DAY_MS > YEAR) return 'more than a year late';
  const days = workingDays(due, done);
  return days === 0 ? 'late' : `${countOf(days)} late`;
}

/** 0 also where the calendar does not reach. */
function workingDays(date: string, today: string): number {
  try {
    return Math.abs(workingDaysBetween(today, date));
  } catch (error) {
    if (error instanceof OutsideCalendar) return 0;
    throw error;
  }
}

const countOf = (number: number): string => count(number, 'working day');

/** @param instant ISO 8601. @returns `Tuesday 11 February at 10:00`, London time; with its year where that is not this year. */
export function weekdayAndTime(instant: string, now: Date): string {
  const at = new Date(instant);
  return `${weekday(londonDate(at), londonDate(now))} at ${londonTime(at)}`;
}

/** @param instant ISO 8601. @returns `today at 14:05`; otherwise `31 January 2020 at 14:05`. London time. */
export function instantWords(instant: string, now: Date): string {
  const at = new Date(instant);
  return londonDate(at) === londonDate(now) ? `today at ${londonTime(at)}` : londonInstant(instant);
}

/** @returns `today at 14:05`; otherwise `on 31 January 2020 at 14:05`: for a sentence, after what somebody did. */
export function whenWords(instant: string, now: Date): string {
  const words = instantWords(instant, now);
  return words.startsWith('today') ? words : `on ${words}`;
}

/** As {@link instantWords}, to the second: `today at 14:05:09`. London is whole minutes away from UTC. */
export const secondWords = (instant: string, now: Date): string =>
  `${instantWords(instant, now)}:${String(new Date(instant).getUTCSeconds()).padStart(2, '0')}`;

/** @returns `no part`, `1 part`, `2 parts` */
export const count = (number: number, one: string, many = `${one}s`): string =>
  number === 0 ? `no ${one}` : counted(number, one, many);

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What is said of a new password, by what the room says. */
export const NEW_PASSWORD_WORDS: Readonly<Record<string, string>> = {
  'A password has at least 12 characters; 15 or more are better, such as four words.':
    'Use 12 characters or more',
  'This password has leaked elsewhere, and is on lists that programs try. Choose another.':
    'This one has leaked elsewhere, and is on lists that programs try. Choose another',
  'This password is among the first that anybody would guess. Choose another, such as four words that have nothing to do with each other.':
    'This is one that anybody would guess first. Choose another, such as four words that have nothing to do with each other',
};

/** In groups of four, so that it can be read aloud and breaks on a phone. */
export const hashWords = (sha256: string): string => sha256.replace(/(.{4})(?=.)/g, '$1 ');

const KB = 1000;

/** @returns `329 KB`, `1.4 MB` */
export function sizeWords(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} KB`;
  return `${(bytes / KB / KB).toFixed(1)} MB`;
}
