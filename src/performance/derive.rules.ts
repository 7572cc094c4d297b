import { rounded } from '../platform/index.js';
import { shiftMonth, type Rag } from '../programmes/index.js';
import {
  MOST_DECIMALS,
  type Figure,
  type MeasureDefinition,
  type MeasureRow,
  type MissingReason,
  type Polarity,
} from './measures.content.js';
import {
  frequencyOf,
  lastEnded,
  lastMonthOf,
  periodEnd,
  periodLabel,
  periodsTo,
  shiftPeriod,
  yearOf,
  type Frequency,
} from './period.rules.js';
import type { Reading } from './reading.rules.js';
import { figureFrom, notCollected, printedDecimals } from './figure.rules.js';
import { spcChart, type Rebase, type SpcPoint } from './spc.rules.js';

/*
 * What follows from the readings. Pure. Values of at most four places are compared as whole ten-thousandths: 0.1 + 0.2 is 0.3.
 */

/** A benchmark as it was recorded. */
export interface Benchmark {
  area: MeasureRow['benchmarks'][number]['area'];
  missingReason: MissingReason | null;
  value: number | null;
  decimals: number;
  period: string | null;
  /** Last day of the time it is about. */
  periodEndsOn: string | null;
  source: string | null;
  knownOn: string | null;
  likeForLike: boolean;
}

/** What one measure's row is derived from. */
export interface MeasureFacts {
  id: string;
  definition: MeasureDefinition;
  readings: readonly Reading[];
  benchmarks: readonly Benchmark[];
  /** The months from which its chart has new limits, the earliest first. */
  rebases: readonly Rebase[];
  redefined?: NonNullable<MeasureRow['redefined']>;
  override: MeasureRow['rag']['override'];
}

/** The month and the as-at date of a report. */
export interface ReportTime {
  /** `2020-01` */
  month: string;
  asAt: string;
}

/** Points of a control chart: three years of months, six of quarters, twelve years. */
const CHART_PERIODS = { month: 36, quarter: 24, year: 12 } as const;
/** A benchmark whose period ended longer ago than this is marked as stale. */
const STALE_MONTHS = 24;
const SCALE = 10 ** MOST_DECIMALS;

const scaled = (value: number): number => Math.round(value * SCALE);

/**
 * The last period that a report prints: the month that it is about, though it may run; the last quarter or year that had ended by its
 * as-at date, for nobody can have the figure of one that runs.
 */
export const lastPeriod = (frequency: Frequency, { month, asAt }: ReportTime): string =>
  frequency === 'month' ? month : lastEnded(frequency, asAt);

/** The six periods that a report prints, the oldest first. @param last of them, such as {@link lastPeriod}. */
export const windowOf = (last: string): string[] => periodsTo(last, 6);

/** A measure as a report prints it. */
export function deriveMeasure(facts: MeasureFacts, time: ReportTime): MeasureRow {
  const { definition, redefined = [] } = facts;
  const figureOf = figuresOf(facts, time.asAt);
  const window = windowOf(lastPeriod(definition.frequency, time));
  const current = currentOf(facts, figureOf, window, time.asAt);
  const derived = ragOf(current, definition, time.asAt);
  return {
    id: facts.id,
    definition,
    months: window.map((month) => ({ month, ...figureOf(month) })),
    current,
    // Of a measure that is counted by year the years before stand in its row.
    baseline: definition.frequency === 'year' ? null : baselineOf(facts, time),
    direction: directionOf(window, figureOf, definition),
    rag: { derived, override: facts.override, printed: facts.override?.rag ?? derived },
    benchmarks: facts.benchmarks.map((benchmark) =>
      benchmarkOf(benchmark, current?.value ?? null, definition, time.asAt),
    ),
    spc: chartOf(facts, figureOf, window.at(-1) ?? time.month, time.asAt),
    ...(redefined.length > 0 ? { redefined } : {}),
  };
}

/** The figure of each period of the measure's own kind. */
function figuresOf(
  { definition, readings }: Pick<MeasureFacts, 'definition' | 'readings'>,
  asAt: string,
): (period: string) => Figure {
  const known = new Map(
    readings
      .filter(({ span }) => span === definition.frequency)
      .map((one) => [periodLabel(one.span, one.period), one]),
  );
  return (period) => {
    const reading = known.get(period);
    return reading ? toFigure(reading, definition, period, asAt) : notCollected(definition.decimals);
  };
}

function toFigure(reading: Reading, definition: MeasureDefinition, period: string, asAt: string): Figure {
  return figureFrom(
    reading,
    definition,
    reading.value !== null && (reading.asAt ?? asAt) < periodEnd(period),
  );
}

/**
 * The current figure. A snapshot is its latest period. Year to date is the figure that the source gives for it, else the latest period
 * of a cumulative series, else worked out from the periods since April, all of which must be there: counts are added, percentages pooled
 * (sum of numerators over sum of denominators) and never averaged. The year is that of the last period that is printed: in May the
 * quarters of the year that has ended are the year to date still.
 */
