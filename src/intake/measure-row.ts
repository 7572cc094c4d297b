import type { MeasureDefinition } from '../performance/index.js';
import type { SourceCell } from '../platform/index.js';
import type { Found, TableTaker } from './take-table.js';

export type Unit = MeasureDefinition['unit'];
export type Basis = MeasureDefinition['basis'];

/** One row of a table of figures, read as far as its own words go. */
export interface MeasureRow {
  at: number;
  /** By how many columns it stands right of its headings; negative = left. */
  shift: number;
  /** The cells under their headings. */
  cells: readonly SourceCell[];
  reference: Found | undefined;
  title: Found;
  basisWord: Found | undefined;
  current: Found | undefined;
  group: string | null;
  unit: Unit;
  basis: Basis;
  kindOfYear: 'in_month' | 'cumulative' | 'unknown' | null;
  /** The figures leave no other reading of {@link kindOfYear}. */
  yearIsSure: boolean;
}

/** The columns of months, quarters and years, the earliest first. */
export const periodsIn = (taker: TableTaker): { at: number; period: string }[] =>
  taker.of.columns
    .flatMap((role, at) => (role.startsWith('period:') ? [{ at, period: role.slice('period:'.length) }] : []))
    .sort((one, other) => one.period.localeCompare(other.period));
