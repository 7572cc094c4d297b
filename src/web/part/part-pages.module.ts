import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { PerformanceModule } from '../../performance/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { WorkflowModule } from '../../workflow/index.js';
import { ShellModule } from '../shell/index.js';
import { Deciders } from './deciders.js';
import { HubController } from './hub.controller.js';
import { PartPublicationController } from './publication.controller.js';
import {
  PartHistoryController,
  PartOwnerController,
  ReopenPartController,
  SubmitPartController,
} from './steps.controller.js';

/** A part's own pages: all but those on which it is written and reviewed. */
@Module({
  imports: [
    IdentityModule,
    PerformanceModule,
    ProgrammesModule,
    ReportingModule,
    ShellModule,
    WorkflowModule,
  ],
  controllers: [
    HubController,
    PartHistoryController,
    PartOwnerController,
    PartPublicationController,
    ReopenPartController,
    SubmitPartController,
  ],
  providers: [Deciders],
})
export class PartPagesModule {}
