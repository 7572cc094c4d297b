import { AREA_NAMES } from '../../../snapshot/index.js';
import type { Choice } from '../../shell/index.js';
import {
  BASIS_WORDS,
  CELL_BASIS_WORDS,
  FREQUENCY_WORDS,
  POLARITY_WORDS,
  UNIT_WORDS,
} from './definition.words.js';

const of = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

export const UNIT_CHOICES: readonly Choice[] = [{ value: '', text: 'Not known' }, ...of(UNIT_WORDS)];
export const POLARITY_CHOICES: readonly Choice[] = of(POLARITY_WORDS);
export const FREQUENCY_CHOICES: readonly Choice[] = of(FREQUENCY_WORDS);
export const CELL_BASIS_CHOICES: readonly Choice[] = of(CELL_BASIS_WORDS);
export const BASIS_CHOICES: readonly Choice[] = [{ value: '', text: 'Not known' }, ...of(BASIS_WORDS)];
export const YES_NO_CHOICES: readonly Choice[] = [
  { value: '', text: 'As its unit says: pounds may, others not' },
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];
export const AREA_CHOICES: readonly Choice[] = (['national', 'region', 'neighbours'] as const).map(
  (area) => ({
    value: area,
    text: AREA_NAMES[area],
  }),
);
export const MISSING_CHOICES: readonly Choice[] = [
  { value: '', text: 'There is a figure' },
  { value: 'not_collected', text: 'It has not been collected yet' },
  { value: 'no_data', text: 'There is no data' },
  { value: 'not_applicable', text: 'It does not apply' },
  { value: 'suppressed', text: 'It is withheld where it was published' },
];
