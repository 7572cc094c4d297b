import { z } from 'zod';
import { counted } from '../platform/index.js';
import {
  addQuarters,
  financialYearLabel,
  financialYearOf,
  lastDayOf,
  monthWords,
  quarterLabel,
  quarterNumber,
  quarterOf,
  shiftMonth,
  type Quarter,
} from '../programmes/index.js';

/*
 * A period of a measure: the time that one of its figures is about. It is written so that the text alone says which kind it is: a month
 * as `2020-01`, a quarter as `2019/20 Q4`, a financial year as `2019/20`. Of one kind the earlier one comes first as text, too.
 */

/** How often a measure is counted. A year is a financial year, April to March. */
export const FREQUENCIES = ['month', 'quarter', 'year'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** What a reading covers: a period, or with `year_to_date` April to the end of a month. */
export const SPANS = ['month', 'quarter', 'year_to_date', 'year'] as const;
export type Span = (typeof SPANS)[number];

const MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])$/;
const YEAR = /^([12]\d{3})\/(\d{2})(?: Q[1-4])?$/;

/** The text of a period, as the API and the sealed texts have it. */
export const period = z
  .string()
  .refine((text) => MONTH.test(text) || isYear(text), 'A period is 2020-01, 2019/20 Q4 or 2019/20.')
  .describe(
    'A month as 2020-01, a quarter as 2019/20 Q4 (January to March 2020), a financial year as 2019/20.',
  );

function isYear(text: string): boolean {
  const [, first, last] = YEAR.exec(text) ?? [];
  return first !== undefined && Number(last) === (Number(first) + 1) % 100;
}

/** Whether a text names a period of this span; the year to date is named by its last month. */
export function isPeriod(span: Span, text: string): boolean {
  if (span === 'month' || span === 'year_to_date') return MONTH.test(text);
  return isYear(text) && text.includes('Q') === (span === 'quarter');
}

/** How a period of this span is written, for people who wrote something else. */
export const HOW_WRITTEN: Readonly<Record<Span, string>> = {
  month: 'A month is written as 2020-01.',
  quarter: 'A quarter is written as 2019/20 Q4.',
  year_to_date: 'The year to date is written as its last month, 2020-01.',
  year: 'A financial year is written as 2018/19.',
};

/** Which kind of period it is. */
export const frequencyOf = (period: string): Frequency =>
  period.includes('Q') ? 'quarter' : period.includes('/') ? 'year' : 'month';

/** The first day: `2020-01` gives 2020-01-01, `2019/20 Q4` too, `2018/19` 2018-04-01. */
export function periodDate(period: string): string {
  const year = Number(period.slice(0, 4));
  switch (frequencyOf(period)) {
    case 'month':
      return `${period}-01`;
    case 'quarter':
      return `${shiftMonth(`${year}-04`, 3 * (Number(period.slice(-1)) - 1))}-01`;
    case 'year':
      return `${year}-04-01`;
  }
}

/** The last month: of `2019/20 Q4` and of `2019/20` it is `2020-03`. */
export const lastMonthOf = (period: string): string =>
  shiftMonth(periodDate(period).slice(0, 7), { month: 0, quarter: 2, year: 11 }[frequencyOf(period)]);

/** The months that it is made of, the earliest first. */
export const monthsOf = (period: string): string[] =>
  Array.from({ length: { month: 1, quarter: 3, year: 12 }[frequencyOf(period)] }, (_, index) =>
    shiftMonth(periodDate(period).slice(0, 7), index),
  );

/** The last day. */
export const periodEnd = (period: string): string => lastDayOf(lastMonthOf(period));

/** The period of this kind in which a day lies. @param date `YYYY-MM-DD` or `YYYY-MM`. */
export function periodOf(frequency: Frequency, date: string): string {
  switch (frequency) {
    case 'month':
      return date.slice(0, 7);
    case 'quarter':
      return quarterText(quarterOf(date));
    case 'year':
      return financialYearLabel(financialYearOf(date));
  }
}

