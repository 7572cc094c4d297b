import { Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { canonicalJson, Clock, Problem, REPORT_POLICY } from '../../platform/index.js';
import { PartsQueries } from '../../programmes/index.js';
import {
  PublicationService,
  ReportAtWorkQueries,
  ReportsQueries,
  ReportsService,
} from '../../reporting/index.js';
import { unratedWords } from '../../document/index.js';
import { EDITIONS, type EditionName } from '../../snapshot/index.js';
import { stepInput } from '../../workflow/index.js';
import {
  count,
  head,
  KnownPages,
  Page,
  pageForm,
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
import { missingLinks, presentCorrectionNote } from '../at-work/index.js';
import { settle } from '../part/index.js';
import { FewDecidersQueries } from './few-deciders.js';
import { ForDecider } from './for-decider.js';
import { below } from './report.around.js';
import { presentReport } from './report.presenter.js';
import { namedLate } from './late.presenter.js';
import { reportTextForm } from './text.form.js';
import { presentText, presentTextConflict, presentTextRead, shownText } from './text.presenter.js';

const id = z.uuid();
const versionOf = (sent: Sent): number => Number(textOf(sent['_version']));
/** A report is one file with its styles in it, and nothing in it may run. */
const DRAFT_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': REPORT_POLICY,
  'Cache-Control': 'no-store',
} as const;

const stepForm = pageForm(stepInput, { comment: { to: 'comment' } });

/** The report at work: where it stands, and whose the next step is. */
@Page('reports/:id')
@Heavy('preview')
export class ReportPageController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly work: ReportAtWorkQueries,
    private readonly parts: PartsQueries,
    private readonly few: FewDecidersQueries,
    private readonly pages: KnownPages,
    private readonly clock: Clock,
    private readonly forDecider: ForDecider,
  ) {}

  @Get()
  @Policy('report.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const [work, parts] = await Promise.all([
      this.work.get(around.report),
      this.parts.ofPeriod(actor, around.period.id),
    ]);
    const fewDeciders = await this.few.told(around.report, parts);
    const reader = {
      userId: actor.userId,
      has: this.pages.has,
      now: this.clock.now(),
      today: this.clock.today(),
    };
    const decider = await this.forDecider.read(actor, work);
    return show('report/report', presentReport(around, work, { parts, fewDeciders }, reader, decider));
  }
}

/** The draft as an edition would print it, while it is the one that the link was about. */
@Page('reports/:id/read')
@Heavy('preview')
export class ReportDraftController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly publications: PublicationService,
  ) {}

  @Get(':edition')
  @Policy('report.read')
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Param('edition', { schema: z.enum(EDITIONS) }) edition: EditionName,
    @Query('sha256', { schema: z.string().max(64).optional() }) sha256: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | PageAnswer> {
    try {
      const html = await this.publications.preview(actor, reportId, edition, sha256);
      void reply.headers(DRAFT_HEADERS);
      return html;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
    }
    const around = await this.reports.around(actor, reportId);
    return show(
      'report/draft-changed',
      {
        head: head('The draft has changed since', {
          ...below(around),
          lead: 'Somebody changed the report after the page was opened that led here.',
        }),
        read: { text: 'Read it as it is now', href: paths.readDraft(reportId, edition) },
      },
      409,
    );
  }
}

