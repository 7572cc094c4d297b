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
          ...cells(totals, null, thresholdPercent),
          comment: null,
        };
  const printed = lines.map((line) => ({
    title: line.title,
    year: line.financialYear === null ? 'Not said' : financialYearLabel(line.financialYear),
    ...cells({ ...line, variance: line.derived.variance }, line.derived.variancePercent, thresholdPercent),
    comment: line.comment,
  }));
  return {
    caption: 'Budget, actual spend, forecast spend and variance, in pounds',
    hasYears: lines.some((line) => line.financialYear !== null),
    lines: printed,
    total,
    notes: [
      `${derived.signConvention} A comment is required where a figure is not available, and where the variance is more than ${thresholdPercent}% of the budget.`,
      ...([...lines, totals].some(hasPence) ? ['Rounded to whole pounds.'] : []),
      ...(printed.some(isIncomplete) ? [`${NOT_AVAILABLE} means not available. It does not mean zero.`] : []),
      ...(total !== null && isIncomplete(total)
        ? [
            printed.some(isIncomplete)
              ? `A total is ${NOT_AVAILABLE} where the figure of a line is.`
              : `The total is ${NOT_AVAILABLE} because a line is withheld.`,
          ]
        : []),
    ],
    chart: chartOf(lines.length === 1 ? lines[0]?.title : undefined, totals),
  };
}

const hasPence = ({ budget, actual, forecast }: Pick<Amounts, 'budget' | 'actual' | 'forecast'>): boolean =>
  [budget, actual, forecast].some((amount) => amount !== null && !amount.endsWith('.00'));

/** Rounded half up to whole pounds, on the decimal text. */
function wholePounds(amount: string | null): string | null {
  const [, minus = '', pounds = '', pence = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(amount ?? '') ?? [];
  if (amount === null || pounds === '') return amount;
  const rounded = BigInt(pounds) + (Number(pence) >= 50 ? 1n : 0n);
  return `${rounded === 0n ? '' : minus}${rounded}.00`;
}

const printedPounds = (amount: string | null): string => formatPounds(wholePounds(amount));

function cells(
  { budget, actual, forecast, variance }: Amounts,
  percent: number | null,
  threshold: number,
): Pick<BudgetLineView, 'budget' | 'actual' | 'forecast' | 'variance'> {
  return {
    budget: printedPounds(budget),
    actual: printedPounds(actual),
    forecast: printedPounds(forecast),
    variance: printedVariance(variance, percent, threshold),
  };
}

const isIncomplete = ({ budget, actual, forecast, variance }: BudgetLineView): boolean =>
  [budget, actual, forecast, variance.amount].includes(NOT_AVAILABLE);

function printedVariance(
  variance: string | null,
  percent: number | null,
  threshold: number,
): BudgetLineView['variance'] {
  const amount = printedPounds(variance);
  if (variance === null) return { amount, words: null };
  if (/^-?[0.]+$/.test(variance)) return { amount, words: 'On budget' };
  const under = variance.startsWith('-');
  const apart = Math.abs(percent ?? 0);
  // 5.01% is over 5%, and must not read as 5.0%.
  const places = apart > threshold && Number(printedDecimal(apart, 1)) <= threshold ? 2 : 1;
  const share = percent === null ? '' : `, ${printedDecimal(apart, places)}% of budget`;
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
    words: amount === null ? 'Not available' : printedPounds(amount),
  }));
  if (bars.every(({ value }) => value === null)) return null;
  const what = line ?? 'The budget as a whole';
  const figures = inWords(bars.map(({ label, words }) => `${label.toLowerCase()} ${words.toLowerCase()}`));
  return {
    caption: `${what}: budget, actual spend and forecast spend`,
    drawing: horizontalBars(`Bar chart. ${what}: ${figures}.`, bars),
  };
}
