import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries } from '../../committees/index.js';
import {
  EnquiriesQueries,
  PublicQuestionsQueries,
  PublicQuestionsService,
  type PublicQuestionView,
} from '../../enquiries/index.js';
import { CurrentActor, PeopleQueries, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { acceptForm, declineForm } from './ask.form.js';
import {
  presentAccept,
  presentDecline,
  presentPublicQuestion,
  presentPublicQuestions,
} from './ask.presenter.js';

const id = z.uuid();
const SHOWN = 50;
const listQuery = z.object({ cursor: z.string().max(500).optional() });

/** What the public asked of a programme. */
@Page('programmes/:id/public-questions')
export class PublicQuestionsPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly questions: PublicQuestionsQueries,
  ) {}

  @Get()
  @Policy('enquiry.record')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: listQuery }) { cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'enquiry.record', programmeId);
    const [{ items, nextCursor }, { isOpen }] = await Promise.all([
      this.questions.list(actor, programmeId, { cursor, limit: SHOWN }),
      this.questions.form(actor, programmeId),
    ]);
    return show('ask/list', presentPublicQuestions(programme, items, nextCursor, isOpen));
  }
}

/** One of them, and the decision about it. */
@Page('public-questions/:id')
export class PublicQuestionPageController {
  constructor(
    private readonly questions: PublicQuestionsQueries,
    private readonly service: PublicQuestionsService,
    private readonly enquiries: EnquiriesQueries,
    private readonly committees: CommitteesQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('enquiry.record')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
  ): Promise<PageAnswer> {
    const one = await this.questions.get(actor, questionId);
    return show('ask/question', presentPublicQuestion(one, this.clock.now()));
  }

  @Get('accept')
  @Policy('enquiry.record')
  async askToAccept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
  ): Promise<PageAnswer> {
    const one = await this.questions.get(actor, questionId);
    return this.accepting(actor, one, one.version, acceptForm.blank({ text: one.text ?? '' }));
  }

  @Post('accept')
  @Policy('enquiry.record')
  @Twin('POST /api/v1/public-questions/:id/accept')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const one = await this.questions.get(actor, questionId);
    const version = sentVersion(sent);
    return submit(
      acceptForm,
      sent,
      async (body) => {
        const { enquiryNumber } = await this.service.accept(actor, { id: questionId, version }, body);
        return seeOther(
          paths.publicQuestions(one.programmeId),
          `It is question ${enquiryNumber ?? ''} now, and waits for its owner.`,
        );
      },
      (form) => this.accepting(actor, one, version, form),
    );
  }

  @Get('decline')
  @Policy('enquiry.record')
  async askToDecline(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
  ): Promise<PageAnswer> {
    const one = await this.questions.get(actor, questionId);
    return show('ask/decline', presentDecline(declineForm.blank(), one, one.version));
  }

  @Post('decline')
  @Policy('enquiry.record')
  @Twin('POST /api/v1/public-questions/:id/decline')
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) questionId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const one = await this.questions.get(actor, questionId);
    const version = sentVersion(sent);
    return submit(
      declineForm,
      sent,
      async ({ reason }) => {
        await this.service.decline(actor, { id: questionId, version }, reason);
        return seeOther(paths.publicQuestions(one.programmeId), 'The question was declined.');
      },
      (form) => show('ask/decline', presentDecline(form, one, version)),
    );
  }

  private async accepting(
    actor: Actor,
    one: PublicQuestionView,
    version: number,
    form: FormView,
  ): Promise<PageAnswer<'ask/accept'>> {
    const { programmeId } = one;
    const [committees, owners, { answerDays }] = await Promise.all([
      this.committees.list(actor, { programmeId, active: true, limit: 200 }),
      this.people.holding(['enquiry.answer'], programmeId, this.clock.today()),
      this.enquiries.setting(actor, programmeId),
    ]);
    return show(
      'ask/accept',
      presentAccept(form, one, version, { committees: committees.items, owners, days: answerDays }),
    );
  }
}
