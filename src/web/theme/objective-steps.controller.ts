import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { blockHash, saveItem } from '../part/index.js';
import {
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import {
  presentRemoveAction,
  presentRemoveObjective,
  presentRemoveText,
  type RemovalOf,
} from './objective.presenter.js';
import { withoutAction, type Objective } from './objective.rules.js';
import { objectiveBlock } from './theme.blocks.js';
import { ThemeStore } from './theme.store.js';

const id = z.uuid();
const nothing = pageForm(z.object({}), {});
const THEME = 'PUT /api/v1/contributions/:id/theme';

/** Removing an objective, an action or a text: each asks first. */
@Page('contributions/:id/objectives/:itemId')
export class ObjectiveStepsController {
  constructor(
    private readonly store: ThemeStore,
    private readonly parts: PartsQueries,
    private readonly people: PeopleQueries,
  ) {}

  @Get('remove')
  @Policy('contribution.edit')
  askForObjective(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
  ): Promise<PageAnswer> {
    return this.objectivePage(actor, partId, objectiveId, nothing.blank());
  }

  @Post('remove')
  @Policy('contribution.edit')
  @Twin(THEME)
  removeObjective(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      nothing,
      sent,
      async () => {
        await this.save(actor, partId, objectiveId, sent, () => null);
        return seeOther(paths.partBlock(partId, 'objectives'), 'The objective is removed.');
      },
      (form) => this.objectivePage(actor, partId, objectiveId, form),
    );
  }

  @Get('actions/:actionId/remove')
  @Policy('contribution.edit')
  askForAction(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('actionId', { schema: id }) actionId: string,
  ): Promise<PageAnswer> {
    return this.actionPage(actor, partId, objectiveId, actionId, nothing.blank());
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
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      nothing,
      sent,
      async () => {
        await this.save(actor, partId, objectiveId, sent, (now) => withoutAction(now, actionId));
        return seeOther(paths.partItem(partId, 'objectives', objectiveId), 'The action is removed.');
      },
      (form) => this.actionPage(actor, partId, objectiveId, actionId, form),
    );
  }

  @Get('texts/:textId/remove')
  @Policy('contribution.edit')
  askForText(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('textId', { schema: id }) textId: string,
  ): Promise<PageAnswer> {
    return this.textPage(actor, partId, objectiveId, textId, nothing.blank());
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
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      nothing,
      sent,
      async () => {
        await this.save(actor, partId, objectiveId, sent, (now) => ({
          ...now,
          narratives: now.narratives.filter((text) => text.id !== textId),
        }));
        return seeOther(paths.partItem(partId, 'objectives', objectiveId), 'The text is removed.');
      },
      (form) => this.textPage(actor, partId, objectiveId, textId, form),
    );
  }

  private async objectivePage(
    actor: Actor,
    partId: string,
    objectiveId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const removal = await this.removal(actor, partId, objectiveId, form);
    return show('theme/remove', presentRemoveObjective(removal));
  }

  private async actionPage(
    actor: Actor,
    partId: string,
    objectiveId: string,
    actionId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const removal = await this.removal(actor, partId, objectiveId, form);
    const action = removal.objective.actions.find((one) => one.id === actionId);
    if (!action) throw notFound('action');
    const owners = await this.people.byIds(action.ownerId === null ? [] : [action.ownerId]);
    const owner = owners.get(action.ownerId ?? '') ?? null;
    return show('theme/remove', presentRemoveAction(removal, action, owner));
  }

  private async textPage(
    actor: Actor,
    partId: string,
    objectiveId: string,
    textId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const removal = await this.removal(actor, partId, objectiveId, form);
    const text = removal.objective.narratives.find((one) => one.id === textId);
    if (!text) throw notFound('text');
    return show('theme/remove', presentRemoveText(removal, text));
  }

  /** @throws Problem 404 when the part, or the objective in it, is not there. */
  private async removal(
    actor: Actor,
    partId: string,
    objectiveId: string,
    form: FormView,
  ): Promise<RemovalOf> {
    const [part, { version, document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    const objective = objectiveBlock(objectiveId).of(document);
    if (!objective) throw notFound('objective');
    return { part, objective, form, version, block: blockHash(objective) };
  }

  private save(
    actor: Actor,
    partId: string,
    objectiveId: string,
    sent: Sent,
    change: (now: Objective) => Objective | null,
  ): Promise<void> {
    return saveItem(this.store, actor, partId, objectiveBlock(objectiveId), sent, change);
  }
}
