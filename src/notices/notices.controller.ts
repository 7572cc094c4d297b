import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, SignedIn, type Actor } from '../identity/index.js';
import { IfMatch, tagged } from '../platform/index.js';
import { noticeChoice, previewQuery, reminderRule } from './notices.input.js';
import {
  noticeChoiceView,
  NoticesQueries,
  periodReminders,
  reminderRuleView,
  type NoticeChoiceView,
  type PeriodReminders,
  type ReminderRuleView,
} from './notices.queries.js';
import { NoticesService } from './notices.service.js';

const id = z.uuid();
const reminded = z.object({ mails: z.int().min(0).describe('How many mails are planned.') });

@ApiTags('Own account')
@Controller('api/v1/me/notices')
@SignedIn()
export class OwnNoticesController {
  constructor(
    private readonly notices: NoticesQueries,
    private readonly service: NoticesService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which mails about work one gets' })
  @ApiOkResponse({ standardSchema: noticeChoiceView })
  async read(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticeChoiceView> {
    return tagged(reply, await this.notices.choice(actor));
  }

  @Put()
  @ApiOperation({ summary: 'Choose which mails about work one gets, and in which hours' })
  @ApiOkResponse({ standardSchema: noticeChoiceView })
  async change(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number,
    @Body({ schema: noticeChoice }) body: z.infer<typeof noticeChoice>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticeChoiceView> {
    return tagged(reply, await this.service.choose(actor, version, body));
  }
}

@ApiTags('Deadlines')
@Controller('api/v1/programmes/:id/reminder-rule')
export class ReminderRulesController {
  constructor(
    private readonly notices: NoticesQueries,
    private readonly service: NoticesService,
  ) {}

  @Get()
  @Policy('programme.read')
  @ApiOperation({ summary: 'When a programme reminds and escalates' })
  @ApiOkResponse({ standardSchema: reminderRuleView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReminderRuleView> {
    return tagged(reply, await this.notices.rule(actor, programmeId));
  }

  @Put()
  @Policy('period.open')
  @ApiOperation({ summary: 'Change when a programme reminds and escalates' })
  @ApiOkResponse({ standardSchema: reminderRuleView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: reminderRule }) body: z.infer<typeof reminderRule>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReminderRuleView> {
    return tagged(reply, await this.service.changeRule(actor, programmeId, version, body));
  }
}

@ApiTags('Deadlines')
@Controller('api/v1/periods/:id/reminders')
export class PeriodRemindersController {
  constructor(
    private readonly notices: NoticesQueries,
    private readonly service: NoticesService,
  ) {}

  @Get()
  @Policy('period.open')
  @ApiOperation({ summary: 'What people are told of a period by mail on a day, and what they were told' })
  @ApiOkResponse({ standardSchema: periodReminders })
  read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @Query({ schema: previewQuery }) { on }: z.infer<typeof previewQuery>,
  ): Promise<PeriodReminders> {
    return this.notices.ofPeriod(actor, periodId, on);
  }

  @Post()
  @HttpCode(200)
  @Policy('period.open')
  @ApiOperation({ summary: 'Send the reminders of a period now; a second time on the same day does nothing' })
  @ApiOkResponse({ standardSchema: reminded })
  async remind(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<z.infer<typeof reminded>> {
    return { mails: await this.service.remind(actor, periodId) };
  }
}
