import {
  asPrinted,
  lastMonthOf,
  periodDate,
  periodEnd,
  periodLabel,
  shiftPeriod,
  yearOf,
  type Frequency,
  type KnownFigure,
  type MeasureDefinition,
} from '../../../performance/index.js';
import { financialYearLabel, MONTH_NAMES } from '../../../programmes/index.js';
import { formatFigure } from '../../../snapshot/index.js';
import { paths } from '../../shell/index.js';
import { columnName } from '../figures.form.js';
import { periodWords } from '../figures.words.js';
import type { YearCell, YearsTable } from './measure.view.js';

interface Column {
  text: string;
  kind: 'period' | 'year';
  /** The figure of this column in the financial year that begins in this calendar year. */
  of: (year: number) => Pick<KnownFigure, 'span' | 'period'> | null;
}

/** Every figure that is known, by financial year, the newest first; null where there is none. */
export function yearsOf(
  id: string,
  definition: MeasureDefinition,
  figures: readonly KnownFigure[],
  asAt: string,
): YearsTable | null {
  const years = [...new Set(figures.map(({ period }) => yearOf(period)))].toSorted((a, b) => b - a);
  if (years.length === 0) return null;
  const toDate = new Map<number, KnownFigure>();
  for (const figure of figures)
    if (figure.span === 'year_to_date' && (toDate.get(yearOf(figure.period))?.period ?? '') < figure.period)
      toDate.set(yearOf(figure.period), figure);
  // A month that never had a figure keeps its place; years, and years to date, stand where there are any.
  const columns = columnsOf(definition.frequency, toDate).filter(
    ({ of, kind }) =>
      kind === 'period' || years.some((year) => figures.some((figure) => isSame(figure, of(year)))),
  );
  const known = figures.filter(({ span }) => span === definition.frequency);
  const newest = known.reduce(
    (last, { period }) => (periodDate(period) > last ? periodDate(period) : last),
    '',
  );
  return {
    columns: columns.map(({ text }) => text),
    rows: years.map((year) => ({
      name: financialYearLabel(year),
      cells: columns.map(({ of }) => {
        const wanted = of(year);
        const found = figures.find((figure) => isSame(figure, wanted));
        if (wanted === null) return NOTHING;
        if (!found)
          return {
            ...NOTHING,
            text: periodDate(wanted.period) < newest && wanted.span !== 'year' ? '[n]' : '',
          };
        return cellOf(id, definition, found, asAt);
      }),
    })),
  };
}

const NOTHING: YearCell = { text: '', note: null, href: null, about: '' };

const isSame = (
  figure: Pick<KnownFigure, 'span' | 'period'>,
  wanted: Pick<KnownFigure, 'span' | 'period'> | null,
): boolean => wanted !== null && figure.span === wanted.span && figure.period === wanted.period;

function columnsOf(frequency: Frequency, toDate: ReadonlyMap<number, KnownFigure>): Column[] {
  const first = (year: number): string =>
    periodLabel(frequency === 'year' ? 'year' : frequency, `${year}-04-01`);
  const inYear = { month: 12, quarter: 4, year: 0 }[frequency];
  return [
    ...Array.from({ length: inYear }, (_, index): Column => {
      const text =
        frequency === 'month' ? (MONTH_NAMES[(index + 3) % 12] ?? '').slice(0, 3) : `Q${index + 1}`;
      return {
        text,
        kind: 'period',
        of: (year) => ({ span: frequency, period: shiftPeriod(first(year), index) }),
      };
    }),
    { text: 'Year', kind: 'year', of: (year) => ({ span: 'year', period: financialYearLabel(year) }) },
    { text: 'Year to date', kind: 'year', of: (year) => toDate.get(year) ?? null },
  ];
}

function cellOf(id: string, definition: MeasureDefinition, figure: KnownFigure, asAt: string): YearCell {
  const { unit, frequency } = definition;
  const { span, period, value, revisions } = figure;
  const partMonth =
    value !== null && !(span === 'year' && frequency !== 'year') && (figure.asAt ?? asAt) < periodEnd(period);
  const place = { span, period: periodDate(period) };
  return {
    text: formatFigure({ ...asPrinted(figure, definition), partMonth }, unit),
    note:
      [
        span === 'year_to_date'
          ? `to ${(MONTH_NAMES[Number(lastMonthOf(period).slice(5)) - 1] ?? '').slice(0, 3)}`
          : null,
        revisions > 1 ? `recorded ${revisions} times` : null,
      ]
        .filter((one) => one !== null)
        .join(', ') || null,
    href: paths.figureHistory(id, columnName(place)),
    about: `, ${periodWords(place)}, how it was recorded`,
  };
}
