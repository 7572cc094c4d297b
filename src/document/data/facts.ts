import type { CsvCell } from '../../platform/index.js';
import type { Shorthand } from '../../snapshot/index.js';

/** One fact of a section, as a row of the data file has it. */
export interface Fact {
  /** What people know the item by: `1.2.1`, `5`. */
  reference: string | number | null;
  item: string;
  /** What is said of it: `month`, `target: at least`, `score`. */
  attribute: string;
  /** What time the value is of: `2020-01`, `2018/19`, `2019-04 to 2020-01`; null = the report's as-at date. */
  period: string | null;
  /** Null with a shorthand that says why. */
  value: CsvCell;
  unit: string | null;
  /** In the order in which a report prints them. */
  marks: readonly Shorthand[];
  source: string | null;
}

/** Facts about one item: what they share is said once. */
export const about =
  (item: string, reference: Fact['reference'] = null) =>
  (
    attribute: string,
    value: CsvCell,
    more: Partial<Omit<Fact, 'item' | 'attribute' | 'value'>> = {},
  ): Fact => ({
    reference,
    item,
    attribute,
    period: null,
    unit: null,
    marks: value === null ? ['x'] : [],
    source: null,
    ...more,
    value,
  });
export type Say = ReturnType<typeof about>;

/** Decimal text of ours, such as an amount of money: no spreadsheet finds a formula in it, though it may begin with a minus. */
export const decimal = (text: string | null): CsvCell => (text === null ? null : { ours: text });
