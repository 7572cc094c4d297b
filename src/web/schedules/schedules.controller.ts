import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries, type CommitteeView } from '../../committees/index.js';
import { SchedulesQueries, SchedulesService } from '../../distribution/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import {
  Once,
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
import { newScheduleForm, scheduleForm } from './schedules.form.js';
import { presentSchedule, presentSchedules } from './schedules.presenter.js';

const id = z.uuid();

/** Papers that go to a committee on a working day of each month, with a dry run for the next year. */
@Page('committees/:id/schedules')
export class SchedulesPageController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly schedules: SchedulesQueries,
    private readonly service: SchedulesService,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('dispatch.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
  ): Promise<PageAnswer> {
    return this.listView(actor, await this.committees.get(actor, committeeId), newScheduleForm.blank());
  }

  @Post()
  @Policy('dispatch.manage')
  @Twin('POST /api/v1/committees/:id/schedules')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const committee = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'dispatch.manage', committee.programmeId);
    return submit(
      newScheduleForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const made = await this.service.create(actor, committeeId, body);
          return seeOther(paths.schedule(committeeId, made.id), 'Papers go on this schedule from now on.');
        }),
      (form) => this.listView(actor, committee, form),
    );
  }

  @Get(':scheduleId')
  @Policy('dispatch.read')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('scheduleId', { schema: id }) scheduleId: string,
  ): Promise<PageAnswer> {
    const committee = await this.committees.get(actor, committeeId);
    const schedule = await this.schedules.get(actor, committeeId, scheduleId);
    const version = actor.can('dispatch.manage', committee.programmeId) ? schedule.version : null;
    const form = scheduleForm.filled(schedule);
    return show('schedules/schedule', presentSchedule(committee, schedule, form, version, this.clock.now()));
  }

  @Post(':scheduleId')
  @Policy('dispatch.manage')
  @Twin('PUT /api/v1/committees/:id/schedules/:scheduleId')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('scheduleId', { schema: id }) scheduleId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const committee = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'dispatch.manage', committee.programmeId);
    const schedule = await this.schedules.get(actor, committeeId, scheduleId);
    const version = sentVersion(sent);
    return submit(
      scheduleForm,
      sent,
      async (body) => {
        await this.service.change(actor, { committeeId, id: scheduleId, version }, body);
        return seeOther(
          paths.schedule(committeeId, scheduleId),
          body.active ? 'The schedule was changed.' : 'The schedule was stopped.',
        );
      },
      (form) =>
        show('schedules/schedule', presentSchedule(committee, schedule, form, version, this.clock.now())),
    );
  }

  private async listView(
    actor: Actor,
    committee: CommitteeView,
    form: FormView,
  ): Promise<PageAnswer<'schedules/list'>> {
    const all = await everyItem((query) => this.schedules.list(actor, committee.id, query));
    const mayManage = actor.can('dispatch.manage', committee.programmeId);
    return show('schedules/list', presentSchedules(committee, all, form, mayManage, this.clock.now()));
  }
}
