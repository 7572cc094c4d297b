import { RAG_GUIDANCE, RATING_WORDS, type ActionRating } from '../../programmes/index.js';
import type { Choice } from '../shell/index.js';

export const NOT_RATED = 'Not rated';

/** The ratings of a theme as a whole, each with what it means; the last is none. */
export const RATING_CHOICES: readonly Choice[] = [
  ...RAG_GUIDANCE.map(({ rag, overall }) => ({ value: rag, text: RATING_WORDS[rag], hint: overall })),
  { value: '', text: NOT_RATED },
];

/** A rating as a form sends it; '' is none. */
export const ratingWord = (value: string): string =>
  Object.hasOwn(RATING_WORDS, value) ? RATING_WORDS[value as ActionRating] : NOT_RATED;
