import {
  frequencyOf,
  periodWords,
  shortPeriod,
  type Frequency,
  type MeasureRow,
} from '../performance/index.js';
import { formatForAxis, formatNumber, withUnitSign, withUnitWord } from '../snapshot/index.js';
import type { Chart } from './charts/chart.js';
import { controlChart, rebasesInWords, type ChartWords } from './charts/control-chart.js';
import { titleOf } from './measure-comparisons.js';

/** A measure of a report, or one as its room derives it: whose it is, no view says. */
export type Measure = Omit<MeasureRow, 'definition'> & { definition: Definition };
type Definition = Omit<MeasureRow['definition'], 'ownerId'>;

export interface ChartView {
  title: string;
  /** Its limits are those of fewer than twelve months. */
  trial: boolean;
  /** What its last months say, whether the target is within reach, and where its limits begin again. */
  sentence: string;
  chart: Chart;
  points: NonNullable<Measure['spc']>['points'];
}

/** What a measure is meant to reach: drawn as a line. */
export const aimOf = ({ target }: Definition): number | null => target.upper ?? target.minimum;

/** What the limits say about the target, as long as nothing about the work changes. */
const ASSURANCE: Readonly<
  Record<NonNullable<NonNullable<Measure['spc']>['assurance']>, (frequency: Frequency) => string>
> = {
  consistently_passing: (frequency) => `It can be expected to meet its target every ${frequency}.`,
  consistently_failing: () => 'It cannot be expected to meet its target unless something changes.',
  hit_and_miss: (frequency) =>
    `It will meet its target in some ${frequency}s and miss it in others, by chance.`,
};

/**
 * In sentences, with what the limits say of the target once they are firm. That it will be met speaks of a series that goes on as it was, and is
 * not said of one whose latest figure is a signal.
 */
export function saidOf(spc: NonNullable<Measure['spc']>): string {
  const signal = spc.points.at(-1)?.signal ?? null;
  return [
    spc.sentence,
    ...(spc.assurance === null || spc.trial || (signal !== null && spc.assurance !== 'consistently_failing')
      ? []
      : [ASSURANCE[spc.assurance](frequencyOf(spc.points.at(-1)?.month ?? ''))]),
    ...rebasesInWords(spc, periodWords),
  ].join(' ');
}

/** Where the last figure is a signal: what moves by chance alone is said in a sentence. */
export const signalChart = (measure: Measure): ChartView[] =>
  measure.spc?.points.at(-1)?.signal ? chartsOf(measure) : [];

/** One, or none without enough figures for limits. */
export function chartsOf({ definition, spc }: Measure): ChartView[] {
  if (!spc) return [];
  const { unit } = definition;
  const title = titleOf(definition);
  // The rules were asked of the limits as they are. What no month is, a limit is not drawn as: a share above 100%, a count below zero.
  const values = spc.points.map(({ value }) => value);
  const [least, most] = [
    Math.min(...values) < 0 ? -Infinity : 0,
    unit !== 'percent' || Math.max(...values) > 100 ? Infinity : 100,
  ];
  const onScale = (value: number) => Math.min(most, Math.max(least, value));
  const points = spc.points.map((point) => {
    const { lower, upper } = point.limits;
    return { ...point, limits: { ...point.limits, lower: onScale(lower), upper: onScale(upper) } };
  });
  const clipped = { ...spc, points };
  return [
    {
      title,
      trial: spc.trial,
      sentence: saidOf(spc),
      chart: controlChart(clipped, aimOf(definition), chartWords(definition)),
      points,
    },
  ];
}

/** How a chart of this measure writes what it shows. */
export const chartWords = (definition: Definition): ChartWords => {
  const { unit, decimals } = definition;
  return {
    title: titleOf(definition),
    value: (value) => withUnitWord(formatNumber(value, Math.max(1, decimals), unit), unit),
    tick: (value) => withUnitSign(formatForAxis(value), unit),
    month: shortPeriod,
  };
};
