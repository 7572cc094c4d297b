import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Heavy, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { editorQuery, newItem, PartEditors } from '../part/index.js';
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
import { riskEditor } from './risk.editor.js';
import { presentRegister } from './risk.presenter.js';
import { riskBlock, RiskStore } from './risk.store.js';

const id = z.uuid();

/** The register of a part, and one entry of it. */
@Page('contributions/:id/risks')
@Heavy('searching')
export class RisksPageController {
  constructor(
    private readonly editors: PartEditors,
    private readonly store: RiskStore,
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
    const [part, content] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.content(actor, partId),
    ]);
    const owners = await this.people.byIds(content.entries.flatMap(({ ownerId }) => ownerId ?? []));
    return show('risks/register', presentRegister(part, content, owners));
  }

  @Get('new')
  @Policy('contribution.edit')
  add(@Param('id', { schema: id }) partId: string): SeeOther {
    return newItem(partId, 'risks');
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
  @Twin('PUT /api/v1/contributions/:id/risks')
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
      seeOther(paths.partBlock(partId, 'risks'), 'Saved.'),
    );
  }

  private async editor(
    actor: Actor,
    partId: string,
    entryId: string,
  ): Promise<ReturnType<typeof riskEditor>> {
    const [part, { document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    const today = this.clock.today();
    const named = riskBlock(entryId).of(document)?.ownerId ?? null;
    const candidates = await this.people.candidatesWith(part.programme.id, today, [named]);
    const linkable = await this.editors.linkable(part);
    // What a report tells was raised by its own date, also when it is written later.
    const raised = part.period.asAt < today ? part.period.asAt : today;
    return riskEditor(this.store, this.people, candidates, linkable, partId, entryId, raised);
  }
}
