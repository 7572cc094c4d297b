import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { OperationTasksQueries } from './operation-tasks.queries.js';
import { AuditController, HealthController, WorkController } from './operations.controller.js';

/** The platform's API for operators and auditors, behind identity's guards. */
@Module({
  controllers: [AuditController, WorkController, HealthController, CalendarController],
  providers: [OperationTasksQueries, CalendarService],
  exports: [OperationTasksQueries, CalendarService],
})
export class OperationsModule {}
