import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { ReportsQueries, TrialsService } from '../../reporting/index.js';
import { Page, paths, seeOther, show, Twin, type PageAnswer, type SeeOther } from '../shell/index.js';
import { presentTrial } from './trial.presenter.js';

const id = z.uuid();

/** Whether the report can be printed as it is. */
@Page('reports/:id/trial')
export class ReportTrialController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly trials: TrialsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('report.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const { trial } = await this.reports.preview(actor, reportId);
    const { status, programmeId } = around.report;
    const mayAsk = ['draft', 'in_review'].includes(status) && actor.can('report.submit', programmeId);
    return show('report/trial', presentTrial(around, trial, mayAsk, this.clock.now()));
  }

  @Post()
  @Policy('report.submit')
  @Twin('POST /api/v1/reports/:id/trial')
  async ask(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<SeeOther> {
    await this.trials.request(actor, reportId);
    return seeOther(paths.reportStep(reportId, 'trial'), 'The report is printed on trial.');
  }
}
