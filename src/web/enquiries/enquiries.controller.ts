import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries, type MeetingView } from '../../committees/index.js';
import { EnquiriesQueries, EnquiriesService, type EnquiryView } from '../../enquiries/index.js';
import { CurrentActor, PeopleQueries, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
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
import { enquiryForm, withdrawForm } from './enquiries.form.js';
import {
  presentChangeEnquiry,
  presentEnquiries,
  presentNewEnquiry,
  presentReason,
} from './enquiries.presenter.js';

const id = z.uuid();
const SHOWN = 50;
const listQuery = z.object({ cursor: z.string().max(500).optional() });

/** Questions of members in a programme. */
@Page('programmes/:id/enquiries')
export class EnquiriesPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly enquiries: EnquiriesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('enquiry.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: listQuery }) { cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const programme = await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'enquiry.read', programmeId);
    const { items, nextCursor } = await this.enquiries.list(actor, { programmeId, cursor, limit: SHOWN });
    return show(
      'enquiries/list',
      presentEnquiries(
        programme,
        items,
        nextCursor,
        {
          meetings: actor.can('committee.read', programmeId),
          record: actor.can('enquiry.record', programmeId),
        },
        this.clock.today(),
      ),
    );
  }
}

/** Writing down what was asked at a meeting. */
@Page('committees/:id/meetings/:meetingId/enquiries/new')
export class NewEnquiryController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly enquiries: EnquiriesQueries,
    private readonly service: EnquiriesService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('enquiry.record')
  async blank(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
  ): Promise<PageAnswer> {
    return this.view(actor, await this.meeting(actor, committeeId, meetingId), enquiryForm.blank());
  }

  @Post()
  @Policy('enquiry.record')
  @Twin('POST /api/v1/enquiries')
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const meeting = await this.meeting(actor, committeeId, meetingId);
    return submit(
      enquiryForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const { number } = await this.service.record(actor, { ...body, meetingId });
          return seeOther(paths.meeting(committeeId, meetingId), `Question ${number} was recorded.`);
        }),
      (form) => this.view(actor, meeting, form),
    );
  }

  private async view(actor: Actor, meeting: MeetingView, form: FormView): Promise<PageAnswer> {
    const { programmeId } = meeting;
    const [owners, { answerDays }] = await Promise.all([
      this.people.holding(['enquiry.answer'], programmeId, this.clock.today()),
      this.enquiries.setting(actor, programmeId),
    ]);
    return show('enquiries/edit', presentNewEnquiry(form, meeting, owners, answerDays, this.clock.now()));
  }

  private async meeting(actor: Actor, committeeId: string, meetingId: string): Promise<MeetingView> {
    const meeting = await this.committees.meeting(actor, meetingId, committeeId);
    requirePermission(actor, 'enquiry.record', meeting.programmeId);
    return meeting;
  }
}

/** Changing and withdrawing a question. */
@Page('enquiries/:id')
export class EnquiryRecordController {
  constructor(
    private readonly enquiries: EnquiriesQueries,
    private readonly service: EnquiriesService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get('change')
  @Policy('enquiry.record')
  async form(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
  ): Promise<PageAnswer> {
    const one = await this.recordable(actor, enquiryId);
    const { askedBy, text, owner, dueOn } = one;
    return this.view(
      actor,
      one,
      one.version,
      enquiryForm.filled({ askedBy, text, ownerId: owner.id, dueOn }),
    );
  }

  @Post('change')
  @Policy('enquiry.record')
  @Twin('PATCH /api/v1/enquiries/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const one = await this.recordable(actor, enquiryId);
    const version = sentVersion(sent);
    return submit(
      enquiryForm,
      sent,
      async (body) => {
        await this.service.change(actor, enquiryId, version, body);
        return seeOther(paths.enquiry(enquiryId), 'The question is saved.');
      },
      (form) => this.view(actor, one, version, form),
    );
  }

  @Get('withdraw')
  @Policy('enquiry.record')
  async askToWithdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
  ): Promise<PageAnswer> {
    const one = await this.recordable(actor, enquiryId);
    return show('enquiries/reason', presentReason(withdrawForm.blank(), one, one.version, 'withdraw'));
  }

  @Post('withdraw')
  @Policy('enquiry.record')
  @Twin('POST /api/v1/enquiries/:id/withdraw')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) enquiryId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const one = await this.recordable(actor, enquiryId);
    const version = sentVersion(sent);
    return submit(
      withdrawForm,
      sent,
      async ({ reason }) => {
        await this.service.withdraw(actor, enquiryId, version, reason);
        return seeOther(paths.enquiry(enquiryId), 'The question was withdrawn.');
      },
      (form) => show('enquiries/reason', presentReason(form, one, version, 'withdraw')),
    );
  }

  private async view(actor: Actor, one: EnquiryView, version: number, form: FormView): Promise<PageAnswer> {
    const [owners, { answerDays }] = await Promise.all([
      this.people.holding(['enquiry.answer'], one.programmeId, this.clock.today()),
      this.enquiries.setting(actor, one.programmeId),
    ]);
    return show('enquiries/edit', presentChangeEnquiry(form, one, version, owners, answerDays));
  }

  private async recordable(actor: Actor, enquiryId: string): Promise<EnquiryView> {
    const one = await this.enquiries.get(actor, enquiryId);
    requirePermission(actor, 'enquiry.record', one.programmeId);
    return one;
  }
}
