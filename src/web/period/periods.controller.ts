import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DeadlinesQueries } from '../../committees/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, Database, londonDate, Problem, type PageQuery } from '../../platform/index.js';
import { PartsQueries, ProgrammesQueries, ProgrammesService } from '../../programmes/index.js';
import { ReportsQueries } from '../../reporting/index.js';
import {
  count,
  Once,
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
import { meetingDates, plannedDates } from './deadline.words.js';
import { datesForm, newPeriodForm } from './period.form.js';
import {
  presentCancelPeriod,
  presentDates,
  presentMissingParts,
  presentNewPeriod,
  presentOpenPeriod,
  presentPeriods,
  suggestedPeriod,
} from './periods.presenter.js';

const id = z.uuid();
const ROWS = 50;
const listQuery = z.object({ cursor: z.string().max(200).optional() });

@Page('programmes/:id/periods')
export class PeriodsPageController {
  constructor(private readonly programmes: ProgrammesQueries) {}

  @Get()
  @Policy('programme.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: listQuery }) { cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const query: PageQuery = { limit: ROWS, ...(cursor === undefined ? {} : { cursor }) };
    const [programme, page] = await Promise.all([
      this.programmes.get(actor, programmeId),
      this.programmes.periods(actor, programmeId, query),
    ]);
    const may = {
      open: actor.can('period.open', programmeId),
      read: actor.can('contribution.read', programmeId),
    };
    return show('period/periods', presentPeriods(programme, page, may));
  }
}

/** Opening a period: what is typed, what it comes to, and only then the period. */
@Page('programmes/:id/periods/new')
export class NewPeriodController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly parts: PartsQueries,
    private readonly service: ProgrammesService,
    private readonly deadlines: DeadlinesQueries,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('period.open')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const newest = await this.newest(actor, programmeId);
    const suggested = suggestedPeriod(newest, londonDate(this.clock.now()));
    const { plan } = await this.deadlines.proposed(actor, programmeId, suggested.endsOn);
    const planned = plan && plannedDates(suggested, plan);
    return this.view(actor, programmeId, newPeriodForm.filled(planned ?? suggested));
  }

  @Post()
  @Policy('period.open')
  @Twin('POST /api/v1/programmes/:id/periods')
  open(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    if (textOf(sent['_again']) !== '') return this.view(actor, programmeId, newPeriodForm.blank(sent));
    if (textOf(sent['_confirmed']) === '') return this.check(actor, programmeId, sent);
    return submit(
      newPeriodForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const period = await this.service.openPeriod(actor, programmeId, body);
          return seeOther(paths.period(period.id), `${period.label} is open.`);
        }),
      (form) => this.view(actor, programmeId, form),
    );
  }

  /** Says what opening it will do. Writes nothing. */
  private async check(actor: Actor, programmeId: string, sent: Sent): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    try {
      const input = newPeriodForm.read(sent);
      const [beginning, plan] = await Promise.all([
        this.parts.beginning(programmeId, input.startsOn, null),
        this.deadlines.proposed(actor, programmeId, input.endsOn),
      ]);
      const today = this.clock.today();
      return show(
        'period/open',
        presentOpenPeriod(
          programme,
          {
            input,
            beginning,
            meetings: meetingDates(
              { dueOn: input.approvalDueOn, approvedOn: null, isClosed: false },
              plan,
              today,
            ),
          },
          sent,
          today,
        ),
      );
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      const { name, view } = await this.view(actor, programmeId, newPeriodForm.refused(sent, error));
      return show(name, view, 422);
    }
  }

  private async newest(actor: Actor, programmeId: string) {
    const { items } = await this.programmes.periods(actor, programmeId, { limit: 1 });
    return items[0];
  }

  private async view(actor: Actor, programmeId: string, form: FormView): Promise<PageAnswer<'period/new'>> {
    const [programme, newest] = await Promise.all([
      this.programmes.get(actor, programmeId),
      this.newest(actor, programmeId),
    ]);
    requirePermission(actor, 'period.open', programmeId);
    return show('period/new', presentNewPeriod(programme, form, newest));
  }
}

@Page('periods/:id/dates')
export class PeriodDatesController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly reports: ReportsQueries,
    private readonly service: ProgrammesService,
  ) {}

  @Get()
  @Policy('period.open')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<PageAnswer> {
    const period = await this.programmes.period(actor, periodId);
    return this.view(actor, periodId, datesForm.filled(period), period.version);
  }

  @Post()
  @Policy('period.open')
  @Twin('PATCH /api/v1/periods/:id')
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const version = Number(textOf(sent['_version']));
    return submit(
      datesForm,
      sent,
      async (body) => {
        const { label } = await this.service.changePeriod(actor, periodId, version, body);
        return seeOther(paths.period(periodId), `The dates of ${label} are changed.`);
      },
      (form) => this.view(actor, periodId, form, version),
    );
  }

  private async view(
    actor: Actor,
    periodId: string,
    form: FormView,
    version: number,
  ): Promise<PageAnswer<'period/dates'>> {
    const [period, report] = await Promise.all([
      this.programmes.period(actor, periodId),
      this.reports.ofPeriod(actor, periodId),
    ]);
    requirePermission(actor, 'period.open', period.programmeId);
    return show('period/dates', presentDates(period, form, version, report?.status));
  }
}

/** Taking back a period that was opened by mistake. */
@Page('periods/:id/cancel')
export class CancelPeriodController {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly service: ProgrammesService,
  ) {}

  @Get()
  @Policy('period.open')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<PageAnswer> {
    const period = await this.programmes.period(actor, periodId);
    requirePermission(actor, 'period.open', period.programmeId);
    const written = await this.database.read((tx) => this.programmes.written(tx, periodId));
    return show('period/cancel', presentCancelPeriod(period, written));
  }

  @Post()
  @Policy('period.open')
  @Twin('DELETE /api/v1/periods/:id')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { label, programmeId } = await this.service.cancelPeriod(
      actor,
      periodId,
      Number(textOf(sent['_version'])),
    );
    return seeOther(paths.periods(programmeId), `${label} is cancelled.`);
  }
}

/** Parts that were added to the programme after the period was opened. */
@Page('periods/:id/parts')
export class MissingPartsController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly parts: PartsQueries,
    private readonly service: ProgrammesService,
  ) {}

  @Get()
  @Policy('period.open')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<PageAnswer> {
    const period = await this.programmes.period(actor, periodId);
    requirePermission(actor, 'period.open', period.programmeId);
    const missing = await this.parts.beginning(period.programmeId, period.startsOn, periodId);
    return show('period/parts', presentMissingParts(period, missing));
  }

  @Post()
  @Policy('period.open')
  @Twin('POST /api/v1/periods/:id/contributions')
  async add(@CurrentActor() actor: Actor, @Param('id', { schema: id }) periodId: string): Promise<SeeOther> {
    const started = await this.service.completePeriod(actor, periodId);
    return seeOther(
      paths.period(periodId),
      started === 0 ? 'No part was missing.' : `${count(started, 'part was', 'parts were')} added.`,
    );
  }
}
