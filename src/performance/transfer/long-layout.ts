import { counted, printedDecimal, rounded, type Grid, type GridRow } from '../../platform/index.js';
import { STATES, type Figure } from '../measures.content.js';
import { misfitOf, periodLabel, SPANS, type Span } from '../period.rules.js';
import { parseFigure, type FigureRules, type FigureValue } from './figure-text.js';
import type { MatchableMeasure, MeasureIndex } from './measure-index.js';
import { parseDay, parsePeriod, parseYear } from './parse-period.js';
import { isOpen, type ImportFindings } from './import-findings.js';

const ALIASES = {
  reference: ['reference', 'ref', 'measure reference', 'kpi reference', 'kpi ref'],
  title: ['measure', 'title', 'performance measure', 'measure title', 'measure name', 'kpi', 'indicator'],
  span: ['span', 'period type', 'covers'],
  period: ['period', 'month', 'date', 'reporting period'],
  value: ['value', 'figure', 'reading', 'result', 'actual'],
  numerator: ['numerator', 'num'],
  denominator: ['denominator', 'den', 'denom'],
  asAt: ['as at', 'as-at', 'asat', 'as at date'],
  state: ['state', 'status'],
  reason: ['reason', 'reason for change', 'reason for restatement'],
} as const;
type Column = keyof typeof ALIASES;
type Columns = Partial<Record<Column, number>>;

/** How a span is written; the first of each list in exports. */
export const SPAN_TEXTS: Readonly<Record<Span, readonly [string, ...string[]]>> = {
  month: ['month', 'monthly', 'in month'],
  quarter: ['quarter', 'quarterly', 'in quarter'],
  year_to_date: ['year to date', 'ytd', 'year_to_date'],
  year: ['year', 'financial year', 'annual'],
};

/** The headings of an export in this layout, in order; what an import understands. */
export const LONG_HEADINGS = [
  'Reference',
  'Measure',
  'Span',
  'Period',
  'Value',
  'Numerator',
  'Denominator',
  'As at',
  'State',
  'Reason',
] as const;

const aliasOf = (text: string): Column | undefined => {
  const plain = text.toLowerCase();
  return (Object.keys(ALIASES) as Column[]).find((column) =>
    (ALIASES[column] as readonly string[]).includes(plain),
  );
};

/** Whether a row heads the long layout: who, when and what. */
export function isLongHeader(row: GridRow): boolean {
  const named = new Set(row.cells.map(({ text }) => aliasOf(text)));
  return (
    (named.has('reference') || named.has('title')) &&
    named.has('period') &&
    (named.has('value') || (named.has('numerator') && named.has('denominator')))
  );
}

/**
 * Places the rows of the long layout: one figure a row.
 * @param from the index of the heading row.
 * @param asAt the day whose state of affairs the file tells, where a row does not say it.
 */
export function readLong(
  grid: Grid,
  from: number,
  index: MeasureIndex,
  asAt: string,
  findings: ImportFindings,
): void {
  const header = grid.rows[from];
  if (!header) return;
  const columns = readHeader(header, findings);
  for (const row of grid.rows.slice(from + 1)) {
    if (isLongHeader(row)) continue; // repeated at a page break
    readRow(row, columns, index, asAt, findings);
  }
}

function readHeader(header: GridRow, findings: ImportFindings): Columns {
  const columns: Columns = {};
  for (const [i, { text, fault }] of header.cells.entries()) {
    const column = aliasOf(text);
    if (fault !== null) findings.problem(header, i, fault);
    else if (column === undefined) {
      if (text !== '')
        findings.ignore(header, i, `There is no place for a column “${text}”: it is not imported.`);
    } else if (columns[column] !== undefined)
      findings.problem(header, i, 'There are two columns for the same thing.');
    else columns[column] = i;
  }
  return columns;
}

function readRow(
  row: GridRow,
  columns: Columns,
  index: MeasureIndex,
  asAt: string,
  findings: ImportFindings,
): void {
  const before = findings.problemCount;
  const needed = Math.max(columns.period ?? 0, columns.value ?? columns.denominator ?? 0);
  if (row.cells.length <= needed) {
    findings.problem(
      row,
      null,
      `The row has only ${counted(row.cells.length, 'column')}; its figure should be in column ${needed + 1}.`,
    );
    return;
  }
  const text = {} as Record<Column, string>;
  for (const column of Object.keys(ALIASES) as Column[])
    text[column] = findings.read(row, columns[column]) ?? '';
  if (findings.problemCount > before) return;
  const at = columns.title ?? columns.reference ?? null;
  if (text.reference === '' && text.title === '') {
    findings.problem(row, at, 'The row names no measure.');
    return;
  }
  const match = index.find(text.reference, text.title);
  if ('reason' in match) {
    findings.problem(row, at, match.reason);
    return;
  }
  if (match.warning !== null) findings.warn(row, at, match.warning);
  const { measure } = match;
  const span = readSpan(text.span, text.period, measure);
  if (span === undefined) {
    findings.problem(row, columns.span ?? null, 'Write month, quarter, year to date or year.');
    return;
  }
  const period = parsePeriod(text.period, span);
  if ('reason' in period) {
    findings.problem(row, columns.period ?? null, period.reason);
    return;
  }
  const misfit = misfitOf(measure.frequency, span, periodLabel(span, period.period));
  if (misfit !== null) {
    findings.problem(row, columns.period ?? null, misfit);
    return;
  }
  const figure = readFigure(row, columns, text, measure, findings);
  const day = readAsAt(row, columns, text.asAt, findings);
  const state = readState(row, columns, text.state, findings);
  if (findings.problemCount > before || figure === null || figure === undefined) return;
  const known = day ?? asAt;
  if (period.period > known) {
    findings.problem(row, columns.period ?? null, `The period begins after the as-at date, ${known}.`);
    return;
  }
  const open = isOpen(span, period.period, known);
  findings.add(row, columns.value ?? columns.numerator ?? 0, {
    measure,
    span,
    period: period.period,
    figure: { ...figure, asAt: day ?? null, state: state ?? null },
    reason: text.reason === '' ? null : text.reason,
    open,
    provisional: open || match.provisional,
  });
}

