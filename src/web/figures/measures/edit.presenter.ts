import type { Person } from '../../../identity/index.js';
import {
  periodDate,
  periodWords,
  type GroupView,
  type KnownMeasure,
  type MeasureView,
} from '../../../performance/index.js';
import type { ThemeView } from '../../../themes/index.js';
import { choices, head, paths, personLabel, type Choice, type FormView } from '../../shell/index.js';
import { measureName, sourceName } from '../figures.words.js';
import { targetWords } from './definition.words.js';
import {
  AREA_CHOICES,
  BASIS_CHOICES,
  CELL_BASIS_CHOICES,
  FREQUENCY_CHOICES,
  MISSING_CHOICES,
  POLARITY_CHOICES,
  UNIT_CHOICES,
  YES_NO_CHOICES,
} from './edit.choices.js';
import type { BenchmarkPage, EditGroupPage, EditMeasurePage, RebasePage, TargetPage } from './edit.view.js';
import { groupName } from './measures.presenter.js';

/** What can be chosen for a measure. */
export interface MeasureChoices {
  groups: readonly GroupView[];
  owners: readonly Person[];
  /** `workforce:vacancyLocal` */
  feeds: readonly string[];
}

const CONSEQUENCES = [
  'It counts at once in every draft that prints this measure, and in the reports after.',
  'Parts that are approved and reports that are sealed keep the definition that they were made with.',
];
const backTo = (measure: MeasureView) => ({
  text: measureName(measure.definition),
  href: paths.measure(measure.id),
});
const personChoices = (people: readonly Person[], blank: string) =>
  choices(
    people.map((person) => ({ value: person.id, text: personLabel(person) })),
    blank,
  );

const listsOf = ({ groups, owners, feeds }: MeasureChoices) => ({
  groups: choices(
    groups.map((group) => ({ value: group.id, text: groupName(group) })),
    'None: it is not reported',
  ),
  units: choices(UNIT_CHOICES),
  polarities: choices(POLARITY_CHOICES),
  frequencies: choices(FREQUENCY_CHOICES),
  cellBases: choices(CELL_BASIS_CHOICES),
  bases: choices(BASIS_CHOICES),
  owners: personChoices(owners, 'Nobody is named'),
  belowZero: choices(YES_NO_CHOICES),
  feeds: choices(feeds.map(feedChoice), 'People record them'),
});

/** `Workforce: vacancy local`, of `workforce:vacancyLocal`. */
const feedChoice = (key: string): Choice => ({
  value: key,
  text: `${sourceName(key)}: ${(key.split(':')[1] ?? '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
});

export const presentNewMeasure = (
  form: FormView,
  programmeId: string,
  lists: MeasureChoices,
): EditMeasurePage => ({
  head: head('Add a measure', {
    back: { text: 'Measures', href: paths.measures(programmeId) },
    lead:
      lists.groups.length === 0
        ? 'There is no group yet: a measure without a group is kept, and not reported.'
        : 'Say what is counted and what would be good. Its figures come next.',
  }),
  form,
  action: paths.newMeasure(programmeId),
  button: 'Add the measure',
  version: null,
  consequences: [],
  ...listsOf(lists),
});

export const presentRedefinition = (
  form: FormView,
  measure: MeasureView,
  version: number,
  lists: MeasureChoices,
): EditMeasurePage => ({
  head: head('Change the definition', {
    back: backTo(measure),
    lead: `This is version ${measure.version}. What you save becomes version ${measure.version + 1}.`,
  }),
  form,
  action: paths.measureStep(measure.id, 'definition'),
  button: 'Save the definition',
  version,
  consequences: CONSEQUENCES,
  ...listsOf(lists),
});

export const presentTarget = (form: FormView, measure: MeasureView, version: number): TargetPage => ({
  head: head('Set the target', {
    back: backTo(measure),
    lead:
      measure.definition.polarity === 'neutral'
        ? 'A measure without a better direction cannot have a target. Its definition says which direction is better.'
        : `Its target now: ${lowered(targetWords(measure.definition))}.`,
  }),
  form,
  action: paths.measureStep(measure.id, 'target'),
  button: 'Set the target',
  version,
  consequences: CONSEQUENCES,
  suffix: measure.definition.unit === 'percent' ? '%' : null,
});

const lowered = (text: string): string => text.replace(/^N/, 'n');

export const presentEditGroup = (
  form: FormView,
  programmeId: string,
  group: GroupView | null,
  version: number | null,
  lists: { themes: readonly ThemeView[]; owners: readonly Person[] },
): EditGroupPage => ({
  head:
    group === null
      ? head('Add a group', {
          back: { text: 'Measures', href: paths.measures(programmeId) },
          lead: 'Measures that one person reports together, in one part of the report. It begins with the next period that is opened.',
        })
      : head('Change this group', {
          back: { text: groupName(group), href: paths.measureGroup(group.id) },
          lead: 'Drafts of the group follow. What is submitted, approved or sealed stays as it is.',
        }),
  form,
  action: group === null ? paths.newMeasureGroup(programmeId) : paths.changeMeasureGroup(group.id),
  button: group === null ? 'Add the group' : 'Save',
  version,
  themes: choices(
    lists.themes.map(({ id, number, title }) => ({ value: id, text: `${number} ${title}` })),
    'None: after the themes',
  ),
  owners: personChoices(lists.owners, 'Whoever may write a part'),
});

export const presentNewBenchmark = (form: FormView, measure: MeasureView): BenchmarkPage => ({
  head: head('Add a benchmark', {
    back: backTo(measure),
    lead: 'A figure from elsewhere to hold this measure against. One for the same area and period takes the place of the one before.',
  }),
  form,
  action: paths.newBenchmark(measure.id),
  button: 'Add the benchmark',
  version: null,
  areas: choices(AREA_CHOICES),
  missing: choices(MISSING_CHOICES),
});

export const presentNewRebase = (form: FormView, measure: MeasureView, known: KnownMeasure): RebasePage => {
  const { spc } = known.row;
  return {
    head: head('Begin limits anew', {
      back: backTo(measure),
      lead:
        spc === null
          ? 'It has no chart with limits, so that there is nothing to begin anew.'
          : 'Where the work itself has changed, the limits of before say nothing about it. Both sides need five figures.',
    }),
    form,
    action: paths.newRebase(measure.id),
    button: 'Begin them anew',
    version: null,
    periods: choices(
      spc === null
        ? []
        : spc.points
            .slice(1)
            .map(({ month }) => ({ value: periodDate(month).slice(0, 7), text: periodWords(month) })),
      'Choose',
    ),
  };
};
