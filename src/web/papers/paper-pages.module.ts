import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { DistributionModule } from '../../distribution/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { DeliveryPageController } from './delivery.controller.js';
import { LedgerPageController } from './ledger.controller.js';
import { PapersController } from './papers.controller.js';
import { PlanPapersController } from './plan.controller.js';

@Module({
  imports: [IdentityModule, ProgrammesModule, CommitteesModule, DistributionModule, ShellModule],
  controllers: [PlanPapersController, PapersController, LedgerPageController, DeliveryPageController],
})
export class PaperPagesModule {}
