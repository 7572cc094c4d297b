import { Get, Param, Post, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { Clock, fileHeaders, notFound } from '../../platform/index.js';
import { ReportsQueries, TrialFilesQueries, TrialsService } from '../../reporting/index.js';
import { EDITIONS } from '../../snapshot/index.js';
import { Page, paths, seeOther, show, Twin, type PageAnswer, type SeeOther } from '../shell/index.js';
import { presentTrial } from './trial.presenter.js';

const id = z.uuid();

/** Whether the report can be printed as it is. */
@Page('reports/:id/trial')
export class ReportTrialController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly trials: TrialsService,
    private readonly files: TrialFilesQueries,
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
    const files = trial.state === 'passed' ? await this.files.list(actor, reportId) : [];
    const { status, programmeId } = around.report;
    const mayAsk = ['draft', 'in_review'].includes(status) && actor.can('report.submit', programmeId);
    return show('report/trial', presentTrial(around, trial, { files, mayAsk, now: this.clock.now() }));
  }

  /** `public.pdf`, `exempt.pdf`: an edition of the report as it is now, as it will be printed. */
  @Get(':file')
  @Heavy('preview')
  @Policy('report.read')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('file') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const edition = EDITIONS.find((one) => name === `${one}.pdf`);
    if (!edition) throw notFound('file');
    const bytes = await this.files.file(actor, reportId, edition);
    void reply.headers(fileHeaders(`trial-print-${edition}.pdf`));
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
  }

  @Post()
  @Policy('report.submit')
  @Twin('POST /api/v1/reports/:id/trial')
  async ask(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<SeeOther> {
    await this.trials.request(actor, reportId);
    return seeOther(paths.reportStep(reportId, 'trial'), 'The report is printed on trial.');
  }
}
