import { Module } from '@nestjs/common';
import { AuditController, HealthController, WorkController } from './operations.controller.js';

/** What operators and auditors ask of the platform, behind identity's guards. */
@Module({ controllers: [AuditController, WorkController, HealthController] })
export class OperationsModule {}
