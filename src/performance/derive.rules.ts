import { rounded } from '../platform/index.js';
import { financialYearLabel, financialYearOf, lastDayOf, shiftMonth, type Rag } from '../programmes/index.js';
import {
  MOST_DECIMALS,
  type Figure,
  type MeasureDefinition,
  type MeasureRow,
  type MissingReason,
  type Polarity,
} from './measures.content.js';
import type { Reading } from './reading.rules.js';
import { spcChart, type Rebase } from './spc.rules.js';

/*
 * What follows from the readings. All of it is pure. Values are decimal fractions of at most four places in binary floating point. They
 * are compared and subtracted as whole ten-thousandths, so that 0.1 + 0.2 is 0.3.
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
  override: MeasureRow['rag']['override'];
}

/** The month and the as-at date of a report. */
export interface ReportTime {
  /** `2020-01` */
  month: string;
  asAt: string;
}

/** Points of a control chart: three years. */
const CHART_MONTHS = 36;
/** A benchmark whose period ended longer ago than this is marked as stale. */
const STALE_MONTHS = 24;
const SCALE = 10 ** MOST_DECIMALS;

const scaled = (value: number): number => Math.round(value * SCALE);

/** How many decimals a number has, at most four. A number does not keep trailing zeros: `1.50` has one. */
export const decimalsOf = (value: number): number =>
  Math.min(/\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0, MOST_DECIMALS);

/** The six months that a report prints, the oldest first. */
export function windowOf(month: string): string[] {
  return Array.from({ length: 6 }, (_, index) => shiftMonth(month, index - 5));
}

/** April of the financial year that the month lies in. */
const yearStart = (month: string): string => `${financialYearOf(month)}-04`;

/** A measure as a report prints it. */
export function deriveMeasure(facts: MeasureFacts, time: ReportTime): MeasureRow {
  const { definition } = facts;
  const monthly = new Map(
    facts.readings.filter(({ span }) => span === 'month').map((one) => [one.period.slice(0, 7), one]),
  );
  const figureOf = (month: string): Figure => {
    const reading = monthly.get(month);
    return reading ? toFigure(reading, month, time.asAt) : notCollected(definition.decimals);
  };
  const window = windowOf(time.month);
  const current = currentOf(facts, figureOf, time);
  const derived = ragOf(current, definition, time.asAt);
  return {
    id: facts.id,
    definition,
    months: window.map((month) => ({ month, ...figureOf(month) })),
    current,
    baseline: baselineOf(facts.readings, time),
    direction: directionOf(window, figureOf, definition),
    rag: { derived, override: facts.override, printed: facts.override?.rag ?? derived },
    benchmarks: facts.benchmarks.map((benchmark) =>
      benchmarkOf(benchmark, current?.value ?? null, definition, time.asAt),
    ),
    spc: chartOf(facts, figureOf, time),
  };
}

function toFigure(reading: Reading, month: string, asAt: string): Figure {
  const { missingReason, value, decimals, numerator, denominator, state } = reading;
  const day = reading.asAt ?? asAt;
  return {
    missingReason,
    value,
    decimals,
    numerator,
    denominator,
    asAt: reading.asAt,
    state,
    partMonth: value !== null && day < lastDayOf(month),
  };
}

/** The figure of a month without a reading. */
function notCollected(decimals: number): Figure {
  return {
    missingReason: 'not_collected',
    value: null,
    decimals,
    numerator: null,
    denominator: null,
    asAt: null,
    state: null,
    partMonth: false,
  };
}

/**
 * The current figure. A snapshot is its latest month. Year to date is the figure that the source gives for it, else the latest month of
 * a cumulative series, else worked out from the months since April, all of which must be there: counts are added, percentages pooled
 * (sum of numerators over sum of denominators) and never averaged.
 */
function currentOf(
  facts: MeasureFacts,
  figureOf: (month: string) => Figure,
  time: ReportTime,
): MeasureRow['current'] {
  const { basis, cellBasis } = facts.definition;
  const window = windowOf(time.month);
  const latest = window.findLast((month) => figureOf(month).value !== null);
  if (basis !== 'year_to_date')
    return latest === undefined
      ? null
      : { ...figureOf(latest), month: latest, span: 'month', computed: false };
  const since = yearStart(time.month);
  const given = facts.readings
    .filter(
      ({ span, period, value }) =>
        span === 'year_to_date' &&
        value !== null &&
        period.slice(0, 7) >= since &&
        period.slice(0, 7) <= time.month,
    )
    .sort((a, b) => a.period.localeCompare(b.period))
    .at(-1);
  if (given) {
    const month = given.period.slice(0, 7);
    return { ...toFigure(given, month, time.asAt), month, span: 'year_to_date', computed: false };
  }
  if (latest === undefined || latest < since) return null;
  if (cellBasis !== 'in_month')
    return { ...figureOf(latest), month: latest, span: 'year_to_date', computed: false };
  const months: string[] = [];
  for (let month = since; month <= latest; month = shiftMonth(month, 1)) months.push(month);
  const total = yearToDate(months.map(figureOf), facts.definition);
  return total && { ...total, month: latest, span: 'year_to_date', computed: true };
}

