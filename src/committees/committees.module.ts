import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProgrammesModule } from '../programmes/index.js';
import { ClockSettingRow, Committee, CommitteeRecipient, Meeting } from './committee.entity.js';
import { ClockController } from './clock.controller.js';
import { ClockQueries } from './clock.queries.js';
import { ClockService } from './clock.service.js';
import { CommitteesController } from './committees.controller.js';
import { MeetingsController } from './meetings.controller.js';
import { CommitteesQueries } from './committees.queries.js';
import { CommitteesService } from './committees.service.js';

/** Committees, their recipients and their meetings. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Committee, CommitteeRecipient, Meeting, ClockSettingRow]),
    ProgrammesModule,
  ],
  controllers: [CommitteesController, MeetingsController, ClockController],
  providers: [CommitteesQueries, CommitteesService, ClockQueries, ClockService],
  exports: [CommitteesQueries, CommitteesService, ClockQueries, ClockService],
})
export class CommitteesModule {}
