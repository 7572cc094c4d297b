import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { DeadlinesQueries } from '../../committees/index.js';
import { CurrentActor, PeopleQueries, Policy, type Actor } from '../../identity/index.js';
import { Clock, notFound } from '../../platform/index.js';
import { PartsQueries, ProgrammesQueries } from '../../programmes/index.js';
import { ReportsQueries, ReportsService } from '../../reporting/index.js';
import {
  KnownPages,
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentBoard } from './board.presenter.js';

const id = z.uuid();

/** A period: its parts, who has them, and its report. */
@Page('periods/:id')
export class BoardController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly parts: PartsQueries,
    private readonly reports: ReportsQueries,
    private readonly people: PeopleQueries,
    private readonly deadlines: DeadlinesQueries,
    private readonly pages: KnownPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<PageAnswer> {
    const period = await this.programmes.period(actor, periodId);
    if (!actor.can('contribution.read', period.programmeId)) throw notFound('reporting period');
    const today = this.clock.today();
    const [parts, report = null, neighbours, plan] = await Promise.all([
      this.parts.ofPeriod(actor, periodId),
      this.reports.ofPeriod(actor, periodId),
      this.programmes.neighbours(period),
      this.deadlines.ofPeriod(actor, periodId),
    ]);
    const starters =
      report || actor.can('report.edit', period.programmeId)
        ? []
        : await this.people.withPermission('report.edit', period.programmeId, today);
    const view = presentBoard({
      actor,
      period,
      parts,
      report,
      starters,
      neighbours,
      plan,
      has: this.pages.has,
      now: this.clock.now(),
      today,
    });
    return show('period/board', view);
  }
}

@Page('periods/:id/report')
export class StartReportController {
  constructor(
    private readonly service: ReportsService,
    private readonly programmes: ProgrammesQueries,
    private readonly pages: KnownPages,
    private readonly once: Once,
  ) {}

  @Post()
  @Policy('report.edit')
  @Twin('POST /api/v1/reports')
  async start(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { label } = await this.programmes.period(actor, periodId);
    return this.once.run(actor, sent, async () => {
      const reportId = await this.service.create(actor, periodId);
      const place = this.pages.has('/reports/:id') ? paths.report(reportId) : paths.period(periodId);
      return seeOther(place, `The ${label} report is started.`);
    });
  }
}
