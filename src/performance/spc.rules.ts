import { MOST_DECIMALS, type Polarity, type Signal, type Spc } from './measures.content.js';
import {
  countOf,
  follows as comesAfter,
  frequencyOf,
  periodDate,
  periodWords,
  type Frequency,
} from './period.rules.js';

/*
 * XmR charts (individual values and moving ranges) as the NHS “Making Data Count” programme draws them; formulas, precedence and
 * published values as in the open R package NHSRplotthedots (ptd_spc_standard, ptd_calculate_point_type). One difference: a trend
 * means what its direction means, for all of its points; there, what the side of the mean means on which each of them lies.
 *
 * A period without a figure is a gap: no moving range and no run of any kind reaches across it.
 *
 * Whether a point is beyond a limit or on the mean is asked of whole numbers. Asked of binary fractions, 92.1% in every month of a
 * year would lie above its own mean.
 */

/** Places after the point that a value may have, as a factor. */
const SCALE = 10 ** MOST_DECIMALS;
/** Limits from the mean moving range: 2.66 = 3/d2 with d2 = 1.128 for two points; near limits two thirds of that. In three hundredths. */
const PARTS = 300n;
const LIMIT = 798n;
const NEAR = 532n;
/** A moving range 3.267 times the mean one is a break, not noise (D4 for two points). In thousandths. */
const SCREEN = 3267n;
/** Points on one side of the mean that are a shift. */
const SHIFT = 7;
/** Under this many points the limits are a trial. */
const ROBUST = 12;
/** Under this many points, or under one moving range less, even a trial would say nothing. */
const FEWEST = 5;

export interface SpcPoint {
  /** Its period: `2020-01`, `2019/20 Q4`. Those of one series are all of one kind. */
  month: string;
  value: number;
}

/** A month from which the process is known to be another one. */
export type Rebase = NonNullable<Spc['rebases']>[number];

export interface SpcOptions {
  polarity: Polarity;
  /** What the value should reach; null = none. */
  target: number | null;
  /** Months from which new limits are computed, the earliest first, each with its reason. */
  rebases?: readonly Rebase[];
  /** It counts what is there at a day, such as children in care: it drifts, and need not have a usual range. */
  stock?: boolean;
  /** Leave out moving ranges that are breaks; default on, as in the R package. */
  screen?: boolean;
  /** Points on one side of the mean that are a shift, and points of steady rise or fall that are a trend; default 7 and 7. */
  shiftLength?: number;
  trendLength?: number;
}

export type Limits = Spc['points'][number]['limits'];

/** A series, its mean and the distance of its limits in one unit, so small that all of them are whole numbers. */
interface Measured {
  values: bigint[];
  mean: bigint;
  limit: bigint;
  near: bigint;
  /** How many of the unit make one. */
  unit: bigint;
}

/** Whether each point is of the period right after the one before it. */
const followsOf = (series: readonly SpcPoint[]): boolean[] =>
  series.map(({ month }, index) => {
    const before = series[index - 1];
    return before !== undefined && comesAfter(before.month, month);
  });

/** Enough for limits. */
const isEnough = (series: readonly SpcPoint[]): boolean =>
  series.length >= FEWEST && followsOf(series).filter(Boolean).length >= FEWEST - 1;

/** @param follows for each value whether a moving range leads to it from the one before. */
function measured(series: readonly number[], follows: readonly boolean[], screen: boolean): Measured {
  const values = series.map((value) => BigInt(Math.round(value * SCALE)));
  const ranges = values.flatMap((value, index) =>
    follows[index] === true ? [distance(value, values[index - 1] ?? value)] : [],
  );
  const all = sum(ranges);
  const count = BigInt(ranges.length);
  const kept = screen ? ranges.filter((one) => all === 0n || one * count * 1000n < SCREEN * all) : ranges;
  const n = BigInt(values.length);
  const k = BigInt(kept.length);
  return {
    values: values.map((value) => value * n * k * PARTS),
    mean: sum(values) * k * PARTS,
    limit: LIMIT * sum(kept) * n,
    near: NEAR * sum(kept) * n,
    unit: n * k * PARTS * BigInt(SCALE),
  };
}

function limitsOf({ mean, limit, near, unit }: Measured): Limits {
  const of = (whole: bigint) => Number(whole) / Number(unit);
  return {
    mean: of(mean),
    lower: of(mean - limit),
    upper: of(mean + limit),
    nearLower: of(mean - near),
    nearUpper: of(mean + near),
  };
}

/** Mean and limits of a series without gaps. @param values at least two, of at most four places after the point. */
export function xmrLimits(values: readonly number[], screen = true): Limits {
  return limitsOf(
    measured(
      values,
      values.map((_, index) => index > 0),
      screen,
    ),
  );
}

