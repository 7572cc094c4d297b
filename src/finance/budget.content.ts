import { z } from 'zod';
import { decimal, line, narrative } from '../platform/index.js';
import { money } from './money.rules.js';

const cell = money.nullable().describe('Pounds; null = not available, which is not zero.');

const budgetLine = z.strictObject({
  id: z.uuid().describe('Stable from month to month.'),
  title: line(200),
  financialYear: z
    .int()
    .min(2000)
    .max(2100)
    .nullable()
    .describe('First calendar year of the financial year: 2019 is printed “2019/20”. Null = not said.'),
  budget: cell,
  actual: cell,
  forecast: cell,
  comment: narrative(4000)
    .nullable()
    .describe('Required before it is submitted where a cell is blank or the variance passes the threshold.'),
});
export type BudgetLine = z.infer<typeof budgetLine>;

/** Lines with the same key are the same for a reader: title, without case and spacing, and year. */
export const lineKey = (title: string, financialYear: number | null): string =>
  `${title.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()}|${financialYear ?? ''}`;

/** What an owner writes for one period: the whole document, as it is saved. Order is the printed order. */
export const budgetDocument = z
  .strictObject({ lines: z.array(budgetLine).max(200) })
  .superRefine(({ lines }, ctx) => {
    const ids = new Set<string>();
    const keys = new Set<string>();
    lines.forEach(({ id, title, financialYear }, index) => {
      const key = lineKey(title, financialYear);
      if (ids.has(id))
        ctx.addIssue({
          code: 'custom',
          path: ['lines', index, 'id'],
          message: 'This id is already used by another line.',
        });
      if (keys.has(key))
        ctx.addIssue({
          code: 'custom',
          path: ['lines', index, 'title'],
          message: 'There is a line with this title and year already.',
        });
      ids.add(id);
      keys.add(key);
    });
  });
export type BudgetDocument = z.infer<typeof budgetDocument>;

/** Percent of the budget, at most two decimals. */
export const thresholdPercent = decimal(2)
  .min(0)
  .max(100)
  .describe('A variance of more than this percentage of the budget needs a comment.');

/** What is kept of a budget: the document, and the threshold that held when it was saved. */
export interface KeptBudget {
  thresholdPercent: number;
  lines: BudgetLine[];
}

const known = z.string().nullable();

/** What is read, approved and sealed: the document with what follows from it. */
export const budgetContent = z
  .object({
    lines: z.array(
      budgetLine.extend({
        derived: z.object({
          variance: known.describe(
            'Forecast minus budget, in pounds; positive = overspend. Null when either is blank.',
          ),
          variancePercent: z
            .number()
            .nullable()
            .describe(
              'Of the budget’s size, to one decimal. Null without a variance, or for a budget of zero.',
            ),
          needsComment: z
            .boolean()
            .describe(
              'A cell is blank, or the variance passes the threshold, whether or not there is a comment.',
            ),
        }),
      }),
    ),
    derived: z.object({
      signConvention: z.string(),
      thresholdPercent: thresholdPercent.describe('As it was when this was last saved.'),
      totals: z
        .object({ budget: known, actual: known, forecast: known, variance: known })
        .describe('Null when any line’s part is null: what is not known cannot be added up.'),
    }),
  })
  .meta({ id: 'BudgetContent', description: 'One period’s budget lines.' });
export type BudgetContent = z.infer<typeof budgetContent>;
