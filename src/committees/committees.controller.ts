import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, pageQuery, patched, tagged, type Page, type PageQuery } from '../platform/index.js';
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
import {
  madeSecret,
  recipientSecret,
  RecipientSecretsService,
  type MadeSecret,
  type RecipientSecretView,
} from './recipient-secrets.service.js';
import {
  committeeList,
  newCommittee,
  committeeChange,
  committeePatch,
  recipientInput,
  recipientChange,
  recipientPatch,
  meetingInput,
  meetingPatch,
  meetingCancellation,
} from './committees.input.js';

const id = z.uuid();

@ApiTags('Committees')
@Controller('api/v1/committees')
export class CommitteesController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly service: CommitteesService,
    private readonly secrets: RecipientSecretsService,
  ) {}

  @Get()
  @Policy('committee.read')
  @ApiOperation({ summary: 'List committees by name' })
  @ApiOkResponse({ standardSchema: pageOf(committeeView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: committeeList }) query: z.infer<typeof committeeList>,
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
    @Body({ schema: committeePatch }) body: z.infer<typeof committeePatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommitteeView> {
    const whole = patched(committeeChange, await this.committees.get(actor, committeeId), body);
    return tagged(reply, await this.service.change(actor, committeeId, version, whole));
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
    @Body({ schema: recipientInput }) body: z.infer<typeof recipientInput>,
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

  @Get(':id/recipients/:recipientId/webhook-secret')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Read whether messages to a recipient’s program can be signed' })
  @ApiOkResponse({ standardSchema: recipientSecret })
  async secret(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecipientSecretView> {
    return tagged(reply, await this.secrets.get(actor, committeeId, recipientId));
  }

  @Put(':id/recipients/:recipientId/webhook-secret')
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Make or replace the secret of a recipient’s program; it is shown this once' })
  @ApiOkResponse({ standardSchema: madeSecret })
  async makeSecret(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Param('recipientId', { schema: id }) recipientId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeSecret> {
    return tagged(reply, await this.secrets.make(actor, { committeeId, recipientId, version }));
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
    @Body({ schema: recipientPatch }) body: z.infer<typeof recipientPatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecipientView> {
    const current = await this.committees.recipient(actor, committeeId, recipientId);
    const at = { committeeId, id: recipientId, version };
    return tagged(
      reply,
      await this.service.changeRecipient(actor, at, patched(recipientChange, current, body)),
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
    @Body({ schema: meetingInput }) body: z.infer<typeof meetingInput>,
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
    @Body({ schema: meetingPatch }) body: z.infer<typeof meetingPatch>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    const current = await this.committees.meeting(actor, meetingId, committeeId);
    const at = { committeeId, id: meetingId, version };
    return tagged(reply, await this.service.changeMeeting(actor, at, patched(meetingInput, current, body)));
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
    @Body({ schema: meetingCancellation }) body: z.infer<typeof meetingCancellation>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeetingView> {
    return tagged(
      reply,
      await this.service.cancelMeeting(actor, { committeeId, id: meetingId, version }, body.reason),
    );
  }
}