/** Sending the report to the SRO, asked before. */
@Page('reports/:id/submit')
@Heavy('preview')
export class ReportSubmitController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
    private readonly parts: PartsQueries,
  ) {}

  @Get()
  @Policy('report.submit')
  async askToSubmit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<PageAnswer | SeeOther> {
    return (await this.nothingToSend(actor, reportId)) ?? this.submitting(actor, reportId, stepForm.blank());
  }

  @Post()
  @Policy('report.submit')
  @Twin('POST /api/v1/reports/:id/submit')
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const nothing = await this.nothingToSend(actor, reportId);
    if (nothing) return nothing;
    return submit(
      stepForm,
      sent,
      async ({ comment }) => {
        await this.service.step(actor, reportId, 'submit', versionOf(sent), comment);
        return seeOther(
          paths.report(reportId),
          'The report is with the SRO. You will see it on My work if it comes back.',
        );
      },
      (form) => this.submitting(actor, reportId, form),
    );
  }

  /** Who comes back to this page after the report was sent is told where it stands. @returns null where it can be sent. */
  private async nothingToSend(actor: Actor, reportId: string): Promise<SeeOther | null> {
    const { report } = await this.reports.around(actor, reportId);
    return report.actions.includes('submit')
      ? null
      : seeOther(paths.report(reportId), 'Nothing was sent. The page says where the report stands.');
  }

  private async submitting(actor: Actor, reportId: string, form: FormView): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const [work, parts] = await Promise.all([
      this.reports.preview(actor, reportId),
      this.parts.ofPeriod(actor, around.period.id),
    ]);
    const { blockers, challenges } = work;
    const missing = missingLinks(reportId, { blockers, late: namedLate(work.late, parts) });
    const open = challenges.filter(({ answer }) => answer === null).length;
    const unrated = work.snapshot && unratedWords(work.snapshot);
    return show('report/submit', {
      head: head('Send the report to the SRO', {
        ...below(around),
        lead:
          missing.length === 0
            ? 'Nothing is missing.'
            : `It cannot be sent yet: ${count(missing.length, 'thing is', 'things are')} missing.`,
      }),
      form,
      action: paths.reportStep(reportId, 'submit'),
      version: around.report.version,
      correction: presentCorrectionNote(around.report, work.snapshot),
      missing,
      consequences: [
        'The SRO reads it and approves it, or gives it back with a reason. Meanwhile its words cannot be changed.',
        ...(unrated === null ? [] : [unrated]),
        ...(open > 0
          ? [
              `${count(open, 'question is', 'questions are')} open. The report cannot be approved before ${open === 1 ? 'it is' : 'they are'} answered.`,
            ]
          : []),
      ],
    });
  }
}

/** The words of the report as a whole. */
@Page('reports/:id/text')
@Heavy('preview')
export class ReportTextController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('report.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    if (!around.report.actions.includes('save')) return show('report/text-read', presentTextRead(around));
    const form = reportTextForm.blank(shownText(around.report.text));
    return show(
      'report/text',
      presentText(around, form, around.report.version, await this.late(actor, reportId)),
    );
  }

  @Post()
  @Policy('report.edit')
  @Twin('PUT /api/v1/reports/:id/text')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const settled = settle(sent);
    if (settled && settled.open.size > 0) {
      const around = await this.reports.around(actor, reportId);
      return show('part/conflict', presentTextConflict(around, sent, this.clock.now(), settled), 422);
    }
    return this.saveText(actor, reportId, settled?.sent ?? sent);
  }

  private async saveText(actor: Actor, reportId: string, sent: Sent): Promise<PageAnswer | SeeOther> {
    try {
      return await submit(
        reportTextForm,
        sent,
        async (text) => {
          const { report } = await this.reports.around(actor, reportId);
          // The same words once more are no new version.
          if (report.version !== versionOf(sent) || canonicalJson(text) !== canonicalJson(report.text))
            await this.service.save(actor, reportId, versionOf(sent), text);
          return seeOther(paths.report(reportId), 'The words of the report are saved.');
        },
        async (form) =>
          show(
            'report/text',
            presentText(
              await this.reports.around(actor, reportId),
              form,
              versionOf(sent),
              await this.late(actor, reportId),
            ),
          ),
      );
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
      const around = await this.reports.around(actor, reportId);
      return show('part/conflict', presentTextConflict(around, sent, this.clock.now()), 412);
    }
  }

  private async late(actor: Actor, reportId: string): Promise<number> {
    return (await this.reports.preview(actor, reportId)).late.length;
  }
}
