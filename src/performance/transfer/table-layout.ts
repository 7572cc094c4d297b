import { cellAt, columnName, counted, type Grid, type GridRow } from '../../platform/index.js';
import type { MeasureDefinition } from '../measures.content.js';
import { frequencyOf, lastMonthOf, misfitOf, periodDate, shortPeriod, type Span } from '../period.rules.js';
import { isWorkedOut, parseFigure } from './figure-text.js';
import type { MatchableMeasure, Match, MeasureIndex } from './measure-index.js';
import { periodIn } from './parse-period.js';
import { monthBelow, tableHeaderRows, titleColumn } from './table-headings.js';
import { isOpen, type ImportFindings } from './import-findings.js';

type Basis = NonNullable<MeasureDefinition['basis']>;

const REFERENCES = ['ref', 'ref.', 'reference', 'kpi ref'];
const BASES: readonly [RegExp, Basis][] = [
  [/^snapshot$/i, 'snapshot'],
  [/^(ytd|year to date)$/i, 'year_to_date'],
  [/^(in[ -](month|quarter|year)|monthly|month|quarterly|quarter)$/i, 'in_month'],
];

/** What stands right of the months; also where a page break cut the words. */
const BEYOND: readonly [RegExp, string][] = [
  [/^(min|minimum|upper|target)/i, 'a target'],
  [/^(trend|mont(h)?$|direction)/i, 'the trend'],
  [/^(nation|england|region|stat|neigh|benchmark|family)/i, 'a benchmark'],
];

const ARROW = /[↑↓→←↗↘⇧⇩▲▼]/u;

/** The headings of a table's columns before its periods. */
export const FIGURE_HEADINGS = ['Ref', 'Performance Measure', 'Period', 'Current'] as const;

/** Where things stand, by the headings of one table. */
interface Columns {
  reference: number | undefined;
  title: number;
  current: number | undefined;
  basis: number | undefined;
  /** Months, quarters and years; of each kind the earliest first, wherever they stand. */
  periods: { at: number; period: string }[];
  /** Read by their heading and not imported. */
  beyond: { at: number; heading: string; what: string | null }[];
  width: number;
}

/**
 * Places the rows of the table that a report prints: a row for each measure, six months side by side, with the year before,
 * the current figure and its basis. Tables may follow each other; each is read by its own headings.
 * @param asAt the date of the report: what is known on it. A later month must be empty.
 */
export function readTables(grid: Grid, index: MeasureIndex, asAt: string, findings: ImportFindings): void {
  let columns: Columns | undefined;
  const beyond = new Map<string, number>();
  for (let i = 0; i < grid.rows.length; i++) {
    const row = grid.rows[i];
    if (!row) continue;
    const header = tableHeaderRows(grid.rows, i);
    const below = grid.rows[i + 1];
    if (header > 0) {
      columns = readHeader(row, header === 2 ? below : undefined, findings);
      i += header - 1;
    } else if (columns === undefined)
      findings.ignore(row, firstFilled(row), 'It stands before the first table.');
    else readRow(row, columns, index, asAt, findings, beyond);
  }
  for (const [what, count] of beyond) findings.ignore(null, null, `${what} (${counted(count, 'cell')})`);
}

const firstFilled = (row: GridRow): number => row.cells.findIndex(({ text }) => text !== '');

function readHeader(top: GridRow, below: GridRow | undefined, findings: ImportFindings): Columns {
  const width = Math.max(top.cells.length, below?.cells.length ?? 0);
  const columns: Columns = {
    reference: undefined,
    title: Math.max(titleColumn(top), below ? titleColumn(below) : -1),
    current: undefined,
    basis: undefined,
    periods: [],
    beyond: [],
    width,
  };
  for (let at = 0; at < width; at++) {
    const row = below && cellAt(below, at).text !== '' ? below : top;
    const { text: written, fault } = cellAt(row, at);
    const text = (below && monthBelow(top, below, at)) ?? written;
    if (fault !== null) findings.problem(row, at, fault);
    else if (text !== '' && at !== columns.title) readHeading(columns, row, at, text, findings);
  }
  // The year before may stand left of its table, with words between.
  const places = columns.periods.filter(({ period }) => frequencyOf(period) !== 'year').map(({ at }) => at);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  // Some tables print the newest first: the latest one is the latest by date, wherever it stands.
  columns.periods.sort((a, b) => a.period.localeCompare(b.period));
  for (const { at, heading, what } of columns.beyond)
    if (what === null && at > first && at < last)
      findings.problem(
        top,
        at,
        `The heading “${heading}” stands between ${frequencyOf(columns.periods[0]?.period ?? '')}s and is not one.`,
      );
  return columns;
}

