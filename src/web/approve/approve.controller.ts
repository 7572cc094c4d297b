import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DispatchesQueries } from '../../distribution/index.js';
import { CurrentActor, Heavy, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock, notFound, Problem } from '../../platform/index.js';
import {
  ReportsQueries,
  ReportsService,
  SaidAgainQueries,
  VersionsQueries,
  type ReportPreview,
  type ReportView,
} from '../../reporting/index.js';
import {
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  StepUps,
  submit,
  textOf,
  Twin,
  waitWords,
  withQuery,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { approveForm } from './approve.form.js';
import { presentApprove, presentChanged, presentNotApprovable, presentSealed } from './approve.presenter.js';
import { ChangesSinceRead } from './changes-since-read.js';

const id = z.uuid();

/** The approval of the Senior Responsible Officer. */
@Page('reports/:id')
@Heavy('preview')
export class ApprovePageController {
  constructor(
    private readonly since: ChangesSinceRead,
    private readonly reports: ReportsQueries,
    private readonly service: ReportsService,
    private readonly said: SaidAgainQueries,
    private readonly people: PeopleQueries,
    private readonly stepUps: StepUps,
    private readonly clock: Clock,
  ) {}

  @Get('approve')
  @Policy('report.approve')
  page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.view(actor, reportId, request, approveForm.blank(), this.clock.now().toISOString());
  }

  @Post('approve')
  @Policy('report.approve')
  @Twin('POST /api/v1/reports/:id/approve')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Req() request: FastifyRequest,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    await this.reports.get(actor, reportId);
    const again = (form: FormView): Promise<PageAnswer> =>
      this.view(actor, reportId, request, form, textOf(sent['_read']));
    try {
      return await submit(
        approveForm,
        sent,
        async ({ password, ...approval }) => {
          const confirmation = await this.stepUps.give(actor, request, password);
          const versionId = await this.service.approve(
            actor,
            reportId,
            sentVersion(sent),
            approval,
            confirmation,
          );
          return seeOther(withQuery(paths.reportStep(reportId, 'sealed'), { version: versionId }));
        },
        again,
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 412) return this.changed(actor, reportId, textOf(sent['_read']));
      if (error.status !== 429) throw error;
      const { name, view } = await again(approveForm.refused(sent, tooMany(error)));
      return show(name, view, 429, { 'Retry-After': String(error.retryAfter ?? 60) });
    }
  }

  /** @param read when the person read it, as the form says. */
  private async changed(actor: Actor, reportId: string, read: string): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const { changes, titles } = await this.since.of(actor, around, read);
    return show('approve/changed', presentChanged(around, changes, titles, this.clock.now()), 412);
  }

  /** Whoever opens the page to approve gets the report tried, should something have changed since it was sent. */
  private async tried(actor: Actor, { id, actions }: ReportView): Promise<ReportPreview> {
    const preview = await this.reports.preview(actor, id);
    const others = preview.blockers.some(({ path }) => path !== 'trial');
    if (!actions.includes('approve') || others || preview.trial.state !== 'not_asked') return preview;
    await this.service.tryNow(actor, id);
    return this.reports.preview(actor, id);
  }

  private async view(
    actor: Actor,
    reportId: string,
    request: FastifyRequest,
    form: FormView,
    read: string,
  ): Promise<PageAnswer> {
    const around = await this.reports.around(actor, reportId);
    const { programmeId, actions } = around.report;
    const preview = await this.tried(actor, around.report);
    const { sha256 } = preview;
    if (!actions.includes('approve') || preview.blockers.length > 0 || sha256 === null) {
      const others = await this.people.withPermission('report.approve', programmeId, this.clock.today());
      return show(
        'approve/not-approvable',
        presentNotApprovable(
          around,
          preview,
          others.filter((one) => one.id !== actor.userId),
          actor.can('report.approve', programmeId),
        ),
      );
    }
    const [same, standsInFor, stepUp] = await Promise.all([
      this.said.answersOf(around.period.id, preview.challenges),
      this.people.byIds([...actor.standsInFor(programmeId)]),
      this.stepUps.of(actor, request, paths.reportStep(reportId, 'approve')),
    ]);
    const now = this.clock.now();
    return show(
      'approve/approve',
      presentApprove(around, { ...preview, sha256, same }, form, [...standsInFor.values()], {
        read: Number.isNaN(Date.parse(read)) ? now.toISOString() : read,
        stepUp,
        now,
      }),
    );
  }
}

/** After the approval: once it is sealed, for people who may read about it. */
@Page('reports/:id/sealed')
export class SealedPageController {
  constructor(
    private readonly versions: VersionsQueries,
    private readonly dispatches: DispatchesQueries,
  ) {}

  @Get()
  @Policy('version.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Query('version', { schema: id }) versionId: string,
  ): Promise<PageAnswer> {
    const sealed = await this.versions.get(actor, versionId);
    if (sealed.reportId !== reportId) throw notFound('sealed version');
    return show('approve/sealed', presentSealed(sealed, await this.dispatches.afterSeal(versionId)));
  }
}

const tooMany = ({ retryAfter }: Problem): Problem =>
  new Problem({
    code: 'too-many-attempts',
    status: 422,
    issues: [
      {
        path: 'password',
        message: `There were too many attempts. Wait ${waitWords(retryAfter)}, then try again.`,
      },
    ],
    detail: 'There were too many attempts.',
  });
