import { ACTION_RATINGS, RAG_GUIDANCE, RATING_WORDS, type ActionRating } from '../../programmes/index.js';
import type { Choice } from '../shell/index.js';

export const NOT_RATED = 'Not rated';

/** The ratings of a theme as a whole, each with what it means; the last is none. */
export const RATING_CHOICES: readonly Choice[] = [
  ...RAG_GUIDANCE.map(({ rag, overall }) => ({ value: rag, text: RATING_WORDS[rag], hint: overall })),
  { value: '', text: NOT_RATED },
];

/** What a form sends for an action that is not rated in a quarter. */
export const UNRATED = 'NOT_RATED';

/** The ratings of one action in one quarter, each with what it means where that is not plain; the last is none. */
export const ACTION_RATING_CHOICES: readonly Choice[] = [
  ...RAG_GUIDANCE.map(({ rag, action }) => ({ value: rag, text: RATING_WORDS[rag], hint: action })),
  ...ACTION_RATINGS.filter((rating) => !RAG_GUIDANCE.some(({ rag }) => rag === rating)).map((value) => ({
    value,
    text: RATING_WORDS[value],
  })),
  { value: UNRATED, text: NOT_RATED },
];

/** What each rating of an action means, where that is not plain. */
export const ACTION_GUIDANCE: readonly string[] = RAG_GUIDANCE.map(
  ({ rag, action }) => `${RATING_WORDS[rag]}: ${action}`,
);

/** A rating as a form sends it; '' is none. */
export const ratingWord = (value: string): string =>
  Object.hasOwn(RATING_WORDS, value) ? RATING_WORDS[value as ActionRating] : NOT_RATED;
