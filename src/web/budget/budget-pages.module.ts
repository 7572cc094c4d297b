import { Module } from '@nestjs/common';
import { FinanceModule } from '../../finance/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { BudgetStore } from './budget.store.js';
import { LedgerController } from './ledger.controller.js';
import { BudgetLinesController } from './lines.controller.js';

@Module({
  imports: [FinanceModule, PartEditingModule, ProgrammesModule, ShellModule],
  controllers: [BudgetLinesController, LedgerController],
  providers: [BudgetStore],
})
export class BudgetPagesModule {}
