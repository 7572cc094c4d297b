import { lookOfMeasure, type PartMarkup } from '../../../document/index.js';
import { periodWords, type KnownMeasure } from '../../../performance/index.js';
import { SHORTHAND, type RatingView, type Shorthand } from '../../../snapshot/index.js';
import { paths, type Link } from '../../shell/index.js';

/** One measure in a table of measures. */
export interface MeasureLine {
  link: Link;
  /** `lower is better; in days` */
  hint: string;
  /** `67.2% [p]`, `[n]` */
  figure: string;
  /** Of which time it is: `December 2019`, `year to December 2019`; null without a figure. */
  of: string | null;
  /** `months`: which were compared, where they are not the last two of its row. */
  direction: { arrow: string; word: string; months: string | null };
  rating: RatingView;
  /** Its last six figures as a line; null where that would show nothing. */
  trend: PartMarkup | null;
  target: string | null;
  /** What the reader has to know beside: no figure yet, another rating than the worked-out one. */
  notes: readonly string[];
}

export function lineOf(known: KnownMeasure): MeasureLine {
  const { row } = known;
  const look = lookOfMeasure(row);
  return {
    link: { text: look.title, href: paths.measure(row.id) },
    hint: look.hint,
    figure: look.current,
    of: currentPeriod(known),
    direction: look.direction,
    rating: look.rating,
    trend: look.trend,
    target: look.target,
    notes: [
      ...(isMissing(known) && known.groupId !== null ? [missingWords(known)] : []),
      ...(row.rag.override === null ? [] : ['Another rating than the one that follows from its target']),
    ],
  };
}

/** A year to date says nothing of its last period alone. */
const missingWords = ({ row: { current }, lastPeriod }: KnownMeasure): string =>
  current?.span === 'year_to_date' && current.month === lastPeriod
    ? `No figure for ${periodWords(lastPeriod)} alone yet`
    : `No figure for ${periodWords(lastPeriod)} yet`;

/** `December 2019`, `year to December 2019`; null without a current figure. */
export function currentPeriod({ row: { current } }: Pick<KnownMeasure, 'row'>): string | null {
  if (current === null) return null;
  return current.span === 'year_to_date'
    ? `year to ${periodWords(current.month)}`
    : periodWords(current.month);
}

/** Nothing is recorded for the last period that a report prints: not even that there is no figure. */
export const isMissing = ({ row }: Pick<KnownMeasure, 'row'>): boolean => row.months.at(-1)?.state === null;

export const isWorse = ({ row }: Pick<KnownMeasure, 'row'>): boolean =>
  row.direction?.performance === 'worse';

/** The current figure may change still. */
export const isProvisional = ({ row: { current } }: Pick<KnownMeasure, 'row'>): boolean =>
  current !== null && (current.state === 'provisional' || current.partMonth);

/** What the signs in these figures mean: `[p] provisional: not validated yet, …`. */
export const signsIn = (figures: readonly string[]): string[] =>
  (Object.entries(SHORTHAND) as [Shorthand, string][])
    .filter(([mark]) => figures.some((figure) => figure.includes(`[${mark}]`)))
    .map(([mark, meaning]) => `[${mark}] ${meaning}`);
