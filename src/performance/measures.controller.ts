import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, pageQuery, patched, tagged, type Page, type PageQuery } from '../platform/index.js';
import {
  benchmarkInput,
  groupInput,
  groupPatch,
  measureInput,
  readingsInput,
  rebaseInput,
  redefinitionInput,
  type BenchmarkInput,
  type GroupInput,
  type MeasureInput,
  type RebaseInput,
  type RedefinitionInput,
} from './measures.input.js';
import {
  benchmarkView,
  definitionView,
  groupView,
  MeasuresQueries,
  measureView,
  readingView,
  rebaseView,
  type BenchmarkView,
  type DefinitionView,
  type GroupView,
  type MeasureView,
  type ReadingView,
  type RebaseView,
} from './measures.queries.js';
import { MeasuresService } from './measures.service.js';
import { HOW_WRITTEN, isPeriod, SPANS } from './period.rules.js';
import { OUTCOMES } from './reading.rules.js';

const id = z.uuid();
const readingsQuery = pageQuery.extend({ span: z.enum(SPANS).default('month') });
const historyQuery = pageQuery
  .extend({
    span: z.enum(SPANS).default('month'),
    period: z.string().max(10).describe('2020-01; 2019/20 Q4; 2018/19'),
  })
  .superRefine(({ span, period }, ctx) => {
    if (!isPeriod(span, period))
      ctx.addIssue({ code: 'custom', path: ['period'], message: HOW_WRITTEN[span] });
  });
const recordedReadings = z
  .object({
    outcomes: z.array(z.enum(OUTCOMES)).describe('What became of each reading, in the order sent.'),
  })
  .meta({ id: 'RecordedReadings' });

@ApiTags('Measures')
@Controller('api/v1')
export class MeasuresController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly service: MeasuresService,
  ) {}

  @Get('programmes/:id/measure-groups')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List the groups of measures of a programme by number' })
  @ApiOkResponse({ standardSchema: pageOf(groupView) })
  groups(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<GroupView>> {
    return this.measures.groups(actor, programmeId, query);
  }

  @Post('programmes/:id/measure-groups')
  @Policy('measure.manage')
  @ApiOperation({ summary: 'Add a group of measures to a programme' })
  @ApiCreatedResponse({ standardSchema: groupView })
  async createGroup(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: groupInput }) body: GroupInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GroupView> {
    return tagged(reply, await this.service.createGroup(actor, programmeId, body));
  }

  @Get('measure-groups/:id')
  @Policy('measure.read')
  @ApiOperation({ summary: 'Read a group of measures' })
  @ApiOkResponse({ standardSchema: groupView })
  async group(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) groupId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GroupView> {
    return tagged(reply, await this.measures.group(actor, groupId));
  }

  @Patch('measure-groups/:id')
  @Policy('measure.manage')
  @ApiOperation({ summary: 'Change a group of measures' })
  @ApiOkResponse({ standardSchema: groupView })
  async changeGroup(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) groupId: string,
    @IfMatch() version: number,
    @Body({ schema: groupPatch }) body: Partial<GroupInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GroupView> {
    const whole = patched(groupInput, await this.measures.group(actor, groupId), body);
    return tagged(reply, await this.service.changeGroup(actor, groupId, version, whole));
  }

  @Get('programmes/:id/measures')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List the measures of a programme in printed order' })
  @ApiOkResponse({ standardSchema: pageOf(measureView) })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<MeasureView>> {
    return this.measures.list(actor, programmeId, query);
  }

  @Post('programmes/:id/measures')
  @Policy('measure.manage')
  @ApiOperation({ summary: 'Add a measure to a programme' })
  @ApiCreatedResponse({ standardSchema: measureView })
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: measureInput }) body: MeasureInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeasureView> {
    return tagged(reply, await this.service.create(actor, programmeId, body));
  }

  @Get('measures/:id')
  @Policy('measure.read')
  @ApiOperation({ summary: 'Read a measure with its newest definition' })
  @ApiOkResponse({ standardSchema: measureView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeasureView> {
    return tagged(reply, await this.measures.get(actor, measureId));
  }

  @Put('measures/:id/definition')
  @Policy('measure.manage')
  @ApiOperation({
    summary:
      'Change the definition of a measure; approved reports keep the definition that they were made with',
  })
  @ApiOkResponse({ standardSchema: measureView })
  async redefine(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @IfMatch() version: number,
    @Body({ schema: redefinitionInput }) body: RedefinitionInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeasureView> {
    return tagged(reply, await this.service.redefine(actor, measureId, version, body));
  }

  @Get('measures/:id/definitions')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List every definition that a measure has had, the newest first' })
  @ApiOkResponse({ standardSchema: pageOf(definitionView) })
  definitions(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<DefinitionView>> {
    return this.measures.definitions(actor, measureId, query);
  }

  @Post('programmes/:id/readings')
  @Policy('reading.record')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record readings: all of them, or none',
    description:
      'A reading that says what is known already changes nothing. A figure that was validated, or that an approved report relies on, changes only with a reason and is “restated” from then on. Drafts that print what changed follow; their versions go up.',
  })
  @ApiOkResponse({ standardSchema: recordedReadings })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: readingsInput }) body: z.infer<typeof readingsInput>,
  ): Promise<z.infer<typeof recordedReadings>> {
    const recorded = await this.service.record(actor, programmeId, body.readings);
    return { outcomes: recorded.map(({ outcome }) => outcome) };
  }

  @Get('measures/:id/readings')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List what is known of each period of a measure, the newest period first' })
  @ApiOkResponse({ standardSchema: pageOf(readingView) })
  readings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Query({ schema: readingsQuery }) { span, ...query }: z.infer<typeof readingsQuery>,
  ): Promise<Page<ReadingView>> {
    return this.measures.readings(actor, measureId, span, query);
  }

  @Get('measures/:id/readings/history')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List everything recorded for one period of a measure, the newest first' })
  @ApiOkResponse({ standardSchema: pageOf(readingView) })
  history(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Query({ schema: historyQuery }) { span, period, ...query }: z.infer<typeof historyQuery>,
  ): Promise<Page<ReadingView>> {
    return this.measures.history(actor, measureId, { span, period }, query);
  }

  @Get('measures/:id/benchmarks')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List the benchmarks of a measure, the newest first' })
  @ApiOkResponse({ standardSchema: pageOf(benchmarkView) })
  benchmarks(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<BenchmarkView>> {
    return this.measures.benchmarks(actor, measureId, query);
  }

  @Post('measures/:id/benchmarks')
  @Policy('measure.manage')
  @ApiOperation({ summary: 'Add a benchmark; one for the same area and period replaces the one before' })
  @ApiCreatedResponse({ standardSchema: z.object({ id }) })
  async addBenchmark(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Body({ schema: benchmarkInput }) body: BenchmarkInput,
  ): Promise<{ id: string }> {
    return { id: await this.service.addBenchmark(actor, measureId, body) };
  }

  @Get('measures/:id/rebases')
  @Policy('measure.read')
  @ApiOperation({ summary: 'List the months from which a measure’s chart has new limits' })
  @ApiOkResponse({ standardSchema: pageOf(rebaseView) })
  rebases(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<RebaseView>> {
    return this.measures.rebases(actor, measureId, query);
  }

  @Post('measures/:id/rebases')
  @Policy('measure.manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Give a measure’s chart new limits from a month on, with a reason' })
  async rebase(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) measureId: string,
    @Body({ schema: rebaseInput }) body: RebaseInput,
  ): Promise<void> {
    await this.service.rebase(actor, measureId, body);
  }
}
