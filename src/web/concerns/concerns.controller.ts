import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { editorQuery, ItemSteps, newItem, PartEditors } from '../part/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { concernEditor } from './concern.editor.js';
import { presentConcerns } from './concern.presenter.js';
import { closeConcern, removeConcern } from './concern.steps.js';
import { concernBlock, ConcernStores, type ConcernStore } from './concern.store.js';

const id = z.uuid();

/** The areas of concern of a part, or its developments, and one entry of them. */
@Page('contributions/:id/entries')
@Heavy('searching')
export class ConcernsPageController {
  constructor(
    private readonly editors: PartEditors,
    private readonly steps: ItemSteps,
    private readonly stores: ConcernStores,
    private readonly parts: PartsQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async register(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
  ): Promise<PageAnswer> {
    const part = await this.parts.get(actor, partId);
    const content = await this.stores.of(part.section).content(actor, partId);
    const owners = await this.people.byIds(content.entries.flatMap(({ ownerIds }) => ownerIds));
    return show('concerns/register', presentConcerns(part, content, owners));
  }

  @Get('new')
  @Policy('contribution.edit')
  add(@Param('id', { schema: id }) partId: string): SeeOther {
    return newItem(partId, 'entries');
  }

  @Get(':entryId')
  @Policy('contribution.edit')
  async entry(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<PartEditors['open']> {
    return this.editors.open(actor, partId, await this.editor(actor, partId, entryId), query);
  }

  @Post(':entryId')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/concerns')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): ReturnType<PartEditors['save']> {
    return this.editors.save(
      actor,
      partId,
      await this.editor(actor, partId, entryId),
      sent,
      seeOther(paths.partBlock(partId, 'entries'), 'Saved.'),
    );
  }

  @Get(':entryId/close')
  @Policy('contribution.edit')
  async askToClose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(
      actor,
      partId,
      closeConcern(await this.store(actor, partId), partId, entryId),
      query,
    );
  }

  @Post(':entryId/close')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/concerns')
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(
      actor,
      partId,
      closeConcern(await this.store(actor, partId), partId, entryId),
      sent,
    );
  }

  @Get(':entryId/remove')
  @Policy('contribution.edit')
  async askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(
      actor,
      partId,
      removeConcern(await this.store(actor, partId), partId, entryId),
      query,
    );
  }

  @Post(':entryId/remove')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/concerns')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(
      actor,
      partId,
      removeConcern(await this.store(actor, partId), partId, entryId),
      sent,
    );
  }

  private async editor(
    actor: Actor,
    partId: string,
    entryId: string,
  ): Promise<ReturnType<typeof concernEditor>> {
    const part = await this.parts.get(actor, partId);
    const store = this.stores.of(part.section);
    const { document } = await store.read(actor, partId);
    const named = concernBlock(entryId).of(document)?.ownerIds ?? [];
    const candidates = await this.people.candidatesWith(part.programme.id, this.clock.today(), named);
    return concernEditor(store, candidates, await this.editors.linkable(part), partId, entryId);
  }

  private async store(actor: Actor, partId: string): Promise<ConcernStore> {
    return this.stores.of((await this.parts.get(actor, partId)).section);
  }
}
