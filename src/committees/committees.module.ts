import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProgrammesModule } from '../programmes/index.js';
import { Committee, CommitteeRecipient, Meeting } from './committee.entity.js';
import { CommitteesController } from './committees.controller.js';
import { MeetingsController } from './meetings.controller.js';
import { CommitteesQueries } from './committees.queries.js';
import { CommitteesService } from './committees.service.js';

/** Committees, their recipients and their meetings. */
@Module({
  imports: [TypeOrmModule.forFeature([Committee, CommitteeRecipient, Meeting]), ProgrammesModule],
  controllers: [CommitteesController, MeetingsController],
  providers: [CommitteesQueries, CommitteesService],
  exports: [CommitteesQueries, CommitteesService],
})
export class CommitteesModule {}
