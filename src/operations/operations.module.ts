import { Module } from '@nestjs/common';
import { OperationTasksQueries } from './operation-tasks.queries.js';
import { AuditController, HealthController, WorkController } from './operations.controller.js';

/** The platform's API for operators and auditors, behind identity's guards. */
@Module({
  controllers: [AuditController, WorkController, HealthController],
  providers: [OperationTasksQueries],
  exports: [OperationTasksQueries],
})
export class OperationsModule {}
