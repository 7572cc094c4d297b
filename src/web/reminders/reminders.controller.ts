import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { NoticesQueries, NoticesService } from '../../notices/index.js';
import { Clock } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  count,
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
import { reminderRuleForm } from './reminder-rule.form.js';
import { presentPeriodReminders, presentReminderRule } from './reminders.presenter.js';

const id = z.uuid();

/** What people are told of a period by mail, and sending it now. */
@Page('periods/:id/reminders')
export class PeriodRemindersPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly notices: NoticesQueries,
    private readonly service: NoticesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('period.open')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<PageAnswer> {
    const period = await this.programmes.period(actor, periodId);
    const reminders = await this.notices.ofPeriod(actor, periodId);
    return show('reminders/period', presentPeriodReminders(period, reminders, this.clock.now()));
  }

  @Post()
  @Policy('period.open')
  @Twin('POST /api/v1/periods/:id/reminders')
  async remind(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<SeeOther> {
    const mails = await this.service.remind(actor, periodId);
    return seeOther(
      paths.periodReminders(periodId),
      mails === 0 ? 'There was nothing to send.' : `${count(mails, 'e-mail is', 'e-mails are')} on the way.`,
    );
  }
}

/** When a programme reminds and escalates. */
@Page('programmes/:id/reminders')
export class ReminderRulePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly notices: NoticesQueries,
    private readonly service: NoticesService,
  ) {}

  @Get()
  @Policy('period.open')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const rule = await this.notices.rule(actor, programmeId);
    const form = reminderRuleForm.filled({ ...rule, before: rule.before.join(', ') });
    return this.view(actor, programmeId, form, rule.version);
  }

  @Post()
  @Policy('period.open')
  @Twin('PUT /api/v1/programmes/:id/reminder-rule')
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const version = sentVersion(sent);
    return submit(
      reminderRuleForm,
      sent,
      async (body) => {
        await this.service.changeRule(actor, programmeId, version, body);
        return seeOther(paths.periods(programmeId), 'When people are reminded was changed.');
      },
      (form) => this.view(actor, programmeId, form, version),
    );
  }

  private async view(
    actor: Actor,
    programmeId: string,
    form: FormView,
    version: number,
  ): Promise<PageAnswer<'reminders/rule'>> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    return show('reminders/rule', presentReminderRule(programme, form, version));
  }
}
