import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { RisksModule } from '../../risks/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { RiskStepsController } from './risk-steps.controller.js';
import { RisksPageController } from './risk.controller.js';
import { RiskStore } from './risk.store.js';

@Module({
  imports: [IdentityModule, PartEditingModule, ProgrammesModule, RisksModule, ShellModule],
  controllers: [RisksPageController, RiskStepsController],
  providers: [RiskStore],
})
export class RiskPagesModule {}
