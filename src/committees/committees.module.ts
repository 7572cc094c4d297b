import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProgrammesModule } from '../programmes/index.js';
import { Committee, CommitteeRecipient, Meeting } from './committee.entity.js';
import { CommitteesController } from './committees.controller.js';
import { Committees } from './committees.queries.js';
import { CommitteeService } from './committees.service.js';

/** Committees, their recipients and their meetings. */
@Module({
  imports: [TypeOrmModule.forFeature([Committee, CommitteeRecipient, Meeting]), ProgrammesModule],
  controllers: [CommitteesController],
  providers: [Committees, CommitteeService],
  exports: [Committees],
})
export class CommitteesModule {}
