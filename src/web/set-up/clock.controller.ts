import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { ClockService, CommitteesQueries } from '../../committees/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
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
import { clockForm } from './clock.form.js';
import type { ClockPage } from './clock.view.js';

const id = z.uuid();

const presentClock = (
  form: FormView,
  { id: programmeId, name }: ProgrammeView,
  version: number,
): ClockPage => ({
  head: head('Days before a meeting', {
    programme: name,
    back: { text: 'Set-up', href: paths.setUp(programmeId) },
    lead: 'From these, and from when the law wants papers published, the dates of a new period are proposed. Dates that are set already stay.',
  }),
  form,
  action: paths.clockSettings(programmeId),
  version,
});

/** The local numbers from which deadlines are proposed. */
@Page('programmes/:id/days-before-meetings')
export class ClockSettingsController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly service: ClockService,
  ) {}

  @Get()
  @Policy('programme.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    const setting = await this.committees.clockSetting(actor, programmeId);
    return show('set-up/clock', presentClock(clockForm.filled(setting), programme, setting.version));
  }

  @Post()
  @Policy('programme.manage')
  @Twin('PUT /api/v1/programmes/:id/clock-settings')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      clockForm,
      sent,
      async (body) => {
        await this.service.change(actor, programmeId, version, body);
        return seeOther(paths.setUp(programmeId), 'The days before a meeting are saved.');
      },
      (form) => show('set-up/clock', presentClock(form, programme, version)),
    );
  }

  private async managed(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    return programme;
  }
}
