import { DICTIONARY_WORDS, type DictionaryPlan } from '../../performance/index.js';
import type { ProgrammeView } from '../../programmes/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  NO_FORM,
  paths,
  wordRows,
  type CheckPastedPage,
  type FormView,
  type PastePage,
} from '../shell/index.js';

type Definition = DictionaryPlan['rows'][number]['measure']['definition'];

const around = ({ id, name }: Pick<ProgrammeView, 'id' | 'name'>) => ({
  programme: name,
  back: { text: 'Set-up', href: paths.setUp(id) },
});

const oneOf = (words: readonly string[]): string => words.join(', ');

export const presentPasteMeasures = (form: FormView, programme: ProgrammeView): PastePage => ({
  head: head('Add measures', {
    ...around(programme),
    lead: 'Bring your dictionary of measures: copy it in your spreadsheet and paste it here, or choose it as a file. You see what is added before it is saved.',
  }),
  form,
  action: paths.pasteMeasures(programme.id),
  fileAction: paths.pasteMeasuresFile(programme.id),
  label: 'Your measures',
  hint: 'A row for each measure. The first row names the columns: Group, Title and Better when are needed; the others as you have them, in any order. An empty group means the one above.',
  columns: facts([
    { name: 'Group', value: 'Its number or title. A group that is not there is made' },
    { name: 'Theme', value: 'Number or title of the theme that prints a new group. May be empty' },
    { name: 'Reference', value: 'Such as 1.1.2' },
    { name: 'Title', value: 'As the report prints it' },
    { name: 'Better when', value: oneOf(DICTIONARY_WORDS.better) },
    { name: 'Unit', value: 'percent, number, days, weeks, fte or pounds. Empty: not known' },
    { name: 'Decimals', value: 'Printed places after the point. Empty: as is usual for the unit' },
    { name: 'Counted', value: `${oneOf(DICTIONARY_WORDS.frequency)}. Empty: month` },
    { name: 'A figure covers', value: `${oneOf(DICTIONARY_WORDS.covers)}. Empty: the period` },
    { name: 'Current figure covers', value: `${oneOf(DICTIONARY_WORDS.current)}. Empty: not known` },
    { name: 'Floor, Ambition', value: 'Worse than the floor is Red, the ambition or better is Green' },
    { name: 'Target', value: 'In the place of both, where there is only one' },
    { name: 'Tolerance', value: 'How far short of the floor still counts as Amber' },
    { name: 'Least change', value: 'The least change that counts as one' },
    { name: 'Definition, Source, Numerator, Denominator', value: 'In words' },
    { name: 'Statutory', value: 'yes or no' },
    { name: 'Why there is no figure', value: 'For a measure that nobody can count yet' },
  ]),
});

/** @param plan without issues. */
export function presentCheckMeasures(
  table: string,
  programme: ProgrammeView,
  { groups, rows, unread }: DictionaryPlan,
): CheckPastedPage {
  const added = rows.filter(({ there }) => !there).length;
  return {
    head: head('Check these measures', {
      ...around(programme),
      wide: true,
      lead:
        added === 0
          ? 'Every measure of this table is there already. There is nothing to add.'
          : `${capitalised(count(added, 'measure'))}${groups.length > 0 ? ` and ${count(groups.length, 'group')}` : ''} would be added. Nothing is saved yet.`,
    }),
    form: NO_FORM,
    action: paths.pasteMeasures(programme.id),
    table,
    add: added === 0 ? null : `Add ${count(added, 'measure')}`,
    notes: [
      ...(unread.length > 0 ? [`These columns are not read: ${unread.join(', ')}.`] : []),
      ...(unread.includes('Target')
        ? ['“Target” stands beside a floor or an ambition, so it is not certain what it means.']
        : []),
      ...(rows.length > added
        ? [
            `${capitalised(count(rows.length - added, 'measure is', 'measures are'))} there already, by reference or title. What they say stays as it is.`,
          ]
        : []),
    ],
    caption: 'Rows of your table',
    columns: ['Measure', 'Group', 'Unit', 'Better', 'Counted', 'Target', 'What happens'],
    rows: wordRows(
      rows.map(({ group, there, measure: { definition } }) => ({
        cells: [
          `${definition.reference === null ? '' : `${definition.reference} `}${definition.title}`,
          group,
          unitWords(definition),
          BETTER[definition.polarity],
          COUNTED[definition.frequency],
          targetWords(definition),
          there ? 'There already' : 'New',
        ],
      })),
    ),
  };
}

const UNITS: Readonly<Record<NonNullable<Definition['unit']>, string>> = {
  percent: 'Per cent',
  count: 'Number',
  days: 'Days',
  weeks: 'Weeks',
  fte: 'Full-time equivalents',
  pounds: 'Pounds',
};
const BETTER: Readonly<Record<Definition['polarity'], string>> = {
  higher: 'Higher',
  lower: 'Lower',
  neutral: 'Neither',
};
const COUNTED: Readonly<Record<Definition['frequency'], string>> = {
  month: 'Each month',
  quarter: 'Each quarter',
  year: 'Each year',
};

const unitWords = ({ unit, decimals }: Definition): string =>
  `${unit === null ? 'Not known' : UNITS[unit]}, ${count(decimals, 'decimal')}`;

function targetWords({ target: { minimum, upper } }: Definition): string {
  const words = [
    ...(minimum === null ? [] : [`floor ${minimum}`]),
    ...(upper === null ? [] : [`ambition ${upper}`]),
  ];
  return words.length === 0 ? 'None' : capitalised(words.join(', '));
}
