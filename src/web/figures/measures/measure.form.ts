import {
  benchmarkInput,
  groupInput,
  measureInput,
  rebaseInput,
  redefinitionInput,
} from '../../../performance/index.js';
import { pageForm } from '../../shell/index.js';

const IN_USE = 'This is already in use.';

const definitionFields = {
  group: { to: 'groupId' },
  position: {
    to: 'position',
    as: 'figure',
    missing: 'Enter its place in the group, such as 1',
    number: 'Enter its place in the group, such as 1',
  },
  reference: { to: 'definition.reference' },
  title: { to: 'definition.title', missing: 'Enter a title' },
  definition: { to: 'definition.definition' },
  source: { to: 'definition.source' },
  unit: { to: 'definition.unit' },
  decimals: {
    to: 'definition.decimals',
    as: 'figure',
    missing: 'Enter 0 to 4 decimals',
    number: 'Enter 0 to 4 decimals',
  },
  polarity: { to: 'definition.polarity', missing: 'Choose when it is better' },
  frequency: { to: 'definition.frequency', missing: 'Choose how often it is counted' },
  'cell-basis': { to: 'definition.cellBasis', missing: 'Choose what the figure of a period covers' },
  basis: { to: 'definition.basis' },
  numerator: { to: 'definition.numerator' },
  denominator: { to: 'definition.denominator' },
  owner: { to: 'definition.ownerId' },
  statutory: { to: 'definition.statutory', as: 'flag' },
  availability: { to: 'definition.availabilityNote' },
  floor: { to: 'definition.target.minimum', as: 'figure', number: 'Enter the floor as a number, such as 80' },
  ambition: {
    to: 'definition.target.upper',
    as: 'figure',
    number: 'Enter the ambition as a number, such as 90',
  },
  'target-from': { to: 'definition.target.from', as: 'date' },
  'target-until': { to: 'definition.target.until', as: 'date' },
  tolerance: {
    to: 'definition.tolerance',
    as: 'figure',
    number: 'Enter how far short of the floor is Amber, such as 5',
  },
  'least-change': {
    to: 'definition.deadBand',
    as: 'figure',
    number: 'Enter the least change that counts, such as 0.5',
  },
  'below-zero': { to: 'definition.belowZero', as: 'yes or no' },
  'fed-by': { to: 'definition.fedBy' },
} as const;

export const newMeasureForm = pageForm(measureInput, definitionFields);

/** Of the definition and of the target alone: whatever a page does not ask for stays as it is. */
export const redefinitionForm = pageForm(redefinitionInput, {
  ...definitionFields,
  reason: { to: 'reason', missing: 'Say why it is changed' },
});

export const groupForm = pageForm(groupInput, {
  number: {
    to: 'number',
    as: 'figure',
    missing: 'Enter a number from 1 to 99',
    number: 'Enter a number from 1 to 99',
    words: { [IN_USE]: 'This number is in use' },
  },
  title: { to: 'title' },
  theme: { to: 'themeId' },
  owner: { to: 'ownerId' },
});

export const benchmarkForm = pageForm(benchmarkInput, {
  area: { to: 'area', missing: 'Choose an area' },
  value: {
    to: 'value',
    as: 'figure',
    words: {
      'Send either a value or the reason why it is missing.': 'Enter a figure, or say why there is none',
    },
  },
  missing: { to: 'missingReason' },
  period: { to: 'period' },
  'period-end': { to: 'periodEndsOn', as: 'date' },
  source: { to: 'source' },
  known: { to: 'knownOn', as: 'date' },
  like: { to: 'likeForLike', as: 'flag' },
});

export const rebaseForm = pageForm(rebaseInput, {
  from: {
    to: 'from',
    missing: 'Choose from when',
    words: { 'This month is already marked.': 'The chart has new limits from this time already' },
  },
  reason: { to: 'reason', missing: 'Say what changed' },
});
