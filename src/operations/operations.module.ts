import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { OperationTasksQueries } from './operation-tasks.queries.js';
import { AuditTrailQueries } from './audit-trail.queries.js';
import {
  AuditController,
  ConfigurationController,
  HealthController,
  WorkController,
} from './operations.controller.js';
import { WorkService } from './work.service.js';

/** The platform's API for operators and auditors, behind identity's guards. */
@Module({
  controllers: [
    AuditController,
    WorkController,
    HealthController,
    ConfigurationController,
    CalendarController,
  ],
  providers: [OperationTasksQueries, CalendarService, AuditTrailQueries, WorkService],
  exports: [OperationTasksQueries, CalendarService, AuditTrailQueries, WorkService],
})
export class OperationsModule {}
