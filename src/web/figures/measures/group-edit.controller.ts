import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  PeopleQueries,
  Policy,
  requirePermission,
  type Actor,
} from '../../../identity/index.js';
import { MeasuresQueries, MeasuresService, type GroupView } from '../../../performance/index.js';
import { Clock } from '../../../platform/index.js';
import { ProgrammesQueries } from '../../../programmes/index.js';
import { ThemesQueries } from '../../../themes/index.js';
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
} from '../../shell/index.js';
import { presentEditGroup } from './edit.presenter.js';
import { groupForm } from './measure.form.js';
import { groupName } from './measures.presenter.js';

const id = z.uuid();
/** There are 99 numbers for themes. */
const MOST_THEMES = 99;

/** Groups of measures are added and changed. */
@Page()
export class EditGroupController {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly service: MeasuresService,
    private readonly programmes: ProgrammesQueries,
    private readonly themes: ThemesQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Get('programmes/:id/measure-groups/new')
  @Policy('measure.manage')
  async blank(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
  ): Promise<PageAnswer> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    const { items } = await this.measures.groups(actor, programmeId, { limit: 99 });
    const number = 1 + Math.max(0, ...items.map((group) => group.number));
    return this.form(
      actor,
      programmeId,
      null,
      groupForm.blank({ number: String(Math.min(number, 99)) }),
      null,
    );
  }

  @Post('programmes/:id/measure-groups/new')
  @Policy('measure.manage')
  @Twin('POST /api/v1/programmes/:id/measure-groups')
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    return submit(
      groupForm,
      sent,
      (input) =>
        this.once.run(actor, sent, async () => {
          const group = await this.service.createGroup(actor, programmeId, input);
          return seeOther(paths.measureGroup(group.id), `${groupName(group)} was added. Add its measures.`);
        }),
      (form) => this.form(actor, programmeId, null, form, null),
    );
  }

  @Get('measure-groups/:id/change')
  @Policy('measure.manage')
  async filled(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) groupId: string,
  ): Promise<PageAnswer> {
    const group = await this.managed(actor, groupId);
    return this.form(actor, group.programmeId, group, groupForm.filled(group), group.version);
  }

  @Post('measure-groups/:id/change')
  @Policy('measure.manage')
  @Twin('PATCH /api/v1/measure-groups/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) groupId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const group = await this.managed(actor, groupId);
    return submit(
      groupForm,
      sent,
      async (input) => {
        const changed = await this.service.changeGroup(actor, groupId, sentVersion(sent), input);
        return seeOther(paths.measureGroup(groupId), `${groupName(changed)} was changed.`);
      },
      (form) => this.form(actor, group.programmeId, group, form, sentVersion(sent)),
    );
  }

  private async form(
    actor: Actor,
    programmeId: string,
    group: GroupView | null,
    form: FormView,
    version: number | null,
  ): Promise<PageAnswer> {
    const [themes, owners] = await Promise.all([
      this.themes.list(actor, programmeId, { limit: MOST_THEMES }),
      this.people.candidatesWith(programmeId, this.clock.today(), [group?.ownerId ?? null]),
    ]);
    return show(
      'measures/edit-group',
      presentEditGroup(form, programmeId, group, version, { themes: themes.items, owners }),
    );
  }

  private async managed(actor: Actor, groupId: string): Promise<GroupView> {
    const group = await this.measures.group(actor, groupId);
    requirePermission(actor, 'measure.manage', group.programmeId);
    return group;
  }
}
