import type { PeopleQueries } from '../../identity/index.js';
import type { ThemeContent } from '../../themes/index.js';
import { removing, type ItemStep } from '../part/index.js';
import { paths, type Link } from '../shell/index.js';
import { actionFacts, objectiveFacts, textFacts } from './objective.presenter.js';
import { withoutAction, type Objective } from './objective.rules.js';
import { objectiveBlock } from './theme.blocks.js';
import type { ThemeStore } from './theme.store.js';

type ObjectiveStep = ItemStep<ThemeContent, Objective>;

export const removeObjective = (store: ThemeStore, partId: string, objectiveId: string): ObjectiveStep => ({
  store,
  block: objectiveBlock(objectiveId),
  action: paths.partItemStep(partId, 'objectives', objectiveId, 'remove'),
  back: back(partId, objectiveId),
  done: paths.partBlock(partId, 'objectives'),
  of: (objective) => removing('objective', objectiveFacts(objective)),
});

export const removeAction = (
  store: ThemeStore,
  people: PeopleQueries,
  partId: string,
  objectiveId: string,
  actionId: string,
): ObjectiveStep => ({
  ...inside(store, partId, objectiveId, 'actions', actionId),
  of: async (objective) => {
    const action = objective.actions.find(({ id }) => id === actionId);
    if (!action) return null;
    const owners = await people.byIds(action.ownerId === null ? [] : [action.ownerId]);
    const owner = owners.get(action.ownerId ?? '') ?? null;
    return removing('action', actionFacts(objective, action, owner), {
      change: (now) => withoutAction(now, actionId),
    });
  },
});

export const removeText = (
  store: ThemeStore,
  partId: string,
  objectiveId: string,
  textId: string,
): ObjectiveStep => ({
  ...inside(store, partId, objectiveId, 'texts', textId),
  of: (objective) => {
    const text = objective.narratives.find(({ id }) => id === textId);
    return text
      ? removing('text', textFacts(objective, text), {
          change: (now) => ({ ...now, narratives: now.narratives.filter(({ id }) => id !== textId) }),
        })
      : null;
  },
});

/** What goes out of an objective changes the objective, so somebody else's change of it counts. */
const inside = (
  store: ThemeStore,
  partId: string,
  objectiveId: string,
  list: 'actions' | 'texts',
  itemId: string,
): Omit<ObjectiveStep, 'of'> => ({
  store,
  block: objectiveBlock(objectiveId),
  action: paths.removeObjectiveItem(partId, objectiveId, list, itemId),
  back: back(partId, objectiveId),
  done: paths.partItem(partId, 'objectives', objectiveId),
});

const back = (partId: string, objectiveId: string): Link => ({
  text: 'Objective',
  href: paths.partItem(partId, 'objectives', objectiveId),
});
