import type { Person } from '../../identity/index.js';
import { quarterLabel, type PartView } from '../../programmes/index.js';
import { themeBlockers, type ThemeContent } from '../../themes/index.js';
import {
  aroundPart,
  blockHash,
  NOT_SAVED,
  openInWords,
  openWork,
  type EditorContext,
  type OpenWork,
} from '../part/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  longDate,
  paths,
  personLabel,
  textOf,
  type Fact,
  type FormView,
  type PageHead,
} from '../shell/index.js';
import {
  QUARTER_FIELDS,
  textsOnlyAbout,
  type Action,
  type Objective,
  type ProgressText,
  type ShownQuarters,
} from './objective.rules.js';
import type { ActionPage, ObjectivePage, ObjectivesPage, ThemeTextPage } from './objective.view.js';
import { ACTION_GUIDANCE, ACTION_RATING_CHOICES, NOT_RATED, ratingWord, UNRATED } from './theme.words.js';

/** The objectives of a theme in their order. */
export function presentObjectives(part: PartView, document: ThemeContent): ObjectivesPage {
  const mayWrite = part.actions.includes('save');
  const { objectives } = document;
  const rows = objectives.map((objective, index) => {
    const missing = missingOf(document, objective).length;
    return {
      title: `${index + 1} ${objective.title}`,
      href: mayWrite ? paths.partItem(part.id, 'objectives', objective.id) : null,
      holds: `${capitalised(count(objective.actions.length, 'action'))}, ${count(objective.narratives.length, 'text')}`,
      missing: missing === 0 ? null : capitalised(`${count(missing, 'thing')} missing`),
      up: mayWrite && index > 0 ? `up ${objective.id}` : null,
      down: mayWrite && index < objectives.length - 1 ? `down ${objective.id}` : null,
      about: `objective ${index + 1}`,
    };
  });
  const incomplete = rows.filter(({ missing }) => missing !== null).length;
  const open = openWork({ part, content: document }).filter(({ at }) => at !== 'overview');
  return {
    head: head('Objectives', {
      ...aroundPart(part),
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead:
        rows.length === 0
          ? 'No objective yet.'
          : incomplete === 0
            ? `${capitalised(count(rows.length, 'objective'))}. ${open.length > 0 ? openInWords(open) : 'Nothing is missing'}.`
            : `${capitalised(count(rows.length, 'objective'))}. Something is missing in ${incomplete === rows.length ? 'each' : `${incomplete} of them`}.`,
    }),
    action: paths.partBlock(part.id, 'objectives'),
    moves: mayWrite && rows.length > 1,
    order: orderOf(document),
    rows,
    add: mayWrite ? paths.newPartItem(part.id, 'objectives') : null,
    paste: mayWrite ? paths.pastePlan(part.id) : null,
  };
}

/** Tells whether the list still has the order that somebody looked at. */
export const orderOf = ({ objectives }: ThemeContent): string => blockHash(objectives.map(({ id }) => id));

/** What is missing in one objective, as the room says it; `field` where one of the page's fields is meant. */
function missingOf(document: ThemeContent, objective: Objective): { text: string; field: string | null }[] {
  const place = `objectives[${document.objectives.indexOf(objective)}].`;
  return themeBlockers(document).flatMap(({ path, message }) => {
    if (!path.startsWith(place)) return [];
    const action = /^actions\[(\d+)\]/.exec(path.slice(place.length))?.[1];
    return [{ text: message, field: action === undefined ? null : `actions.${action}.title` }];
  });
}

/** The numbers of a form's rows, in order. */
const rowsOf = ({ values }: FormView, list: 'actions' | 'texts'): string[] =>
  Object.keys(values).flatMap((name) => new RegExp(`^${list}\\.(\\d+)\\.id$`).exec(name)?.[1] ?? []);

const ownerChoices = (owners: readonly Person[]) =>
  choices(
    owners.map((owner) => ({ value: owner.id, text: personLabel(owner) })),
    'Nobody yet',
  );

