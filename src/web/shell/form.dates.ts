import { DateTime } from 'luxon';
import { PEOPLE_ZONE } from '../../platform/index.js';

export const DATE_PARTS = ['day', 'month', 'year'] as const;
export const INSTANT_PARTS = [...DATE_PARTS, 'time'] as const;

const RANGES = { day: /^(?:0?[1-9]|[12]\d|3[01])$/, month: /^(?:0?[1-9]|1[0-2])$/, year: /^\d{4}$/ } as const;
const WRONG = {
  day: 'Enter a day from 1 to 31',
  month: 'Enter a month from 1 to 12',
  year: 'Enter the year with 4 numbers, such as 2020',
} as const;

interface ReadField {
  value?: string;
  isEmpty: boolean;
  wrong?: { message: string; element: string };
}

/**
 * A date from the three fields name-day, name-month and name-year.
 * @param dayNeeded false: a month alone will do, as `YYYY-MM`.
 * @returns `YYYY-MM-DD`, or what is wrong and which of the three it is about.
 */
export function readDate(name: string, sent: (name: string) => string, dayNeeded = true): ReadField {
  const parts = DATE_PARTS.map((part) => ({
    part,
    element: `${name}-${part}`,
    text: sent(`${name}-${part}`).trim(),
  }));
  if (parts.every(({ text }) => text === '')) return { isEmpty: true };
  const missing = parts.find(({ part, text }) => text === '' && (dayNeeded || part !== 'day'));
  if (missing)
    return {
      isEmpty: false,
      wrong: { message: `The date must include a ${missing.part}`, element: missing.element },
    };
  const wrong = parts.find(({ part, text }) => text !== '' && !RANGES[part].test(text));
  if (wrong) return { isEmpty: false, wrong: { message: WRONG[wrong.part], element: wrong.element } };
  const [day = '', month = '', year = ''] = parts.map(({ text }) => text.padStart(2, '0'));
  if (parts[0]?.text === '') return { value: `${year}-${month}`, isEmpty: false };
  const value = `${year}-${month}-${day}`;
  const made = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(made.getTime()) || made.toISOString().slice(0, 10) !== value
    ? { isEmpty: false, wrong: { message: 'Enter a day that exists', element: `${name}-day` } }
    : { value, isEmpty: false };
}

/** The three fields of a date. @param value `YYYY-MM-DD` or `YYYY-MM`; anything else leaves them empty. */
export function showDate(name: string, value: unknown): Record<string, string> {
  const [year = '', month = '', day = ''] =
    typeof value === 'string' ? (/^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(value)?.slice(1) ?? []) : [];
  return {
    [`${name}-day`]: day.replace(/^0/, ''),
    [`${name}-month`]: month.replace(/^0/, ''),
    [`${name}-year`]: year,
  };
}

/**
 * A London day and time from the fields of a date and name-time. Of an hour that comes twice, when clocks go back, it is the first.
 * @returns an ISO 8601 instant, or what is wrong and which of the fields it is about.
 */
export function readInstant(name: string, sent: (name: string) => string): ReadField {
  const element = `${name}-time`;
  const text = sent(element).trim();
  const day = readDate(name, sent);
  if (day.wrong || (day.isEmpty && text === '')) return day;
  if (day.isEmpty)
    return { isEmpty: false, wrong: { message: 'Enter a day that exists', element: `${name}-day` } };
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text) ?? [];
  if (hour === '') return { isEmpty: false, wrong: { message: 'Enter a time, such as 10:00', element } };
  const found = DateTime.fromISO(`${day.value ?? ''}T${hour.padStart(2, '0')}:${minute}`, {
    zone: PEOPLE_ZONE,
  });
  const clockOf = (time: DateTime): string => time.toFormat('H:m');
  const wanted = `${Number(hour)}:${Number(minute)}`;
  if (clockOf(found) !== wanted)
    return {
      isEmpty: false,
      wrong: { message: 'That hour does not exist on this day (clocks go forward)', element },
    };
  const before = found.minus({ hours: 1 });
  const made = clockOf(before) === wanted ? before : found;
  return { value: made.toUTC().toISO({ suppressMilliseconds: true }) ?? '', isEmpty: false };
}

/** The fields of a London day and time. @param value an ISO 8601 instant; anything else leaves them empty. */
export function showInstant(name: string, value: unknown): Record<string, string> {
  const time = typeof value === 'string' ? DateTime.fromISO(value, { zone: PEOPLE_ZONE }) : undefined;
  return {
    ...showDate(name, time?.toISODate()),
    [`${name}-time`]: time?.isValid === true ? time.toFormat('HH:mm') : '',
  };
}
