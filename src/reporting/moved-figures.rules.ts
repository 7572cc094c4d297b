import { isMentionedIn } from '../challenge/index.js';
import type { ChangeItem, ChangeKind } from '../changes/index.js';
import type { MeasuresContent } from '../performance/index.js';
import { formatNumber, formatPeriod, withUnitWord, type Sealed } from '../snapshot/index.js';

type Measure = Sealed<MeasuresContent>['measures'][number];

/** A measure that is not as it was in the last report, and whether the part has words for it. */
export interface MovedFigure {
  measureId: string;
  title: string;
  reference: string | null;
  /** What moved, in one sentence or two. */
  sentence: string;
  /** The beginning of the sentence that would say why; somebody has to finish it. */
  stub: string;
}

/** What moves a measure in a reader's eyes. */
const MOVED: readonly ChangeKind[] = ['measure_rating', 'measure_figure'];

/**
 * The measures that got better or worse, changed their rating or crossed a limit since the part before: a row for each, the worse first.
 * @param items all changes between the two, the most important first.
 */
export function movedFigures(
  items: readonly ChangeItem[],
  before: readonly Measure[],
  after: readonly Measure[],
): MovedFigure[] {
  const known = new Map(before.map((measure) => [measure.id, measure]));
  const told = items.filter(({ kind, entryId }) => MOVED.includes(kind) && entryId !== null);
  const order = [...new Set(told.map(({ entryId }) => entryId))];
  const crossed = after.filter((now) => crossing(known.get(now.id), now) !== null);
  const ids = [...order, ...crossed.map(({ id }) => id).filter((id) => !order.includes(id))];
  return ids.flatMap((id) => {
    const now = after.find((measure) => measure.id === id);
    if (!now) return [];
    const changes = told.filter(({ entryId }) => entryId === id);
    const limit = crossing(known.get(now.id), now);
    return [
      {
        measureId: now.id,
        title: now.definition.title,
        reference: now.definition.reference,
        sentence: [
          ...changes.map(({ sentence }) => sentence),
          ...(limit === null ? [] : [limit.sentence]),
        ].join(' '),
        stub: stubOf(now, changes, limit),
      },
    ];
  });
}

/** Whether one of these texts speaks of the measure. */
export const hasWords = (figure: MovedFigure, texts: readonly string[]): boolean =>
  texts.some((text) => isMentionedIn(text, figure));

/** The newest point of its chart lies outside the limits, and is news: the last report did not show it so. */
function crossing(before: Measure | undefined, now: Measure): { point: string; sentence: string } | null {
  const last = now.spc?.points.at(-1);
  if (!before || last?.signal !== 'outside') return null;
  const seen = before.spc?.points.at(-1);
  if (seen?.signal === 'outside' && seen.month === last.month) return null;
  const { title, unit, frequency } = now.definition;
  const printed = now.months.find(({ month }) => month === last.month);
  // A figure that is suppressed is not told by its chart either.
  if (printed?.value == null) return null;
  const side = last.value > last.limits.upper ? 'above' : 'below';
  const figure = withUnitWord(formatNumber(printed.value, printed.decimals, unit), unit);
  const point = `${figure} (${formatPeriod(last.month, frequency)})`;
  return {
    point: `${point}, ${side} its usual range`,
    sentence: `“${title}” is ${side} its usual range: ${point}.`,
  };
}

/** @returns `Assessments in 45 days fell from 69.9% (November 2019) to 67.2% (December 2019) because ` */
function stubOf(
  { definition: { title } }: Measure,
  changes: readonly ChangeItem[],
  limit: { point: string } | null,
): string {
  const figure = changes.find(({ kind }) => kind === 'measure_figure');
  if (figure?.was && figure.now)
    return `${title} ${verb(figure)} from ${withTime(figure.was)} to ${withTime(figure.now)} because `;
  if (limit) return `${title} is at ${limit.point}, because `;
  const rating = changes.find(({ kind }) => kind === 'measure_rating');
  return `${title} went from ${rating?.was?.text ?? ''} to ${rating?.now?.text ?? ''} because `;
}

const verb = ({ was, now }: ChangeItem): string =>
  Number(now?.value) < Number(was?.value) ? 'fell' : 'rose';

const withTime = ({ text, of }: NonNullable<ChangeItem['was']>): string =>
  of === null ? text : `${text} (${of})`;