function currentOf(
  facts: MeasureFacts,
  figureOf: (period: string) => Figure,
  window: readonly string[],
  asAt: string,
): MeasureRow['current'] {
  const { basis, cellBasis, frequency } = facts.definition;
  const latest = window.findLast((period) => figureOf(period).value !== null);
  if (basis !== 'year_to_date')
    return latest === undefined
      ? null
      : { ...figureOf(latest), month: latest, span: frequency, computed: false };
  const last = window.at(-1) ?? '';
  const since = `${yearOf(last)}-04`;
  const given = facts.readings
    .filter(
      ({ span, period, value }) =>
        span === 'year_to_date' &&
        value !== null &&
        period.slice(0, 7) >= since &&
        period.slice(0, 7) <= lastMonthOf(last),
    )
    .sort((a, b) => a.period.localeCompare(b.period))
    .at(-1);
  if (given) {
    const month = given.period.slice(0, 7);
    return {
      ...toFigure(given, facts.definition, month, asAt),
      month,
      span: 'year_to_date',
      computed: false,
    };
  }
  if (latest === undefined || yearOf(latest) < yearOf(last)) return null;
  const month = lastMonthOf(latest);
  if (cellBasis !== 'in_month') return { ...figureOf(latest), month, span: 'year_to_date', computed: false };
  const periods: string[] = [];
  for (let period = latest; yearOf(period) === yearOf(last); period = shiftPeriod(period, -1))
    periods.unshift(period);
  const total = yearToDate(periods.map(figureOf), facts.definition);
  return total && { ...total, month, span: 'year_to_date', computed: true };
}

/** Null unless every period has what is needed. */
function yearToDate(periods: readonly Figure[], { unit, decimals }: MeasureDefinition): Figure | null {
  const sum = (of: (figure: Figure) => number | null): number | null => {
    const parts = periods.map(of);
    return parts.some((part) => part === null)
      ? null
      : parts.reduce<number>((total, part) => total + scaled(part ?? 0), 0) / SCALE;
  };
  const numerator = sum((figure) => figure.numerator);
  const denominator = sum((figure) => figure.denominator);
  const added = unit === 'count' || unit === 'fte' || unit === 'pounds';
  const value = added
    ? sum((figure) => figure.value)
    : numerator === null || denominator === null
      ? null
      : ratio(numerator, denominator, unit, decimals);
  const last = periods.at(-1);
  if (value === null || !last) return null;
  return {
    ...last,
    missingReason: null,
    value,
    // No place that one of the periods has is lost in their sum.
    decimals: added ? Math.max(...periods.map((figure) => figure.decimals)) : decimals,
    numerator,
    denominator,
    state: periods.some(({ state }) => state === 'provisional') ? 'provisional' : last.state,
    partMonth: periods.some(({ partMonth }) => partMonth),
  };
}

/** @returns numerator over denominator in the measure's unit, rounded to its decimals; null over nothing. */
export function ratio(
  numerator: number,
  denominator: number,
  unit: MeasureDefinition['unit'],
  decimals: number,
): number | null {
  if (denominator === 0) return null;
  // One division of whole numbers, then rounded half up: 1/8 = 12.5% is 13%, not 12%.
  return rounded((scaled(numerator) * (unit === 'percent' ? 100 : 1)) / scaled(denominator), decimals);
}

/** The last whole year's figure, with its year: a column of them would say the year of only some. */
function baselineOf({ readings, definition }: MeasureFacts, time: ReportTime): MeasureRow['baseline'] {
  const last = readings
    .filter(({ span, period: from }) => span === 'year' && from.slice(0, 7) <= time.month)
    .sort((a, b) => a.period.localeCompare(b.period))
    .at(-1);
  if (!last) return null;
  const year = periodLabel('year', last.period);
  return { ...toFigure(last, definition, year, '9999-12-31'), year };
}

/**
 * Between the last two periods of the window that can be compared: both have a value, and neither is a part of a period compared
 * with a whole one. A running total, which starts again in April, is not compared with the year before.
 */
function directionOf(
  window: readonly string[],
  figureOf: (period: string) => Figure,
  definition: MeasureDefinition,
): MeasureRow['direction'] {
  const { cellBasis } = definition;
  const [fromMonth, toMonth] = window.filter((period) => comparable(figureOf(period), cellBasis)).slice(-2);
  if (fromMonth === undefined || toMonth === undefined) return null;
  if (cellBasis === 'cumulative' && yearOf(fromMonth) !== yearOf(toMonth)) return null;
  const [from, to] = [figureOf(fromMonth).value ?? 0, figureOf(toMonth).value ?? 0];
  return { ...movementBetween(from, to, definition), fromMonth, toMonth };
}

/** What it means that a measure was `from` and is `to`: less than its dead band is no change. */
export function movementBetween(
  from: number,
  to: number,
  { polarity, deadBand }: Pick<MeasureDefinition, 'polarity' | 'deadBand'>,
): Pick<NonNullable<MeasureRow['direction']>, 'performance' | 'value'> {
  const change = difference(to, from);
  const moved = Math.abs(change) <= scaled(deadBand ?? 0) ? 0 : Math.sign(change);
  return {
    performance: better(moved, polarity),
    value: moved === 0 ? 'level' : moved > 0 ? 'up' : 'down',
  };
}

