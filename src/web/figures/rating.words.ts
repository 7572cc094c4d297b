import type { MeasureRow } from '../../performance/index.js';
import { RATING_WORDS } from '../../programmes/index.js';
import { formatFigureWithUnit, formatGiven } from '../../snapshot/index.js';

/** Why a measure is rated as it is: `Red: 67.2% is below the floor of 80%`. */
export function whyRated({
  definition: { polarity, target, tolerance, unit },
  current,
  rag: { derived },
}: Pick<MeasureRow, 'definition' | 'current' | 'rag'>): string {
  const [floor, ambition] = [target.minimum ?? target.upper, target.upper ?? target.minimum];
  if (polarity === 'neutral') return 'Not rated: neither direction is better';
  if (current?.value == null) return 'Not rated: it has no current figure';
  if (floor === null || ambition === null) return 'Not rated: it has no target';
  if (derived === null) return 'Not rated: its target is not in force on the as-at date';
  const value = formatFigureWithUnit({ ...current, state: null, partMonth: false }, unit);
  const [short, reached] = polarity === 'higher' ? ['below', 'at or above'] : ['above', 'at or below'];
  const floorWords = `the ${target.minimum === null ? 'ambition' : 'floor'} of ${formatGiven(floor, unit)}`;
  const ambitionWords = `the ${target.upper === null ? 'floor' : 'ambition'} of ${formatGiven(ambition, unit)}`;
  const misses = polarity === 'higher' ? current.value < floor : current.value > floor;
  const said = {
    GREEN: `is ${reached} ${ambitionWords}`,
    AMBER: misses
      ? `is ${short} ${floorWords}, by no more than ${formatGiven(tolerance ?? 0, unit)}`
      : `is ${reached} ${floorWords}, and ${short} ${ambitionWords}`,
    RED: `is ${short} ${floorWords}${tolerance ? ` by more than ${formatGiven(tolerance, unit)}` : ''}`,
  }[derived];
  return `${RATING_WORDS[derived]}: ${value} ${said}`;
}
