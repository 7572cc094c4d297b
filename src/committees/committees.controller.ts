import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, line, pageOf, pageQuery, tagged, type Page, type PageQuery } from '../platform/index.js';
import { EDITIONS } from '../snapshot/index.js';
import { COMMITTEE_KINDS } from './committee.entity.js';
import {
  CommitteesQueries,
  committeeView,
  meetingView,
  recipientView,
  type CommitteeView,
  type MeetingView,
  type RecipientView,
} from './committees.queries.js';
import { CommitteesService } from './committees.service.js';
import { mailAddress } from './mail-address.js';

const id = z.uuid();
const listQuery = pageQuery.extend({ programmeId: z.uuid().optional(), active: z.stringbool().optional() });
const committeeBody = z.strictObject({
  name: line(200),
  kind: z.enum(COMMITTEE_KINDS),
  edition: z
    .enum(EDITIONS)
    .default('public')
    .describe('exempt: it may have what is not for publication. Public unless somebody says so.'),
});
const newCommittee = committeeBody.extend({ programmeId: z.uuid() });
const committeeChange = committeeBody.extend({ active: z.boolean() });
const recipientBody = z.strictObject({ name: line(200), email: mailAddress });
const recipientChange = recipientBody.extend({ active: z.boolean() });
const meetingBody = z.strictObject({
  startsAt: z.iso.datetime({
    offset: true,
    error: 'Give the time as an ISO 8601 instant with its offset, such as 2020-02-11T10:00:00Z.',
  }),
  place: line(200).nullable().default(null),
});
const cancelBody = z.strictObject({ reason: line(500) });

@ApiTags('Committees')
@Controller('api/v1/committees')
export class CommitteesController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly service: CommitteesService,
  ) {}

  @Get()
  @Policy('committee.read')
  @ApiOperation({ summary: 'List committees by name' })
  @ApiOkResponse({ standardSchema: pageOf(committeeView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) query: z.infer<typeof listQuery>,
  ): Promise<Page<CommitteeView>> {
    return this.committees.list(actor, query);
  }

  @Post()
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Add a committee' })
  @ApiCreatedResponse({ standardSchema: committeeView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newCommittee }) body: z.infer<typeof newCommittee>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommitteeView> {
    return tagged(reply, await this.service.create(actor, body));
  }

  @Get(':id')
  @Policy('committee.read')
  @ApiOperation({ summary: 'Read a committee' })
  @ApiOkResponse({ standardSchema: committeeView })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommitteeView> {
    return tagged(reply, await this.committees.get(actor, committeeId));
  }

  @Patch(':id')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Change a committee' })
  @ApiOkResponse({ standardSchema: committeeView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @IfMatch() version: number,
    @Body({ schema: committeeChange }) body: z.infer<typeof committeeChange>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommitteeView> {
    return tagged(reply, await this.service.change(actor, committeeId, version, body));
  }

  @Get(':id/recipients')
  @Policy('committee.read')
  @ApiOperation({ summary: 'List the recipients of a committee by name, the removed ones too' })
  @ApiOkResponse({ standardSchema: pageOf(recipientView) })
  recipients(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<RecipientView>> {
    return this.committees.recipients(actor, committeeId, query);
  }

  @Post(':id/recipients')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Add a recipient' })
  @ApiCreatedResponse({ standardSchema: recipientView })
  async addRecipient(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Body({ schema: recipientBody }) body: z.infer<typeof recipientBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecipientView> {
    return tagged(reply, await this.service.addRecipient(actor, committeeId, body));
  }

  @Get(':id/recipients/:recipientId')
  @Policy('committee.read')
  @ApiOperation({ summary: 'Read a recipient' })
  @ApiOkResponse({ standardSchema: recipientView })
  async recipient(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecipientView> {
    return tagged(reply, await this.committees.recipient(actor, committeeId, recipientId));
  }

  /** Removing somebody is `active: false`; past deliveries still name them. */
  @Patch(':id/recipients/:recipientId')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Change a recipient' })
  @ApiOkResponse({ standardSchema: recipientView })
  async changeRecipient(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @IfMatch() version: number,
    @Body({ schema: recipientChange }) body: z.infer<typeof recipientChange>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecipientView> {
    return tagged(
      reply,
      await this.service.changeRecipient(actor, { committeeId, id: recipientId, version }, body),
    );
  }

  @Get(':id/meetings')
  @Policy('committee.read')
  @ApiOperation({ summary: 'List the meetings of a committee, the latest first' })
  @ApiOkResponse({ standardSchema: pageOf(meetingView) })
  meetings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<MeetingView>> {
    return this.committees.meetings(actor, committeeId, query);
  }

  @Post(':id/meetings')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Add a meeting' })
  @ApiCreatedResponse({ standardSchema: meetingView })
  async addMeeting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Body({ schema: meetingBody }) body: z.infer<typeof meetingBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    return tagged(reply, await this.service.addMeeting(actor, committeeId, body));
  }

  @Get(':id/meetings/:meetingId')
  @Policy('committee.read')
  @ApiOperation({ summary: 'Read a meeting' })
  @ApiOkResponse({ standardSchema: meetingView })
  async meeting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    return tagged(reply, await this.committees.meeting(actor, meetingId, committeeId));
  }

  @Patch(':id/meetings/:meetingId')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Change when and where a meeting is' })
  @ApiOkResponse({ standardSchema: meetingView })
  async changeMeeting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @IfMatch() version: number,
    @Body({ schema: meetingBody }) body: z.infer<typeof meetingBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    return tagged(
      reply,
      await this.service.changeMeeting(actor, { committeeId, id: meetingId, version }, body),
    );
  }

  @Post(':id/meetings/:meetingId/cancel')
  @HttpCode(200)
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Cancel a meeting, with the reason' })
  @ApiOkResponse({ standardSchema: meetingView })
  async cancelMeeting(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('meetingId', { schema: id }) meetingId: string,
    @IfMatch() version: number,
    @Body({ schema: cancelBody }) body: z.infer<typeof cancelBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    return tagged(
      reply,
      await this.service.cancelMeeting(actor, { committeeId, id: meetingId, version }, body.reason),
    );
  }
}
