import type { MeasureDefinition } from '../../../performance/index.js';
import { formatGiven } from '../../../snapshot/index.js';
import { longDate } from '../../shell/index.js';
import { sourceName } from '../figures.words.js';

type Unit = MeasureDefinition['unit'];

export const UNIT_WORDS: Readonly<Record<NonNullable<Unit>, string>> = {
  percent: 'Per cent',
  count: 'A number of things or people',
  days: 'Days',
  weeks: 'Weeks',
  fte: 'Full-time equivalents',
  pounds: 'Pounds',
};
export const POLARITY_WORDS: Readonly<Record<MeasureDefinition['polarity'], string>> = {
  higher: 'Higher is better',
  lower: 'Lower is better',
  neutral: 'Neither: it is there for context, and has no target',
};
export const FREQUENCY_WORDS: Readonly<Record<MeasureDefinition['frequency'], string>> = {
  month: 'Every month',
  quarter: 'Every quarter of the financial year',
  year: 'Every financial year',
};
export const CELL_BASIS_WORDS: Readonly<Record<MeasureDefinition['cellBasis'], string>> = {
  in_month: 'What happened in that time alone',
  cumulative: 'The year so far, from April to its end',
  snapshot: 'A day of it, as a rule the last',
  rolling: 'The twelve months to its end',
};
export const BASIS_WORDS: Readonly<Record<NonNullable<MeasureDefinition['basis']>, string>> = {
  snapshot: 'A day',
  year_to_date: 'The year to date',
  in_month: 'Its last period alone',
};
const NOT_SAID = 'Not said';

/** `at least 80%, ambition 90%, in force from 1 April 2019` */
export function targetWords({ target, polarity, unit }: MeasureDefinition): string {
  const { minimum, upper, from, until } = target;
  const parts = [
    minimum === null
      ? null
      : `${polarity === 'lower' ? 'at most' : 'at least'} ${formatGiven(minimum, unit)}`,
    upper === null ? null : `ambition ${formatGiven(upper, unit)}`,
  ].filter((one) => one !== null);
  if (parts.length === 0) return 'None';
  return [
    ...parts,
    from === null ? null : `from ${longDate(from)}`,
    until === null ? null : `until ${longDate(until)}`,
  ]
    .filter((one) => one !== null)
    .join(', ');
}

/** What a definition says, by the words that people know, in the order in which they are asked. @param owner its owner's name, or null. */
export function definitionFacts(
  definition: MeasureDefinition,
  owner: string | null,
): readonly { name: string; value: string }[] {
  const { unit, basis } = definition;
  const given = (amount: number | null, none: string): string =>
    amount === null ? none : formatGiven(amount, unit);
  return [
    { name: 'What is counted', value: definition.definition ?? NOT_SAID },
    ...(definition.numerator === null ? [] : [{ name: 'Numerator', value: definition.numerator }]),
    ...(definition.denominator === null ? [] : [{ name: 'Denominator', value: definition.denominator }]),
    { name: 'Source', value: definition.source ?? NOT_SAID },
    { name: 'Unit', value: unit === null ? NOT_SAID : UNIT_WORDS[unit] },
    { name: 'Better when', value: POLARITY_WORDS[definition.polarity] },
    { name: 'How often it is counted', value: FREQUENCY_WORDS[definition.frequency] },
    { name: 'What the figure of a period covers', value: CELL_BASIS_WORDS[definition.cellBasis] },
    { name: 'What the current figure covers', value: basis === null ? NOT_SAID : BASIS_WORDS[basis] },
    { name: 'Target', value: targetWords(definition) },
    {
      name: 'How far short is Amber',
      value: given(definition.tolerance, 'Nothing: short of the floor is Red'),
    },
    { name: 'Least change that counts', value: given(definition.deadBand, 'Any change counts') },
    { name: 'Owner', value: owner ?? 'Nobody is named' },
    { name: 'Statutory', value: definition.statutory ? 'Yes' : 'No' },
    ...(definition.availabilityNote === null
      ? []
      : [{ name: 'Why there are no figures', value: definition.availabilityNote }]),
    ...(definition.fedBy === null
      ? []
      : [{ name: 'Its figures come from', value: sourceName(definition.fedBy) }]),
  ];
}

/** What each field of a definition is called in a sentence. */
const FIELD_NAMES: Readonly<Record<keyof MeasureDefinition, string>> = {
  reference: 'reference',
  title: 'title',
  definition: 'definition',
  source: 'source',
  unit: 'unit',
  decimals: 'places after the point',
  polarity: 'better direction',
  basis: 'time of the current figure',
  cellBasis: 'time of each figure',
  frequency: 'frequency',
  numerator: 'numerator',
  denominator: 'denominator',
  ownerId: 'owner',
  statutory: 'being statutory',
  availabilityNote: 'reason without figures',
  target: 'target',
  belowZero: 'figures below zero',
  tolerance: 'tolerance',
  deadBand: 'least change',
  fedBy: 'section that its figures come from',
};

/** What one version of a definition has otherwise than the one before; empty where nothing differs. */
export const changedFields = (before: MeasureDefinition, after: MeasureDefinition): string[] =>
  (Object.keys(FIELD_NAMES) as (keyof MeasureDefinition)[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => FIELD_NAMES[key]);