function readHeading(
  columns: Columns,
  row: GridRow,
  at: number,
  text: string,
  findings: ImportFindings,
): void {
  const read = periodIn(text);
  const lower = text.toLowerCase();
  if (read && 'known' in read) {
    if (columns.periods.some(({ period }) => period === read.known))
      findings.problem(row, at, `The ${frequencyOf(read.known)} ${text} stands in two columns.`);
    else columns.periods.push({ at, period: read.known });
  } else if (read) findings.problem(row, at, read.reason);
  else if (REFERENCES.includes(lower)) columns.reference ??= at;
  else if (/^current\b/.test(lower)) columns.current ??= at;
  else if (lower === 'period') columns.basis ??= at;
  else if (!/^(six month|6 month)/.test(lower))
    columns.beyond.push({ at, heading: text, what: BEYOND.find(([words]) => words.test(text))?.[1] ?? null });
}

const basisOf = (text: string): Basis | undefined => BASES.find(([words]) => words.test(text))?.[1];

function readRow(
  row: GridRow,
  columns: Columns,
  index: MeasureIndex,
  asAt: string,
  findings: ImportFindings,
  beyond: Map<string, number>,
): void {
  const filled = row.cells.flatMap(({ text, fault }, at) => (text !== '' || fault !== null ? [at] : []));
  if (filled.length === 1 && filled[0] !== undefined) {
    findings.ignore(row, filled[0], 'It is taken for a heading: nothing else stands in its row.');
    return;
  }
  const shift = shiftOf(row, columns, index, findings);
  if (shift === undefined) return;
  const last = Math.max(columns.title, ...columns.periods.map(({ at }) => at)) + shift;
  if (row.cells.length <= last) {
    findings.problem(
      row,
      null,
      `The row has only ${counted(row.cells.length, 'column')}, its table has ${columns.width}: it is not certain what belongs where.`,
    );
    return;
  }
  const title = findings.read(row, columns.title + shift);
  const reference = columns.reference === undefined ? '' : findings.read(row, columns.reference + shift);
  if (title === undefined || reference === undefined) return;
  if (title === '' && reference === '') {
    findings.problem(row, filled[0] ?? null, 'There are figures in this row, but it names no measure.');
    return;
  }
  const match = index.find(reference, title);
  if ('reason' in match) {
    findings.problem(row, columns.title + shift, match.reason);
    return;
  }
  if (match.warning !== null) findings.warn(row, columns.title + shift, match.warning);
  new RowReader(row, columns, shift, match, asAt, findings).read();
  noteBeyond(row, columns, shift, beyond, findings);
}

/**
 * By how many columns a row stands aside from its headings: reports come out of word processors with cells missing. It counts as
 * shifted only when both the word of the "Period" column and the title of a known measure say so.
 * @returns undefined when it is not certain (a problem was added).
 */
function shiftOf(
  row: GridRow,
  columns: Columns,
  index: MeasureIndex,
  findings: ImportFindings,
): number | undefined {
  if (columns.basis === undefined || basisOf(cellAt(row, columns.basis).text) !== undefined) return 0;
  const words = row.cells.flatMap(({ text }, at) => (basisOf(text) === undefined ? [] : [at]));
  const [word] = words;
  if (word === undefined || words.length > 1) return 0;
  const shift = word - columns.basis;
  const titled = index.find('', cellAt(row, columns.title + shift).text);
  if (Math.abs(shift) <= 2 && 'measure' in titled) {
    findings.warn(
      row,
      word,
      `The row stands ${counted(Math.abs(shift), 'column')} ${shift < 0 ? 'left' : 'right'} of its headings; it was read from there.`,
    );
    return shift;
  }
  findings.problem(
    row,
    word,
    `“${cellAt(row, word).text}” belongs under “Period”: the row does not stand under its headings.`,
  );
  return undefined;
}

/** As the file’s own problems name a period: `2019-08`, `Q1 2019/20`. */
const shown = (period: string): string => (frequencyOf(period) === 'month' ? period : shortPeriod(period));

/** Reads the figures of one row. */
class RowReader {
  private readonly measure: MatchableMeasure;

  constructor(
    private readonly row: GridRow,
    private readonly columns: Columns,
    private readonly shift: number,
    private readonly match: Extract<Match, { measure: MatchableMeasure }>,
    private readonly asAt: string,
    private readonly findings: ImportFindings,
  ) {
    this.measure = match.measure;
  }

  read(): void {
    const { frequency } = this.measure;
    const values = this.columns.periods.map(({ at, period }) => ({ period, value: this.period(at, period) }));
    this.current(values.findLast(({ period, value }) => value !== null && frequencyOf(period) === frequency));
  }

