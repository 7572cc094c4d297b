import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CommitteesQueries,
  CommitteesService,
  type CommitteeView,
  type MeetingView,
} from '../../committees/index.js';
import { DispatchesQueries } from '../../distribution/index.js';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
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
  weekdayAndTime,
  type FormView,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { cancelMeetingForm, meetingForm } from './meeting.form.js';
import { presentCancelMeeting, presentChangeMeeting, presentNewMeeting } from './meeting.presenter.js';

const id = z.uuid();

/** When a committee meets. */
@Page('committees/:id/meetings')
export class MeetingController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly service: CommitteesService,
    private readonly dispatches: DispatchesQueries,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Get('new')
  @Policy('committee.manage')
  async blank(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
  ): Promise<PageAnswer> {
    const committee = await this.managed(actor, committeeId);
    return show('committees/edit-meeting', presentNewMeeting(meetingForm.blank(), committee));
  }

  @Post('new')
  @Policy('committee.manage')
  @Twin('POST /api/v1/committees/:id/meetings')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const committee = await this.managed(actor, committeeId);
    return submit(
      meetingForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const { startsAt } = await this.service.addMeeting(actor, committeeId, body);
          const when = weekdayAndTime(startsAt, this.clock.now());
          return seeOther(paths.committee(committeeId), `The meeting of ${when} was added.`);
        }),
      (form) => show('committees/edit-meeting', presentNewMeeting(form, committee)),
    );
  }

  @Get(':meetingId/change')
  @Policy('committee.manage')
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<PageAnswer> {
    const meeting = await this.meeting(actor, committeeId, meetingId);
    return show(
      'committees/edit-meeting',
      presentChangeMeeting(meetingForm.filled(meeting), meeting, meeting.version),
    );
  }

  @Post(':meetingId/change')
  @Policy('committee.manage')
  @Twin('PATCH /api/v1/committees/:id/meetings/:meetingId')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const meeting = await this.meeting(actor, committeeId, meetingId);
    const version = sentVersion(sent);
    return submit(
      meetingForm,
      sent,
      async (body) => {
        const { startsAt } = await this.service.changeMeeting(
          actor,
          { committeeId, id: meetingId, version },
          body,
        );
        const when = weekdayAndTime(startsAt, this.clock.now());
        return seeOther(paths.committee(committeeId), `The meeting is on ${when}.`);
      },
      (form) => show('committees/edit-meeting', presentChangeMeeting(form, meeting, version)),
    );
  }

  @Get(':meetingId/cancel')
  @Policy('committee.manage')
  async askToCancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<PageAnswer> {
    const meeting = await this.meeting(actor, committeeId, meetingId);
    return this.cancelPage(actor, meeting, meeting.version, cancelMeetingForm.blank());
  }

  @Post(':meetingId/cancel')
  @Policy('committee.manage')
  @Twin('POST /api/v1/committees/:id/meetings/:meetingId/cancel')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const meeting = await this.meeting(actor, committeeId, meetingId);
    const version = sentVersion(sent);
    return submit(
      cancelMeetingForm,
      sent,
      async ({ reason }) => {
        await this.service.cancelMeeting(actor, { committeeId, id: meetingId, version }, reason);
        const when = weekdayAndTime(meeting.startsAt, this.clock.now());
        return seeOther(paths.committee(committeeId), `The meeting of ${when} was cancelled.`);
      },
      (form) => this.cancelPage(actor, meeting, version, form),
    );
  }

  private async cancelPage(
    actor: Actor,
    meeting: MeetingView,
    version: number,
    form: FormView,
  ): Promise<PageAnswer<'committees/cancel-meeting'>> {
    const papers = actor.can('dispatch.read', meeting.programmeId)
      ? await this.dispatches.ofMeetings(actor, [meeting.id])
      : null;
    return show(
      'committees/cancel-meeting',
      presentCancelMeeting(form, meeting, version, papers, this.clock.now()),
    );
  }

  private async meeting(actor: Actor, committeeId: string, meetingId: string): Promise<MeetingView> {
    await this.managed(actor, committeeId);
    return this.committees.meeting(actor, meetingId, committeeId);
  }

  private async managed(actor: Actor, committeeId: string): Promise<CommitteeView> {
    const committee = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'committee.manage', committee.programmeId);
    return committee;
  }
}
