import { Module } from '@nestjs/common';
import { DistributionModule } from '../../distribution/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { FewDecidersQueries } from './few-deciders.js';
import { ForDecider } from './for-decider.js';
import { LatePartsController } from './late.controller.js';
import { ToldController } from './told.controller.js';
import { ReportPublicationController } from './publication.controller.js';
import { QuestionsController } from './questions.controller.js';
import {
  ReportDraftController,
  ReportPageController,
  ReportSubmitController,
  ReportTextController,
} from './report.controllers.js';
import { ReportTrialController } from './trial.controller.js';

@Module({
  imports: [DistributionModule, IdentityModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    ReportPageController,
    ReportDraftController,
    ReportSubmitController,
    ReportTextController,
    LatePartsController,
    QuestionsController,
    ReportPublicationController,
    ReportTrialController,
    ToldController,
  ],
  providers: [FewDecidersQueries, ForDecider],
})
export class ReportPagesModule {}
