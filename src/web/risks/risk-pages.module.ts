import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule, VersionsModule } from '../../reporting/index.js';
import { RisksModule } from '../../risks/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { ProgrammeRisksController } from './register/register.controller.js';
import { RiskStepsController } from './risk-steps.controller.js';
import { RisksPageController } from './risk.controller.js';
import { RiskStore } from './risk.store.js';

@Module({
  imports: [
    IdentityModule,
    PartEditingModule,
    ProgrammesModule,
    ReportingModule,
    RisksModule,
    ShellModule,
    VersionsModule,
  ],
  controllers: [ProgrammeRisksController, RisksPageController, RiskStepsController],
  providers: [RiskStore],
})
export class RiskPagesModule {}
