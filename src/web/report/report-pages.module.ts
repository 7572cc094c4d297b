import { Module } from '@nestjs/common';
import { DistributionModule } from '../../distribution/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { ForDecider } from './for-decider.js';
import { LatePartsController } from './late.controller.js';
import { ToldController } from './told.controller.js';
import { ReportPublicationController } from './publication.controller.js';
import { QuestionsController } from './questions.controller.js';
import { ReportPageController, ReportSubmitController, ReportTextController } from './report.controllers.js';
import { ReportTrialController } from './trial.controller.js';

@Module({
  imports: [DistributionModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    ReportPageController,
    ReportSubmitController,
    ReportTextController,
    LatePartsController,
    QuestionsController,
    ReportPublicationController,
    ReportTrialController,
    ToldController,
  ],
  providers: [ForDecider],
})
export class ReportPagesModule {}
