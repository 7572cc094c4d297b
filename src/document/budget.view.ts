import { printedDecimal } from '../platform/index.js';
import type { BudgetContent } from '../finance/index.js';
import { financialYearLabel } from '../programmes/index.js';
import {
  formatPounds,
  inWords,
  NOT_AVAILABLE,
  type Sealed,
  type SnapshotSection,
} from '../snapshot/index.js';
import { horizontalBars } from './charts/bars.js';
import type { Chart } from './charts/chart.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** Progress against budget as the template prints it. */
export interface BudgetView extends SectionHead {
  /** Null when nothing has ever been approved for this section. */
  content: {
    caption: string;
    /** There is a line that says its year, and so a column for it. */
    hasYears: boolean;
    lines: BudgetLineView[];
    /** Null where there is one line, which is its own total. */
    total: BudgetLineView | null;
    /** What the figures and signs mean, under the table. */
    notes: string[];
    /** Null without a figure to draw. */
    chart: { caption: string; drawing: Chart } | null;
  } | null;
}

export interface BudgetLineView {
  title: string;
  /** `2019/20`, or that nobody said. */
  year: string;
  budget: string;
  actual: string;
  forecast: string;
  /** `words`: what the sign means, with the percentage; null when the variance is not known. */
  variance: { amount: string; words: string | null };
  /** Narrative, or null. */
  comment: string | null;
}

type SealedBudget = Sealed<BudgetContent>;
type Amounts = SealedBudget['derived']['totals'];

export function presentBudget(section: SnapshotSection): BudgetView {
  const content = section.content as SealedBudget | null;
  return {
    ...sectionHead(section, 'budget'),
    content: content && presentContent(content),
  };
}

function presentContent({ lines, derived }: SealedBudget): NonNullable<BudgetView['content']> {
  const { totals, thresholdPercent } = derived;
  const years = new Set(lines.map(({ financialYear }) => financialYear));
  const total: BudgetLineView | null =
    lines.length < 2
      ? null
      : {
          title: years.size > 1 ? 'Total of all years' : 'Total',
          year: '',
          ...cells(totals, null),
          comment: null,
        };
  const printed = lines.map((line) => ({
    title: line.title,
    year: line.financialYear === null ? 'Not said' : financialYearLabel(line.financialYear),
    ...cells({ ...line, variance: line.derived.variance }, line.derived.variancePercent),
    comment: line.comment,
  }));
  return {
    caption: 'Budget, actual spend, forecast spend and variance, in pounds',
    hasYears: lines.some((line) => line.financialYear !== null),
    lines: printed,
    total,
    notes: [
      derived.signConvention,
      `A comment is required where a figure is not available, and where the variance is more than ${thresholdPercent}% of the budget.`,
      ...(printed.some(isIncomplete) ? [`${NOT_AVAILABLE} means not available. It does not mean zero.`] : []),
      ...(total !== null && isIncomplete(total)
        ? [`A total is ${NOT_AVAILABLE} where the figure of a line is: what is not known cannot be added up.`]
        : []),
    ],
    chart: chartOf(lines.length === 1 ? lines[0]?.title : undefined, totals),
  };
}

function cells(
  { budget, actual, forecast, variance }: Amounts,
  percent: number | null,
): Pick<BudgetLineView, 'budget' | 'actual' | 'forecast' | 'variance'> {
  return {
    budget: formatPounds(budget),
    actual: formatPounds(actual),
    forecast: formatPounds(forecast),
    variance: printedVariance(variance, percent),
  };
}

const isIncomplete = ({ budget, actual, forecast, variance }: BudgetLineView): boolean =>
  [budget, actual, forecast, variance.amount].includes(NOT_AVAILABLE);

function printedVariance(variance: string | null, percent: number | null): BudgetLineView['variance'] {
  const amount = formatPounds(variance);
  if (variance === null) return { amount, words: null };
  if (/^-?[0.]+$/.test(variance)) return { amount, words: 'On budget' };
  const under = variance.startsWith('-');
  const share = percent === null ? '' : `, ${printedDecimal(Math.abs(percent), 1)}% of budget`;
  return { amount: under ? amount : `+${amount}`, words: `${under ? 'Underspend' : 'Overspend'}${share}` };
}

/** The whole programme's figures as bars. Null when none is known. */
function chartOf(line: string | undefined, totals: Amounts): NonNullable<BudgetView['content']>['chart'] {
  const bars = (
    [
      ['Budget', totals.budget],
      ['Actual spend', totals.actual],
      ['Forecast spend', totals.forecast],
    ] as const
  ).map(([label, amount]) => ({
    label,
    // A length to draw; what is printed is the decimal text.
    value: amount === null ? null : Number(amount),
    words: amount === null ? 'Not available' : formatPounds(amount),
  }));
  if (bars.every(({ value }) => value === null)) return null;
  const what = line ?? 'The budget as a whole';
  const figures = inWords(bars.map(({ label, words }) => `${label.toLowerCase()} ${words.toLowerCase()}`));
  return {
    caption: `${what}: budget, actual spend and forecast spend`,
    drawing: horizontalBars(`Bar chart. ${what}: ${figures}.`, bars),
  };
}
