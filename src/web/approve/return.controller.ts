import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { conflict } from '../../platform/index.js';
import { ReportsQueries, ReportsService } from '../../reporting/index.js';
import {
  Once,
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
import { correctForm, returnForm } from './approve.form.js';
import { presentCorrect, presentReturn } from './approve.presenter.js';

const id = z.uuid();

/** Back to the programme manager, with the reason. */
@Page('reports/:id/return')
export class ReturnReportController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
  ) {}

  @Get()
  @Policy('report.return')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<PageAnswer> {
    return this.view(actor, reportId, returnForm.blank());
  }

  @Post()
  @Policy('report.return')
  @Twin('POST /api/v1/reports/:id/return')
  async return(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    await this.reports.around(actor, reportId);
    return submit(
      returnForm,
      sent,
      async ({ comment }) => {
        await this.service.step(actor, reportId, 'return', sentVersion(sent), comment);
        return seeOther(paths.report(reportId), 'The report is with the programme manager again.');
      },
      (form) => this.view(actor, reportId, form),
    );
  }

  private async view(actor: Actor, reportId: string, form: FormView): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    requirePermission(actor, 'report.return', around.report.programmeId);
    if (!around.report.actions.includes('return'))
      throw conflict('not-possible', 'Only a report that is with the SRO can be given back.');
    return show('approve/return', presentReturn(around, form));
  }
}

/** The next version of a sealed report. */
@Page('reports/:id/correct')
export class CorrectReportController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('report.correct')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<PageAnswer> {
    return this.view(actor, reportId, correctForm.blank());
  }

  @Post()
  @Policy('report.correct')
  @Twin('POST /api/v1/reports/:id/corrections')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const { period, report } = await this.reports.around(actor, reportId);
    return submit(
      correctForm,
      sent,
      ({ reason }) =>
        this.once.run(actor, sent, async () => {
          const correction = await this.service.correct(actor, reportId, sentVersion(sent), reason);
          return seeOther(
            paths.report(correction),
            `Version ${report.revision + 1} of the ${period.label} report is a draft. Version ${report.revision} stays in force until it is approved.`,
          );
        }),
      (form) => this.view(actor, reportId, form),
    );
  }

  private async view(actor: Actor, reportId: string, form: FormView): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    requirePermission(actor, 'report.correct', around.report.programmeId);
    if (around.report.status !== 'approved')
      throw conflict('not-possible', 'Only an approved report that is in force can be corrected.');
    return show('approve/correct', presentCorrect(around, form));
  }
}
