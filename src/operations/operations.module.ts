import { Module } from '@nestjs/common';
import { CommitteesModule } from '../committees/index.js';
import { DistributionModule } from '../distribution/index.js';
import { NoticesModule } from '../notices/index.js';
import { AuditElsewhereWatch } from './audit-elsewhere.watch.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { InstallationMetrics } from './installation-metrics.js';
import { OperationTasksQueries } from './operation-tasks.queries.js';
import { AuditChecksService } from './audit-checks.service.js';
import { AuditSubjectsQueries } from './audit-subjects.queries.js';
import { AuditTrailQueries } from './audit-trail.queries.js';
import {
  AuditController,
  ConfigurationController,
  HealthController,
  MetricsController,
  WorkController,
} from './operations.controller.js';
import { WorkService } from './work.service.js';

/** The platform's API for operators and auditors, behind identity's guards. */
@Module({
  imports: [CommitteesModule, DistributionModule, NoticesModule],
  controllers: [
    AuditController,
    WorkController,
    HealthController,
    MetricsController,
    ConfigurationController,
    CalendarController,
  ],
  providers: [
    InstallationMetrics,
    AuditElsewhereWatch,
    OperationTasksQueries,
    CalendarService,
    AuditTrailQueries,
    AuditChecksService,
    AuditSubjectsQueries,
    WorkService,
  ],
  exports: [
    OperationTasksQueries,
    CalendarService,
    AuditChecksService,
    AuditTrailQueries,
    AuditSubjectsQueries,
    WorkService,
  ],
})
export class OperationsModule {}