/** Part of a period is not a period: as a count of what happened in it, it would always look low. */
export function comparable(
  { value, partMonth }: Pick<Figure, 'value' | 'partMonth'>,
  cellBasis: MeasureDefinition['cellBasis'],
): boolean {
  return value !== null && !(partMonth && cellBasis === 'in_month');
}

/** In whole ten-thousandths. */
const difference = (a: number, b: number): number => scaled(a) - scaled(b);

function better(sign: number, polarity: Polarity): 'better' | 'same' | 'worse' | null {
  if (polarity === 'neutral') return null;
  if (sign === 0) return 'same';
  return sign > 0 === (polarity === 'higher') ? 'better' : 'worse';
}

/**
 * The rating that follows from the figure as it is printed (2249 of 2500, printed as 90.0%, is 90%) and the targets in force on the as-at date: at the ambition or better GREEN, worse than the floor by more
 * than the tolerance RED, between them AMBER. With a floor alone, at the floor or better is GREEN; with an ambition alone, what misses
 * it by more than the tolerance is RED. Mirrored where lower is better.
 * @returns null without a value, a target or a better direction.
 */
export function ragOf(
  figure: Pick<Figure, 'value' | 'decimals'> | null,
  { polarity, target, tolerance }: Pick<MeasureDefinition, 'polarity' | 'target' | 'tolerance'>,
  asAt: string,
): Rag | null {
  const floor = target.minimum ?? target.upper;
  const ambition = target.upper ?? target.minimum;
  if (
    figure?.value == null ||
    polarity === 'neutral' ||
    !inForce(target, asAt) ||
    floor === null ||
    ambition === null
  )
    return null;
  const sign = polarity === 'higher' ? 1 : -1;
  const value = rounded(figure.value, figure.decimals);
  if (sign * difference(value, ambition) >= 0) return 'GREEN';
  return sign * difference(value, floor) >= -scaled(tolerance ?? 0) ? 'AMBER' : 'RED';
}

function inForce({ from, until }: MeasureDefinition['target'], asAt: string): boolean {
  return (from === null || from <= asAt) && (until === null || until >= asAt);
}

function benchmarkOf(
  benchmark: Benchmark,
  current: number | null,
  definition: MeasureDefinition,
  asAt: string,
): MeasureRow['benchmarks'][number] {
  const { polarity, deadBand } = definition;
  const { area, missingReason, value, period, periodEndsOn, source, knownOn, likeForLike } = benchmark;
  const gap = value === null || current === null ? null : difference(current, value);
  const apart = gap === null || Math.abs(gap) <= scaled(deadBand ?? 0) ? 0 : Math.sign(gap);
  const staleBefore = `${shiftMonth(asAt.slice(0, 7), -STALE_MONTHS)}${asAt.slice(7)}`;
  return {
    area,
    figure: {
      ...notCollected(printedDecimals({ ...benchmark, numerator: null }, definition)),
      missingReason,
      value,
      asAt: knownOn,
    },
    period,
    source,
    knownOn,
    likeForLike,
    stale: periodEndsOn !== null && periodEndsOn < staleBefore,
    gap: gap === null ? null : gap / SCALE,
    gapMeaning: gap === null || !likeForLike ? null : better(apart, polarity),
  };
}

/**
 * The figures of whole periods that a chart shows, the earliest first: three years of months, six of quarters, twelve years.
 * @param last the last of them, such as {@link lastPeriod}.
 */
export const seriesOf = (
  { definition, readings }: Pick<MeasureFacts, 'definition' | 'readings'>,
  last: string,
  asAt: string,
): SpcPoint[] => comparableOf(definition, figuresOf({ definition, readings }, asAt), last);

const comparableOf = (
  { cellBasis }: MeasureDefinition,
  figureOf: (period: string) => Figure,
  last: string,
): SpcPoint[] =>
  periodsTo(last, CHART_PERIODS[frequencyOf(last)]).flatMap((month) => {
    const figure = figureOf(month);
    return figure.value !== null && comparable(figure, cellBasis) ? [{ month, value: figure.value }] : [];
  });

/** Not for cumulative and rolling series: their points depend on each other, and the limits would mean nothing. */
function chartOf(
  { definition, rebases }: MeasureFacts,
  figureOf: (period: string) => Figure,
  last: string,
  asAt: string,
): MeasureRow['spc'] {
  if (definition.cellBasis === 'cumulative' || definition.cellBasis === 'rolling') return null;
  const series = comparableOf(definition, figureOf, last);
  const { polarity, target } = definition;
  const aim = inForce(target, asAt) ? (target.upper ?? target.minimum) : null;
  const chart = spcChart(series, {
    polarity,
    target: aim,
    rebases: rebases.filter(({ from }) => from <= lastMonthOf(last)),
    stock: definition.cellBasis === 'snapshot' && definition.unit !== 'percent',
  });
  return (
    chart && {
      ...chart,
      points: chart.points.map((point) => {
        const { numerator, denominator } = figureOf(point.month);
        return { ...point, numerator, denominator };
      }),
    }
  );
}
