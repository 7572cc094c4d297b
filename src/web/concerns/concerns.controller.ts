import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { ConcernEntry } from '../../concerns/index.js';
import { CurrentActor, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock, notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { blockHash, editorQuery, newItem, PartEditors, saveItem } from '../part/index.js';
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
import { concernEditor } from './concern.editor.js';
import { closeConcernForm } from './concern.form.js';
import { presentConcerns, presentConcernStep, type ConcernStep } from './concern.presenter.js';
import { concernBlock, ConcernStores, type ConcernStore } from './concern.store.js';

const id = z.uuid();
const nothing = pageForm(z.object({}), {});

/** The areas of concern of a part, or its developments, and one entry of them. */
@Page('contributions/:id/entries')
export class ConcernsPageController {
  constructor(
    private readonly editors: PartEditors,
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
  ): Promise<PageAnswer> {
    const step = await this.step(actor, partId, entryId, closeConcernForm.blank());
    return show('concerns/step', presentConcernStep(step, 'close'));
  }

  @Post(':entryId/close')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/concerns')
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const step = await this.step(actor, partId, entryId, closeConcernForm.blank());
    const change = (how: (now: ConcernEntry) => ConcernEntry) =>
      saveItem(step.store, actor, partId, concernBlock(entryId), sent, how);
    const done = (sentence: string) => seeOther(paths.partBlock(partId, 'entries'), sentence);
    if (step.entry.status === 'closed') {
      await change((now) => ({ ...now, status: 'open', closedReason: null }));
      return done(`Entry ${step.entry.reference} is open again.`);
    }
    return submit(
      closeConcernForm,
      sent,
      async ({ reason }) => {
        await change((now) => ({ ...now, status: 'closed', closedReason: reason }));
        return done(`Entry ${step.entry.reference} is closed.`);
      },
      (form) => show('concerns/step', presentConcernStep({ ...step, form }, 'close')),
    );
  }

  @Get(':entryId/remove')
  @Policy('contribution.edit')
  async askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
  ): Promise<PageAnswer> {
    const step = await this.step(actor, partId, entryId, nothing.blank());
    return show('concerns/step', presentConcernStep(step, 'remove'));
  }

  @Post(':entryId/remove')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/concerns')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const step = await this.step(actor, partId, entryId, nothing.blank());
    return submit(
      nothing,
      sent,
      async () => {
        await saveItem(step.store, actor, partId, concernBlock(entryId), sent, () => null);
        return seeOther(paths.partBlock(partId, 'entries'), 'The entry is removed.');
      },
      (form) => show('concerns/step', presentConcernStep({ ...step, form }, 'remove')),
    );
  }

  private async editor(
    actor: Actor,
    partId: string,
    entryId: string,
  ): Promise<ReturnType<typeof concernEditor>> {
    const { section, programme } = await this.parts.get(actor, partId);
    const candidates = await this.people.candidates(programme.id, this.clock.today());
    return concernEditor(this.stores.of(section), candidates, partId, entryId);
  }

  /** @throws Problem 404 when the part, or the entry in it, is not there. */
  private async step(
    actor: Actor,
    partId: string,
    entryId: string,
    form: FormView,
  ): Promise<ConcernStep & { store: ConcernStore }> {
    const part = await this.parts.get(actor, partId);
    const store = this.stores.of(part.section);
    const { version, document } = await store.read(actor, partId);
    const entry = concernBlock(entryId).of(document);
    if (!entry) throw notFound('entry');
    return { part, store, entry, form, version, block: blockHash(entry) };
  }
}
