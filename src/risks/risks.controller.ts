import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import {
  entityVersion,
  etag,
  IfMatch,
  pageOf,
  pageQuery,
  tagged,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import { AcceptancesService } from './acceptances.service.js';
import {
  acceptanceInput,
  matrix,
  risksContent,
  risksDocument,
  type AcceptanceInput,
  type Matrix,
  type RisksContent,
  type RisksDocument,
} from './risks.content.js';
import {
  matrixView,
  riskHistoryEntry,
  RisksQueries,
  riskSetting,
  type MatrixView,
  type RiskHistoryEntry,
  type RiskSettingView,
} from './risks.queries.js';
import { RisksService } from './risks.service.js';
import { riskNumber, matrixChoice } from './risks.input.js';

const id = z.uuid();
const saved = z.object({ version: entityVersion });

@ApiTags('Risks and issues')
@Controller('api/v1')
export class RisksController {
  constructor(
    private readonly risks: RisksQueries,
    private readonly service: RisksService,
    private readonly acceptances: AcceptancesService,
  ) {}

  @Get('contributions/:id/risks')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the register of risks and issues of a period' })
  @ApiOkResponse({ standardSchema: risksContent, headers: { ETag: {} } })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RisksContent> {
    const { version, content } = await this.risks.document(actor, contributionId);
    void reply.header('ETag', etag(version));
    return content;
  }

  @Put('contributions/:id/risks')
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the register of risks and issues, while it is a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: risksDocument }) body: RisksDocument,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, { version: await this.service.save(actor, contributionId, version, body) });
  }

  @Post('contributions/:id/risks/:entryId/acceptance')
  @Policy('contribution.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Accept a risk of a draft yourself, from today until a day; not its owner' })
  @ApiOkResponse({ standardSchema: saved })
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Param('entryId', { schema: id }) entryId: string,
    @IfMatch() version: number,
    @Body({ schema: acceptanceInput }) body: AcceptanceInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, {
      version: await this.acceptances.accept(actor, contributionId, version, entryId, body),
    });
  }

  @Get('programmes/:id/risks/:number/history')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Follow one risk or issue through the approved registers' })
  @ApiOkResponse({ standardSchema: pageOf(riskHistoryEntry) })
  history(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Param('number', { schema: riskNumber }) number: number,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<RiskHistoryEntry>> {
    return this.risks.history(actor, programmeId, number, query);
  }

  @Get('risk-matrices')
  @Policy('programme.read')
  @ApiOperation({ summary: 'List the council’s risk matrices by name' })
  @ApiOkResponse({ standardSchema: pageOf(matrixView) })
  matrices(@Query({ schema: pageQuery }) query: PageQuery): Promise<Page<MatrixView>> {
    return this.risks.matrices(query);
  }

  @Post('risk-matrices')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Add a risk matrix; a matrix is never changed' })
  @ApiCreatedResponse({ standardSchema: matrixView })
  createMatrix(@CurrentActor() actor: Actor, @Body({ schema: matrix }) body: Matrix): Promise<MatrixView> {
    return this.service.createMatrix(actor, body);
  }

  @Get('programmes/:id/risk-matrix')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read which matrix a programme’s next register uses' })
  @ApiOkResponse({ standardSchema: riskSetting })
  async setting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskSettingView> {
    return tagged(reply, await this.risks.setting(actor, programmeId));
  }

  @Put('programmes/:id/risk-matrix')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Choose the matrix of a programme’s next registers' })
  @ApiOkResponse({ standardSchema: riskSetting })
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: matrixChoice }) body: z.infer<typeof matrixChoice>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskSettingView> {
    return tagged(reply, await this.service.chooseMatrix(actor, programmeId, version, body.matrixId));
  }
}
