import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConcernsModule } from '../concerns/index.js';
import { FinanceModule } from '../finance/index.js';
import { IdentityModule } from '../identity/index.js';
import { PerformanceModule } from '../performance/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { ReportingModule } from '../reporting/index.js';
import { RisksModule } from '../risks/index.js';
import { ThemesModule } from '../themes/index.js';
import { WorkflowModule } from '../workflow/index.js';
import { WorkforceModule } from '../workforce/index.js';
import { DraftsWriter } from './drafts-writer.js';
import { FiguresWriter } from './figures-writer.js';
import { IntakeController } from './intake.controller.js';
import { Intake } from './intake.entity.js';
import { IntakeQueries } from './intake.queries.js';
import { IntakeService } from './intake.service.js';
import { LeadsWriter } from './leads-writer.js';
import { OldIntakes } from './old-intakes.js';
import { OverallWriter } from './overall-writer.js';
import { PlanWriter } from './plan-writer.js';
import { SectionDrafts } from './section-drafts.js';
import { WorkforceDraft } from './workforce-draft.js';

/** Last month's report, brought from a Word document or a workbook, and written by the rooms that own its parts. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Intake]),
    ConcernsModule,
    FinanceModule,
    IdentityModule,
    PerformanceModule,
    ProgrammesModule,
    ReportingModule,
    RisksModule,
    ThemesModule,
    WorkflowModule,
    WorkforceModule,
  ],
  controllers: [IntakeController],
  providers: [
    DraftsWriter,
    FiguresWriter,
    IntakeQueries,
    IntakeService,
    LeadsWriter,
    OverallWriter,
    PlanWriter,
    SectionDrafts,
    WorkforceDraft,
  ],
  exports: [IntakeQueries, IntakeService],
})
export class IntakeModule {}

/** The worker's part: deletes what nobody wrote within a week. */
@Module({ imports: [IntakeModule], providers: [OldIntakes] })
export class IntakeWorkerModule {}
