import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { IntakeModule } from '../../intake/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { BringReportController } from './bring.controller.js';

@Module({
  imports: [IdentityModule, IntakeModule, ProgrammesModule, ShellModule],
  controllers: [BringReportController],
})
export class BringPagesModule {}
