import { Body, Controller, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, tagged } from '../platform/index.js';
import { ClockQueries, meetingClockView } from './clock.queries.js';
import { ClockService } from './clock.service.js';
import {
  agendaInput,
  clockSetting,
  publicationInput,
  type ClockSetting,
  type PublicationInput,
} from './committees.input.js';
import {
  clockSettingView,
  CommitteesQueries,
  meetingView,
  type ClockSettingView,
  type MeetingView,
} from './committees.queries.js';
import { MeetingsService } from './meetings.service.js';
import type { MeetingClock } from './notice.rules.js';

const id = z.uuid();

@ApiTags('Committees')
@Controller('api/v1')
export class ClockController {
  constructor(
    private readonly clock: ClockQueries,
    private readonly committees: CommitteesQueries,
    private readonly service: ClockService,
    private readonly meetings: MeetingsService,
  ) {}

  @Get('committees/:id/meetings/:meetingId/clock')
  @Policy('committee.read')
  @ApiOperation({ summary: 'What the law makes of a meeting: clear days, notices, call-in, inspection' })
  @ApiOkResponse({ standardSchema: meetingClockView })
  ofMeeting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<MeetingClock> {
    return this.clock.ofMeeting(actor, committeeId, meetingId);
  }

  @Put('committees/:id/meetings/:meetingId/agenda')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Say of which periods a meeting gets the report' })
  @ApiOkResponse({ standardSchema: meetingView })
  async agenda(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @IfMatch() version: number,
    @Body({ schema: agendaInput }) { periodIds }: z.infer<typeof agendaInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    const at = { committeeId, id: meetingId, version };
    return tagged(reply, await this.meetings.setAgenda(actor, at, periodIds));
  }

  @Post('committees/:id/meetings/:meetingId/publication')
  @HttpCode(200)
  @Policy('committee.manage')
  @ApiOperation({
    summary: 'Record when a meeting’s papers were published; late ones need the reason of urgency',
  })
  @ApiOkResponse({ standardSchema: meetingView })
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @IfMatch() version: number,
    @Body({ schema: publicationInput }) body: PublicationInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    const at = { committeeId, id: meetingId, version };
    return tagged(reply, await this.meetings.recordPublication(actor, at, body));
  }

  @Get('programmes/:id/clock-settings')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read the local numbers of a programme’s clock' })
  @ApiOkResponse({ standardSchema: clockSettingView })
  async setting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClockSettingView> {
    return tagged(reply, await this.committees.clockSetting(actor, programmeId));
  }

  @Put('programmes/:id/clock-settings')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Change the local numbers of a programme’s clock' })
  @ApiOkResponse({ standardSchema: clockSettingView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: clockSetting }) body: ClockSetting,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClockSettingView> {
    return tagged(reply, await this.service.change(actor, programmeId, version, body));
  }
}
