import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import { DOCUMENT_LIMITS, DOCX, fileBytes, IfMatch, tagged, TakesFile, XLSX } from '../platform/index.js';
import { intakeChoices, type IntakeChoices } from './choices.js';
import { IntakeQueries } from './intake.queries.js';
import { IntakeService } from './intake.service.js';
import { intakeOutcome, intakeView, presentIntakeView, type IntakeView } from './intake.view.js';

const id = z.uuid();

@ApiTags('Bringing a report')
@Controller('api/v1/programmes/:id/intake')
export class IntakeController {
  constructor(
    private readonly service: IntakeService,
    private readonly queries: IntakeQueries,
  ) {}

  @Post()
  @Heavy('reading')
  @TakesFile(DOCUMENT_LIMITS.bytes, [DOCX, XLSX])
  @Policy('period.open')
  @ApiOperation({
    summary: 'Read a report out of a Word document or a workbook; nothing of the programme is written',
    description:
      'The body is the file, or a form with it. Its tables are recognised by their headings and content. What it says is kept for the person who sent it, in place of what they sent before, until it is written, deleted, or a week old. The file is not kept.',
  })
  @ApiConsumes(DOCX, XLSX, 'multipart/form-data')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ standardSchema: intakeView })
  async bring(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Headers('content-type') contentType: string | undefined,
    @Body() body: AsyncIterable<Buffer>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeView> {
    const bytes = await fileBytes(body, contentType);
    return tagged(reply, presentIntakeView(await this.service.bring(actor, programmeId, bytes)));
  }

  @Get()
  @Policy('period.open')
  @ApiOperation({
    summary: 'Read what was understood of the report that one brings, and what writing it would do',
  })
  @ApiOkResponse({ standardSchema: intakeView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeView> {
    return tagged(reply, presentIntakeView(await this.queries.atWork(actor, programmeId)));
  }

  @Put('choices')
  @Policy('period.open')
  @ApiOperation({
    summary:
      'Say what a table is, what its columns hold, who is meant by a name, and which doubts are accepted',
  })
  @ApiOkResponse({ standardSchema: intakeView })
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: intakeChoices }) body: IntakeChoices,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeView> {
    return tagged(reply, presentIntakeView(await this.service.choose(actor, programmeId, version, body)));
  }

  @Post('write')
  @HttpCode(200)
  @Heavy('reading')
  @Policy('period.open')
  @ApiOperation({
    summary:
      'Write the report that one brings, as drafts of the newest period, without what questions are open about',
    description:
      'Themes, groups, measures, figures and drafts are written one after the other, each by the rules of its own routes. What is there already stays as it is, so that after a failure the same can be asked for again.',
  })
  @ApiOkResponse({ standardSchema: intakeOutcome })
  write(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
  ): Promise<z.infer<typeof intakeOutcome>> {
    return this.service.write(actor, programmeId, version);
  }

  @Delete()
  @HttpCode(204)
  @Policy('period.open')
  @ApiOperation({ summary: 'Delete the report that one brings; what was written of it stays' })
  @ApiNoContentResponse()
  discard(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.service.discard(actor, programmeId, version);
  }
}
