import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries, CommitteesService, serves, type CommitteeView } from '../../committees/index.js';
import { DispatchesQueries } from '../../distribution/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Calendars, Clock, everyItem, pageQuery } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { committeeForm, newCommitteeForm } from './committee.form.js';
import {
  consequencesOf,
  presentChangeCommittee,
  presentCommittee,
  presentConfirmCommittee,
  presentNewCommittee,
  type CommitteeChoices,
} from './committee.presenter.js';

const MEETINGS_SHOWN = 50;
const query = pageQuery.pick({ cursor: true });

@Page('programmes/:id/committees/new')
export class NewCommitteeController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly service: CommitteesService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('committee.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
  ): Promise<PageAnswer> {
    const programme = await this.programme(actor, programmeId);
    return show(
      'committees/edit-committee',
      presentNewCommittee(
        newCommitteeForm.blank({ gets: 'public', way: 'attachment' }),
        programme,
        await choicesOf(this.committees, actor, programmeId),
      ),
    );
  }

  @Post()
  @Policy('committee.manage')
  @Twin('POST /api/v1/committees')
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const programme = await this.programme(actor, programmeId);
    const given = await choicesOf(this.committees, actor, programmeId);
    return submit(
      newCommitteeForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const { id, name } = await this.service.create(actor, { ...body, programmeId });
          return seeOther(paths.committee(id), `${name} was added. Add who receives its papers.`);
        }),
      (form) => show('committees/edit-committee', presentNewCommittee(form, programme, given)),
    );
  }

  private async programme(actor: Actor, id: string): Promise<ProgrammeView> {
    const programme = await this.programmes.get(actor, id);
    requirePermission(actor, 'committee.manage', id);
    return programme;
  }
}

/** A committee: what it gets, who receives its papers, when it meets. */
@Page('committees/:id')
export class CommitteePageController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly service: CommitteesService,
    private readonly programmes: ProgrammesQueries,
    private readonly dispatches: DispatchesQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('committee.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: query }) { cursor }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    const committee = await this.committees.get(actor, id);
    const { programmeId } = committee;
    const today = this.clock.today();
    const [programme, recipients, sections, meetings, next] = await Promise.all([
      this.programmes.get(actor, programmeId),
      everyItem((page) => this.committees.recipients(actor, id, page)),
      this.committees.sectionsOf(programmeId),
      this.committees.meetings(actor, id, { limit: MEETINGS_SHOWN, cursor }),
      this.committees.nextMeeting(actor, id, today),
    ]);
    const ids = meetings.items.map((meeting) => meeting.id);
    const dispatches = actor.can('dispatch.read', programmeId)
      ? await this.dispatches.ofMeetings(actor, ids)
      : null;
    return show(
      'committees/committee',
      presentCommittee({
        committee,
        programme,
        recipients,
        sections,
        meetings,
        next,
        papers: {
          dispatches,
          mayPlan: actor.can('dispatch.manage', programmeId),
          today,
        },
        calendar: await this.calendars.current(),
        mayManage: actor.can('committee.manage', programmeId),
        now: this.clock.now(),
      }),
    );
  }

  @Get('change')
  @Policy('committee.manage')
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<PageAnswer> {
    const committee = await this.managed(actor, id);
    const given = await choicesOf(this.committees, actor, committee.programmeId);
    return show(
      'committees/edit-committee',
      presentChangeCommittee(committeeForm.filled(committee), committee, committee.version, given),
    );
  }

  @Post('change')
  @Policy('committee.manage')
  @Twin('PATCH /api/v1/committees/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const committee = await this.managed(actor, id);
    const version = sentVersion(sent);
    const given = await choicesOf(this.committees, actor, committee.programmeId);
    return submit(
      committeeForm,
      sent,
      async (body) => {
        const recipients = await everyItem((page) => this.committees.recipients(actor, id, page));
        const getting = recipients.filter((one) => serves(one, this.clock.today())).length;
        const consequences = consequencesOf(committee, body, getting);
        if (consequences.length > 0 && textOf(sent['confirmed']) !== 'yes')
          return show(
            'committees/confirm-committee',
            presentConfirmCommittee(committee, body, version, consequences),
          );
        const { name } = await this.service.change(actor, id, version, body);
        return seeOther(paths.committee(id), `${name} was changed.`);
      },
      (form) => show('committees/edit-committee', presentChangeCommittee(form, committee, version, given)),
    );
  }

  private async managed(actor: Actor, id: string): Promise<CommitteeView> {
    const committee = await this.committees.get(actor, id);
    requirePermission(actor, 'committee.manage', committee.programmeId);
    return committee;
  }
}

/** What a committee of a programme can choose among. */
const choicesOf = async (
  committees: CommitteesQueries,
  actor: Actor,
  programmeId: string,
): Promise<CommitteeChoices> => ({
  others: await committees.directory(actor, programmeId),
  sections: await committees.sectionsOf(programmeId),
});
