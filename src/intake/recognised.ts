import type { SourceTable } from '../platform/index.js';
import type { Role, TableKind } from './choices.js';

/** Something that a person has to look at before what depends on it is taken. */
export interface Doubt {
  /** Stable as long as the table and its choices are: `theme`, `shift`, `row:4`. */
  key: string;
  message: string;
  /** Doubts with the same one are one question: whoever answers one of them answers all. Left out = a question of its own. */
  once?: string;
}

/** What was understood of one table, and what a person decided about it. */
export interface Recognised {
  /** Its number in the document, from 1. */
  number: number;
  table: SourceTable;
  /** The worksheet on which it stands, where a workbook has several. */
  sheet: string | null;
  kind: TableKind;
  /** What stands over it, for a person: the nearest paragraph or its first row. */
  heading: string | null;
  theme: number | null;
  themeTitle: string | null;
  /** Of a table of figures. */
  group: string | null;
  /** How many rows at the top are headings. */
  heads: number;
  columns: readonly Role[];
  quarters: 'trailing' | 'forward' | null;
  /** It has no headings of its own and goes on with the table of this number. */
  continues: number | null;
  doubts: readonly Doubt[];
  /** A person said what it is. */
  decided: boolean;
  accepted: ReadonlySet<string>;
  /** The month from which its targets apply, as a person said. */
  targetsFrom: string | null;
  /** Which direction is better, by the number of the row, as a person said. */
  better: ReadonlyMap<number, 'higher' | 'lower'>;
}