/** Null unless every month has what is needed. */
function yearToDate(months: readonly Figure[], { unit, decimals }: MeasureDefinition): Figure | null {
  const sum = (of: (figure: Figure) => number | null): number | null => {
    const parts = months.map(of);
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
  const last = months.at(-1);
  if (value === null || !last) return null;
  return {
    ...last,
    missingReason: null,
    value,
    // No place that one of the months has is lost in their sum.
    decimals: added ? Math.max(...months.map((figure) => figure.decimals)) : decimals,
    numerator,
    denominator,
    state: months.some(({ state }) => state === 'provisional') ? 'provisional' : last.state,
    partMonth: months.some(({ partMonth }) => partMonth),
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
function baselineOf(readings: readonly Reading[], time: ReportTime): MeasureRow['baseline'] {
  const last = readings
    .filter(({ span, period }) => span === 'year' && period.slice(0, 7) <= time.month)
    .sort((a, b) => a.period.localeCompare(b.period))
    .at(-1);
  if (!last) return null;
  return {
    ...toFigure(last, shiftMonth(last.period.slice(0, 7), 11), '9999-12-31'),
    year: financialYearLabel(financialYearOf(last.period)),
  };
}

/**
 * Between the last two months of the window that can be compared: both have a value, and neither is a part of a month compared
 * with a whole one. A running total, which starts again in April, is not compared with the year before.
 */
function directionOf(
  window: readonly string[],
  figureOf: (month: string) => Figure,
  definition: MeasureDefinition,
): MeasureRow['direction'] {
  const { cellBasis } = definition;
  const [fromMonth, toMonth] = window.filter((month) => comparable(figureOf(month), cellBasis)).slice(-2);
  if (fromMonth === undefined || toMonth === undefined) return null;
  if (cellBasis === 'cumulative' && yearStart(fromMonth) !== yearStart(toMonth)) return null;
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

/** Part of a month is not a month: as a count of what happened in it, it would always look low. */
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
  { polarity, deadBand }: MeasureDefinition,
  asAt: string,
): MeasureRow['benchmarks'][number] {
  const { area, missingReason, value, decimals, period, periodEndsOn, source, knownOn, likeForLike } =
    benchmark;
  const gap = value === null || current === null ? null : difference(current, value);
  const apart = gap === null || Math.abs(gap) <= scaled(deadBand ?? 0) ? 0 : Math.sign(gap);
  const staleBefore = `${shiftMonth(asAt.slice(0, 7), -STALE_MONTHS)}${asAt.slice(7)}`;
  return {
    area,
    figure: { ...notCollected(decimals), missingReason, value, asAt: knownOn },
    period,
    source,
    knownOn,
    likeForLike,
    stale: periodEndsOn !== null && periodEndsOn < staleBefore,
    gap: gap === null ? null : gap / SCALE,
    gapMeaning: gap === null || !likeForLike ? null : better(apart, polarity),
  };
}

/** Not for cumulative and rolling series: their points depend on each other, and the limits would mean nothing. */
function chartOf(
  { definition, rebases }: MeasureFacts,
  figureOf: (month: string) => Figure,
  time: ReportTime,
): MeasureRow['spc'] {
  if (definition.cellBasis === 'cumulative' || definition.cellBasis === 'rolling') return null;
  const months = Array.from({ length: CHART_MONTHS }, (_, index) =>
    shiftMonth(time.month, index - CHART_MONTHS + 1),
  );
  const series = months.flatMap((month) => {
    const figure = figureOf(month);
    return figure.value !== null && comparable(figure, definition.cellBasis)
      ? [{ month, value: figure.value }]
      : [];
  });
  const { polarity, target } = definition;
  const aim = inForce(target, time.asAt) ? (target.upper ?? target.minimum) : null;
  const chart = spcChart(series, {
    polarity,
    target: aim,
    rebases: rebases.filter(({ from }) => from <= time.month),
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
