import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addressGroup, CurrentActor, Policy, Public, RateLimit, type Actor } from '../../identity/index.js';
import { IfMatch, pageOf, tagged, type Page } from '../../platform/index.js';
import {
  publicAcceptance,
  publicFormInput,
  publicQuestion,
  publicQuestionList,
  publicRefusal,
  type PublicAcceptance,
  type PublicFormInput,
  type PublicQuestion,
  type PublicQuestionList,
} from './public-questions.input.js';
import {
  PublicQuestionsQueries,
  publicFormView,
  publicQuestionView,
  type PublicFormView,
  type PublicQuestionView,
} from './public-questions.queries.js';
import { PublicQuestionsService } from './public-questions.service.js';

const id = z.uuid();
const kept = z.object({
  keepUntil: z.iso.date().describe('The last day on which name and address are kept.'),
});

/** The form of a programme: whether it is there, and what anybody sends by it. */
@ApiTags('Questions of members')
@Controller('api/v1/programmes/:id')
export class PublicFormController {
  constructor(
    private readonly questions: PublicQuestionsQueries,
    private readonly service: PublicQuestionsService,
  ) {}

  @Post('public-questions')
  @Public()
  @RateLimit('public-question', 40)
  @ApiOperation({ summary: 'Ask a programme a question, as somebody of the public, where it has a form for it' })
  @ApiCreatedResponse({ standardSchema: kept })
  ask(
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: publicQuestion }) body: PublicQuestion,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof kept>> {
    return this.service.receive(programmeId, body, {
      place: addressGroup(request.ip),
      correlationId: request.id,
    });
  }

  @Get('public-questions')
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'List what the public asked: first what waits for a decision, the oldest first' })
  @ApiOkResponse({ standardSchema: pageOf(publicQuestionView) })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: publicQuestionList }) query: PublicQuestionList,
  ): Promise<Page<PublicQuestionView>> {
    return this.questions.list(actor, programmeId, query);
  }

  @Get('public-form')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read whether the public may ask a programme, and how long names are kept' })
  @ApiOkResponse({ standardSchema: publicFormView })
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicFormView> {
    return tagged(reply, await this.questions.form(actor, programmeId));
  }

  @Put('public-form')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Say whether the public may ask a programme, and how long names are kept' })
  @ApiOkResponse({ standardSchema: publicFormView })
  async changeForm(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: publicFormInput }) body: PublicFormInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicFormView> {
    return tagged(reply, await this.service.changeForm(actor, programmeId, version, body));
  }
}

/** One of them, and the decision about it. */
@ApiTags('Questions of members')
@Controller('api/v1/public-questions/:id')
export class PublicQuestionsController {
  constructor(
    private readonly questions: PublicQuestionsQueries,
    private readonly service: PublicQuestionsService,
  ) {}

  @Get()
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'Read what somebody of the public asked' })
  @ApiOkResponse({ standardSchema: publicQuestionView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicQuestionView> {
    return tagged(reply, await this.questions.get(actor, questionId));
  }

  @Post('accept')
  @HttpCode(200)
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'Accept it: it becomes a question of a committee, without the name of who asked' })
  @ApiOkResponse({ standardSchema: publicQuestionView })
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
    @IfMatch() version: number,
    @Body({ schema: publicAcceptance }) body: PublicAcceptance,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicQuestionView> {
    return tagged(reply, await this.service.accept(actor, { id: questionId, version }, body));
  }

  @Post('decline')
  @HttpCode(200)
  @Policy('enquiry.record')
  @ApiOperation({ summary: 'Decline it, with the reason; no report prints it' })
  @ApiOkResponse({ standardSchema: publicQuestionView })
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
    @IfMatch() version: number,
    @Body({ schema: publicRefusal }) body: z.infer<typeof publicRefusal>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicQuestionView> {
    return tagged(reply, await this.service.decline(actor, { id: questionId, version }, body.reason));
  }
}
