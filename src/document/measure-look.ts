import type { MeasureRow } from '../performance/index.js';
import { ratingView, type RatingView } from '../snapshot/index.js';
import type { Chart } from './charts/chart.js';
import { controlChart, controlChartKey } from './charts/control-chart.js';
import { PartMarkup } from './part-markup.js';
import { benchmarkCell, targetCell, type ComparisonCell } from './measure-comparisons.js';
import { aimOf, chartsOf, chartWords } from './measure-charts.js';
import { figureRow, type FigureRow } from './measures.view.js';

/** One measure in the words and drawings of the report, for a page. */
export interface MeasureLook extends Omit<FigureRow, 'trend' | 'held'> {
  rating: RatingView;
  /** `at least 80%, ambition 90%`; null without a target. */
  target: string | null;
  /** Null where a line of it would show nothing. */
  trend: PartMarkup | null;
}

/** A chart of one measure, with what it says in words. */
export interface MeasureChart {
  drawing: PartMarkup;
  /** What its last points say. */
  sentence: string;
  /** What its marks mean; null without limits. */
  key: string | null;
  /** It has limits, of so few points that they are a trial. */
  trial: boolean;
}

/** As {@link presentMeasures} prints it in its table. */
export function lookOfMeasure(measure: MeasureRow): MeasureLook {
  const { trend, ...row } = figureRow(measure);
  return {
    ...row,
    rating: ratingView(measure.rag.printed),
    target: inOneLine(targetCell(measure.definition)),
    trend: drawn(trend),
  };
}

/** How a measure stands to one area: `78%, 2017/18; old; 3.2 points worse`; null where there is no benchmark of it. */
export const benchmarkInWords = (
  measure: MeasureRow,
  area: MeasureRow['benchmarks'][number]['area'],
): string | null => inOneLine(benchmarkCell(measure, area));

/**
 * With limits where there are enough figures for them; otherwise the plain line of its figures.
 * @param series its figures of whole periods, the earliest first. @returns null for fewer than two.
 */
export function chartOfMeasure(
  measure: MeasureRow,
  series: readonly { month: string; value: number }[],
): MeasureChart | null {
  const [chart] = chartsOf(measure);
  if (chart)
    return {
      drawing: new PartMarkup(chart.chart.svg),
      sentence: chart.sentence,
      key: controlChartKey([chart]),
      trial: chart.trial,
    };
  if (series.length < 2) return null;
  const { definition } = measure;
  const sentence =
    definition.cellBasis === 'cumulative' || definition.cellBasis === 'rolling'
      ? 'Its figures overlap in time, so that no usual range can be said.'
      : 'There are too few figures next to each other to say a usual range: that takes five.';
  const plain = controlChart(
    {
      sentence,
      points: series.map((point) => ({ ...point, limits: null, signal: null, meaning: 'common_cause' })),
    },
    aimOf(definition),
    chartWords(definition),
  );
  return { drawing: new PartMarkup(plain.svg), sentence, key: null, trial: false };
}

const inOneLine = (cell: ComparisonCell | null): string | null =>
  cell && [cell.text, cell.hint].filter((one) => one !== null).join(', ');

/** Drawings come from our own pure functions alone, which escape what they are given. */
const drawn = (chart: Chart | null): PartMarkup | null => chart && new PartMarkup(chart.svg);
