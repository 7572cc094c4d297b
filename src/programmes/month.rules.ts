import { z } from 'zod';

/** A month as the API and the sealed texts write it: `2020-01`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written as 2020-01.');

export const MONTH_NAMES = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const; // prettier-ignore

/** @param month `2020-01`, or a day in it. @returns `January 2020` */
export function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTH_NAMES[Number(number) - 1]} ${year}`;
}

/** @param month `2020-01`. @returns the month that lies `by` months later (earlier when negative). */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** @param month `2020-02`. @returns `2020-02-29` */
export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