const quarterText = ({ financialYear, quarter }: Quarter): string =>
  `${financialYearLabel(financialYear)} Q${quarter}`;

/** The inverse of {@link periodDate}: what a reading's period is called. @param date first day, `YYYY-MM-DD`. */
export const periodLabel = (span: Span, date: string): string =>
  periodOf(span === 'year_to_date' ? 'month' : span, date);

/** The first calendar year of the financial year in which it begins. */
export const yearOf = (period: string): number => financialYearOf(periodDate(period));

/** Counts the periods of one kind: the next one has the next number. */
export function periodNumber(period: string): number {
  const [year, month] = periodDate(period).split('-').map(Number) as [number, number];
  switch (frequencyOf(period)) {
    case 'month':
      return 12 * year + month;
    case 'quarter':
      return quarterNumber(quarterOf(periodDate(period)));
    case 'year':
      return year;
  }
}

/** Whether it is the period right after another one of its kind. */
export const follows = (before: string, period: string): boolean =>
  frequencyOf(before) === frequencyOf(period) && periodNumber(period) === periodNumber(before) + 1;

/** The period that lies `by` later (earlier when negative). */
export function shiftPeriod(period: string, by: number): string {
  switch (frequencyOf(period)) {
    case 'month':
      return shiftMonth(period, by);
    case 'quarter':
      return quarterText(addQuarters(quarterOf(periodDate(period)), by));
    case 'year':
      return financialYearLabel(yearOf(period) + by);
  }
}

/** The last period of this kind that had ended when this day was over. @param day `YYYY-MM-DD`. */
export function lastEnded(frequency: Frequency, day: string): string {
  const running = periodOf(frequency, day);
  return periodEnd(running) <= day ? running : shiftPeriod(running, -1);
}

/** Of each kind one in words, for a sentence. */
const A_PERIOD = { month: 'a month', quarter: 'a quarter', year: 'a year' } as const;

/**
 * Why a figure of this time is none of a measure that is counted so often; null where it is one. Whatever its frequency, a measure has
 * figures of whole years, and its year to date ends with one of its periods.
 * @param span of the figure. @param period as {@link isPeriod} accepts it for that span.
 */
export function misfitOf(frequency: Frequency, span: Span, period: string): string | null {
  if (span === 'year' || span === frequency) return null;
  if (span !== 'year_to_date')
    return `${periodWords(period)} is ${A_PERIOD[span]}, and this measure is counted by ${frequency}: ${
      frequency === 'month'
        ? 'give its months one by one, or say in the dictionary that it is counted by quarter.'
        : `the ${frequency} that it lies in is ${periodWords(periodOf(frequency, periodDate(period)))}.`
    }`;
  if (frequency === 'year') return 'This measure is counted by year: it has no year to date.';
  return frequency === 'month' || lastMonthOf(periodOf(frequency, period)) === period
    ? null
    : `This measure is counted by quarter: its year to date ends with a quarter, and not with ${periodWords(period)}.`;
}

/** So many periods, the last of them this one. */
export const periodsTo = (last: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => shiftPeriod(last, index - count + 1));

/** `January 2020`, `Q4 2019/20`, `2019/20` */
export function periodWords(period: string): string {
  switch (frequencyOf(period)) {
    case 'month':
      return monthWords(period);
    case 'quarter':
      return quarterLabel(quarterOf(periodDate(period)));
    case 'year':
      return period;
  }
}

/** `Jan 2020`, `Q4 2019/20`, `2019/20` */
export const shortPeriod = (period: string): string =>
  frequencyOf(period) === 'month' ? monthWords(period).replace(/^(\w{3})\w*/, '$1') : periodWords(period);

/** `1 quarter`, `6 quarters` */
export const countOf = (count: number, frequency: Frequency): string => counted(count, frequency);
