import { Module } from '@nestjs/common';
import { AuditController, HealthController, WorkController } from './operations.controller.js';

/** The platform's API for operators and auditors, behind identity's guards. */
@Module({ controllers: [AuditController, WorkController, HealthController] })
export class OperationsModule {}