  /** @returns the value, where there is one. */
  private period(column: number, label: string): number | null {
    const at = column + this.shift;
    const figure = this.figure(at);
    if (figure === null) return null;
    const span = frequencyOf(label);
    const misfit = misfitOf(this.measure.frequency, span, label);
    if (misfit !== null) {
      this.findings.problem(this.row, at, misfit);
      return null;
    }
    const period = periodDate(label);
    if (period > this.asAt) {
      this.findings.problem(this.row, at, `${shown(label)} begins after the as-at date, ${this.asAt}.`);
      return null;
    }
    const open = isOpen(span, period, this.asAt);
    if (open && span !== 'month')
      this.findings.warn(
        this.row,
        at,
        `${shown(label)} was not over on ${this.asAt}: this cannot be its outturn, and is recorded as provisional.`,
      );
    this.place(at, span, period, figure, open);
    return figure.value;
  }

  private current(latest: { period: string; value: number | null } | undefined): void {
    if (this.columns.current === undefined) return;
    const at = this.columns.current + this.shift;
    if (isWorkedOut(cellAt(this.row, at).text)) return;
    const figure = this.figure(at);
    if (figure === null) return;
    const basis = this.basis();
    if (basis === undefined) return;
    const { frequency } = this.measure;
    if (basis !== 'year_to_date') {
      if (figure.value !== (latest?.value ?? null))
        this.findings.warn(
          this.row,
          at,
          `Current is ${cellAt(this.row, at).text}, but the latest ${frequency} here ${
            latest ? `(${shown(latest.period)}) has ${latest.value}` : 'is empty'
          }. The ${frequency}s are what is recorded.`,
        );
      return;
    }
    const last = this.columns.periods.findLast(
      ({ period }) => frequencyOf(period) === frequency && periodDate(period) <= this.asAt,
    )?.period;
    if (last === undefined) {
      this.findings.problem(
        this.row,
        at,
        `No ${frequency} of this table lies before the as-at date, ${this.asAt}.`,
      );
      return;
    }
    const period = `${lastMonthOf(last)}-01`;
    this.place(at, 'year_to_date', period, figure, isOpen('year_to_date', period, this.asAt));
  }

  /** What Current covers: as printed, else as the dictionary says; a contradiction is a problem. */
  private basis(): Basis | undefined {
    const at = this.columns.basis === undefined ? undefined : this.columns.basis + this.shift;
    const text = at === undefined ? '' : cellAt(this.row, at).text;
    const printed = basisOf(text);
    const basis = text === '' ? (this.measure.basis ?? undefined) : printed;
    if (basis === undefined)
      this.findings.problem(
        this.row,
        at ?? null,
        text === ''
          ? 'Nothing says what Current covers.'
          : `“${text}” is not one of Snapshot, YTD, In month.`,
      );
    else if (this.measure.basis !== null && basis !== this.measure.basis) {
      this.findings.problem(
        this.row,
        at ?? null,
        `The file says ${text}; the dictionary says ${this.measure.basis.replaceAll('_', ' ')}.`,
      );
      return undefined;
    }
    return basis;
  }

  private figure(at: number): Exclude<ReturnType<typeof parseFigure>, { reason: string }> {
    const text = this.findings.read(this.row, at);
    if (text === undefined) return null;
    const read = parseFigure(text, this.measure);
    if (read !== null && 'reason' in read) {
      this.findings.problem(this.row, at, read.reason);
      return null;
    }
    return read;
  }

  private place(
    at: number,
    span: Span,
    period: string,
    figure: NonNullable<ReturnType<RowReader['figure']>>,
    open: boolean,
  ): void {
    this.findings.add(this.row, at, {
      measure: this.measure,
      span,
      period,
      figure: {
        ...figure,
        numerator: null,
        denominator: null,
        asAt: null,
        state: null,
      },
      reason: null,
      open,
      provisional: open || this.match.provisional,
    });
  }
}

/** Counts what is not imported, and says where it does not even fit its heading. */
function noteBeyond(
  row: GridRow,
  columns: Columns,
  shift: number,
  beyond: Map<string, number>,
  findings: ImportFindings,
): void {
  const read = new Set(
    [
      columns.reference,
      columns.title,
      columns.current,
      columns.basis,
      ...columns.periods.map(({ at }) => at),
    ].map((at) => (at === undefined ? -1 : at + shift)),
  );
  for (const [at, { text }] of row.cells.entries()) {
    if (text === '' || read.has(at)) continue;
    const under = columns.beyond.find((one) => one.at === at);
    const isTrend = ARROW.test(text);
    if (under?.what && isTrend !== (under.what === 'the trend'))
      findings.warn(
        row,
        at,
        `“${text}” stands under “${under.heading}” and does not fit there. It is not imported.`,
      );
    const name = under ? `“${under.heading}”` : 'no heading';
    const what = under?.what ?? 'unknown';
    const key =
      what === 'unknown'
        ? `Column ${columnName(at)}, under ${name}: not imported`
        : `Column ${columnName(at)}, under ${name}: ${what} is kept with the measure, not imported here`;
    beyond.set(key, (beyond.get(key) ?? 0) + 1);
  }
}
