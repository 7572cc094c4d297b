import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { conflict } from '../../platform/index.js';
import { ReportsQueries, WithdrawalsService } from '../../reporting/index.js';
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
import { returnForm } from './approve.form.js';
import { presentWithdraw } from './approve.presenter.js';

const id = z.uuid();

/** A correction that was started and is not wanted after all. */
@Page('reports/:id/withdraw')
export class WithdrawCorrectionController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: WithdrawalsService,
  ) {}

  @Get()
  @Policy('report.correct')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<PageAnswer> {
    return this.view(actor, reportId, returnForm.blank());
  }

  @Post()
  @Policy('report.correct')
  @Twin('POST /api/v1/reports/:id/withdraw')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { report, period } = await this.reports.around(actor, reportId);
    return submit(
      returnForm,
      sent,
      async ({ comment }) => {
        await this.service.withdraw(actor, reportId, sentVersion(sent), comment);
        return seeOther(
          paths.period(period.id),
          `The correction is withdrawn. Version ${report.revision - 1} of the ${period.label} report stays in force.`,
        );
      },
      (form) => this.view(actor, reportId, form),
    );
  }

  private async view(actor: Actor, reportId: string, form: FormView): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    requirePermission(actor, 'report.correct', around.report.programmeId);
    if (!around.report.actions.includes('withdraw'))
      throw conflict('not-possible', 'Only a correction that is a draft can be withdrawn.');
    return show('approve/withdraw', presentWithdraw(around, form));
  }
}
