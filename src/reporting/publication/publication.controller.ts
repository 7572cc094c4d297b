import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { entityVersion, IfMatch, REPORT_POLICY, tagged } from '../../platform/index.js';
import { EDITIONS, type EditionName } from '../../snapshot/index.js';
import { publicationDecision, reportSettingsInput } from './publication.input.js';
import { PartPublicationQueries } from './part-publication.queries.js';
import { PublicationService, type DecisionInput } from './publication.service.js';
import {
  contributionPublication,
  reportPublication,
  type ContributionPublication,
  type ReportPublication,
} from './publication.view.js';
import { ReportSettingsService } from './report-settings.service.js';

const id = z.uuid();
const edition = z.enum(EDITIONS);
const settingsView = reportSettingsInput.extend({ version: entityVersion }).meta({ id: 'ReportSettings' });

@ApiTags('Publication')
@Controller('api/v1')
export class PublicationController {
  constructor(
    private readonly service: PublicationService,
    private readonly ofPart: PartPublicationQueries,
    private readonly ofProgramme: ReportSettingsService,
  ) {}

  @Get('programmes/:id/report-settings')
  @Policy('report.read')
  @ApiOperation({ summary: 'Read how a programme’s reports are published' })
  @ApiOkResponse({ standardSchema: settingsView })
  async settings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof settingsView>> {
    return tagged(reply, await this.ofProgramme.settings(actor, programmeId));
  }

  @Put('programmes/:id/report-settings')
  @Policy('publication.release')
  @ApiOperation({ summary: 'Change how a programme’s reports are published; counts from the next approval' })
  @ApiOkResponse({ standardSchema: settingsView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: reportSettingsInput }) body: z.infer<typeof reportSettingsInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof settingsView>> {
    await this.ofProgramme.change(actor, programmeId, version, body);
    return tagged(reply, await this.ofProgramme.settings(actor, programmeId));
  }

  @Get('reports/:id/publication')
  @Heavy('preview')
  @Policy('report.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read what the public edition would leave out, and what a person has to look at' })
  @ApiOkResponse({ standardSchema: reportPublication })
  report(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<ReportPublication> {
    return this.service.report(actor, reportId);
  }

  @Post('reports/:id/publication')
  @Heavy('preview')
  @HttpCode(200)
  @Policy('publication.withhold')
  @ApiOperation({
    summary: 'Withhold a block of the report from publication, release a small number, or lift a decision',
  })
  @ApiOkResponse({ standardSchema: reportPublication })
  async decideInReport(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Body({ schema: publicationDecision }) body: DecisionInput,
  ): Promise<ReportPublication> {
    await this.service.decide(actor, { kind: 'report', id: reportId }, body);
    return this.service.report(actor, reportId);
  }

  /** The draft, as a page: what its readers would get. */
  @Get('reports/:id/editions/:edition')
  @Heavy('preview')
  @Policy('report.read')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', REPORT_POLICY)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Look at an edition of the draft; the exempt one needs exempt.read as well' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  preview(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('edition', { schema: edition }) name: EditionName,
  ): Promise<string> {
    return this.service.preview(actor, reportId, name);
  }

  @Get('contributions/:id/publication')
  @Heavy('searching')
  @Policy('contribution.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Read what of a contribution is withheld from publication' })
  @ApiOkResponse({ standardSchema: contributionPublication })
  contribution(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
  ): Promise<ContributionPublication> {
    return this.ofPart.get(actor, contributionId);
  }

  @Post('contributions/:id/publication')
  @Heavy('searching')
  @HttpCode(200)
  @Policy('publication.withhold')
  @ApiOperation({
    summary:
      'Withhold a block of a contribution from publication, release a small number, or lift a decision',
  })
  @ApiOkResponse({ standardSchema: contributionPublication })
  async decideInContribution(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Body({ schema: publicationDecision }) body: DecisionInput,
  ): Promise<ContributionPublication> {
    await this.service.decide(actor, { kind: 'contribution', id: contributionId }, body);
    return this.ofPart.get(actor, contributionId);
  }
}
