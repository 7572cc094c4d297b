import type { MeasuresContent } from '../performance/index.js';
import {
  formatDecimal,
  formatFigureWithUnit,
  formatGiven,
  inWords,
  ratingView,
  withUnitSign,
  withUnitWord,
  type RatingView,
  type Sealed,
} from '../snapshot/index.js';

type Measure = Sealed<MeasuresContent>['measures'][number];
type Definition = Measure['definition'];
type Benchmark = Measure['benchmarks'][number];

/** What the measures of a group are compared with, as a table. */
export interface Comparisons {
  caption: string;
  columns: string[];
  rows: { title: string; cells: ComparisonCell[] }[];
}

export interface ComparisonCell {
  /** Printed first. */
  rating: RatingView | null;
  text: string;
  /** Small, below it. */
  hint: string | null;
}

/** `1.2.1 % vacancies` */
export const titleOf = ({ reference, title }: Definition): string =>
  reference === null ? title : `${reference} ${title}`;

interface Column {
  name: string;
  /** Null where the measure has nothing for it. */
  of: (measure: Measure) => ComparisonCell | null;
  /** Printed instead of "None". */
  none?: ComparisonCell;
}

/** Only the columns and rows in which there is something. */
export function comparisonsOf(measures: readonly Measure[], heading: string): Comparisons | null {
  const benchmark = (area: Benchmark['area']) => (measure: Measure) => benchmarkCell(measure, area);
  const columns: Column[] = [
    {
      name: 'Baseline',
      of: ({ baseline, definition }) =>
        baseline && cell(formatFigureWithUnit(baseline, definition.unit), baseline.year),
    },
    { name: 'Target', of: ({ definition }) => targetCell(definition) },
    {
      name: 'Rating',
      of: ({ rag: { printed, override } }) =>
        printed && {
          rating: ratingView(printed),
          text: '',
          hint: override ? 'not by its targets: see below' : null,
        },
      none: { rating: ratingView(null), text: '', hint: null },
    },
    { name: 'England', of: benchmark('national') },
    { name: 'Region', of: benchmark('region') },
    { name: 'Statistical neighbours', of: benchmark('neighbours') },
  ];
  const used = columns.filter(({ of }) => measures.some((measure) => of(measure) !== null));
  if (used.length === 0) return null;
  const names = used.map(({ name }) => (name === 'England' ? name : name.toLowerCase()));
  return {
    caption: `${heading}: ${inWords(names)}`,
    columns: used.map(({ name }) => name),
    rows: measures
      .filter((measure) => used.some(({ of }) => of(measure) !== null))
      .map((measure) => ({
        title: titleOf(measure.definition),
        cells: used.map(({ of, none }) => of(measure) ?? none ?? cell('None')),
      })),
  };
}

const cell = (text: string, hint: string | null = null): ComparisonCell => ({ rating: null, text, hint });

function targetCell({ target: { minimum, upper }, unit, polarity }: Definition): ComparisonCell | null {
  const ambition = upper === null ? null : `ambition ${withUnitWord(formatGiven(upper, unit), unit)}`;
  if (minimum === null) return ambition === null ? null : cell(ambition);
  const least = withUnitWord(formatGiven(minimum, unit), unit);
  return cell(`${polarity === 'lower' ? 'at most' : 'at least'} ${least}`, ambition);
}

function benchmarkCell(
  { benchmarks, definition: { unit }, current }: Measure,
  area: Benchmark['area'],
): ComparisonCell | null {
  const found = benchmarks.find((one) => one.area === area);
  if (!found) return null;
  const { figure, period, stale, likeForLike, gap, gapMeaning } = found;
  const apart = formatDecimal(Math.abs(gap ?? 0), Math.max(figure.decimals, current?.decimals ?? 0));
  const by = unit === 'percent' ? `${apart} points` : withUnitWord(withUnitSign(apart, unit), unit);
  const hints = [
    period,
    stale ? 'old' : null,
    likeForLike ? null : 'not like for like',
    gapMeaning === null || gapMeaning === 'same' ? gapMeaning : `${gapMeaning} by ${by}`,
  ].filter((one) => one !== null);
  return cell(formatFigureWithUnit(figure, unit), hints.length === 0 ? null : hints.join('; '));
}
