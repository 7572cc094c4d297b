import { frequencyOf, lastMonthOf, type Figure, type MeasuresContent } from '../performance/index.js';
import type { Sealed } from '../snapshot/index.js';

/*
 * What one measure prints, cell by cell. A cell is a figure and its time: the same figure printed in two places (a month in the table
 * and as the current figure) is one cell.
 */

export type Content = Sealed<MeasuresContent>;
export type Measure = Content['measures'][number];
export type Restatement = Content['restatements'][number];

/** A figure that a public edition prints. */
export interface PrintedFigure {
  measureId: string;
  /** `month/2020-01`, `quarter/2019/20 Q4`, `year_to_date/2020-01` or `year/2018/19`. */
  cell: string;
  value: number;
}

/** The control chart with all that is said from it: up to 36 periods, printed whole or not at all. */
export const CHART = 'chart';
/** What a restated figure was before. */
export const beforeCell = (cell: string): string => `before/${cell}`;

type Basis = Measure['definition']['cellBasis'];

/** The cell of a period and span; the months and quarters of a cumulative measure are years to date. */
function cellOf(basis: Basis, span: Restatement['span'], period: string): string {
  return basis === 'cumulative' && (span === 'month' || span === 'quarter')
    ? `year_to_date/${lastMonthOf(period)}`
    : `${span}/${period}`;
}

/** Of a period of its table or its chart. */
export const monthCell = ({ definition }: Measure, period: string): string =>
  cellOf(definition.cellBasis, frequencyOf(period), period);

export const currentCell = (
  { definition }: Measure,
  current: Pick<NonNullable<Measure['current']>, 'span' | 'month'>,
): string => cellOf(definition.cellBasis, current.span, current.month);

export const baselineCell = ({ year }: { year: string }): string => `year/${year}`;

export const restatedCell = ({ definition }: Measure, { span, period }: Restatement): string =>
  cellOf(definition.cellBasis, span, period);

/**
 * The figures of a measure that have a value, with their cells: months, current, baseline and what restated figures are now. Without
 * the chart and without what figures were before.
 */
export function figuresOf(
  measure: Measure,
  restatements: readonly Restatement[],
): { cell: string; figure: Figure; value: number }[] {
  const { months, current, baseline } = measure;
  const all: { cell: string; figure: Figure }[] = [
    ...months.map((figure) => ({ cell: monthCell(measure, figure.month), figure })),
    ...(current ? [{ cell: currentCell(measure, current), figure: current }] : []),
    ...(baseline ? [{ cell: baselineCell(baseline), figure: baseline }] : []),
    ...restatements
      .filter(({ measureId }) => measureId === measure.id)
      .map((one) => ({ cell: restatedCell(measure, one), figure: one.after })),
  ];
  return all.flatMap(({ cell, figure }) =>
    figure.value === null ? [] : [{ cell, figure, value: figure.value }],
  );
}

/** The points of the control chart. */
export function chartFiguresOf(measure: Measure): ChartFigure[] {
  return (measure.spc?.points ?? []).map(({ month, value, numerator, denominator }) => ({
    cell: monthCell(measure, month),
    value,
    parts: numerator === undefined || denominator === undefined ? undefined : { numerator, denominator },
  }));
}

interface ChartFigure {
  cell: string;
  value: number;
  /** What it is made of; undefined in what earlier releases sealed. */
  parts: { numerator: number | null; denominator: number | null } | undefined;
}

/** What is left out, as a question about one cell of one measure. */
export function suppressedIn(suppressed: Suppressed): (measureId: string, cell: string) => boolean {
  const keys = new Set(suppressed.map(({ measureId, cell }) => `${measureId}/${cell}`));
  return (measureId, cell) => keys.has(`${measureId}/${cell}`);
}

type Suppressed = readonly { measureId: string; cell: string }[];

/** What a public edition prints, each cell once: what the next one has to count as known. By measure and cell. */
export function figuresShown(contents: readonly Content[], suppressed: Suppressed): PrintedFigure[] {
  const isSuppressed = suppressedIn(suppressed);
  return collected(contents, (measure, restatements) => {
    const chart = isSuppressed(measure.id, CHART)
      ? []
      : chartFiguresOf(measure).map(({ cell, value }) => ({ cell, value }));
    return [...chart, ...figuresOf(measure, restatements)].filter(
      ({ cell }) => !isSuppressed(measure.id, cell),
    );
  });
}

/** What a public edition marks as suppressed, with the values that are sealed: nothing to be printed. By measure and cell. */
export function figuresWithheld(contents: readonly Content[], suppressed: Suppressed): PrintedFigure[] {
  const isSuppressed = suppressedIn(suppressed);
  return collected(contents, (measure, restatements) =>
    figuresOf(measure, restatements).filter(({ cell }) => isSuppressed(measure.id, cell)),
  );
}

function collected(
  contents: readonly Content[],
  of: (measure: Measure, restatements: readonly Restatement[]) => { cell: string; value: number }[],
): PrintedFigure[] {
  const cells = new Map<string, PrintedFigure>();
  for (const { measures, restatements } of contents)
    for (const measure of measures)
      for (const { cell, value } of of(measure, restatements))
        cells.set(`${measure.id}/${cell}`, { measureId: measure.id, cell, value });
  return [...cells.values()].toSorted(byMeasureAndCell);
}

type Place = Pick<PrintedFigure, 'measureId' | 'cell'>;

/** The same order on every machine. */
export function byMeasureAndCell(a: Place, b: Place): number {
  const [one, other] = [a, b].map(({ measureId, cell }) => `${measureId}/${cell}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
