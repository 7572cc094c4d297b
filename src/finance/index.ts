export type { BudgetContent, BudgetDocument } from './budget.content.js';
export { FinanceModule } from './finance.module.js';
