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

/** Which four quarters a report prints: the last four that ended, or the current one and the next three. */
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

/**
 * The four quarters to print for a report as at `asAt`.
 * For 27 January 2020 both windows print in the reference's order Q4, Q1, Q2, Q3; the years tell them apart.
 */
export function quartersToPrint(asAt: string, window: QuarterWindow): Quarter[] {
  const current = quarterOf(asAt);
  const first = window === 'trailing' ? -4 : 0;
  return [0, 1, 2, 3].map((step) => addQuarters(current, first + step));
}

/** `Q4 2018/19` */
export function quarterLabel({ financialYear, quarter }: Quarter): string {
  return `Q${quarter} ${financialYearLabel(financialYear)}`;
}
