import { cellAt, type GridRow } from '../../platform/index.js';
import { isLongHeader } from './long-layout.js';
import { monthUnder, parseMonth, parseYear } from './parse-period.js';

const TITLES = ['performance measure', 'measure', 'kpi', 'indicator', 'key performance indicator'];

const plain = (row: GridRow, index: number): string => cellAt(row, index).text.toLowerCase();
/** Where a row of headings has the title; −1 where it has none. */
export const titleColumn = (row: GridRow): number =>
  row.cells.findIndex((_, i) => TITLES.includes(plain(row, i)));
/** Months or quarters; a year alone may be the one before. */
const hasMonth = (row: GridRow): boolean => row.cells.some(({ text }) => parseMonth(text) !== undefined);
const hasYear = (row: GridRow): boolean => row.cells.some(({ text }) => parseYear(text) !== undefined);

/**
 * The month that a cell names together with the year above it, as `2019-10`. The year stands in the column itself or, merged, in the first of
 * its columns. Undefined where nothing says the year: also where the months under one year go on into the next.
 */
export function monthBelow(top: GridRow, below: GridRow, at: number): string | undefined {
  const first = top.cells.findLastIndex(({ text }, column) => column <= at && text !== '');
  const months = below.cells
    .slice(first, at + 1)
    .map(({ text }) => monthUnder(cellAt(top, first).text, text) ?? '');
  const inOrder = (sign: number): boolean =>
    months.every((month, n) => n === 0 || sign * month.localeCompare(months[n - 1] ?? '') > 0);
  return first >= 0 && !months.includes('') && (inOrder(1) || inOrder(-1)) ? months.at(-1) : undefined;
}
const hasMonthBelow = (top: GridRow, below: GridRow): boolean =>
  below.cells.some((_, at) => monthBelow(top, below, at) !== undefined);

/** How many rows head a table of the report's six-month layout at this row; 0 = none does. */
export function tableHeaderRows(rows: readonly GridRow[], at: number): number {
  const [top, below] = [rows[at], rows[at + 1]];
  if (!top || isLongHeader(top)) return 0;
  const title = titleColumn(top);
  // The years stand over the months, in the row of the other headings or in one of their own.
  if (title < 0) return below && titleColumn(below) >= 0 && hasMonthBelow(top, below) ? 2 : 0;
  if (hasMonth(top)) return 1;
  // The months stand in a second row under "Six Month Trend".
  if (below && cellAt(below, title).text === '' && (hasMonth(below) || hasMonthBelow(top, below))) return 2;
  return hasYear(top) ? 1 : 0;
}
