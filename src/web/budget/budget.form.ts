import { z } from 'zod';
import { budgetDocument, ledgerFile, readAmount } from '../../finance/index.js';
import { pageForm } from '../shell/index.js';

const { title, financialYear, comment } = budgetDocument.shape.lines.element.shape;

/** As people write it: `£1,250.00`, `(1,250)`. What is kept is for the room to say. */
const amount = z
  .string()
  .max(60)
  .transform((text, ctx) => {
    const read = readAmount(text);
    if ('value' in read) return read.value;
    ctx.addIssue({ code: 'custom', message: `${read.reason} Enter an amount, such as 1,250.00` });
    return z.NEVER;
  })
  .nullable();

export const lineForm = pageForm(
  z.object({ title, financialYear, budget: amount, actual: amount, forecast: amount, comment }),
  {
    title: {
      to: 'title',
      missing: 'Enter what the line is for',
      words: { 'There is a line with this title and year already.': 'There is this line and year already' },
    },
    year: { to: 'financialYear', as: 'figure' },
    budget: { to: 'budget' },
    actual: { to: 'actual' },
    forecast: { to: 'forecast' },
    comment: { to: 'comment' },
  },
);

/** Characters of a pasted table; bytes of a file. Larger ones go through the API. */
export const LEDGER_LIMIT = 256 * 1024;

/** A table from the ledger, pasted or as a file. */
export const ledgerForm = pageForm(
  z.object({
    ledger: ledgerFile.max(LEDGER_LIMIT, 'This is more than 256 KB of text. Paste fewer rows at once'),
    file: z.string().optional(),
  }),
  { ledger: { to: 'ledger', missing: 'Paste the table, with its headings' }, file: { to: 'file' } },
);
