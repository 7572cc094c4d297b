import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Clock, notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { AcceptancesService } from '../../risks/index.js';
import { blockHash, editorQuery, ItemSteps } from '../part/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { acceptRiskForm } from './risk.form.js';
import { presentAccept } from './risk.presenter.js';
import { closeRisk, removeRisk } from './risk.steps.js';
import { riskBlock, RiskStore } from './risk.store.js';

const id = z.uuid();
const RISKS = 'PUT /api/v1/contributions/:id/risks';

/** Steps with one entry that ask before: close or open again, accept, remove. */
@Page('contributions/:id/risks/:entryId')
export class RiskStepsController {
  constructor(
    private readonly steps: ItemSteps,
    private readonly store: RiskStore,
    private readonly parts: PartsQueries,
    private readonly acceptances: AcceptancesService,
    private readonly clock: Clock,
  ) {}

  @Get('close')
  @Policy('contribution.edit')
  askToClose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(actor, partId, closeRisk(this.store, partId, entryId), query);
  }

  @Post('close')
  @Policy('contribution.edit')
  @Twin(RISKS)
  close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(actor, partId, closeRisk(this.store, partId, entryId), sent);
  }

  @Get('accept')
  @Policy('contribution.approve')
  askToAccept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
  ): Promise<PageAnswer> {
    return this.accepting(actor, partId, entryId, acceptRiskForm.blank());
  }

  @Post('accept')
  @Policy('contribution.approve')
  @Twin('POST /api/v1/contributions/:id/risks/:entryId/acceptance')
  accept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      acceptRiskForm,
      sent,
      async (acceptance) => {
        await this.acceptances.accept(actor, partId, sentVersion(sent), entryId, acceptance);
        return seeOther(paths.partBlock(partId, 'risks'), 'You accepted the risk.');
      },
      (form) => this.accepting(actor, partId, entryId, form),
    );
  }

  @Get('remove')
  @Policy('contribution.edit')
  askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): ReturnType<ItemSteps['ask']> {
    return this.steps.ask(actor, partId, removeRisk(this.store, partId, entryId), query);
  }

  @Post('remove')
  @Policy('contribution.edit')
  @Twin(RISKS)
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): ReturnType<ItemSteps['take']> {
    return this.steps.take(actor, partId, removeRisk(this.store, partId, entryId), sent);
  }

  /** @throws Problem 404 when the part, or the entry in it, is not there. */
  private async accepting(
    actor: Actor,
    partId: string,
    entryId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const [part, { version, document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    const entry = riskBlock(entryId).of(document);
    if (!entry) throw notFound('entry');
    const read = { form, version, block: blockHash(entry) };
    return show('risks/accept', presentAccept(part, entry, read, this.clock.today()));
  }
}
