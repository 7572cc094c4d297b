import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  ClockQueries,
  CommitteesQueries,
  MeetingsService,
  type MeetingView,
} from '../../committees/index.js';
import { EnquiriesQueries } from '../../enquiries/index.js';
import { DispatchesQueries } from '../../distribution/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
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
import { agendaForm, publicationForm } from './meeting.form.js';
import { presentAgenda, presentMeeting, presentPublication } from './meeting-clock.presenter.js';

const id = z.uuid();
/** The newest periods, of which a meeting can get the report. */
const PERIODS_OFFERED = 24;
/** More than are asked at one meeting. */
const QUESTIONS_SHOWN = 200;

/** One meeting: its clear days, its notices, and what comes after it. */
@Page('committees/:id/meetings/:meetingId')
export class MeetingPageController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly clocks: ClockQueries,
    private readonly dispatches: DispatchesQueries,
    private readonly enquiries: EnquiriesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('committee.read')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<PageAnswer> {
    const committee = await this.committees.get(actor, committeeId);
    const [meeting, clock] = await Promise.all([
      this.committees.meeting(actor, meetingId, committeeId),
      this.clocks.ofMeeting(actor, committeeId, meetingId),
    ]);
    const { programmeId } = committee;
    const dispatches = actor.can('dispatch.read', programmeId)
      ? await this.dispatches.ofMeetings(actor, [meetingId])
      : null;
    const questions = actor.can('enquiry.read', programmeId)
      ? await this.enquiries.list(actor, { meetingId, limit: QUESTIONS_SHOWN })
      : null;
    return show(
      'committees/meeting',
      presentMeeting({
        committee,
        meeting,
        clock,
        papers: {
          dispatches,
          mayPlan: actor.can('dispatch.manage', programmeId),
          today: this.clock.today(),
        },
        mayManage: actor.can('committee.manage', programmeId),
        questions: questions?.items ?? null,
        mayRecord: actor.can('enquiry.record', programmeId),
        now: this.clock.now(),
      }),
    );
  }
}

/** What a meeting gets, and when its papers were published. */
@Page('committees/:id/meetings/:meetingId')
export class MeetingStepsController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly clocks: ClockQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly service: MeetingsService,
    private readonly clock: Clock,
  ) {}

  @Get('publication')
  @Policy('committee.manage')
  async publication(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<PageAnswer> {
    const meeting = await this.managed(actor, committeeId, meetingId);
    const form = publicationForm.filled({
      publishedOn: meeting.papersPublishedOn ?? this.clock.today(),
      urgency: meeting.urgency,
    });
    return this.publicationPage(actor, meeting, meeting.version, form);
  }

  @Post('publication')
  @Policy('committee.manage')
  @Twin('POST /api/v1/committees/:id/meetings/:meetingId/publication')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const meeting = await this.managed(actor, committeeId, meetingId);
    const version = sentVersion(sent);
    return submit(
      publicationForm,
      sent,
      async (body) => {
        await this.service.recordPublication(actor, { committeeId, id: meetingId, version }, body);
        return seeOther(paths.meeting(committeeId, meetingId), 'The day of publication was recorded.');
      },
      (form) => this.publicationPage(actor, meeting, version, form),
    );
  }

  @Get('agenda')
  @Policy('committee.manage')
  async agenda(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<PageAnswer> {
    const meeting = await this.managed(actor, committeeId, meetingId);
    const form = agendaForm.filled({ periodIds: meeting.agenda.map((period) => period.id) });
    return this.agendaPage(actor, meeting, meeting.version, form);
  }

  @Post('agenda')
  @Policy('committee.manage')
  @Twin('PUT /api/v1/committees/:id/meetings/:meetingId/agenda')
  async setAgenda(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const meeting = await this.managed(actor, committeeId, meetingId);
    const version = sentVersion(sent);
    return submit(
      agendaForm,
      sent,
      async ({ periodIds }) => {
        await this.service.setAgenda(actor, { committeeId, id: meetingId, version }, periodIds);
        return seeOther(paths.meeting(committeeId, meetingId), 'What the meeting gets was changed.');
      },
      (form) => this.agendaPage(actor, meeting, version, form),
    );
  }

  private async publicationPage(
    actor: Actor,
    meeting: MeetingView,
    version: number,
    form: FormView,
  ): Promise<PageAnswer<'committees/publication'>> {
    const clock = await this.clocks.ofMeeting(actor, meeting.committeeId, meeting.id);
    return show(
      'committees/publication',
      presentPublication(form, meeting, version, clock, this.clock.now()),
    );
  }

  private async agendaPage(
    actor: Actor,
    meeting: MeetingView,
    version: number,
    form: FormView,
  ): Promise<PageAnswer<'committees/agenda'>> {
    const { items } = await this.programmes.periods(actor, meeting.programmeId, { limit: PERIODS_OFFERED });
    return show('committees/agenda', presentAgenda(form, meeting, version, items, this.clock.now()));
  }

  private async managed(actor: Actor, committeeId: string, meetingId: string): Promise<MeetingView> {
    const { programmeId } = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'committee.manage', programmeId);
    return this.committees.meeting(actor, meetingId, committeeId);
  }
}
