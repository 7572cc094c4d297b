import type { MeasureRow } from '../performance/index.js';
import {
  formatDecimal,
  formatFigureWithUnit,
  formatGiven,
  ratingView,
  withUnitSign,
  withUnitWord,
  type RatingView,
} from '../snapshot/index.js';

/** Whose it is, no column says. */
type Definition = Omit<MeasureRow['definition'], 'ownerId'>;
type Measure = Omit<MeasureRow, 'definition'> & { definition: Definition };
type Benchmark = Measure['benchmarks'][number];

/** A column of the table of measures about what the figures are held against. */
export interface ComparisonColumn {
  name: string;
  /** Before the months; after the current figure; after its direction. */
  place: 'before' | 'current' | 'after';
  /** One for each measure, in their order. */
  cells: ComparisonCell[];
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

interface Column extends Omit<ComparisonColumn, 'cells'> {
  /** Null where the measure has nothing for it. */
  of: (measure: Measure) => ComparisonCell | null;
  /** Printed instead of nothing. */
  none?: ComparisonCell;
}

/** Only the columns in which there is something. */
export function comparisonsOf(measures: readonly Measure[]): ComparisonColumn[] {
  const benchmark = (area: Benchmark['area']) => (measure: Measure) => benchmarkCell(measure, area);
  const columns: Column[] = [
    {
      name: 'Baseline',
      place: 'before',
      of: ({ baseline, definition }) =>
        baseline && cell(formatFigureWithUnit(baseline, definition.unit), baseline.year),
    },
    { name: 'Target', place: 'current', of: ({ definition }) => targetCell(definition) },
    {
      name: 'Rating',
      place: 'current',
      of: ({ rag: { printed, override } }) =>
        printed && {
          rating: ratingView(printed),
          text: '',
          hint: override ? 'not by its targets: see below' : null,
        },
      none: { rating: ratingView(null), text: '', hint: null },
    },
    { name: 'England', place: 'after', of: benchmark('national') },
    { name: 'Region', place: 'after', of: benchmark('region') },
    { name: 'Statistical neighbours', place: 'after', of: benchmark('neighbours') },
  ];
  return columns
    .filter(({ of }) => measures.some((measure) => of(measure) !== null))
    .map(({ name, place, of, none }) => ({
      name,
      place,
      cells: measures.map((measure) => of(measure) ?? none ?? cell('None')),
    }));
}

const cell = (text: string, hint: string | null = null): ComparisonCell => ({ rating: null, text, hint });

export function targetCell({
  target: { minimum, upper },
  unit,
  polarity,
}: Definition): ComparisonCell | null {
  const ambition = upper === null ? null : `ambition ${withUnitWord(formatGiven(upper, unit), unit)}`;
  if (minimum === null) return ambition === null ? null : cell(ambition);
  const least = withUnitWord(formatGiven(minimum, unit), unit);
  return cell(`${polarity === 'lower' ? 'at most' : 'at least'} ${least}`, ambition);
}

export function benchmarkCell(
  { benchmarks, definition: { unit }, current }: Measure,
  area: Benchmark['area'],
): ComparisonCell | null {
  const found = benchmarks.find((one) => one.area === area);
  if (!found) return null;
  const { figure, period, stale, likeForLike, gap, gapMeaning } = found;
  const apart = formatDecimal(Math.abs(gap ?? 0), Math.max(figure.decimals, current?.decimals ?? 0));
  const by =
    unit === 'percent'
      ? `${apart} ${apart === '1' ? 'point' : 'points'}`
      : withUnitWord(withUnitSign(apart, unit), unit);
  const hints = [
    period,
    stale ? 'old' : null,
    likeForLike ? null : 'not like for like',
    gapMeaning === null || gapMeaning === 'same' ? gapMeaning : `${by} ${gapMeaning}`,
  ].filter((one) => one !== null);
  return cell(formatFigureWithUnit(figure, unit), hints.length === 0 ? null : hints.join('; '));
}