/** Where nothing says what a figure covers, it is a period of its measure, or a whole year where that is what is written. */
function readSpan(
  text: string,
  period: string,
  { frequency }: Pick<MatchableMeasure, 'frequency'>,
): Span | undefined {
  if (text === '') return frequency !== 'month' && parseYear(period) !== undefined ? 'year' : frequency;
  return SPANS.find((span) => SPAN_TEXTS[span].includes(text.toLowerCase()));
}

type RowFigure = Pick<Figure, 'missingReason' | 'value' | 'decimals' | 'numerator' | 'denominator'>;

/** @returns null = nothing is recorded; undefined = a problem was findings. */
function readFigure(
  row: GridRow,
  columns: Columns,
  text: Record<Column, string>,
  measure: FigureRules & { decimals: number },
  findings: ImportFindings,
): RowFigure | null | undefined {
  const { unit, decimals } = measure;
  const part: FigureRules = { unit: null, belowZero: null };
  const written = parseFigure(text.value, measure);
  const numerator = parseFigure(text.numerator, part);
  const denominator = parseFigure(text.denominator, part);
  for (const [read, column] of [
    [written, columns.value],
    [numerator, columns.numerator],
    [denominator, columns.denominator],
  ] as const)
    if (read !== null && 'reason' in read) findings.problem(row, column ?? null, read.reason);
    else if (read?.missingReason != null && column !== columns.value)
      findings.problem(row, column ?? null, 'Write a number here, or leave it empty.');
  if (isWrong(written) || isWrong(numerator) || isWrong(denominator)) return undefined;
  const [above, below] = [numerator?.value ?? null, denominator?.value ?? null];
  if ((above === null) !== (below === null)) {
    findings.problem(
      row,
      columns.numerator ?? null,
      'Numerator and denominator come together or not at all.',
    );
    return undefined;
  }
  if (above === null || below === null)
    return written === null ? null : { ...written, numerator: null, denominator: null };
  return withFraction(
    row,
    columns,
    written,
    { above, below },
    unit === 'percent' ? 100 : 1,
    decimals,
    findings,
  );
}

const isWrong = (read: ReturnType<typeof parseFigure>): read is { reason: string } =>
  read !== null && 'reason' in read;

function withFraction(
  row: GridRow,
  columns: Columns,
  written: FigureValue | null,
  { above, below }: { above: number; below: number },
  scale: number,
  decimals: number,
  findings: ImportFindings,
): RowFigure | undefined {
  if (written?.missingReason != null) return { ...written, numerator: above, denominator: below };
  if (below === 0) {
    findings.problem(
      row,
      columns.denominator ?? null,
      'Nothing can be divided by zero. Write n/a as the value.',
    );
    return undefined;
  }
  const exact = (scale * above) / below;
  if (written === null)
    return {
      missingReason: null,
      value: rounded(exact, decimals),
      decimals,
      numerator: above,
      denominator: below,
    };
  if (Math.abs((written.value ?? 0) - exact) > 0.5 * 10 ** -written.decimals + 1e-9) {
    findings.problem(
      row,
      columns.value ?? null,
      `The value is not numerator over denominator, which is ${printedDecimal(exact, written.decimals)}.`,
    );
    return undefined;
  }
  return { ...written, numerator: above, denominator: below };
}

function readAsAt(
  row: GridRow,
  columns: Columns,
  text: string,
  findings: ImportFindings,
): string | undefined {
  if (text === '') return undefined;
  const day = parseDay(text);
  if (day === undefined)
    findings.problem(row, columns.asAt ?? null, 'Write the date as 2020-01-27 or 27/01/2020.');
  return day;
}

function readState(
  row: GridRow,
  columns: Columns,
  text: string,
  findings: ImportFindings,
): Figure['state'] | undefined {
  if (text === '') return undefined;
  const state = STATES.find((one) => one === text.toLowerCase());
  if (state === undefined)
    findings.problem(row, columns.state ?? null, `Write one of: ${STATES.join(', ')}.`);
  return state;
}
