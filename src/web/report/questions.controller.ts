import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../../identity/index.js';
import { Clock, Problem } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import {
  ChallengesService,
  questionKey,
  ReportsQueries,
  SaidAgainQueries,
  type ReportAround,
} from '../../reporting/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { answerForm } from './questions.form.js';
import { nextOpen, presentQuestion, presentQuestionGone, presentQuestions } from './questions.presenter.js';

const id = z.uuid();
const versionOf = (sent: Sent): number => Number(textOf(sent['_version']));

/** What the report is asked before it is approved, and the answers. */
@Page('reports/:id/questions')
export class QuestionsController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly challenges: ChallengesService,
    private readonly parts: PartsQueries,
    private readonly said: SaidAgainQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('report.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<PageAnswer> {
    const { around, asked, parts } = await this.all(actor, reportId);
    const same = await this.said.answersOf(around.period.id, asked.items);
    return show(
      'report/questions',
      presentQuestions(around, asked, parts, mayAnswer(actor, around), same, this.clock.now()),
    );
  }

  @Get(':key')
  @Policy('report.read')
  async question(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('key', { schema: questionKey }) key: string,
    @Query('use', { schema: z.literal('earlier').optional() }) use?: 'earlier',
  ): Promise<PageAnswer> {
    return this.one(actor, reportId, key, answerForm.blank(), use);
  }

  @Post(':key')
  @Policy('report.edit')
  @Twin('PUT /api/v1/reports/:id/challenges/:key')
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('key', { schema: questionKey }) key: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    return submit(
      answerForm,
      sent,
      async (reply) => {
        await this.challenges.answer(actor, { reportId, key, version: versionOf(sent) }, reply);
        return this.onward(actor, reportId, key, textOf(sent['_then']) === 'next');
      },
      (form) => this.one(actor, reportId, key, form),
    ).catch((error: unknown) => {
      const changed = error instanceof Problem && (error.status === 412 || error.code === 'not-asked');
      if (!changed) throw error;
      return this.one(actor, reportId, key, answerForm.typedAgain(sent), undefined, textOf(sent['reason']));
    });
  }

  /** After an answer: to the next open question where that was asked for, otherwise to the list. */
  private async onward(actor: Actor, reportId: string, key: string, goOn: boolean): Promise<SeeOther> {
    const list = paths.reportStep(reportId, 'questions');
    if (!goOn) return seeOther(list, 'The question is answered.');
    const { asked, parts } = await this.all(actor, reportId);
    const next = nextOpen(asked.items, parts, key);
    return next
      ? seeOther(paths.question(reportId, next.key), 'The question is answered. This is the next.')
      : seeOther(list, 'The question is answered. It was the last that was open.');
  }

  private async all(actor: Actor, reportId: string) {
    const around = await this.reports.around(actor, reportId);
    const [asked, parts] = await Promise.all([
      this.challenges.report(actor, reportId),
      this.parts.ofPeriod(actor, around.period.id),
    ]);
    return { around, asked, parts };
  }

  /** @param late the answer that was typed while the report changed; undefined where nothing was sent. */
  private async one(
    actor: Actor,
    reportId: string,
    key: string,
    form: FormView,
    use?: 'earlier',
    late?: string,
  ): Promise<PageAnswer> {
    const { around, asked, parts } = await this.all(actor, reportId);
    const question = asked.items.find((item) => item.key === key);
    if (!question) {
      const gone = presentQuestionGone(around, key, asked, parts, late ?? '', this.clock.now());
      return show('report/question-gone', gone, late === undefined ? 404 : 409);
    }
    const start = use === 'earlier' ? (question.earlier ?? question.answer) : question.answer;
    const shown =
      start !== null && form.problems.length === 0 && late === undefined
        ? answerForm.blank({
            reason: start.reason,
            print: start.print ? 'true' : '',
            stands: 'stands' in start && start.stands ? 'true' : '',
          })
        : form;
    return show(
      'report/question',
      presentQuestion(
        around,
        question,
        { questions: asked.items, parts },
        shown,
        mayAnswer(actor, around),
        this.clock.now(),
        late !== undefined,
      ),
      late === undefined ? 200 : 412,
    );
  }
}

const mayAnswer = (actor: Actor, { report, programme }: ReportAround): boolean =>
  ['draft', 'in_review'].includes(report.status) && actor.can('report.edit', programme.id);
