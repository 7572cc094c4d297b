import { DASHES } from '../../platform/index.js';
import { lastDayOf, MONTH_NAMES, monthWords } from '../../programmes/index.js';
import { periodDate, periodLabel, periodOf, periodWords, type Span } from '../period.rules.js';

const MONTHS = MONTH_NAMES.map((name) => name.toLowerCase());

const pad = (n: number): string => String(n).padStart(2, '0');

/** A day that exists, as `2019-08-01`, or undefined. */
function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return real && year >= 1990 && year <= 2099 ? `${year}-${pad(month)}-${pad(day)}` : undefined;
}

/** Midnight, as report servers write it behind a day. */
const MIDNIGHT = /(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:00)?| 12:00(?::00)? ?am)$/i;

/** With every dash as a hyphen: `Sep–19` is Sep-19. */
const hyphened = (text: string): string => text.replace(DASHES, '-');

/**
 * A day as people, spreadsheets and report servers write it: `2020-01-27`, `27/01/2020`, `27/01/20`, `27-Jan-20`, `27 January 2020`, each
 * also with a time of midnight, or a spreadsheet's serial number (43857).
 * @returns `2020-01-27`, or undefined.
 */
export function parseDay(written: string): string | undefined {
  const text = hyphened(written).replace(MIDNIGHT, '');
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
  const plain = hyphened(text);
  const iso = /^(\d{4})-(\d{2})$/.exec(plain);
  if (iso) return monthOf(Number(iso[1]), Number(iso[2]));
  const numeric = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (numeric) return monthOf(Number(numeric[2]), Number(numeric[1]));
  const named = /^([a-z]{3,9})\.?[\s/-]*['’]?(\d{2}|\d{4})$/i.exec(plain);
  if (named) {
    const number = monthNumber(named[1] ?? '');
    return number === 0 ? longer(text) : monthOf(fullYear(named[2] ?? ''), number);
  }
  const more = longer(text);
  if (more) return more;
  if (monthNamed(plain) > 0) return { reason: `“${text}” does not say of which year: write ${text} 2019.` };
  const day = parseDay(text);
  if (day === undefined) return undefined;
  const month = day.slice(0, 7);
  if (day.endsWith('-01') || day === lastDayOf(month)) return { month };
  return {
    reason: `“${text}” is the day ${day}, not a month. A spreadsheet may have made it out of a month and a year: write ${month} or the month's first day.`,
  };
}

/** 1 to 12 of a text that is a month’s name and nothing else; 0 of another. */
const monthNamed = (text: string): number => monthNumber(/^([a-z]{3,9})\.?$/i.exec(text)?.[1] ?? '');

/** A month that stands under its year in a table’s headings: `Oct` under 2019 or under 2019/20. Undefined where it is not so. */
export function monthUnder(year: string, name: string): string | undefined {
  const number = monthNamed(name);
  if (number === 0) return undefined;
  const financial = parseYear(year);
  const first = financial ?? Number(/^(?:19|20)\d{2}$/.exec(year)?.[0] ?? 0);
  if (first === 0) return undefined;
  return `${financial !== undefined && number < 4 ? first + 1 : first}-${pad(number)}`;
}

/** What to do about a quarter or a half year where a month is expected. Undefined for anything else. */
function longer(text: string): { reason: string } | undefined {
  const read = parseQuarter(text);
  return read && 'known' in read
    ? {
        reason: `“${text}” is more than one month, and a measure that is counted by month has figures of months. Give them one by one, or say in the dictionary that it is counted by quarter.`,
      }
    : read;
}

/** A quarter of a financial year: which, or why it is not clear. Undefined for what is none. */
export type ReadQuarter = { known: string } | { reason: string } | undefined;

/** What is written beside the number of a quarter: the financial year. */
const YEARS = String.raw`(?:fy\s?)?\(?(\d{2}|\d{4})(?:\s*[/-]\s*(\d{2}|\d{4}))?\)?`;
const NUMBERED = String.raw`q(?:tr|uarter)?\.?\s?([1-4])`;
const QUARTER_FIRST = new RegExp(String.raw`^${NUMBERED}(?:[\s,:/-]*${YEARS})?$`, 'i');
const YEAR_FIRST = new RegExp(String.raw`^${YEARS}[\s,:/-]*${NUMBERED}$`, 'i');
const RANGE =
  /^([a-z]{3,9})\.?(?:[\s'’-]*(\d{2}|\d{4}))?\s*(?:-|\/|\bto\b)\s*([a-z]{3,9})\.?(?:[\s'’-]*(\d{2}|\d{4}))?$/i;
const HALF = /^(?=.*\d{2}|h[12]$)(?:.*\b)?h(?:alf)?\s?[12]\b.{0,12}$/i;

/**
 * A quarter of a financial year: `Q1 2019/20`, `2019/20 Q1`, `Qtr 1 19/20`, `Apr-Jun 2019`, `April to June 2019`.
 * @returns `2019/20 Q1` as known; a reason for a half year, for three months that are no quarter, and for `Q1 2019`, which may be January
 * to March or April to June.
 */
export function parseQuarter(text: string): ReadQuarter {
  if (text.length > 40) return undefined;
  const plain = hyphened(text);
  const [, number, from, to] = QUARTER_FIRST.exec(plain) ?? [];
  if (number !== undefined) return numbered(text, number, from, to);
  const [, first, last, after] = YEAR_FIRST.exec(plain) ?? [];
  if (after !== undefined) return numbered(text, after, first, last);
  if (text.length <= 30 && HALF.test(text))
    return {
      reason: `“${text}” is half a year, which is more than one month. Figures are kept by month, by quarter and by year.`,
    };
  const [, begins, beginsIn, ends, endsIn] = RANGE.exec(plain) ?? [];
  const [start, end] = [monthNumber(begins ?? ''), monthNumber(ends ?? '')];
  if (start === 0 || end === 0) return undefined;
  const year = endsIn ?? beginsIn;
  if (year === undefined)
    return {
      reason: `“${text}” is more than one month, and does not say of which year: write Apr-Jun 2019 or Q1 2019/20.`,
    };
  const one = (end + 12 - start) % 12 === 2 && start % 3 === 1 && sameYear(beginsIn, endsIn);
  return one
    ? { known: periodOf('quarter', `${fullYear(year)}-${pad(start)}`) }
    : {
        reason: `“${text}” is more than one month and no quarter of a financial year: those are April to June, July to September, October to December and January to March.`,
      };
}

const sameYear = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || fullYear(one) === fullYear(other);

function numbered(
  text: string,
  number: string,
  from: string | undefined,
  to: string | undefined,
): ReadQuarter {
  if (from === undefined)
    return {
      reason: `“${text}” is more than one month, and does not say of which year: write Q${number} 2019/20.`,
    };
  const first = fullYear(from);
  if (to === undefined)
    return {
      reason: `“${text}” is more than one month, and ${first} alone may be the calendar year or the financial year: write Q${number} ${first}/${pad((first + 1) % 100)}, or name its months.`,
    };
  const follows = to.length === 4 ? Number(to) === first + 1 : Number(to) === (first + 1) % 100;
  return follows && first >= 1990 && first < 2099
    ? { known: `${first}/${pad((first + 1) % 100)} Q${number}` }
    : { reason: `“${text}” is more than one month, and its two years do not follow each other.` };
}

function monthOf(year: number, month: number): ReadMonth {
  return isoDay(year, month, 1) === undefined ? undefined : { month: `${year}-${pad(month)}` };
}

/** A financial year: `2018/19`, `2018-19`, `2018/2019`. @returns its first calendar year, or undefined. */
export function parseYear(text: string): number | undefined {
  const match = /^(\d{4})\s*[/-]\s*(\d{2}|\d{4})$/.exec(hyphened(text));
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = match[2] ?? '';
  const follows = second.length === 4 ? Number(second) === first + 1 : Number(second) === (first + 1) % 100;
  return follows && first >= 1990 && first < 2099 ? first : undefined;
}

/**
 * A period of a given span, as readings name it: its first day. `2011-12` is December 2011 for a month and the year 2011/12 for a year.
 */
export function parsePeriod(text: string, span: Span): { period: string } | { reason: string } {
  switch (span) {
    case 'year': {
      const year = parseYear(text);
      return year === undefined
        ? { reason: `“${text}” is not a financial year such as 2018/19.` }
        : { period: `${year}-04-01` };
    }
    case 'quarter': {
      const read = parseQuarter(text);
      if (read && 'known' in read) return { period: periodDate(read.known) };
      const month = parseMonth(text);
      return (
        read ?? {
          reason:
            month && 'month' in month
              ? `“${text}” is a month, and this measure is counted by quarter: ${monthWords(month.month)} lies in ${periodWords(periodOf('quarter', month.month))}.`
              : `“${text}” is not a quarter such as Q1 2019/20 or Apr-Jun 2019.`,
        }
      );
    }
    case 'month':
    case 'year_to_date': {
      const read = parseMonth(text);
      if (read === undefined) return { reason: `“${text}” is not a month such as 2019-08 or Aug 19.` };
      return 'reason' in read ? read : { period: `${read.month}-01` };
    }
  }
}

/** The period that a heading names. `2011-12` is a year: a table prints its months in words. */
export function periodIn(text: string): { known: string } | { reason: string } | undefined {
  const year = parseYear(text);
  if (year !== undefined) return { known: periodLabel('year', `${year}-04-01`) };
  const quarter = parseQuarter(text);
  if (quarter) return quarter;
  const month = parseMonth(text);
  return month && 'month' in month ? { known: month.month } : month;
}
