import { PROXIMITIES, RESPONSES, SEVERITIES } from '../../risks/index.js';
import type { Choice } from '../shell/index.js';

type Key<T extends readonly string[]> = T[number];

export const KIND_WORDS = { risk: 'Risk: it may happen', issue: 'Issue: it has happened' } as const;

export const RESPONSE_WORDS: Readonly<Record<Key<typeof RESPONSES>, string>> = {
  avoid: 'Avoid: do not do what would bring it about',
  reduce: 'Reduce: make it less likely or less bad',
  transfer: 'Transfer: somebody else carries it',
  accept: 'Accept: live with it',
  share: 'Share: carry it with others',
};

export const PROXIMITY_WORDS: Readonly<Record<Key<typeof PROXIMITIES>, string>> = {
  imminent: 'Imminent',
  three_months: 'Within three months',
  this_year: 'Within this year',
  later: 'Later',
};

export const SEVERITY_WORDS: Readonly<Record<Key<typeof SEVERITIES>, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

export const NOT_SAID = 'Not said';

/** Choices of a record of words; the first is none. */
export const choicesOf = (words: Readonly<Record<string, string>>): readonly Choice[] => [
  { value: '', text: NOT_SAID },
  ...Object.entries(words).map(([value, text]) => ({ value, text })),
];

/** What a value of such a choice means. */
export const wordFrom =
  (words: Readonly<Record<string, string>>) =>
  (value: string): string =>
    words[value] ?? NOT_SAID;

export const LEVELS: readonly Choice[] = [
  { value: '', text: 'Not known' },
  ...[1, 2, 3, 4, 5].map((level) => ({ value: String(level), text: String(level) })),
];
