import { Get, Param, Post, Query } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CurrentActor, Heavy, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock, notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { blockHash, editorQuery, newItem, PartEditors, saveItem } from '../part/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  textOf,
  Twin,
  withFragment,
  withQuery,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { actionEditor, objectiveEditor, textEditor, type ObjectiveAround } from './objective.editor.js';
import { orderOf, presentObjectives } from './objective.presenter.js';
import { moved, readMove } from './objective.rules.js';
import { objectiveBlock, objectivesBlock } from './theme.blocks.js';
import { ThemeStore } from './theme.store.js';

const id = z.uuid();
const THEME = 'PUT /api/v1/contributions/:id/theme';

/** The objectives of a theme's part, and what is written of one of them. */
@Page('contributions/:id/objectives')
@Heavy('searching')
export class ObjectivesController {
  constructor(
    private readonly editors: PartEditors,
    private readonly store: ThemeStore,
    private readonly parts: PartsQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async list(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partId: string): Promise<PageAnswer> {
    const [part, { document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    return show('theme/objectives', presentObjectives(part, document));
  }

  /** Moves one objective up or down. A list that has another order by now is shown as it is. */
  @Post()
  @Policy('contribution.edit')
  @Twin(THEME)
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { version, document } = await this.store.read(actor, partId);
    const move = readMove(textOf(sent['_move']));
    if (move && orderOf(document) === textOf(sent['_order'])) {
      const read = { _version: String(version), _block: blockHash(document.objectives) };
      await saveItem(this.store, actor, partId, objectivesBlock, read, (objectives) =>
        moved(objectives, move.id, move.direction),
      );
    }
    return seeOther(paths.partBlock(partId, 'objectives'));
  }

  @Get('new')
  @Policy('contribution.edit')
  add(@Param('id', { schema: id }) partId: string): SeeOther {
    return newItem(partId, 'objectives');
  }

  @Get(':itemId')
  @Policy('contribution.edit')
  async objective(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    const around = await this.around(actor, partId, objectiveId);
    return this.editors.open(actor, partId, objectiveEditor(around), query);
  }

  @Post(':itemId')
  @Policy('contribution.edit')
  @Twin(THEME)
  async saveObjective(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    const around = await this.around(actor, partId, objectiveId);
    const known = objectiveBlock(objectiveId).of(around.document);
    return this.editors.save(
      actor,
      partId,
      objectiveEditor(around, sent),
      sent,
      afterObjective(partId, objectiveId, sent, (known?.actions.length ?? 0) > 0),
    );
  }

  @Get(':itemId/actions/new')
  @Policy('contribution.edit')
  addAction(
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
  ): SeeOther {
    return seeOther(newInner(partId, objectiveId, 'actions'));
  }

  @Get(':itemId/actions/:actionId')
  @Policy('contribution.edit')
  async action(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('actionId', { schema: id }) actionId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    const around = await this.aroundKnown(actor, partId, objectiveId);
    return this.editors.open(actor, partId, actionEditor(around, actionId), query);
  }

  @Post(':itemId/actions/:actionId')
  @Policy('contribution.edit')
  @Twin(THEME)
  async saveAction(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('actionId', { schema: id }) actionId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    const around = await this.aroundKnown(actor, partId, objectiveId);
    return this.editors.save(
      actor,
      partId,
      actionEditor(around, actionId),
      sent,
      backTo(partId, objectiveId),
    );
  }

  @Get(':itemId/texts/new')
  @Policy('contribution.edit')
  addText(
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
  ): SeeOther {
    return seeOther(newInner(partId, objectiveId, 'texts'));
  }

  @Get(':itemId/texts/:textId')
  @Policy('contribution.edit')
  async text(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('textId', { schema: id }) textId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    const around = await this.aroundKnown(actor, partId, objectiveId);
    return this.editors.open(actor, partId, textEditor(around, textId), query);
  }

  @Post(':itemId/texts/:textId')
  @Policy('contribution.edit')
  @Twin(THEME)
  async saveText(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('itemId', { schema: id }) objectiveId: string,
    @Param('textId', { schema: id }) textId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    const around = await this.aroundKnown(actor, partId, objectiveId);
    return this.editors.save(actor, partId, textEditor(around, textId), sent, backTo(partId, objectiveId));
  }

  /** @throws Problem 404 when the part is not there or is no theme's. */
  private async around(actor: Actor, partId: string, objectiveId: string): Promise<ObjectiveAround> {
    const [part, { version, document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    const actions = objectiveBlock(objectiveId).of(document)?.actions ?? [];
    const owners = await this.people.candidatesWith(
      part.programme.id,
      this.clock.today(),
      actions.map(({ ownerId }) => ownerId),
    );
    return {
      store: this.store,
      part,
      version,
      document,
      objectiveId,
      owners,
    };
  }

  /** @throws Problem 404 also when the objective is not there. */
  private async aroundKnown(actor: Actor, partId: string, objectiveId: string): Promise<ObjectiveAround> {
    const around = await this.around(actor, partId, objectiveId);
    if (!objectiveBlock(objectiveId).of(around.document)) throw notFound('objective');
    return around;
  }
}

/** An item of an objective that is about to be added: it has its id from the start, so that saving twice makes one item. */
const newInner = (partId: string, objectiveId: string, list: 'actions' | 'texts') =>
  withQuery(paths.objectiveItem(partId, objectiveId, list, randomUUID()), { new: 1 });

const backTo = (partId: string, objectiveId: string): SeeOther =>
  seeOther(paths.partItem(partId, 'objectives', objectiveId), 'Saved.');

/** Where work goes on once an objective is saved. */
function afterObjective(partId: string, objectiveId: string, sent: Sent, hasActions: boolean): SeeOther {
  const own = paths.partItem(partId, 'objectives', objectiveId);
  const add = textOf(sent['_add']);
  if (add === 'actions' || add === 'texts') return seeOther(newInner(partId, objectiveId, add));
  if (textOf(sent['_move']) !== '') return seeOther(withFragment(own, 'actions'));
  return hasActions
    ? seeOther(paths.part(partId), 'Saved.')
    : seeOther(own, 'Saved. Now add the actions of this objective.');
}
