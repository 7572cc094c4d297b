import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import {
  QuestionsController,
  ReportPageController,
  ReportPublicationController,
  ReportsAround,
  ReportTextController,
} from './report.controllers.js';

@Module({
  imports: [ProgrammesModule, ReportingModule, ShellModule],
  controllers: [ReportPageController, ReportTextController, QuestionsController, ReportPublicationController],
  providers: [ReportsAround],
})
export class ReportPagesModule {}
