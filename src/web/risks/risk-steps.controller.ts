import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Clock, notFound } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { AcceptancesService, type RiskEntryDocument } from '../../risks/index.js';
import { blockHash, saveItem } from '../part/index.js';
import {
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { acceptRiskForm, closeRiskForm } from './risk.form.js';
import { presentAccept, presentClose, presentRemove, type RiskStep } from './risk.presenter.js';
import { riskBlock, RiskStore } from './risk.store.js';

const id = z.uuid();
const nothing = pageForm(z.object({}), {});

/** Steps with one entry that ask before: close or open again, accept, remove. */
@Page('contributions/:id/risks/:entryId')
export class RiskStepsController {
  constructor(
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
  ): Promise<PageAnswer> {
    return this.closing(actor, partId, entryId, closeRiskForm.blank());
  }

  @Post('close')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/risks')
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { entry } = await this.step(actor, partId, entryId, closeRiskForm.blank());
    const done = (sentence: string) => seeOther(paths.partBlock(partId, 'risks'), sentence);
    if (entry.status === 'closed') {
      await this.save(actor, partId, entryId, sent, (now) => ({
        ...now,
        status: 'open',
        closedReason: null,
      }));
      return done(`Entry ${entry.number} is open again.`);
    }
    return submit(
      closeRiskForm,
      sent,
      async ({ reason }) => {
        await this.save(actor, partId, entryId, sent, (now) => ({
          ...now,
          status: 'closed',
          closedReason: reason,
        }));
        return done(`Entry ${entry.number} is closed.`);
      },
      (form) => this.closing(actor, partId, entryId, form),
    );
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
        await this.acceptances.accept(actor, partId, Number(textOf(sent['_version'])), entryId, acceptance);
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
  ): Promise<PageAnswer> {
    return this.removing(actor, partId, entryId, nothing.blank());
  }

  @Post('remove')
  @Policy('contribution.edit')
  @Twin('PUT /api/v1/contributions/:id/risks')
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      nothing,
      sent,
      async () => {
        await this.save(actor, partId, entryId, sent, () => null);
        return seeOther(paths.partBlock(partId, 'risks'), 'The entry is removed.');
      },
      (form) => this.removing(actor, partId, entryId, form),
    );
  }

  private async closing(actor: Actor, partId: string, entryId: string, form: FormView): Promise<PageAnswer> {
    return show('risks/close', presentClose(await this.step(actor, partId, entryId, form)));
  }

  private async accepting(
    actor: Actor,
    partId: string,
    entryId: string,
    form: FormView,
  ): Promise<PageAnswer> {
    const step = await this.step(actor, partId, entryId, form);
    return show('risks/accept', presentAccept(step, this.clock.today()));
  }

  private async removing(actor: Actor, partId: string, entryId: string, form: FormView): Promise<PageAnswer> {
    return show('risks/remove', presentRemove(await this.step(actor, partId, entryId, form)));
  }

  /** @throws Problem 404 when the part, or the entry in it, is not there. */
  private async step(actor: Actor, partId: string, entryId: string, form: FormView): Promise<RiskStep> {
    const [part, { version, document }] = await Promise.all([
      this.parts.get(actor, partId),
      this.store.read(actor, partId),
    ]);
    const entry = riskBlock(entryId).of(document);
    if (!entry) throw notFound('entry');
    return { part, entry, form, version, block: blockHash(entry) };
  }

  private save(
    actor: Actor,
    partId: string,
    entryId: string,
    sent: Sent,
    change: (now: RiskEntryDocument) => RiskEntryDocument | null,
  ): Promise<void> {
    return saveItem(this.store, actor, partId, riskBlock(entryId), sent, change);
  }
}
