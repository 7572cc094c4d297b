import { notFound } from '../../platform/index.js';
import type { ThemeContent } from '../../themes/index.js';
import { fieldBlock, itemBlock, type Block } from '../part/index.js';
import type { Action, Objective, ProgressText } from './objective.rules.js';

/** All objectives in their order, for steps that change the list. */
export const objectivesBlock = fieldBlock<'objectives', ThemeContent>('objectives');

export const objectiveBlock = (id: string): Block<ThemeContent, Objective> =>
  itemBlock<'objectives', Objective, ThemeContent>('objectives', id);

export const actionBlock = (objectiveId: string, id: string): Block<ThemeContent, Action> =>
  within(objectiveId, itemBlock<'actions', Action, Objective>('actions', id));

export const textBlock = (objectiveId: string, id: string): Block<ThemeContent, ProgressText> =>
  within(objectiveId, itemBlock<'narratives', ProgressText, Objective>('narratives', id));

function within<B>(objectiveId: string, inner: Block<Objective, B>): Block<ThemeContent, B> {
  const outer = objectiveBlock(objectiveId);
  const objective = (document: ThemeContent): Objective => {
    const found = outer.of(document);
    if (!found) throw notFound('objective');
    return found;
  };
  return {
    of: (document) => {
      const found = outer.of(document);
      return found && inner.of(found);
    },
    put: (document, block) => outer.put(document, inner.put(objective(document), block)),
    path: (document) => `${outer.path(document)}.${inner.path(objective(document))}`,
  };
}
