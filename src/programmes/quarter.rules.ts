import { z } from 'zod';

/** A quarter of an English local-government financial year (1 April to 31 March). */
export const financialQuarter = z.strictObject({
  financialYear: z
    .int()
    .min(2000)
    .max(2100)
    .describe('First calendar year of the financial year: 2019 is printed “2019/20”.'),
  quarter: z.literal([1, 2, 3, 4]).describe('1 = April to June … 4 = January to March.'),
});
export type Quarter = z.infer<typeof financialQuarter>;

/** Which quarters a report prints: the last four that ended and, once it is rated, the one that runs; or the one that runs and the next three. */
export const QUARTER_WINDOWS = ['trailing', 'forward'] as const;
export type QuarterWindow = (typeof QUARTER_WINDOWS)[number];

/** The first calendar year of the financial year of a day or month. @param date `2020-01-27` or `2020-01`. */
export function financialYearOf(date: string): number {
  return Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);
}

/** `2018/19` @param first calendar year of it. */
export const financialYearLabel = (first: number): string =>
  `${first}/${String((first + 1) % 100).padStart(2, '0')}`;

/** @param date ISO local date, `YYYY-MM-DD`. */
export function quarterOf(date: string): Quarter {
  const sinceApril = (Number(date.slice(5, 7)) + 8) % 12;
  return {
    financialYear: financialYearOf(date),
    quarter: (Math.floor(sinceApril / 3) + 1) as Quarter['quarter'],
  };
}

/** The quarter `steps` later (negative: earlier). */
export function addQuarters(from: Quarter, steps: number): Quarter {
  const index = from.financialYear * 4 + (from.quarter - 1) + steps;
  return {
    financialYear: Math.floor(index / 4),
    quarter: ((((index % 4) + 4) % 4) + 1) as Quarter['quarter'],
  };
}

/** Counts quarters: a later one has a greater number. */
export const quarterNumber = ({ financialYear, quarter }: Quarter): number => financialYear * 4 + quarter;

/** The last quarter that had ended when this day was over. @param date ISO local date. */
export function lastEndedQuarter(date: string): Quarter {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return addQuarters(quarterOf(next.toISOString().slice(0, 10)), -1);
}

/**
 * The quarters to print for a report as at `asAt`, oldest first. A trailing window has the last four that ended, one that ends on the
 * day itself among them, and the one that runs as soon as something is rated in it. A forward window has the one that runs and the next three.
 * For 27 January 2020 both print in the reference's order Q4, Q1, Q2, Q3; the years tell them apart.
 * @param rated the quarters that the report has a rating of, in any order.
 */
export function quartersToPrint(asAt: string, window: QuarterWindow, rated: readonly Quarter[]): Quarter[] {
  const current = quarterOf(asAt);
  if (window === 'forward') return [0, 1, 2, 3].map((step) => addQuarters(current, step));
  const ended = lastEndedQuarter(asAt);
  const runs = quarterNumber(current) > quarterNumber(ended);
  const isRated = rated.some((quarter) => quarterNumber(quarter) === quarterNumber(current));
  return [...[-3, -2, -1, 0].map((step) => addQuarters(ended, step)), ...(runs && isRated ? [current] : [])];
}

/** `Q4 2018/19` */
export function quarterLabel({ financialYear, quarter }: Quarter): string {
  return `Q${quarter} ${financialYearLabel(financialYear)}`;
}
