import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries } from '../../committees/index.js';
import { CurrentActor, Policy, SignedIn, type Actor } from '../../identity/index.js';
import { FeedsService } from '../../notices/index.js';
import { Clock } from '../../platform/index.js';
import {
  Page,
  seeOther,
  SentFields,
  sentVersion,
  show,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
  paths,
} from '../shell/index.js';
import { committeePlace, ownPlace, presentFeed, presentFeedMade } from './feeds.presenter.js';

const id = z.uuid();
const OWN = { kind: 'own' } as const;
const GIVEN_UP = 'The address is no longer answered.';

/** The secret address of one's own dates. */
@Page('account/calendar')
export class OwnCalendarController {
  constructor(
    private readonly feeds: FeedsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    return show('feeds/feed', presentFeed(ownPlace, await this.feeds.get(actor, OWN), this.clock.now()));
  }

  /** The answer is the page itself and no redirect, because the address is shown once and kept nowhere. */
  @Post('make')
  @SignedIn()
  @Twin('PUT /api/v1/me/calendar-feed')
  async make(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer> {
    const { address } = await this.feeds.make(actor, OWN, sentVersion(sent));
    return show('feeds/made', presentFeedMade(ownPlace, address));
  }

  @Post('give-up')
  @SignedIn()
  @Twin('DELETE /api/v1/me/calendar-feed')
  async giveUp(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<SeeOther> {
    await this.feeds.giveUp(actor, OWN, sentVersion(sent));
    return seeOther(paths.ownCalendar(), GIVEN_UP);
  }
}

/** The secret address of a committee's meetings. */
@Page('committees/:id/calendar')
export class CommitteeCalendarController {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly feeds: FeedsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('committee.manage')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
  ): Promise<PageAnswer> {
    const committee = await this.committees.get(actor, committeeId);
    const feed = await this.feeds.get(actor, { kind: 'committee', committeeId });
    return show('feeds/feed', presentFeed(committeePlace(committee), feed, this.clock.now()));
  }

  @Post('make')
  @Policy('committee.manage')
  @Twin('PUT /api/v1/committees/:id/calendar-feed')
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer> {
    const committee = await this.committees.get(actor, committeeId);
    const { address } = await this.feeds.make(actor, { kind: 'committee', committeeId }, sentVersion(sent));
    return show('feeds/made', presentFeedMade(committeePlace(committee), address));
  }

  @Post('give-up')
  @Policy('committee.manage')
  @Twin('DELETE /api/v1/committees/:id/calendar-feed')
  async giveUp(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) committeeId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    await this.feeds.giveUp(actor, { kind: 'committee', committeeId }, sentVersion(sent));
    return seeOther(paths.committeeCalendar(committeeId), GIVEN_UP);
  }
}
