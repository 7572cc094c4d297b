import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { editorQuery, ItemSteps } from '../part/index.js';
import { Page, SentFields, Twin, type Sent } from '../shell/index.js';
import { removeAction, removeObjective, removeText } from './objective.steps.js';
import { ThemeStore } from './theme.store.js';

const id = z.uuid();
const THEME = 'PUT /api/v1/contributions/:id/theme';

/** Removing an objective, an action or a text: each asks first. */
@Page('contributions/:id/objectives/:itemId')
export class ObjectiveStepsController {
  constructor(
    private readonly steps: ItemSteps,
    private readonly store: ThemeStore,
    private readonly people: PeopleQueries,
  ) {}

  @Get('remove')
  @Policy('contribution.edit')
  askForObjective(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(actor, partId, removeObjective(this.store, partId, objectiveId), query);
  }

  @Post('remove')
  @Policy('contribution.edit')
  @Twin(THEME)
  removeObjective(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(actor, partId, removeObjective(this.store, partId, objectiveId), sent);
  }

  @Get('actions/:actionId/remove')
  @Policy('contribution.edit')
  askForAction(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('actionId', { schema: id }) actionId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    const step = removeAction(this.store, this.people, partId, objectiveId, actionId);
    return this.steps.ask(actor, partId, step, query);
  }

  @Post('actions/:actionId/remove')
  @Policy('contribution.edit')
  @Twin(THEME)
  removeAction(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('actionId', { schema: id }) actionId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    const step = removeAction(this.store, this.people, partId, objectiveId, actionId);
    return this.steps.take(actor, partId, step, sent);
  }

  @Get('texts/:textId/remove')
  @Policy('contribution.edit')
  askForText(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('textId', { schema: id }) textId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(actor, partId, removeText(this.store, partId, objectiveId, textId), query);
  }

  @Post('texts/:textId/remove')
  @Policy('contribution.edit')
  @Twin(THEME)
  removeText(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('textId', { schema: id }) textId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(actor, partId, removeText(this.store, partId, objectiveId, textId), sent);
  }
}
