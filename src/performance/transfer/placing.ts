import { cellAt, columnName, FILE_LIMITS, FileRefused, type GridRow } from '../../platform/index.js';
import { lastDayOf } from '../../programmes/index.js';
import type { Figure, Span } from '../measures.content.js';

import type { KnownMeasure } from './matching.js';

/** Something that a person should know about a place in the file. */
export interface Finding {
  /** As a spreadsheet numbers it, from 1; null = the whole file. */
  row: number | null;
  /** As a spreadsheet letters it: A, B, … */
  column: string | null;
  /** What is written there, cut to 120 characters. */
  value: string | null;
  reason: string;
}

/** One figure of the file with the measure, period and place that it belongs to. */
export interface Placed {
  row: number;
  column: string;
  measure: KnownMeasure;
  span: Span;
  /** The first day of the month; of a year its 1 April. */
  period: string;
  /** Date and state are null where the file does not say them. */
  figure: Pick<Figure, 'nothing' | 'value' | 'decimals' | 'numerator' | 'denominator' | 'asAt' | 'state'>;
  reason: string | null;
  /** The period was not over on the as-at date. */
  open: boolean;
  /** It counts as provisional unless the file says otherwise. */
  provisional: boolean;
}

export interface Found {
  placed: Placed[];
  /** Any of them refuses the whole import. */
  problems: Finding[];
  /** To be looked at; the import goes on. */
  warnings: Finding[];
  /** What is in the file and is not imported. */
  ignored: Finding[];
}

/** Figures that one import may hold. */
const MAX_FIGURES = 50_000;

/**
 * Findings of a kind that are listed, whichever rows they are about: as many as a file may have rows. Beyond them each further row is
 * listed once, so that every row with a problem is named; problems are counted all the same.
 */
const MAX_FINDINGS = FILE_LIMITS.rows;

/** Collects what a layout finds, row by row. */
export class Findings implements Found {
  readonly placed: Placed[] = [];
  readonly problems: Finding[] = [];
  readonly warnings: Finding[] = [];
  readonly ignored: Finding[] = [];
  /** How many problems there are, listed or not. */
  problemCount = 0;
  private readonly seen = new Map<string, Placed>();

  problem(row: GridRow | null, index: number | null, reason: string): void {
    this.problemCount++;
    list(this.problems, finding(row, index, reason));
  }

  /** A problem with a figure that was placed. */
  problemAt({ row, column, figure }: Placed, reason: string): void {
    this.problemCount++;
    const value = figure.value === null ? figure.nothing : String(figure.value);
    list(this.problems, { row, column, value, reason });
  }

  warn(row: GridRow | null, index: number | null, reason: string): void {
    list(this.warnings, finding(row, index, reason));
  }

  ignore(row: GridRow | null, index: number | null, reason: string): void {
    list(this.ignored, finding(row, index, reason));
  }

  /** The text of a cell whose content counts; a formula or an error there is a problem, and reads as nothing. */
  read(row: GridRow, index: number | undefined): string | undefined {
    if (index === undefined) return '';
    const { text, fault, note } = cellAt(row, index);
    if (fault !== null) {
      this.problem(row, index, fault);
      return undefined;
    }
    if (note !== null) this.warn(row, index, note);
    return text;
  }

  /** Keeps a figure; a second one for the same measure, span and period is a problem. */
  place(row: GridRow, index: number, placed: Omit<Placed, 'row' | 'column'>): void {
    const key = `${placed.measure.id} ${placed.span} ${placed.period}`;
    const there = this.seen.get(key);
    if (there) {
      this.problem(
        row,
        index,
        `The file has another figure of “${placed.measure.title}” for this period, in row ${there.row}, column ${there.column}.`,
      );
      return;
    }
    if (this.placed.length >= MAX_FIGURES)
      throw new FileRefused('file-too-large', `The file has more than ${MAX_FIGURES} figures.`);
    const whole = { ...placed, row: row.number, column: columnName(index) };
    this.seen.set(key, whole);
    this.placed.push(whole);
  }
}

function list(findings: Finding[], found: Finding): void {
  if (findings.length < MAX_FINDINGS || findings.at(-1)?.row !== found.row) findings.push(found);
}

function finding(row: GridRow | null, index: number | null, reason: string): Finding {
  return {
    row: row?.number ?? null,
    column: index === null ? null : columnName(index),
    value: row === null || index === null ? null : cellAt(row, index).text.slice(0, 120),
    reason,
  };
}

/** Whether the month of a period holds the as-at date and is not over on it. */
export const isPartMonth = (period: string, asAt: string): boolean =>
  period.slice(0, 7) === asAt.slice(0, 7) && asAt < lastDayOf(period.slice(0, 7));
