import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { SaidAgainPageController } from './said-again.controller.js';

@Module({
  imports: [IdentityModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [SaidAgainPageController],
})
export class SaidAgainPagesModule {}
