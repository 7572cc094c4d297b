import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, patched, tagged, type Page } from '../platform/index.js';
import { AnswersService } from './answers.service.js';
import {
  answerInput,
  answerReturn,
  enquiryChange,
  enquiryPatch,
  enquiryList,
  enquirySetting,
  enquiryWithdrawal,
  newEnquiry,
  type AnswerInput,
  type EnquiryChange,
  type EnquiryList,
  type EnquirySetting,
  type NewEnquiry,
} from './enquiries.input.js';
import {
  EnquiriesQueries,
  enquirySettingView,
  enquirySummary,
  enquiryView,
  type EnquirySettingView,
  type EnquirySummary,
  type EnquiryView,
} from './enquiries.queries.js';
import { EnquiriesService } from './enquiries.service.js';

const id = z.uuid();

@ApiTags('Questions of members')
@Controller('api/v1')
export class EnquiriesController {
  constructor(
    private readonly enquiries: EnquiriesQueries,
    private readonly service: EnquiriesService,
    private readonly answers: AnswersService,
  ) {}

  @Get('enquiries')
  @Policy('enquiry.read')
  @ApiOperation({ summary: 'List the questions of members: open ones first, by the day they are due' })
  @ApiOkResponse({ standardSchema: pageOf(enquirySummary) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: enquiryList }) query: EnquiryList,
  ): Promise<Page<EnquirySummary>> {
    return this.enquiries.list(actor, query);
  }

  @Post('enquiries')
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'Record a question that a member asked at a meeting' })
  @ApiCreatedResponse({ standardSchema: enquiryView })
  async record(
    @CurrentActor() actor: Actor,
    @Body({ schema: newEnquiry }) body: NewEnquiry,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.service.record(actor, body));
  }

  @Get('enquiries/:id')
  @Policy('enquiry.read')
  @ApiOperation({ summary: 'Read a question of a member, with its answers' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.enquiries.get(actor, enquiryId));
  }

  @Patch('enquiries/:id')
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'Change a question, its owner or its day, while it has no approved answer' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @IfMatch() version: number,
    @Body({ schema: enquiryPatch }) body: Partial<EnquiryChange>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    const current = await this.enquiries.get(actor, enquiryId);
    const whole = patched(enquiryChange, { ...current, ownerId: current.owner.id }, body);
    return tagged(reply, await this.service.change(actor, enquiryId, version, whole));
  }

  @Post('enquiries/:id/withdraw')
  @HttpCode(200)
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'Withdraw a question that nobody answers any more, with the reason' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @IfMatch() version: number,
    @Body({ schema: enquiryWithdrawal }) body: z.infer<typeof enquiryWithdrawal>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.service.withdraw(actor, enquiryId, version, body.reason));
  }

  @Put('enquiries/:id/answer')
  @Policy('enquiry.answer')
  @ApiOperation({ summary: 'Save the draft of an answer, or of the correction of an approved one' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @IfMatch() version: number,
    @Body({ schema: answerInput }) body: AnswerInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.answers.write(actor, { id: enquiryId, version }, body));
  }

  @Post('enquiries/:id/submit')
  @HttpCode(200)
  @Policy('enquiry.answer')
  @ApiOperation({ summary: 'Submit an answer for approval' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.answers.submit(actor, { id: enquiryId, version }));
  }

  @Post('enquiries/:id/return')
  @HttpCode(200)
  @Policy('enquiry.approve')
  @ApiOperation({ summary: 'Give an answer back to its owner, with the reason' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async giveBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @IfMatch() version: number,
    @Body({ schema: answerReturn }) body: z.infer<typeof answerReturn>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.answers.return(actor, { id: enquiryId, version }, body.reason));
  }

  @Post('enquiries/:id/approve')
  @HttpCode(200)
  @Policy('enquiry.approve')
  @ApiOperation({ summary: 'Approve an answer: the next report of its committee prints it' })
  @ApiOkResponse({ standardSchema: enquiryView })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquiryView> {
    return tagged(reply, await this.answers.approve(actor, { id: enquiryId, version }));
  }

  @Get('programmes/:id/enquiry-settings')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read the rule of a programme for questions of members' })
  @ApiOkResponse({ standardSchema: enquirySettingView })
  async setting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquirySettingView> {
    return tagged(reply, await this.enquiries.setting(actor, programmeId));
  }

  @Put('programmes/:id/enquiry-settings')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Change the rule of a programme for questions of members' })
  @ApiOkResponse({ standardSchema: enquirySettingView })
  async changeSetting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: enquirySetting }) body: EnquirySetting,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnquirySettingView> {
    return tagged(reply, await this.service.changeSetting(actor, programmeId, version, body));
  }
}
