import type { SourceCell } from '../platform/index.js';
import { NO_ROLE, type Role } from './choices.js';
import type { CellFate, CellMark, Proposal } from './proposals.js';
import type { Doubt, Recognised } from './recognised.js';
import { isFilled } from './recognise.rules.js';
import { plain } from './words.js';

/** What is taken out of one table, and what became of each of its cells. */
export interface TakenTable {
  of: Recognised;
  proposals: readonly Proposal[];
  doubts: readonly (Doubt & { accepted: boolean })[];
  /** One sentence each: what a person should know although nothing has to be decided. */
  notes: readonly string[];
  marks: readonly (readonly CellMark[])[];
}

/** A text as a cell has it, with its column. */
export interface Found {
  at: number;
  text: string;
}

/** Collects what is taken out of one table. */
export class TableTaker {
  readonly proposals: Proposal[] = [];
  readonly notes = new Set<string>();
  private readonly doubts = new Map<string, Doubt>();
  private readonly marks: CellMark[][];
  /** The texts of the last row of headings: where it comes again, a page began. */
  private readonly repeated: string;

  constructor(readonly of: Recognised) {
    const { rows } = of.table;
    this.marks = rows.map((row, at) =>
      row.map(({ text }) => ({
        fate: text === '' ? 'empty' : at < of.heads ? 'heading' : 'unplaced',
        why: null,
      })),
    );
    this.repeated = textsOf(rows[of.heads - 1] ?? []);
    for (const doubt of of.doubts) this.doubts.set(doubt.key, doubt);
  }

  /** The doubts about the table as a whole, on which everything in it rests. */
  get tableNeeds(): string[] {
    return this.of.doubts.map(({ key }) => key);
  }

  /** The rows that hold something, without the headings and their repetitions. */
  rows(): { row: readonly SourceCell[]; at: number }[] {
    const { table, heads } = this.of;
    return table.rows.flatMap((row, at) => {
      if (at < heads || !isFilled(row)) return [];
      if (heads > 0 && this.repeated !== '' && textsOf(row) === this.repeated) {
        this.markRow(at, 'heading', null);
        return [];
      }
      return [{ row, at }];
    });
  }

  columnsOf(role: Role): number[] {
    return this.of.columns.flatMap((one, at) => (one === role ? [at] : []));
  }

  /** The first filled cell under a role. Undefined where there is none. */
  cell(row: readonly SourceCell[], role: Role): Found | undefined {
    for (const at of this.columnsOf(role)) {
      const text = row[at]?.text ?? '';
      if (text !== '') return { at, text };
    }
    return undefined;
  }

  /** @param once what makes doubts of several tables one question. */
  doubt(key: string, message: string, once?: string): string {
    if (!this.doubts.has(key))
      this.doubts.set(key, once === undefined ? { key, message } : { key, message, once });
    return key;
  }

  isAccepted = (key: string): boolean => this.of.accepted.has(key);

  /** Marks a cell. @param needs the doubts on which it rests; with any of them open it is asked about. */
  mark(
    at: number,
    column: number | undefined,
    fate: CellFate,
    why: string | null = null,
    needs: readonly string[] = [],
  ): void {
    if (column === undefined) return;
    const mark = this.marks[at]?.[column];
    if (!mark || mark.fate === 'empty') return;
    const open =
      fate === 'taken' ? [...this.tableNeeds, ...needs].find((key) => !this.isAccepted(key)) : undefined;
    mark.fate = open === undefined ? fate : 'asked';
    mark.why = open === undefined ? why : (this.doubts.get(open)?.message ?? why);
  }

  markRow(at: number, fate: CellFate, why: string | null, needs: readonly string[] = []): void {
    this.marks[at]?.forEach((_, column) => {
      this.mark(at, column, fate, why, needs);
    });
  }

  /** Cells that hold something and were not looked at stay without a place; each says why. */
  done(): TakenTable {
    for (const row of this.marks)
      row.forEach((mark, at) => {
        if (mark.fate === 'unplaced' && mark.why === null)
          mark.why =
            (this.of.columns[at] ?? NO_ROLE) === NO_ROLE
              ? 'Nothing says what this column holds.'
              : 'It does not fit where it stands.';
      });
    return {
      of: this.of,
      proposals: this.proposals,
      doubts: [...this.doubts.values()].map((doubt) => ({ ...doubt, accepted: this.isAccepted(doubt.key) })),
      notes: [...this.notes],
      marks: this.marks,
    };
  }
}

const textsOf = (row: readonly SourceCell[]): string =>
  row
    .map(({ text }) => plain(text))
    .join('|')
    .replace(/\|+$/, '');
