import type { ProblemIssue } from '../platform/index.js';
import type { BudgetContent, BudgetLine, KeptBudget } from './budget.content.js';
import { pence, pounds } from './money.rules.js';

/** Printed in every report and part of the approved content: changing these words would change approved budgets. */
export const SIGN_CONVENTION =
  'Variance is forecast minus budget. A positive variance is an overspend, a negative one an underspend.';

export const DEFAULT_THRESHOLD_PERCENT = 5;

const AMOUNTS = ['budget', 'actual', 'forecast'] as const;
type Amounts = Pick<BudgetLine, (typeof AMOUNTS)[number]>;

/** The document with what follows from it. Pure: the same rows give the same content, for ever. */
export function budgetContentOf({ lines, thresholdPercent }: KeptBudget): BudgetContent {
  const total = (cell: (typeof AMOUNTS)[number]): string | null => sum(lines.map((line) => line[cell]));
  const totals = { budget: total('budget'), actual: total('actual'), forecast: total('forecast') };
  return {
    lines: lines.map((line) => ({
      ...line,
      derived: {
        variance: varianceOf(line),
        variancePercent: variancePercentOf(line),
        needsComment: isBlank(line) || passes(line, thresholdPercent),
      },
    })),
    derived: {
      signConvention: SIGN_CONVENTION,
      thresholdPercent,
      totals: { ...totals, variance: varianceOf(totals) },
    },
  };
}

/** Pounds; null when there is nothing to add, or one of them is not known. */
function sum(amounts: readonly (string | null)[]): string | null {
  if (amounts.length === 0) return null;
  let total = 0n;
  for (const amount of amounts) {
    if (amount === null) return null;
    total += pence(amount);
  }
  return pounds(total);
}

/** Forecast minus budget: positive = overspend. Null when either is blank. */
export function varianceOf({ budget, forecast }: Pick<Amounts, 'budget' | 'forecast'>): string | null {
  return budget === null || forecast === null ? null : pounds(pence(forecast) - pence(budget));
}

/**
 * Variance as a percentage of the budget's size, to one decimal, halves away from zero. Of its size, so that for an income line
 * (a negative budget) a positive percentage still means "worse than planned". Null for a budget of zero.
 */
export function variancePercentOf({ budget, forecast }: Pick<Amounts, 'budget' | 'forecast'>): number | null {
  const variance = varianceOf({ budget, forecast });
  if (variance === null || budget === null) return null;
  const base = size(pence(budget));
  if (base === 0n) return null;
  const tenths = (size(pence(variance)) * 2000n + base) / (base * 2n);
  return Number(variance.startsWith('-') ? -tenths : tenths) / 10;
}

/** The variance is more than the threshold, compared exactly. Any variance from a budget of zero is. */
function passes({ budget, forecast }: Amounts, thresholdPercent: number): boolean {
  const variance = varianceOf({ budget, forecast });
  if (variance === null || budget === null) return false;
  const hundredths = BigInt(Math.round(thresholdPercent * 100));
  return size(pence(variance)) * 10_000n > size(pence(budget)) * hundredths;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const isBlank = (line: Amounts): boolean => AMOUNTS.some((cell) => line[cell] === null);

/** What is missing before a budget can be submitted. Pure. */
export function budgetBlockers({ lines, derived }: BudgetContent): ProblemIssue[] {
  if (lines.length === 0) return [{ path: 'lines', message: 'There is no budget line yet.' }];
  return lines.flatMap((line, index) => {
    if (line.comment !== null || !line.derived.needsComment) return [];
    const blank = AMOUNTS.filter((cell) => line[cell] === null);
    const why =
      blank.length > 0
        ? `“${line.title}” has no figure for ${blank.join(', ')}: say why in a comment.`
        : `The variance of “${line.title}” is more than ${derived.thresholdPercent}% of its budget: explain it in a comment.`;
    return [{ path: `lines[${index}].comment`, message: why }];
  });
}
