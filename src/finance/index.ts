export {
  budgetDocument,
  lineKey,
  type BudgetContent,
  type BudgetDocument,
  type BudgetLine,
} from './budget.content.js';
export { budgetSettingsInput, ledgerFile, ledgerImportQuery } from './budget.input.js';
export { readAmount } from './ledger.rules.js';
export { BudgetQueries, type BudgetSettings } from './budget.queries.js';
export { BudgetService, type LedgerImport } from './budget.service.js';
export { FinanceModule } from './finance.module.js';
