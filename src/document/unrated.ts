import { quarterLabel } from '../programmes/index.js';
import { counted } from '../platform/index.js';
import { inWords, isTheme, ratingView, summaryQuarter, type ReportSnapshot } from '../snapshot/index.js';
import { ratingIn } from './theme.view.js';

/**
 * How many actions have no rating for the quarter that the report sums up, and what they were rated for the quarter before: what
 * nobody has rated again must not look as if it had gone well. Null where each action has one.
 */
export function unratedWords({
  sections,
  quarters,
  period,
}: Pick<ReportSnapshot, 'sections' | 'quarters' | 'period'>): string | null {
  const quarter = summaryQuarter(quarters, period.asAt);
  if (!quarter) return null;
  const actions = sections
    .filter(isTheme)
    .flatMap(({ content }) => content?.objectives.flatMap((objective) => objective.actions) ?? []);
  const unrated = actions.filter(({ ratings }) => ratingIn(ratings, quarter) === null);
  if (unrated.length === 0) return null;
  const before = quarters[quarters.indexOf(quarter) - 1];
  const were = (['RED', 'AMBER', 'GREEN', 'COMPLETE'] as const)
    .map((rag) => ({
      word: ratingView(rag).word,
      number: before ? unrated.filter(({ ratings }) => ratingIn(ratings, before) === rag).length : 0,
    }))
    .filter(({ number }) => number > 0)
    .map(({ word, number }, index) =>
      index > 0 ? `${number} ${word}` : `${number} of them ${number === 1 ? 'was' : 'were'} ${word}`,
    );
  return [
    `${unrated.length} of ${counted(actions.length, 'action')} ${unrated.length === 1 ? 'has' : 'have'} no rating for ${quarterLabel(quarter)}.`,
    ...(before && were.length > 0 ? [`For ${quarterLabel(before)}, ${inWords(were)}.`] : []),
  ].join(' ');
}
