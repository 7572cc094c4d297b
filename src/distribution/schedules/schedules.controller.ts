import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { IfMatch, pageOf, pageQuery, tagged, type Page, type PageQuery } from '../../platform/index.js';
import { scheduleChange, scheduleInput } from './schedules.input.js';
import { SchedulesQueries, scheduleView, type ScheduleView } from './schedules.queries.js';
import { SchedulesService } from './schedules.service.js';

const id = z.uuid();

@ApiTags('Dispatches')
@Controller('api/v1/committees/:id/schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesQueries,
    private readonly service: SchedulesService,
  ) {}

  @Get()
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'List the schedules of a committee, with a dry run for the next year' })
  @ApiOkResponse({ standardSchema: pageOf(scheduleView) })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<ScheduleView>> {
    return this.schedules.list(actor, committeeId, query);
  }

  @Post()
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Send papers to a committee on a working day of each month' })
  @ApiCreatedResponse({ standardSchema: scheduleView })
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Body({ schema: scheduleInput }) body: z.infer<typeof scheduleInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduleView> {
    return tagged(reply, await this.service.create(actor, committeeId, body));
  }

  @Get(':scheduleId')
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'Read a schedule, with a dry run for the next year' })
  @ApiOkResponse({ standardSchema: scheduleView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('scheduleId', { schema: id }) scheduleId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduleView> {
    return tagged(reply, await this.schedules.get(actor, committeeId, scheduleId));
  }

  @Put(':scheduleId')
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Change or stop a schedule' })
  @ApiOkResponse({ standardSchema: scheduleView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('scheduleId', { schema: id }) scheduleId: string,
    @IfMatch() version: number,
    @Body({ schema: scheduleChange }) body: z.infer<typeof scheduleChange>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduleView> {
    return tagged(reply, await this.service.change(actor, { committeeId, id: scheduleId, version }, body));
  }
}
