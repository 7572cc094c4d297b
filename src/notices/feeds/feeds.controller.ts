import { Controller, Delete, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, Public, RateLimit, SignedIn, type Actor } from '../../identity/index.js';
import { IfMatch, notFound, tagged } from '../../platform/index.js';
import { FeedContentsQueries } from './feed-contents.queries.js';
import { feedView, FeedsService, madeFeed, type FeedView, type MadeFeed } from './feeds.service.js';

const id = z.uuid();
const OWN = { kind: 'own' } as const;
const text = { schema: { type: 'string' } };

@ApiTags('Own account')
@Controller('api/v1/me/calendar-feed')
@SignedIn()
export class OwnFeedController {
  constructor(private readonly feeds: FeedsService) {}

  @Get()
  @ApiOperation({ summary: 'Whether there is an address for one’s own dates' })
  @ApiOkResponse({ standardSchema: feedView })
  async read(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedView> {
    return tagged(reply, await this.feeds.get(actor, OWN));
  }

  @Put()
  @ApiOperation({ summary: 'Make or replace the address of one’s own dates; it is shown this once' })
  @ApiOkResponse({ standardSchema: madeFeed })
  async make(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeFeed> {
    return tagged(reply, await this.feeds.make(actor, OWN, version));
  }

  @Delete()
  @ApiOperation({ summary: 'Give up the address of one’s own dates' })
  @ApiOkResponse({ standardSchema: feedView })
  async giveUp(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedView> {
    return tagged(reply, await this.feeds.giveUp(actor, OWN, version));
  }
}

@ApiTags('Committees')
@Controller('api/v1/committees/:id/calendar-feed')
export class CommitteeFeedController {
  constructor(private readonly feeds: FeedsService) {}

  @Get()
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Whether there is an address for a committee’s meetings' })
  @ApiOkResponse({ standardSchema: feedView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedView> {
    return tagged(reply, await this.feeds.get(actor, { kind: 'committee', committeeId }));
  }

  @Put()
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Make or replace the address of a committee’s meetings; it is shown this once' })
  @ApiOkResponse({ standardSchema: madeFeed })
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeFeed> {
    return tagged(reply, await this.feeds.make(actor, { kind: 'committee', committeeId }, version));
  }

  @Delete()
  @Policy('committee.manage')
  @ApiOperation({ summary: 'Give up the address of a committee’s meetings' })
  @ApiOkResponse({ standardSchema: feedView })
  async giveUp(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedView> {
    return tagged(reply, await this.feeds.giveUp(actor, { kind: 'committee', committeeId }, version));
  }
}

/** What programs read. The address is the permission. */
@ApiTags('Calendars')
@Controller('api/v1/calendars')
export class CalendarsController {
  constructor(private readonly contents: FeedContentsQueries) {}

  @Get(':file')
  @Public()
  @RateLimit('calendars', 60)
  @ApiOperation({ summary: 'Read a calendar under its secret address, as an iCalendar file' })
  @ApiOkResponse({ content: { 'text/calendar': text } })
  async read(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const secret = /^([\w-]{43})\.ics$/.exec(file)?.[1];
    if (secret === undefined) throw notFound('calendar');
    const calendar = await this.contents.read(secret);
    void reply.headers({
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="calendar.ics"',
      'Cache-Control': 'private, no-store',
    });
    return calendar;
  }
}
