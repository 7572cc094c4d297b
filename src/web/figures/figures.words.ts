import {
  periodLabel,
  periodWords as nameOf,
  typedFigure,
  type FigureColumn,
  type Frequency,
  type MeasureDefinition,
} from '../../performance/index.js';
import { MONTH_NAMES } from '../../programmes/index.js';
import { formatGiven } from '../../snapshot/index.js';
import { capitalised } from '../shell/index.js';

type Place = Pick<FigureColumn, 'span' | 'period'>;

/** Over a column: `Aug 19`, `Q3 2019/20`, `2018/19`, `Year to date`. */
export function columnHeading({ span, period, label }: FigureColumn): string {
  if (span === 'year' || span === 'quarter') return nameOf(label);
  if (span === 'year_to_date') return 'Year to date';
  return `${MONTH_NAMES[Number(period.slice(5, 7)) - 1]?.slice(0, 3)} ${period.slice(2, 4)}`;
}

/** `August 2019`, `Q3 2019/20`, `January 2020, year to date`, `the year 2018/19` */
export const periodWords = ({ span, period }: Place): string =>
  `${span === 'year' ? 'the year ' : ''}${nameOf(periodLabel(span, period))}${span === 'year_to_date' ? ', year to date' : ''}`;

export const measureName = (measure: { reference: string | null; title: string }): string =>
  measure.reference === null ? measure.title : `${measure.reference} ${measure.title}`;

const UNITS = {
  percent: 'per cent',
  count: 'whole number',
  days: 'days',
  weeks: 'weeks',
  fte: 'full-time equivalents',
  pounds: 'pounds',
} as const;
const COUNTED: Readonly<Record<Frequency, string | null>> = {
  month: null,
  quarter: 'by quarter',
  year: 'by year',
};
const BETTER = { higher: 'higher is better', lower: 'lower is better', neutral: null } as const;

/** `per cent, higher is better, at least 80%` */
export function measureAbout({ unit, frequency, polarity, target }: MeasureDefinition): string {
  const floor = target.minimum ?? target.upper;
  return [
    unit === null ? null : UNITS[unit],
    COUNTED[frequency],
    BETTER[polarity],
    floor === null || polarity === 'neutral'
      ? null
      : `${polarity === 'higher' ? 'at least' : 'at most'} ${formatGiven(floor, unit)}`,
  ]
    .filter((words) => words !== null)
    .join(', ');
}

/** `Workforce`, of `workforce:vacancyLocal`. */
export const sourceName = (fedBy: string): string => capitalised(fedBy.split(':')[0] ?? '');

const MISSING = {
  no_data: 'no data',
  not_applicable: 'not applicable',
  suppressed: 'withheld',
  not_collected: 'not collected',
} as const;

/** A figure in a sentence or a list: `67.2%`, `no data`, `nothing`. */
export const figureWords = (
  figure: Parameters<typeof typedFigure>[0],
  unit: MeasureDefinition['unit'],
): string => {
  if (figure === null) return 'nothing';
  return figure.missingReason === null ? typedFigure(figure, unit) : MISSING[figure.missingReason];
};
