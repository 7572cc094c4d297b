import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  EnquiriesQueries,
  EnquiriesService,
  PublicQuestionsQueries,
  PublicQuestionsService,
} from '../../enquiries/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  head,
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
import { answerDaysForm, publicFormForm } from './question-rules.form.js';

const id = z.uuid();

/** A form as it was sent, and the version that it was opened at. */
interface Again {
  form: FormView;
  version: number;
}

/** The local rules for questions: two forms on one page, of two settings. */
@Page('programmes/:id/question-rules')
export class QuestionRulesController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly enquiries: EnquiriesQueries,
    private readonly service: EnquiriesService,
    private readonly questions: PublicQuestionsQueries,
    private readonly publicQuestions: PublicQuestionsService,
  ) {}

  @Get()
  @Policy('programme.manage')
  page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) programmeId: string): Promise<PageAnswer> {
    return this.view(actor, programmeId, {});
  }

  @Post('days')
  @Policy('programme.manage')
  @Twin('PUT /api/v1/programmes/:id/enquiry-settings')
  changeDays(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const version = sentVersion(sent);
    return submit(
      answerDaysForm,
      sent,
      async (body) => {
        await this.service.changeSetting(actor, programmeId, version, body);
        return seeOther(paths.questionRules(programmeId), 'The days for an answer are saved.');
      },
      (form) => this.view(actor, programmeId, { days: { form, version } }),
    );
  }

  @Post('form')
  @Policy('programme.manage')
  @Twin('PUT /api/v1/programmes/:id/public-form')
  changeForm(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const version = sentVersion(sent);
    return submit(
      publicFormForm,
      sent,
      async (body) => {
        const { isOpen } = await this.publicQuestions.changeForm(actor, programmeId, version, body);
        return seeOther(
          paths.questionRules(programmeId),
          isOpen ? 'The public can ask now.' : 'The public has no form now.',
        );
      },
      (form) => this.view(actor, programmeId, { open: { form, version } }),
    );
  }

  private async view(
    actor: Actor,
    programmeId: string,
    again: { days?: Again; open?: Again },
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    const [rule, form] = await Promise.all([
      this.enquiries.setting(actor, programmeId),
      this.questions.form(actor, programmeId),
    ]);
    const days = again.days ?? { form: answerDaysForm.filled(rule), version: rule.version };
    const open = again.open ?? { form: publicFormForm.filled(form), version: form.version };
    return show('set-up/question-rules', {
      head: head('Questions of members and of the public', {
        programme: programme.name,
        back: { text: 'Set-up', href: paths.setUp(programmeId) },
        lead: form.isOpen
          ? 'The public can ask by a form. A clerk accepts or declines each question.'
          : 'The public has no form: questions are recorded by a clerk, from a meeting.',
      }),
      form: {
        values: { ...days.form.values, ...open.form.values },
        errors: { ...days.form.errors, ...open.form.errors },
        problems: [...days.form.problems, ...open.form.problems],
      },
      days: { action: paths.questionRules(programmeId, 'days'), version: days.version },
      open: { action: paths.questionRules(programmeId, 'form'), version: open.version },
      ask: form.isOpen ? paths.askProgramme(programmeId) : null,
    });
  }
}