/**
 * The chart of a series, the oldest point first; months without a figure are left out by the caller. Not for cumulative or rolling
 * series, whose points depend on each other: the caller does not ask for those.
 * @returns null for fewer than five points, or where fewer than four of them follow the month before.
 */
export function spcChart(series: readonly SpcPoint[], options: SpcOptions): Spc | null {
  if (!isEnough(series)) return null;
  const { groups, taken, waiting } = split(series, options.rebases ?? []);
  const points = groups.flatMap((group) => classify(group, options));
  // The sentence is about the last points, which are compared with the limits of their own group.
  const trial = (groups.at(-1)?.length ?? 0) < ROBUST;
  const last = points.at(-1);
  const kind = frequencyOf(last?.month ?? '');
  return {
    points,
    rebases: taken,
    trial,
    assurance: last ? assurance(last.limits, options) : null,
    sentence: [
      sentence(points, groups.at(-1)?.length ?? 0, trial, options.stock === true),
      ...waiting.map((one) => tooFew(one, kind)),
    ].join(' '),
  };
}

function classify(series: readonly SpcPoint[], options: SpcOptions): Spc['points'] {
  const { polarity, screen = true, shiftLength = SHIFT, trendLength = 7 } = options;
  const follows = followsOf(series);
  const exact = measured(
    series.map(({ value }) => value),
    follows,
    screen,
  );
  const { values, mean, limit } = exact;
  const limits = limitsOf(exact);
  const sides = values.map((value) => sign(value - mean));
  // A step across a gap is none, so that it ends a trend.
  const steps = values
    .slice(1)
    .map((value, index) => (follows[index + 1] === true ? sign(value - (values[index] ?? value)) : 0));
  const outside = values.map((value) => distance(value, mean) > limit);
  const near = values.map((value, index) => outside[index] === false && distance(value, mean) > exact.near);
  const shift = inRuns(sides, shiftLength, follows);
  // n points in a row are n - 1 steps in a row; the points are those at both ends of each step.
  const climbing = inRuns(steps, trendLength - 1);
  const trend = values.map((_, index) => (climbing[index - 1] ?? 0) || (climbing[index] ?? 0));
  const pairs = values.map((_, index) => near[index] === true && inTwoOfThree(near, sides, follows, index));
  return series.map(({ month, value }, index) => {
    const side = sides[index] ?? 0;
    const found: [Signal, number] | null = outside[index]
      ? ['outside', side]
      : trend[index]
        ? ['trend', trend[index]]
        : pairs[index]
          ? ['two_in_three', side]
          : shift[index]
            ? ['shift', side]
            : null;
    return {
      month,
      value,
      limits,
      signal: found ? found[0] : null,
      meaning: found ? meaningOf(found[1], polarity) : 'common_cause',
    };
  });
}

/**
 * A new group at the first point of each month that is named, or after it where that month has no figure. One that would leave
 * fewer points than limits need on either side is not taken: it waits, and the chart says so. What lies before the first point
 * changes nothing.
 */
function split(
  series: readonly SpcPoint[],
  rebases: readonly Rebase[],
): { groups: SpcPoint[][]; taken: Rebase[]; waiting: Rebase[] } {
  const starts = [0];
  const taken: Rebase[] = [];
  const waiting: Rebase[] = [];
  for (const rebase of rebases) {
    const found = series.findIndex(({ month }) => periodDate(month) >= periodDate(rebase.from));
    const start = found < 0 ? series.length : found;
    const last = starts.at(-1) ?? 0;
    if (start === 0) continue;
    // Two in one gap of the series begin the same group.
    if (start === last) taken.push(rebase);
    else if (isEnough(series.slice(last, start)) && isEnough(series.slice(start))) {
      starts.push(start);
      taken.push(rebase);
    } else waiting.push(rebase);
  }
  return { groups: starts.map((start, index) => series.slice(start, starts[index + 1])), taken, waiting };
}

/** What becomes of a new beginning that is not taken. */
const tooFew = ({ from, reason }: Rebase, kind: Frequency): string =>
  `Its limits should begin again in ${periodWords(from)} (${reason.replace(/\.$/, '')}), but do not yet: that takes ${countOf(FEWEST, kind)} on either side.`;

/**
 * For each sign: itself when it is part of a run of at least `length` equal signs, else 0. Zero is in no run.
 * @param follows where the run may go on; without it, everywhere.
 */
function inRuns(signs: readonly number[], length: number, follows?: readonly boolean[]): number[] {
  const result = signs.map(() => 0);
  let start = 0;
  for (let index = 0; index <= signs.length; index += 1) {
    if (
      index === start ||
      (index < signs.length && signs[index] === signs[start] && follows?.[index] !== false)
    )
      continue;
    if (signs[start] !== 0 && index - start >= length) result.fill(signs[start] ?? 0, start, index);
    start = index;
  }
  return result;
}

