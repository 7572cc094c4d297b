import type { ChangeItem, Direction } from '../changes/index.js';

/** A sentence for each change, by what it means, the most important first. */
export type Consequences = Readonly<Record<Direction, readonly string[]>>;

/** @param items the most important first. */
export const consequencesOf = (items: readonly ChangeItem[]): Consequences => {
  const sentences = (wanted: Direction): string[] =>
    items.flatMap(({ direction, sentence }) => (direction === wanted ? [sentence] : []));
  return { worse: sentences('worse'), better: sentences('better'), neutral: sentences('neutral') };
};
