import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { OperationsModule } from '../../operations/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { AuditPagesController } from './audit.controller.js';
import { JobPageController, SystemPageController } from './system.controller.js';

@Module({
  imports: [IdentityModule, OperationsModule, ProgrammesModule, ShellModule],
  controllers: [SystemPageController, JobPageController, AuditPagesController],
})
export class SystemPagesModule {}
