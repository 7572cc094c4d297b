import { z } from 'zod';
import { ACTION_RATINGS } from '../../programmes/index.js';
import { themeAction, themeObjective } from '../../themes/index.js';
import { pageForm } from '../shell/index.js';
import { QUARTER_FIELDS } from './objective.rules.js';
import { UNRATED } from './theme.words.js';

const { title, actions, narratives } = themeObjective.shape;
const text = narratives.element.shape;
const actionIds = z.array(z.uuid()).min(1, 'Choose at least one action').max(50);
const ratings = z.object(
  Object.fromEntries(
    QUARTER_FIELDS.map((field) => [field, z.enum([...ACTION_RATINGS, UNRATED]).optional()]),
  ) as Record<
    (typeof QUARTER_FIELDS)[number],
    z.ZodOptional<z.ZodEnum<{ [K in (typeof ACTION_RATINGS)[number] | typeof UNRATED]: K }>>
  >,
);
const { id, title: actionTitle, ownerId, dueOn } = actions.element.shape;

const OWNER = {
  words: {
    'There is no such person.': 'Choose somebody who can own it',
    'This person has no role in this programme.': 'Choose somebody who has a role in this programme',
  },
};
const NO_TITLE = 'Enter the title of the action';
const NO_TEXT = 'Write what has happened, or remove this text';

/** An objective with its actions and texts. A rating that is not among the fields stays as it is. */
export const objectiveForm = pageForm(
  z.object({
    title,
    actions: z
      .array(z.object({ id, title: actionTitle, ownerId, dueOn, ...ratings.shape }))
      .max(50)
      .default([]),
    narratives: z
      .array(z.object({ id: text.id, text: text.text, actionIds }))
      .max(20)
      .default([]),
  }),
  {
    title: { to: 'title', missing: 'Enter the title of the objective' },
    'actions.*.id': { to: 'actions[*].id' },
    'actions.*.title': { to: 'actions[*].title', missing: NO_TITLE },
    'actions.*.owner': { to: 'actions[*].ownerId', ...OWNER },
    'actions.*.due': { to: 'actions[*].dueOn', as: 'date' },
    ...Object.fromEntries(
      QUARTER_FIELDS.map((field) => [`actions.*.${field}`, { to: `actions[*].${field}` }]),
    ),
    'texts.*.id': { to: 'narratives[*].id' },
    'texts.*.text': { to: 'narratives[*].text', missing: NO_TEXT },
    'texts.*.about': { to: 'narratives[*].actionIds', as: 'list' },
  },
);

/** One action that is added to an objective. */
export const actionForm = pageForm(themeAction.omit({ id: true, ratings: true }), {
  title: { to: 'title', missing: NO_TITLE },
  owner: { to: 'ownerId', ...OWNER },
  due: { to: 'dueOn', as: 'date' },
});

/** One text that is added to an objective. */
export const textForm = pageForm(z.object({ text: text.text, actionIds }), {
  text: { to: 'text', missing: 'Write what has happened' },
  about: { to: 'actionIds', as: 'list' },
});