/** Some three points in a row with this one among them are on one side of the mean, and at least two of them near the limit. */
function inTwoOfThree(
  near: readonly boolean[],
  sides: readonly number[],
  follows: readonly boolean[],
  index: number,
): boolean {
  return [index - 2, index - 1, index].some((start) => {
    const three = [start, start + 1, start + 2];
    return (
      start >= 0 &&
      start + 2 < sides.length &&
      follows[start + 1] === true &&
      follows[start + 2] === true &&
      sides[index] !== 0 &&
      three.every((one) => sides[one] === sides[index]) &&
      three.filter((one) => near[one]).length >= 2
    );
  });
}

function meaningOf(side: number, polarity: Polarity): Spc['points'][number]['meaning'] {
  if (polarity === 'neutral') return side > 0 ? 'neutral_high' : 'neutral_low';
  return side > 0 === (polarity === 'higher') ? 'improvement' : 'concern';
}

/** Whether the process, left as it is, will meet its target. A figure that is just at its target meets it, and so does a limit. */
function assurance({ lower, upper }: Limits, { polarity, target }: SpcOptions): Spc['assurance'] {
  if (target === null || polarity === 'neutral') return null;
  const [worst, best] = polarity === 'higher' ? [lower, upper] : [-upper, -lower];
  const aim = polarity === 'higher' ? target : -target;
  if (worst >= aim) return 'consistently_passing';
  return best < aim ? 'consistently_failing' : 'hit_and_miss';
}

const WORDS = {
  improvement: ['Better', 'better', 'Improving'],
  concern: ['Worse', 'worse', 'Getting worse'],
  neutral_high: ['Higher', 'upper', 'Rising'],
  neutral_low: ['Lower', 'lower', 'Falling'],
} as const;

/** What the last points say, in words for somebody who has never seen such a chart. @param group how many of them its limits are of. */
function sentence(points: Spc['points'], group: number, trial: boolean, stock: boolean): string {
  const kind = frequencyOf(points.at(-1)?.month ?? '');
  const note = trial ? ` Too few ${kind}s to be sure: with fewer than 12, the limits are a trial.` : '';
  return `${said(points.slice(-group), stock, kind)}${note}`;
}

/** Every number in it counts the periods that are really there, each right after the one before. */
function said(points: Spc['points'], stock: boolean, kind: Frequency): string {
  const last = points.at(-1);
  const special = points.filter(({ signal }) => signal !== null).length;
  if (stock && 2 * special > points.length)
    return 'It has risen or fallen for much of this time, so that no usual range can be said.';
  if (last?.signal == null || last.meaning === 'common_cause')
    return special === 0
      ? 'Within its usual range; its ups and downs are no more than chance.'
      : `Its latest ${kind} is within its usual range. Chance does not explain ${special} of its ${countOf(points.length, kind)}.`;
  const [than, end, moving] = WORDS[last.meaning];
  const side = (point: Spc['points'][number]): number => Math.sign(point.value - point.limits.mean);
  const onSide = runAtEnd(points, (point) => side(point) === side(last));
  const shift = `${than.toLowerCase()} than its average for ${countOf(onSide, kind)}`;
  switch (last.signal) {
    case 'outside': {
      const outside = runAtEnd(points, (point) => point.signal === 'outside' && side(point) === side(last));
      const span = outside === 1 ? `in its latest ${kind}` : `for ${countOf(outside, kind)}`;
      return `${than} than its usual range ${span}${onSide >= SHIFT && onSide > outside ? `, and ${shift}` : ''}.`;
    }
    case 'trend': {
      const climb = (point: Spc['points'][number], before: Spc['points'][number] | undefined): boolean =>
        before !== undefined &&
        Math.sign(point.value - before.value) === Math.sign(last.value - (points.at(-2)?.value ?? 0));
      return `${moving} for ${countOf(runAtEnd(points, climb) + 1, kind)}, ${kind} after ${kind}.`;
    }
    case 'two_in_three':
      return `Near the ${end} end of its usual range more often than chance would have it.`;
    case 'shift':
      return `${than} than its average for ${countOf(onSide, kind)}.`;
  }
}

/** How many points at the end are so, without a gap between them. @param is asked with the point of the period right before, if there is one. */
function runAtEnd(
  points: Spc['points'],
  is: (point: Spc['points'][number], before: Spc['points'][number] | undefined) => boolean,
): number {
  const follows = followsOf(points);
  let count = 0;
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const point = points[index];
    const before = follows[index] === true ? points[index - 1] : undefined;
    if (!point || !is(point, before)) break;
    count += 1;
    if (before === undefined) break;
  }
  return count;
}

const sign = (whole: bigint): number => (whole > 0n ? 1 : whole < 0n ? -1 : 0);
const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
const sum = (wholes: readonly bigint[]): bigint => wholes.reduce((total, whole) => total + whole, 0n);
