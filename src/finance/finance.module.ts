import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BudgetController } from './budget.controller.js';
import { FINANCE_ENTITIES } from './budget.entity.js';
import { BudgetQueries } from './budget.queries.js';
import { BudgetService } from './budget.service.js';

@Module({
  imports: [TypeOrmModule.forFeature(FINANCE_ENTITIES)],
  controllers: [BudgetController],
  providers: [BudgetQueries, BudgetService],
  exports: [BudgetQueries, BudgetService],
})
export class FinanceModule {}
