import { cellAt, type Grid, type GridRow } from './grid.js';

/** One row below the headings. */
export interface HeadedRow<Column extends string> {
  /** As a spreadsheet numbers it, from 1. */
  number: number;
  /** What stands in a column; empty where the table has no such column, or nothing stands there. */
  text: (column: Column) => string;
}

export interface HeadedTable<Column extends string> {
  rows: HeadedRow<Column>[];
  /** The columns that the table has. */
  columns: readonly Column[];
  /** Headings that are none of the names, as they are written. */
  unknown: string[];
  /** Cells under a heading that cannot be read, one sentence each. */
  faults: string[];
}

/**
 * Finds the columns of a table by its headings, in any order. Pure.
 * @param names what a heading may be, in lower case, and which column it means; a heading's remark in brackets does not count.
 * @param order the columns of a table without headings, from the left; left out, the first row is taken for headings.
 */
export function headedTable<Column extends string>(
  { rows }: Grid,
  names: Readonly<Record<string, Column>>,
  order?: readonly Column[],
): HeadedTable<Column> {
  const [first, ...others] = rows;
  if (first === undefined) return { rows: [], columns: [], unknown: [], faults: [] };
  const meant = first.cells.map(({ text }): Column | undefined => names[headingOf(text)]);
  const headed = order === undefined || meant.some((column) => column !== undefined);
  const columns: readonly (Column | undefined)[] = headed ? meant : order;
  const below = headed ? others : rows;
  return {
    rows: below.map((row) => ({
      number: row.number,
      text: (column) => {
        const at = columns.indexOf(column);
        return at < 0 ? '' : cellAt(row, at).text;
      },
    })),
    columns: columns.flatMap((column) => column ?? []),
    unknown: headed
      ? first.cells.flatMap(({ text }, at) => (text !== '' && columns[at] === undefined ? [text] : []))
      : [],
    faults: below.flatMap((row) => faultsOf(row, columns)),
  };
}

const headingOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const faultsOf = (row: GridRow, columns: readonly (string | undefined)[]): string[] =>
  row.cells.flatMap(({ fault, text }, at) =>
    fault !== null && columns[at] !== undefined
      ? [`Row ${row.number}, “${text.slice(0, 40)}”: ${fault}`]
      : [],
  );
