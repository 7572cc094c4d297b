import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CommitteesModule } from '../committees/index.js';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { CalendarFeed } from './feeds/calendar-feed.entity.js';
import { FeedContentsQueries } from './feeds/feed-contents.queries.js';
import { CalendarsController, CommitteeFeedController, OwnFeedController } from './feeds/feeds.controller.js';
import { FeedsService } from './feeds/feeds.service.js';
import { DaysMovedHandler } from './days-moved.handler.js';
import { DigestsHandler } from './digests.handler.js';
import { Notice, NoticeChoiceRow, NoticeItemRow, ReminderRuleRow } from './notice.entity.js';
import { NoticePlanner } from './notice-planner.js';
import { NoticeSendingHandler } from './notice-sending.handler.js';
import {
  OwnNoticesController,
  PeriodRemindersController,
  ReminderRulesController,
} from './notices.controller.js';
import { NoticesQueries } from './notices.queries.js';
import { NoticesService } from './notices.service.js';
import { OpenWorkQueries } from './open-work.queries.js';
import { StepTakenHandler } from './step-taken.handler.js';

/** What people are told by mail of their work: the rules of programmes, the choices of people, and what was told. */
@Module({
  imports: [
    TypeOrmModule.forFeature([CalendarFeed, Notice, NoticeItemRow, NoticeChoiceRow, ReminderRuleRow]),
    CommitteesModule,
    IdentityModule,
    ProgrammesModule,
  ],
  controllers: [
    CalendarsController,
    CommitteeFeedController,
    OwnFeedController,
    OwnNoticesController,
    ReminderRulesController,
    PeriodRemindersController,
  ],
  providers: [
    FeedContentsQueries,
    FeedsService,
    NoticePlanner,
    NoticesQueries,
    NoticesService,
    OpenWorkQueries,
  ],
  exports: [FeedsService, NoticePlanner, NoticesQueries, NoticesService, OpenWorkQueries],
})
export class NoticesModule {}

/** The worker's part: looks who is to be told, and sends. */
@Module({
  imports: [NoticesModule, IdentityModule],
  providers: [DaysMovedHandler, DigestsHandler, NoticeSendingHandler, StepTakenHandler],
})
export class NoticesWorkerModule {}
