import { lastDayOf, MONTH_NAMES } from '../../programmes/index.js';
import type { Span } from '../measures.content.js';

const MONTHS = MONTH_NAMES.map((name) => name.toLowerCase());

const pad = (n: number): string => String(n).padStart(2, '0');

/** A day that exists, as `2019-08-01`, or undefined. */
function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return real && year >= 1990 && year <= 2099 ? `${year}-${pad(month)}-${pad(day)}` : undefined;
}

/** Midnight, as report servers write it behind a day. */
const MIDNIGHT = /[ T]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:00)?$/;

/**
 * A day as people, spreadsheets and report servers write it: `2020-01-27`, `27/01/2020`, `27/01/20`, `27-Jan-20`, `27 January 2020`, each
 * also with a time of midnight, or a spreadsheet's serial number (43857).
 * @returns `2020-01-27`, or undefined.
 */
export function parseDay(written: string): string | undefined {
  const text = written.replace(MIDNIGHT, '');
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(text);
  if (british) return isoDay(fullYear(british[3] ?? ''), Number(british[2]), Number(british[1]));
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+([a-z]{3,9})\.?,?[\s/.-]+['’]?(\d{2}|\d{4})$/i.exec(text);
  if (named) return isoDay(fullYear(named[3] ?? ''), monthNumber(named[2] ?? ''), Number(named[1]));
  // Serial numbers of 1990 to 2099; day 0 is 30 December 1899.
  if (/^\d{5}$/.test(text) && Number(text) >= 32_874 && Number(text) <= 73_050) {
    const date = new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000);
    return date.toISOString().slice(0, 10);
  }
  return undefined;
}

/** 1 to 12 of a month's name or its beginning; 0 of another word. */
function monthNumber(word: string): number {
  const name = word.toLowerCase();
  return (
    MONTHS.findIndex(
      (month) => month === name || month.slice(0, 3) === name || (name === 'sept' && month === 'september'),
    ) + 1
  );
}

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 : 0) + Number(digits);

/** What a text says about a month: the month, or why it is not clear which. */
export type ReadMonth = { month: string } | { reason: string } | undefined;

/**
 * A month: `2019-08`, `Aug 19`, `Aug-19`, `Aug-2019`, `August 2019`, `08/2019`, or its first or last day as {@link parseDay} reads it.
 * @returns undefined when it is no month at all; a reason when it is a day inside a month: spreadsheets make the 19th of August of
 * this year out of a typed "Aug 19".
 */
export function parseMonth(text: string): ReadMonth {
  const iso = /^(\d{4})-(\d{2})$/.exec(text);
  if (iso) return monthOf(Number(iso[1]), Number(iso[2]));
  const numeric = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (numeric) return monthOf(Number(numeric[2]), Number(numeric[1]));
  const named = /^([a-z]{3,9})\.?[\s-]*['’]?(\d{2}|\d{4})$/i.exec(text);
  if (named) {
    const number = monthNumber(named[1] ?? '');
    return number === 0 ? quarter(text) : monthOf(fullYear(named[2] ?? ''), number);
  }
  const longer = quarter(text);
  if (longer) return longer;
  const day = parseDay(text);
  if (day === undefined) return undefined;
  const month = day.slice(0, 7);
  if (day.endsWith('-01') || day === lastDayOf(month)) return { month };
  return {
    reason: `“${text}” is the day ${day}, not a month. A spreadsheet may have made it out of a month and a year: write ${month} or the month's first day.`,
  };
}

/** What to do about a quarter or a half year: `Q1 2019/20`, `2019/20 Q1`, `Apr-Jun 2019`, `H1 2019/20`. Undefined for anything else. */
function quarter(text: string): { reason: string } | undefined {
  const named =
    /\b(?:q(?:tr|uarter)?\.?\s?[1-4]|h(?:alf)?\s?[12])\b/i.test(text) &&
    /\d{2}|^q[1-4]$/i.test(text) &&
    text.length <= 30;
  const [, from, to] =
    /^([a-z]{3,9})\.?(?:\s+\d{2,4})?\s*(?:-|–|—|\/|\bto\b)\s*([a-z]{3,9})\.?(?:[\s'’]*\d{2}|[\s'’]*\d{4})?$/i.exec(
      text,
    ) ?? [];
  const range = from !== undefined && to !== undefined && monthNumber(from) > 0 && monthNumber(to) > 0;
  return named || range
    ? {
        reason: `“${text}” is more than one month. Figures are kept by month and by year: write the last month of the quarter (for April to June 2019, 2019-06), and say in the definition that the measure is counted by quarter.`,
      }
    : undefined;
}

function monthOf(year: number, month: number): ReadMonth {
  return isoDay(year, month, 1) === undefined ? undefined : { month: `${year}-${pad(month)}` };
}

/** A financial year: `2018/19`, `2018-19`, `2018/2019`. @returns its first calendar year, or undefined. */
export function parseYear(text: string): number | undefined {
  const match = /^(\d{4})\s*[/–-]\s*(\d{2}|\d{4})$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = match[2] ?? '';
  const follows = second.length === 4 ? Number(second) === first + 1 : Number(second) === (first + 1) % 100;
  return follows && first >= 1990 && first < 2099 ? first : undefined;
}

/**
 * A period of a given span, as readings name it: the first day of the month; for a year its 1 April.
 * `2011-12` is December 2011 for a month and the year 2011/12 for a year.
 */
export function parsePeriod(text: string, span: Span): { period: string } | { reason: string } {
  if (span === 'year') {
    const year = parseYear(text);
    return year === undefined
      ? { reason: `“${text}” is not a financial year such as 2018/19.` }
      : { period: `${year}-04-01` };
  }
  const read = parseMonth(text);
  if (read === undefined) return { reason: `“${text}” is not a month such as 2019-08 or Aug 19.` };
  return 'reason' in read ? read : { period: `${read.month}-01` };
}
