import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { ReportPublicationController } from './publication.controller.js';
import {
  QuestionsController,
  ReportPageController,
  ReportSubmitController,
  ReportTextController,
} from './report.controllers.js';
import { ReportsAround } from './reports-around.js';

@Module({
  imports: [ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    ReportPageController,
    ReportSubmitController,
    ReportTextController,
    QuestionsController,
    ReportPublicationController,
  ],
  providers: [ReportsAround],
})
export class ReportPagesModule {}
