import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { DistributionModule } from '../../distribution/index.js';
import { EnquiriesModule } from '../../enquiries/index.js';
import { IdentityModule } from '../../identity/index.js';
import { OperationsModule } from '../../operations/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { EnquiryTasks } from './enquiry-tasks.js';
import { HeldChangeTasks } from './held-change-tasks.js';
import { MeetingTasks } from './meeting-tasks.js';
import { MyWorkController } from './my-work.controller.js';
import { TASK_SOURCES } from './my-work.tasks.js';
import { OfficeTasks } from './office-tasks.js';
import { OperationTasks } from './operation-tasks.js';
import { PaperTasks } from './paper-tasks.js';
import { PartTasks } from './part-tasks.js';
import { PublicationTasks } from './publication-tasks.js';
import { ReportTasks } from './report-tasks.js';
import { RoleTasks } from './role-tasks.js';
import { SetUpTasks } from './set-up-tasks.js';

/** One of each room that has something for a person. */
const SOURCES = [
  PartTasks,
  ReportTasks,
  PaperTasks,
  PublicationTasks,
  MeetingTasks,
  OfficeTasks,
  EnquiryTasks,
  OperationTasks,
  RoleTasks,
  SetUpTasks,
  HeldChangeTasks,
];

@Module({
  imports: [
    CommitteesModule,
    DistributionModule,
    EnquiriesModule,
    IdentityModule,
    OperationsModule,
    ProgrammesModule,
    ReportingModule,
    ShellModule,
  ],
  controllers: [MyWorkController],
  providers: [
    ...SOURCES,
    { provide: TASK_SOURCES, useFactory: (...sources: unknown[]) => sources, inject: SOURCES },
  ],
})
export class MyWorkModule {}
