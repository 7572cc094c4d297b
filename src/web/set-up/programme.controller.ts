import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { pageQuery } from '../../platform/index.js';
import { ProgrammesQueries, ProgrammesService, type ProgrammeView } from '../../programmes/index.js';
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
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { newProgrammeForm, programmeForm } from './programme.form.js';
import { presentChangeProgramme, presentNewProgramme, presentProgrammes } from './programme.presenter.js';

const id = z.uuid();
const SHOWN = 50;

@Page('admin/programmes')
export class ProgrammesPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly service: ProgrammesService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('programme.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery.pick({ cursor: true }) }) { cursor }: { cursor?: string | undefined },
  ): Promise<PageAnswer> {
    const [page, newest] = await Promise.all([
      this.programmes.list(actor, { limit: SHOWN, cursor }),
      this.programmes.withNewestPeriods(actor),
    ]);
    return show(
      'set-up/programmes',
      presentProgrammes(
        page,
        new Map(newest.map((programme) => [programme.id, programme.period])),
        actor.can('programme.manage', null),
      ),
    );
  }

  @Get('new')
  @Policy('programme.manage')
  page(@CurrentActor() actor: Actor): PageAnswer {
    requirePermission(actor, 'programme.manage', null);
    return show('set-up/programme', presentNewProgramme(newProgrammeForm.blank({ quarters: 'trailing' })));
  }

  @Post('new')
  @Policy('programme.manage')
  @Twin('POST /api/v1/programmes')
  create(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    return submit(
      newProgrammeForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const made = await this.service.create(actor, body);
          return seeOther(paths.setUp(made.id), `${made.name} is created. Go on with its set-up.`);
        }),
      (form) => show('set-up/programme', presentNewProgramme(form)),
    );
  }
}

@Page('programmes/:id/change')
export class ProgrammePageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly service: ProgrammesService,
  ) {}

  @Get()
  @Policy('programme.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.managed(actor, programmeId);
    const form = programmeForm.filled(programme);
    return show('set-up/programme', presentChangeProgramme(form, programme, programme.version));
  }

  @Post()
  @Policy('programme.manage')
  @Twin('PATCH /api/v1/programmes/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.managed(actor, programmeId);
    const version = sentVersion(sent);
    return submit(
      programmeForm,
      sent,
      async (body) => {
        const { name } = await this.service.change(actor, programmeId, version, body);
        return seeOther(paths.setUp(programmeId), `${name} was changed.`);
      },
      (form) => show('set-up/programme', presentChangeProgramme(form, programme, version)),
    );
  }

  private async managed(actor: Actor, programmeId: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    return programme;
  }
}
