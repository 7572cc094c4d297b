import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  CurrentActor,
  PeopleQueries,
  Policy,
  requirePermission,
  type Actor,
  type Person,
} from '../identity/index.js';
import { IfMatch, pageOf, pageQuery, patched, type Page, type PageQuery, tagged } from '../platform/index.js';
import {
  periodView,
  ProgrammesQueries,
  programmeView,
  type PeriodView,
  type ProgrammeView,
} from './programmes.queries.js';
import { ProgrammesService } from './programmes.service.js';
import {
  periodChange,
  periodInput,
  periodPatch,
  programmeChange,
  programmeInput,
  programmePatch,
} from './programmes.input.js';

const id = z.uuid();

const person = z.object({ id: z.uuid(), name: z.string(), jobTitle: z.string() });

@ApiTags('Programmes')
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly service: ProgrammesService,
    private readonly colleagues: PeopleQueries,
  ) {}

  @Get()
  @Policy('programme.read')
  @ApiOperation({ summary: 'List programmes by code' })
  @ApiOkResponse({ standardSchema: pageOf(programmeView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<ProgrammeView>> {
    return this.programmes.list(actor, query);
  }

  @Post()
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Create a programme' })
  @ApiCreatedResponse({ standardSchema: programmeView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: programmeInput }) body: z.infer<typeof programmeInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeView> {
    return tagged(reply, await this.service.create(actor, body));
  }

  @Get(':id')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read a programme' })
  @ApiOkResponse({ standardSchema: programmeView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeView> {
    return tagged(reply, await this.programmes.get(actor, programmeId));
  }

  @Get(':id/people')
  @Policy('contribution.read')
  @ApiOperation({
    summary: 'List who works in a programme today, by name: whom a part or an action may be given to',
  })
  @ApiOkResponse({ standardSchema: pageOf(person) })
  async people(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<Person>> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'contribution.read', programmeId);
    return this.colleagues.ofProgramme(programmeId, query);
  }

  @Patch(':id')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Change a programme' })
  @ApiOkResponse({ standardSchema: programmeView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: programmePatch }) body: z.infer<typeof programmePatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeView> {
    const whole = patched(programmeChange, await this.programmes.get(actor, programmeId), body);
    return tagged(reply, await this.service.change(actor, programmeId, version, whole));
  }

  @Get(':id/periods')
  @Policy('programme.read')
  @ApiOperation({ summary: 'List the reporting periods of a programme, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(periodView) })
  periods(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<PeriodView>> {
    return this.programmes.periods(actor, programmeId, query);
  }

  @Post(':id/periods')
  @Policy('period.open')
  @ApiOperation({ summary: 'Open a reporting period and start its contributions' })
  @ApiCreatedResponse({ standardSchema: periodView })
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: periodInput }) body: z.infer<typeof periodInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PeriodView> {
    return tagged(reply, await this.service.openPeriod(actor, programmeId, body));
  }
}

@ApiTags('Reporting periods')
@Controller('api/v1/periods')
export class PeriodsController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly service: ProgrammesService,
  ) {}

  @Get(':id')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read a reporting period' })
  @ApiOkResponse({ standardSchema: periodView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PeriodView> {
    return tagged(reply, await this.programmes.period(actor, periodId));
  }

  @Delete(':id')
  @Policy('period.open')
  @HttpCode(204)
  @ApiOperation({ summary: 'Cancel a reporting period in which nobody has written' })
  @ApiNoContentResponse({ description: 'Cancelled' })
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @IfMatch() version: number,
  ): Promise<void> {
    await this.service.cancelPeriod(actor, periodId, version);
  }

  @Post(':id/contributions')
  @HttpCode(200)
  @Policy('period.open')
  @ApiOperation({ summary: 'Start contributions for what was added after the period was opened' })
  @ApiOkResponse({ standardSchema: z.object({ started: z.int().min(0).describe('How many.') }) })
  async complete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<{ started: number }> {
    return { started: await this.service.completePeriod(actor, periodId) };
  }

  @Patch(':id')
  @Policy('period.open')
  @ApiOperation({ summary: 'Change the dates of a reporting period' })
  @ApiOkResponse({ standardSchema: periodView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @IfMatch() version: number,
    @Body({ schema: periodPatch }) body: z.infer<typeof periodPatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PeriodView> {
    const whole = patched(periodChange, await this.programmes.period(actor, periodId), body);
    return tagged(reply, await this.service.changePeriod(actor, periodId, version, whole));
  }
}
