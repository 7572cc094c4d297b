import { cellAt, columnName, FILE_LIMITS, FileRefused, type GridRow } from '../../platform/index.js';
import type { Figure } from '../measures.content.js';
import { periodEnd, periodLabel, type Span } from '../period.rules.js';

import type { MatchableMeasure } from './measure-index.js';

/** A remark about a place in the file. */
export interface Finding {
  /** As a spreadsheet numbers it, from 1; null = the whole file. */
  row: number | null;
  /** As a spreadsheet letters it: A, B, … */
  column: string | null;
  /** What is written there, cut to 120 characters. */
  value: string | null;
  reason: string;
}

/** A remark that keeps nothing out, unless it asks to be accepted. */
export interface Warning extends Finding {
  /** The cell by which a person accepts the figure, such as `C4`; null = nothing has to be accepted. */
  accept: string | null;
}

/** One figure of a file, with its measure, its period and its place in the file. */
export interface FileFigure {
  row: number;
  column: string;
  measure: MatchableMeasure;
  span: Span;
  /** The first day of the month, of the quarter or of the year. */
  period: string;
  /** Date and state are null where the file does not give them. */
  figure: Pick<
    Figure,
    'missingReason' | 'value' | 'decimals' | 'numerator' | 'denominator' | 'asAt' | 'state'
  >;
  reason: string | null;
  /** The period was not over on the as-at date. */
  open: boolean;
  /** Its state is provisional unless the file gives another. */
  provisional: boolean;
}

/** Figures that one import may hold. */
const MAX_FIGURES = 50_000;

/**
 * How many remarks of one kind are listed: as many as a file may have rows. Beyond this each further row is listed once, so that every
 * row with a problem is named. All problems are counted.
 */
const MAX_FINDINGS = FILE_LIMITS.rows;

/** Collects the figures of a file and the remarks about it, row by row. */
export class ImportFindings {
  /** What can be imported. */
  readonly figures: FileFigure[] = [];
  /** Any of them refuses the whole import. */
  readonly problems: Finding[] = [];
  /** The import goes on. */
  readonly warnings: Warning[] = [];
  /** What is in the file and is not imported. */
  readonly ignored: Finding[] = [];
  /** How many problems there are, listed or not. */
  problemCount = 0;
  private readonly seen = new Map<string, FileFigure>();

  problem(row: GridRow | null, index: number | null, reason: string): void {
    this.problemCount++;
    list(this.problems, finding(row, index, reason));
  }

  /** A problem with a figure that was read. */
  problemAt({ row, column, figure }: FileFigure, reason: string): void {
    this.problemCount++;
    const value = figure.value === null ? figure.missingReason : String(figure.value);
    list(this.problems, { row, column, value, reason });
  }

  warn(row: GridRow | null, index: number | null, reason: string): void {
    list(this.warnings, { ...finding(row, index, reason), accept: null });
  }

  /** A figure that can hardly be true: it is recorded only when a person accepts it. */
  doubt({ row, column, figure }: FileFigure, reason: string): void {
    this.warnings.push({ row, column, value: String(figure.value), reason, accept: `${column}${row}` });
  }

  ignore(row: GridRow | null, index: number | null, reason: string): void {
    list(this.ignored, finding(row, index, reason));
  }

  /** The text of a cell. Undefined when it holds a formula or an error, which is added as a problem. */
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

  /** Adds a figure. A second one for the same measure, span and period is a problem. */
  add(row: GridRow, index: number, figure: Omit<FileFigure, 'row' | 'column'>): void {
    const key = `${figure.measure.id} ${figure.span} ${figure.period}`;
    const there = this.seen.get(key);
    if (there) {
      this.problem(
        row,
        index,
        `The file has another figure of “${figure.measure.title}” for this period, in row ${there.row}, column ${there.column}.`,
      );
      return;
    }
    if (this.figures.length >= MAX_FIGURES)
      throw new FileRefused('file-too-large', `The file has more than ${MAX_FIGURES} figures.`);
    const whole = { ...figure, row: row.number, column: columnName(index) };
    this.seen.set(key, whole);
    this.figures.push(whole);
  }
}

function list<T extends Finding>(findings: T[], found: T): void {
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

/** Whether a period was not over on the as-at date: its figure is provisional, and of that date. @param period its first day. */
export const isOpen = (span: Span, period: string, asAt: string): boolean =>
  asAt < periodEnd(periodLabel(span, period));
