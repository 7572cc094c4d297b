import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
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
    TypeOrmModule.forFeature([Notice, NoticeItemRow, NoticeChoiceRow, ReminderRuleRow]),
    IdentityModule,
    ProgrammesModule,
  ],
  controllers: [OwnNoticesController, ReminderRulesController, PeriodRemindersController],
  providers: [NoticePlanner, NoticesQueries, NoticesService, OpenWorkQueries],
  exports: [NoticePlanner, NoticesQueries, NoticesService],
})
export class NoticesModule {}

/** The worker's part: looks who is to be told, and sends. */
@Module({
  imports: [NoticesModule, IdentityModule],
  providers: [DigestsHandler, NoticeSendingHandler, StepTakenHandler],
})
export class NoticesWorkerModule {}
