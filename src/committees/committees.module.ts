import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProgrammesModule } from '../programmes/index.js';
import { WorkflowModule } from '../workflow/index.js';
import {
  ClockSettingRow,
  Committee,
  CommitteeRecipient,
  Meeting,
  MeetingPeriod,
} from './committee.entity.js';
import { ClockController } from './clock.controller.js';
import { ClockQueries } from './clock.queries.js';
import { ClockService } from './clock.service.js';
import { CommitteesController } from './committees.controller.js';
import { DeadlinesController } from './deadlines.controller.js';
import { DeadlinesQueries } from './deadlines.queries.js';
import { MeetingImportsController } from './meeting-imports.controller.js';
import { MeetingImportsService } from './meeting-imports.service.js';
import { MeetingsController } from './meetings.controller.js';
import { CommitteesQueries } from './committees.queries.js';
import { CommitteesService } from './committees.service.js';
import { OfficeTasksQueries } from './office-tasks.queries.js';
import { MovedDayRow } from './moved-day.entity.js';
import { MovedDaysLedger } from './moved-days.ledger.js';
import { RecipientSecret } from './recipient-secret.entity.js';
import { RecipientSecretsService } from './recipient-secrets.service.js';
import { MeetingsService } from './meetings.service.js';

/** Committees, their recipients and their meetings. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Committee,
      CommitteeRecipient,
      Meeting,
      MeetingPeriod,
      ClockSettingRow,
      RecipientSecret,
      MovedDayRow,
    ]),
    ProgrammesModule,
    WorkflowModule,
  ],
  controllers: [
    CommitteesController,
    MeetingsController,
    MeetingImportsController,
    ClockController,
    DeadlinesController,
  ],
  providers: [
    CommitteesQueries,
    CommitteesService,
    RecipientSecretsService,
    ClockQueries,
    OfficeTasksQueries,
    ClockService,
    MeetingsService,
    MeetingImportsService,
    MovedDaysLedger,
    DeadlinesQueries,
  ],
  exports: [
    MovedDaysLedger,
    CommitteesQueries,
    CommitteesService,
    RecipientSecretsService,
    ClockQueries,
    ClockService,
    OfficeTasksQueries,
    MeetingsService,
    MeetingImportsService,
    DeadlinesQueries,
  ],
})
export class CommitteesModule {}
