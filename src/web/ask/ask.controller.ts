import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PublicQuestionsQueries, PublicQuestionsService } from '../../enquiries/index.js';
import { addressGroup, Public, RateLimit } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { askForm } from './ask.form.js';
import { presentAsk, presentAsked } from './ask.presenter.js';

const id = z.uuid();

/** Where anybody asks a programme a question, without an account. A programme without the form is like one that is not there. */
@Page('published/programmes/:id/question')
@Public()
@RateLimit('public-question-page', 60)
export class AskController {
  constructor(
    private readonly questions: PublicQuestionsQueries,
    private readonly service: PublicQuestionsService,
  ) {}

  @Get()
  async page(@Param('id') programmeId: string): Promise<PageAnswer> {
    return show('ask/form', presentAsk(askForm.blank(), await this.questions.openForm(known(programmeId))));
  }

  @Post()
  @RateLimit('public-question', 40)
  @Twin('POST /api/v1/programmes/:id/public-questions')
  async ask(
    @Param('id') programmeId: string,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    const open = await this.questions.openForm(known(programmeId));
    // No person sees this field: what fills it in is a program, which is told that it succeeded.
    if (textOf(sent['website']) !== '') return seeOther(paths.askedProgramme(programmeId));
    return submit(
      askForm,
      sent,
      async (body) => {
        await this.service.receive(programmeId, body, {
          place: addressGroup(request.ip),
          correlationId: request.id,
        });
        return seeOther(paths.askedProgramme(programmeId));
      },
      (form) => show('ask/form', presentAsk(form, open)),
    );
  }

  @Get('sent')
  async sent(@Param('id') programmeId: string): Promise<PageAnswer> {
    return show('ask/sent', presentAsked(await this.questions.openForm(known(programmeId))));
  }
}

/** An address that cannot be one of ours is not there either. */
function known(programmeId: string): string {
  if (!id.safeParse(programmeId).success) throw notFound('form');
  return programmeId;
}