export function presentObjective({
  context: { part, document, block, form, editor },
  quarters,
  owners,
}: {
  context: Pick<EditorContext<ThemeContent, Objective>, 'part' | 'document' | 'block' | 'form' | 'editor'>;
  quarters: ShownQuarters;
  owners: readonly Person[];
}): ObjectivePage {
  const value = (name: string): string => textOf(form.values[name]);
  const objectiveId = block?.id ?? '';
  const actionRows = rowsOf(form, 'actions');
  const missing = block === undefined || form.problems.length > 0 ? [] : missingOf(document, block);
  const actions = actionRows.map((row, index) => {
    const name = `actions.${row}`;
    const id = value(`${name}.id`);
    const due = block?.actions.find((action) => action.id === id)?.dueOn ?? null;
    const latest = QUARTER_FIELDS.find((field) => isRated(value(`${name}.${field}`)));
    const isComplete = latest !== undefined && value(`${name}.${latest}`) === 'COMPLETE';
    const isWrong =
      missing.some(({ field }) => field === `${name}.title`) ||
      Object.entries(form.errors).some(([field, error]) => error !== null && field.startsWith(`${name}.`));
    return {
      name,
      number: index + 1,
      id,
      title: value(`${name}.title`),
      rated: [
        latest === undefined
          ? NOT_RATED
          : `${ratingWord(value(`${name}.${latest}`))} in ${quarterLabel(quarters[latest])}`,
        ownerName(owners, value(`${name}.owner`)),
        ...(due === null ? [] : [`due ${longDate(due)}`]),
      ].join(' · '),
      isOpen: isWrong || (!isComplete && (latest !== 'q0' || actionRows.length <= FEW)),
      earlier: QUARTER_FIELDS.slice(1)
        .toReversed()
        .map((field) => `${quarterLabel(quarters[field])}: ${ratingWord(value(`${name}.${field}`))}`)
        .join(' · '),
      up: index > 0 ? `up ${id}` : null,
      down: index < actionRows.length - 1 ? `down ${id}` : null,
      remove: paths.removeObjectiveItem(part.id, objectiveId, 'actions', id),
    };
  });
  const number = document.objectives.findIndex(({ id }) => id === objectiveId) + 1;
  return {
    head: head(block === undefined ? 'Add an objective' : `Objective ${number}: ${block.title}`, {
      ...aroundPart(part),
      back: { text: 'Objectives', href: paths.partBlock(part.id, 'objectives') },
      wide: true,
      script: 'editor.js',
      lead:
        form.problems.length > 0
          ? NOT_SAVED
          : leadOf(block, missing.length, openIn(part, document, number - 1)),
    }),
    form,
    editor,
    isNew: block === undefined,
    missing,
    actions,
    texts: rowsOf(form, 'texts').map((row, index) => {
      const id = value(`texts.${row}.id`);
      return {
        name: `texts.${row}`,
        number: index + 1,
        id,
        remove: paths.removeObjectiveItem(part.id, objectiveId, 'texts', id),
      };
    }),
    about: choices(
      actions.map(({ name, number: place, id }) => ({
        value: id,
        text: `${place} ${value(`${name}.title`)}`,
      })),
    ),
    owners: ownerChoices(owners),
    ratings: choices(ACTION_RATING_CHOICES.map(({ value: rating, text }) => ({ value: rating, text }))),
    guidance: ACTION_GUIDANCE,
    now: `Rating in ${quarterLabel(quarters.q0)}, this quarter`,
    earlier: QUARTER_FIELDS.slice(1)
      .toReversed()
      .map((field) => ({ field, label: `Rating in ${quarterLabel(quarters[field])}` })),
    earlierRatings: choices(
      ACTION_RATING_CHOICES.map(({ value: rating, text }) => ({ value: rating, text })),
    ),
    remove: block === undefined ? null : paths.partItemStep(part.id, 'objectives', block.id, 'remove'),
  };
}

/** So many actions are shown open, whatever is known of them. */
const FEW = 3;

const isRated = (rating: string): boolean => rating !== '' && rating !== UNRATED;

const ownerName = (owners: readonly Person[], id: string): string => {
  const owner = owners.find((one) => one.id === id);
  return owner ? personLabel(owner) : 'Nobody yet';
};

