import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { BoardController, StartReportController } from './board.controller.js';
import {
  CancelPeriodController,
  MissingPartsController,
  NewPeriodController,
  PeriodDatesController,
  PeriodsPageController,
} from './periods.controller.js';

@Module({
  imports: [CommitteesModule, IdentityModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    NewPeriodController,
    PeriodsPageController,
    PeriodDatesController,
    CancelPeriodController,
    MissingPartsController,
    StartReportController,
    BoardController,
  ],
})
export class PeriodPagesModule {}
