import type { Person } from '../../identity/index.js';
import { quarterLabel, type PartView } from '../../programmes/index.js';
import type { ThemeContent } from '../../themes/index.js';
import { nameAmong, type Editor, type FieldWords, type PartStore } from '../part/index.js';
import { paths, show, textOf, type Sent } from '../shell/index.js';
import { actionForm, objectiveForm, textForm } from './objective.form.js';
import { presentAction, presentObjective, presentText } from './objective.presenter.js';
import {
  inActionOrder,
  moved,
  QUARTER_FIELDS,
  ratedAs,
  readMove,
  shownQuarters,
  shownRatings,
  type Action,
  type Objective,
  type ProgressText,
} from './objective.rules.js';
import { actionBlock, objectiveBlock, textBlock } from './theme.blocks.js';
import { ratingWord } from './theme.words.js';

/** What the editors of an objective know of the part around it. */
export interface ObjectiveAround {
  store: PartStore<ThemeContent>;
  part: PartView;
  version: number;
  document: ThemeContent;
  objectiveId: string;
  /** Who can own an action, and who owns one already. */
  owners: readonly Person[];
}

/**
 * An objective with its actions and texts.
 * @param sent what was sent, where its `_move` asks for an action's other place.
 */
export const objectiveEditor = (
  around: ObjectiveAround,
  sent: Sent = {},
): Editor<ThemeContent, Objective, typeof objectiveForm.schema, 'theme/objective'> => {
  const { store, part, objectiveId, owners } = around;
  const quarters = shownQuarters(part.period.asAt);
  const move = readMove(textOf(sent['_move']));
  return {
    store,
    read: around,
    block: objectiveBlock(objectiveId),
    form: objectiveForm,
    action: paths.partItem(part.id, 'objectives', objectiveId),
    rows: { actions: 'Action', texts: 'Text' },
    fields: {
      title: { label: 'Title' },
      'actions.*.title': { label: 'Title of action {}' },
      'actions.*.owner': ownerWords(around, 'Owner of action {}'),
      'actions.*.due': { label: 'Due date of action {}' },
      ...Object.fromEntries(
        QUARTER_FIELDS.map((field): [string, FieldWords] => [
          `actions.*.${field}`,
          { label: `Rating of action {} in ${quarterLabel(quarters[field])}`, value: ratingWord },
        ]),
      ),
      'texts.*.text': { label: 'Progress text {}' },
      'texts.*.about': aboutWords(around, 'What progress text {} is about'),
    },
    shown: ({ title, actions, narratives }) => ({
      title,
      actions: actions.map((action) => ({ ...action, ...shownRatings(action.ratings, quarters) })),
      narratives,
    }),
    blank: () => ({}),
    change: ({ title, actions, narratives }, current) => {
      const typed = actions.map(({ id, title: called, ownerId, dueOn, ...ratings }) => ({
        id,
        title: called,
        ownerId,
        dueOn,
        ratings: ratedAs(
          ratings,
          current?.actions.find((action) => action.id === id)?.ratings ?? [],
          quarters,
        ),
      }));
      const inOrder = move ? moved(typed, move.id, move.direction) : typed;
      return { id: objectiveId, title, actions: inOrder, narratives: inActionOrder(narratives, inOrder) };
    },
    texts: ({ title, actions, narratives }) => [
      { label: 'Title', text: title },
      {
        label: 'Actions',
        text: actions.map(({ title: called, ratings }) => `${called}: ${latestRating(ratings)}`).join('\n'),
      },
      ...narratives.map(({ text }, index) => ({
        label: `Progress text ${index + 1}`,
        text,
        isNarrative: true as const,
      })),
    ],
    page: (context) => show('theme/objective', presentObjective({ context, quarters, owners })),
  };
};

/** As the report of that month prints it last: `Amber in Q3 2019/20`. */
function latestRating(ratings: Action['ratings']): string {
  const last = ratings.at(-1);
  return last ? `${ratingWord(last.rag)} in ${quarterLabel(last)}` : ratingWord('');
}

/** An action that is added to an objective. */
export const actionEditor = (
  around: ObjectiveAround,
  actionId: string,
): Editor<ThemeContent, Action, typeof actionForm.schema, 'theme/action'> => {
  const { store, part, objectiveId, owners } = around;
  return {
    store,
    read: around,
    block: actionBlock(objectiveId, actionId),
    form: actionForm,
    action: paths.objectiveItem(part.id, objectiveId, 'actions', actionId),
    fields: {
      title: { label: 'Title' },
      owner: ownerWords(around, 'Owner'),
      due: { label: 'Due date' },
    },
    shown: (action) => action,
    blank: () => ({}),
    change: (typed, current) => ({ ...typed, id: actionId, ratings: current?.ratings ?? [] }),
    texts: () => [],
    page: (context) => show('theme/action', presentAction(context, objectiveId, owners)),
  };
};

/** A text that is added to an objective. */
export const textEditor = (
  around: ObjectiveAround,
  textId: string,
): Editor<ThemeContent, ProgressText, typeof textForm.schema, 'theme/text'> => {
  const { store, part, objectiveId } = around;
  return {
    store,
    read: around,
    block: textBlock(objectiveId, textId),
    form: textForm,
    action: paths.objectiveItem(part.id, objectiveId, 'texts', textId),
    fields: {
      text: { label: 'What has happened?' },
      about: aboutWords(around, 'What this text is about'),
    },
    shown: (text) => text,
    blank: () => ({}),
    change: ({ text, actionIds }) => ({ id: textId, text, actionIds }),
    texts: ({ text }) => [{ label: 'What has happened?', text, isNarrative: true }],
    page: (context) => show('theme/text', presentText(context, objectiveId)),
  };
};

const ownerWords = ({ owners }: ObjectiveAround, label: string): FieldWords => ({
  label,
  value: nameAmong(owners, 'Nobody yet'),
});

const aboutWords = ({ document, objectiveId }: ObjectiveAround, label: string): FieldWords => ({
  label,
  value: (id) =>
    objectiveBlock(objectiveId)
      .of(document)
      ?.actions.find((action) => action.id === id)?.title ?? 'An action that is not there',
});
