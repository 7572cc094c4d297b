import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConfirmationsService, CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import { entityVersion, etag, IfMatch, pageOf, tagged, type Page } from '../platform/index.js';
import { stepInput } from '../workflow/index.js';
import {
  reportListed,
  reportPreview,
  ReportsQueries,
  reportView,
  type ReportPreview,
  type ReportView,
} from './reports.queries.js';
import {
  correctionInput,
  lookInput,
  newReport,
  reportApproval,
  reportList,
  reportText,
} from './reports.input.js';
import { ReportsService, type ReportText } from './reports.service.js';
import { ReportLooksService, sinceLook, type SinceLook } from './looks/report-looks.service.js';
import { trial, type Trial } from './trial/trial.rules.js';
import { TrialsService } from './trial/trials.service.js';
import { WithdrawalsService } from './withdrawals.service.js';

const id = z.uuid();
const saved = z.object({ version: entityVersion });
const approved = reportView.extend({ versionId: z.uuid().describe('The sealed version.') });

@ApiTags('Reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
    private readonly confirmations: ConfirmationsService,
    private readonly trials: TrialsService,
    private readonly looks: ReportLooksService,
    private readonly withdrawals: WithdrawalsService,
  ) {}

  @Get()
  @Policy('report.read')
  @ApiOperation({ summary: 'List reports, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(reportListed) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: reportList }) query: z.infer<typeof reportList>,
  ): Promise<Page<z.infer<typeof reportListed>>> {
    return this.reports.list(actor, query);
  }

  @Post()
  @Policy('report.edit')
  @ApiOperation({ summary: 'Start the report of a period' })
  @ApiCreatedResponse({ standardSchema: reportView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newReport }) body: z.infer<typeof newReport>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    return this.answer(actor, reply, await this.service.create(actor, body.periodId));
  }

  @Get(':id')
  @Policy('report.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read a report at work' })
  @ApiOkResponse({ standardSchema: reportView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    return tagged(reply, await this.reports.get(actor, reportId));
  }

  /** Assembled now; what approval would seal, with its hash. */
  @Get(':id/preview')
  @Heavy('preview')
  @Policy('report.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read the report as it would be sealed now, with its hash' })
  @ApiOkResponse({ standardSchema: reportPreview })
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportPreview> {
    const preview = await this.reports.preview(actor, reportId);
    void reply.header('ETag', etag(preview.version));
    return preview;
  }

  @Post(':id/look')
  @HttpCode(200)
  @Policy('report.read')
  @ApiOperation({
    summary:
      'Keep what one saw of a report that waits for one’s decision, and read what changed since the last time',
  })
  @ApiOkResponse({ standardSchema: sinceLook })
  look(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Body({ schema: lookInput }) { sha256 }: z.infer<typeof lookInput>,
  ): Promise<SinceLook> {
    return this.looks.look(actor, reportId, sha256);
  }

  @Put(':id/text')
  @Policy('report.edit')
  @ApiOperation({ summary: 'Save the report’s own text, while it is a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @IfMatch() version: number,
    @Body({ schema: reportText }) body: ReportText,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, { version: await this.service.save(actor, reportId, version, body) });
  }

  @Post(':id/submit')
  @Heavy('preview')
  @HttpCode(200)
  @Policy('report.submit')
  @ApiOperation({ summary: 'Hand the report in for review' })
  @ApiOkResponse({ standardSchema: reportView })
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @IfMatch() version: number,
    @Body({ schema: stepInput }) body: z.infer<typeof stepInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    await this.service.step(actor, reportId, 'submit', version, body.comment);
    return this.answer(actor, reply, reportId);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Policy('report.return')
  @ApiOperation({ summary: 'Give the report back, with the reason' })
  @ApiOkResponse({ standardSchema: reportView })
  async return(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @IfMatch() version: number,
    @Body({ schema: stepInput }) body: z.infer<typeof stepInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    await this.service.step(actor, reportId, 'return', version, body.comment);
    return this.answer(actor, reply, reportId);
  }

  /** A second time for the same text does nothing, unless the first failed. */
  @Post(':id/trial')
  @HttpCode(200)
  @Policy('report.submit')
  @ApiOperation({ summary: 'Print the report on trial, as it is now: what fails is tried again' })
  @ApiOkResponse({ standardSchema: trial })
  trial(@CurrentActor() actor: Actor, @Param('id', { schema: id }) reportId: string): Promise<Trial> {
    return this.trials.request(actor, reportId);
  }

  /** Approves and seals; answers with the sealed version's id. Never with an API token, and with the person's own password. */
  @Post(':id/approve')
  @Heavy('preview')
  @HttpCode(200)
  @Policy('report.approve')
  @ApiOperation({ summary: 'Approve and seal what was read, with one’s own password; not with an API token' })
  @ApiOkResponse({ standardSchema: approved })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @IfMatch() version: number,
    @Body({ schema: reportApproval }) { password, ...approval }: z.infer<typeof reportApproval>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof approved>> {
    // A person who cannot see the report is not asked for a password.
    await this.reports.get(actor, reportId);
    const confirmation = await this.confirmations.give(actor, request, password);
    const versionId = await this.service.approve(actor, reportId, version, approval, confirmation);
    return { ...(await this.answer(actor, reply, reportId)), versionId };
  }

  @Post(':id/corrections')
  @Policy('report.correct')
  @ApiOperation({ summary: 'Start a correction: the next version, as a draft' })
  @ApiCreatedResponse({ standardSchema: reportView })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @IfMatch() version: number,
    @Body({ schema: correctionInput }) body: z.infer<typeof correctionInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    return this.answer(actor, reply, await this.service.correct(actor, reportId, version, body.reason));
  }

  /** Whoever may start one. Parts that it made drafts are what was approved before it again. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Policy('report.correct')
  @ApiOperation({
    summary: 'Withdraw a correction that is a draft, with the reason; the version in force stays',
  })
  @ApiOkResponse({ standardSchema: reportView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @IfMatch() version: number,
    @Body({ schema: stepInput }) body: z.infer<typeof stepInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportView> {
    await this.withdrawals.withdraw(actor, reportId, version, body.comment);
    return this.answer(actor, reply, reportId);
  }

  private async answer(actor: Actor, reply: FastifyReply, reportId: string): Promise<ReportView> {
    return tagged(reply, await this.reports.get(actor, reportId));
  }
}
