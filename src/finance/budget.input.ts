import { z } from 'zod';
import { thresholdPercent } from './budget.content.js';

export const budgetSettingsInput = z.strictObject({ thresholdPercent });

export const ledgerImportQuery = z.strictObject({
  /** Unless the caller says `false`, nothing is written. */
  dryRun: z.stringbool().default(true),
});

export const ledgerFile = z.string('Send the ledger’s file as text/csv.').min(1, 'The file is empty.');
