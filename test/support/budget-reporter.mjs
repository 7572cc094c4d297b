/** Jest's reporter that prints the run's time beside its budget, and the slowest files. The arithmetic is in budgets.ts. */
import './register-typescript.mjs';
import { relative } from 'node:path';

export default class BudgetReporter {
  constructor(globalConfig) {
    this.config = globalConfig;
  }

  async onRunComplete(_contexts, { testResults }) {
    const { budgetLines } = await import('./budgets.ts');
    const { maxWorkers, rootDir, testPathPatterns, testNamePattern, onlyChanged, shard } = this.config;
    const lines = budgetLines({
      seconds: process.uptime(),
      workers: maxWorkers,
      whole: testPathPatterns.patterns.length === 0 && !testNamePattern && !onlyChanged && !shard,
      files: testResults.map(({ testFilePath, displayName, perfStats }) => ({
        path: relative(rootDir, testFilePath),
        size: displayName?.name ?? '',
        seconds: (perfStats.end - perfStats.start) / 1000,
      })),
    });
    if (lines.length > 0) process.stderr.write(`\n${lines.join('\n')}\n`);
  }
}
