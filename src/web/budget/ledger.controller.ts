import { Body, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { BudgetService } from '../../finance/index.js';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { csvText, fileBytes, invalid, Problem, TakesFile } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import { editorQuery, PartEditors } from '../part/index.js';
import {
  Once,
  Page,
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
import { ledgerForm, LEDGER_LIMIT } from './budget.form.js';
import { presentCheckLedger, presentLedger } from './budget.presenter.js';
import { BudgetStore } from './budget.store.js';

const id = z.uuid();
const IMPORT = 'POST /api/v1/contributions/:id/budget/import';
/** The form around the file. */
const FORM_BYTES = 8 * 1024;

/** Figures from a ledger: paste or choose them, look at what changes, record them. Nothing is kept in between. */
@Page('contributions/:id/ledger')
export class LedgerController {
  constructor(
    private readonly editors: PartEditors,
    private readonly store: BudgetStore,
    private readonly budgets: BudgetService,
    private readonly parts: PartsQueries,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('contribution.edit')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Query({ schema: editorQuery }) query: z.infer<typeof editorQuery>,
  ): Promise<PageAnswer | SeeOther> {
    await this.store.read(actor, partId);
    const page = paths.partBlock(partId, 'ledger');
    const { part, instead } = await this.editors.enter(actor, partId, page, query);
    return instead ?? show('budget/ledger', presentLedger(part, ledgerForm.blank()));
  }

  /** The first time it shows what would change; with `_step`, it records it or goes back to the table. */
  @Post()
  @Heavy('reading')
  @Policy('contribution.edit')
  @Twin(IMPORT)
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    const step = textOf(sent['_step']);
    return submit(
      ledgerForm,
      sent,
      ({ ledger }): Promise<PageAnswer | SeeOther> => {
        if (step === 'record') return this.record(actor, partId, ledger, sent);
        if (step === 'back')
          return Promise.resolve(show('budget/ledger', presentLedger(part, ledgerForm.blank({ ledger }))));
        return this.preview(actor, partId, ledger, null);
      },
      (form) => show('budget/ledger', presentLedger(part, form)),
    );
  }

  @Post('file')
  @Heavy('reading')
  @Policy('contribution.edit')
  @TakesFile(LEDGER_LIMIT + FORM_BYTES)
  @Twin(IMPORT)
  async takeFile(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partId: string,
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<PageAnswer | SeeOther> {
    const part = await this.parts.get(actor, partId);
    const ledger = csvText(await fileBytes(body, contentType));
    const again = (form: FormView) => show('budget/ledger', presentLedger(part, form));
    if (ledger.trim() === '') {
      const problem = invalid([{ path: 'file', message: 'Choose a file that is not empty' }]);
      return show('budget/ledger', again(ledgerForm.refused({}, problem)).view, problem.status);
    }
    return submit(ledgerForm, { ledger }, () => this.preview(actor, partId, ledger, null), again);
  }

  /** A budget that was saved since the table was looked at is shown with the table once more. */
  private async record(
    actor: Actor,
    partId: string,
    ledger: string,
    sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    try {
      return await this.once.run(actor, sent, async () => {
        await this.budgets.import(actor, partId, Number(textOf(sent['_version'])), ledger, false);
        return seeOther(paths.partBlock(partId, 'lines'), 'The figures are recorded.');
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
      return this.preview(
        actor,
        partId,
        ledger,
        'Somebody saved the budget meanwhile. Look at the changes once more.',
      );
    }
  }

  private async preview(
    actor: Actor,
    partId: string,
    ledger: string,
    note: string | null,
  ): Promise<PageAnswer> {
    const part = await this.parts.get(actor, partId);
    const { version } = await this.store.read(actor, partId);
    const plan = await this.budgets.import(actor, partId, version, ledger, true);
    const status = note === null ? (plan.problems.length > 0 ? 422 : 200) : 412;
    return show('budget/check-ledger', presentCheckLedger(part, ledger, plan, note), status);
  }
}
