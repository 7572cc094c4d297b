import type { Edition } from '../disclosure/index.js';
import { ratingWord } from './headline.rules.js';
import { SECTIONS } from './sections.js';

/**
 * What a report comes to, in sentences for its covering report: the ratings, and how many of each thing there are. Counted from the
 * edition alone; what it does not hold is not counted, and where nothing is known nothing is said. Pure.
 */
export function headlines({ snapshot }: Pick<Edition, 'snapshot'>): string[] {
  return [
    `The programme as a whole is rated ${ratingWord(snapshot.overall.rag)}.`,
    ...Object.values(SECTIONS).flatMap(({ headlines }) => headlines(snapshot)),
  ];
}