/** What of an objective is not done yet this month; undefined where all is. */
const openIn = (part: PartView, content: ThemeContent, index: number): OpenWork | undefined =>
  openWork({ part, content }).find(({ at }) => at === `objectives[${index}]`);

function leadOf(block: Objective | undefined, missing: number, open: OpenWork | undefined): string {
  if (block === undefined) return 'Give it the title that it has in the plan. Its actions come next.';
  if (missing > 0) return `${capitalised(count(missing, 'thing is', 'things are'))} missing.`;
  return `${capitalised(count(block.actions.length, 'action'))} and ${count(block.narratives.length, 'text')}. ${open ? `${open.here}.` : 'Nothing is missing.'}`;
}

type InnerContext<B> = Pick<
  EditorContext<ThemeContent, B>,
  'part' | 'document' | 'block' | 'form' | 'editor'
>;

const innerHead = (
  { part, document }: Pick<InnerContext<unknown>, 'part' | 'document'>,
  objectiveId: string,
  heading: string,
  lead: string,
): PageHead => {
  const index = document.objectives.findIndex(({ id }) => id === objectiveId);
  return head(heading, {
    ...aroundPart(part),
    back: {
      text: `Objective ${index + 1}`,
      href: paths.partItem(part.id, 'objectives', objectiveId),
    },
    lead,
    wide: true,
    script: 'editor.js',
  });
};

const objectiveTitle = ({ objectives }: ThemeContent, objectiveId: string): string =>
  objectives.find(({ id }) => id === objectiveId)?.title ?? '';

export const presentAction = (
  context: InnerContext<Action>,
  objectiveId: string,
  owners: readonly Person[],
): ActionPage => ({
  head: innerHead(
    context,
    objectiveId,
    context.block === undefined ? 'Add an action' : 'Change an action',
    `It belongs to “${objectiveTitle(context.document, objectiveId)}”. Its rating comes next.`,
  ),
  form: context.form,
  editor: context.editor,
  owners: ownerChoices(owners),
});

export function presentText(context: InnerContext<ProgressText>, objectiveId: string): ThemeTextPage {
  const actions = context.document.objectives.find(({ id }) => id === objectiveId)?.actions ?? [];
  return {
    head: innerHead(
      context,
      objectiveId,
      context.block === undefined ? 'Add a text' : 'Change a text',
      actions.length === 0
        ? 'A text is about actions, and this objective has none yet.'
        : `It says how “${objectiveTitle(context.document, objectiveId)}” is going.`,
    ),
    form: context.form,
    editor: context.editor,
    about: choices(actions.map(({ id, title }, index) => ({ value: id, text: `${index + 1} ${title}` }))),
  };
}

/** What is shown of an objective before it is removed. */
export const objectiveFacts = ({ title, actions, narratives }: Objective): Fact[] => [
  { name: 'Objective', value: title },
  {
    name: 'What goes with it',
    value: `${count(actions.length, 'action')}, with their ratings, and ${count(narratives.length, 'text')}`,
  },
];

/** What is shown of an action before it is removed. @param owner null where nobody is named yet. */
export const actionFacts = (objective: Objective, action: Action, owner: Person | null): Fact[] => [
  { name: 'Action', value: action.title },
  { name: 'Owner', value: owner === null ? 'Nobody yet' : personLabel(owner) },
  { name: 'Due', value: action.dueOn === null ? 'No date' : longDate(action.dueOn) },
  { name: 'What goes with it', value: `${count(action.ratings.length, 'rating')} of quarters` },
  ...textsOnlyAbout(objective, action.id).map(({ text }) => ({
    name: 'This text is only about it, and goes too',
    value: text,
  })),
];

/** What is shown of a text before it is removed. */
export const textFacts = ({ actions }: Objective, { text, actionIds }: ProgressText): Fact[] => [
  { name: 'Text', value: text },
  {
    name: 'It is about',
    value: actions
      .filter(({ id }) => actionIds.includes(id))
      .map(({ title }) => title)
      .join(', '),
  },
];
