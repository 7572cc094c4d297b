import { MOST_DECIMALS, type Polarity, type Signal, type Spc } from './measures.content.js';

/*
 * XmR charts (individual values and moving ranges) as the NHS “Making Data Count” programme draws them; formulas, precedence and
 * published values as in the open R package NHSRplotthedots (ptd_spc_standard, ptd_calculate_point_type). One difference: a trend
 * means what its direction means, for all of its points; there, what the side of the mean means on which each of them lies.
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
/** Under this many points the limits are a trial. */
const ROBUST = 12;
/** Under this many points even a trial would say nothing: four ranges at least. */
const FEWEST = 5;

export interface SpcPoint {
  /** `2020-01` */
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

function measured(series: readonly number[], screen: boolean): Measured {
  const values = series.map((value) => BigInt(Math.round(value * SCALE)));
  const ranges = values.slice(1).map((value, index) => distance(value, values[index] ?? value));
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

/** Mean and limits of a series. @param values at least two, of at most four places after the point. */
export function xmrLimits(values: readonly number[], screen = true): Limits {
  return limitsOf(measured(values, screen));
}

/**
 * The chart of a series, the oldest point first; months without a figure are left out by the caller. Not for cumulative or rolling
 * series, whose points depend on each other: the caller does not ask for those.
 * @returns null for fewer than five points.
 */
export function spcChart(series: readonly SpcPoint[], options: SpcOptions): Spc | null {
  if (series.length < FEWEST) return null;
  const { groups, taken, waiting } = split(series, options.rebases ?? []);
  const points = groups.flatMap((group) => classify(group, options));
  // The sentence is about the last points, which are compared with the limits of their own group.
  const trial = (groups.at(-1)?.length ?? 0) < ROBUST;
  const last = points.at(-1);
  return {
    points,
    rebases: taken,
    trial,
    assurance: last ? assurance(last.limits, options) : null,
    sentence: [sentence(points, trial), ...waiting.map(tooFew)].join(' '),
  };
}

function classify(series: readonly SpcPoint[], options: SpcOptions): Spc['points'] {
  const { polarity, screen = true, shiftLength = 7, trendLength = 7 } = options;
  const exact = measured(
    series.map(({ value }) => value),
    screen,
  );
  const { values, mean, limit } = exact;
  const limits = limitsOf(exact);
  const sides = values.map((value) => sign(value - mean));
  const steps = values.slice(1).map((value, index) => sign(value - (values[index] ?? value)));
  const outside = values.map((value) => distance(value, mean) > limit);
  const near = values.map((value, index) => outside[index] === false && distance(value, mean) > exact.near);
  const shift = inRuns(sides, shiftLength);
  // n points in a row are n - 1 steps in a row; the points are those at both ends of each step.
  const climbing = inRuns(steps, trendLength - 1);
  const trend = values.map((_, index) => (climbing[index - 1] ?? 0) || (climbing[index] ?? 0));
  const pairs = values.map((_, index) => near[index] === true && inTwoOfThree(near, sides, index));
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
    const found = series.findIndex(({ month }) => month >= rebase.from);
    const start = found < 0 ? series.length : found;
    const last = starts.at(-1) ?? 0;
    if (start === 0) continue;
    // Two in one gap of the series begin the same group.
    if (start === last) taken.push(rebase);
    else if (start - last >= FEWEST && series.length - start >= FEWEST) {
      starts.push(start);
      taken.push(rebase);
    } else waiting.push(rebase);
  }
  return { groups: starts.map((start, index) => series.slice(start, starts[index + 1])), taken, waiting };
}

/** What becomes of a new beginning that is not taken. */
const tooFew = ({ from, reason }: Rebase): string =>
  `Its limits should begin again in ${inWords(from)} (${reason.replace(/\.$/, '')}), but do not yet: that takes ${FEWEST} months on either side.`;

const inWords = (month: string): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleString('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** For each sign: itself when it is part of a run of at least `length` equal signs, else 0. Zero is in no run. */
function inRuns(signs: readonly number[], length: number): number[] {
  const result = signs.map(() => 0);
  let start = 0;
  for (let index = 0; index <= signs.length; index += 1) {
    if (index < signs.length && signs[index] === signs[start]) continue;
    if (signs[start] !== 0 && index - start >= length) result.fill(signs[start] ?? 0, start, index);
    start = index;
  }
  return result;
}

/** Some three points in a row with this one among them are on one side of the mean, and at least two of them near the limit. */
function inTwoOfThree(near: readonly boolean[], sides: readonly number[], index: number): boolean {
  return [index - 2, index - 1, index].some((start) => {
    const three = [start, start + 1, start + 2];
    return (
      start >= 0 &&
      start + 2 < sides.length &&
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

/** Whether the process, left as it is, will meet its target. */
function assurance({ lower, upper }: Limits, { polarity, target }: SpcOptions): Spc['assurance'] {
  if (target === null || polarity === 'neutral') return null;
  const below = target < lower;
  if (!below && target <= upper) return 'hit_and_miss';
  return below === (polarity === 'higher') ? 'consistently_passing' : 'consistently_failing';
}

const WORDS = {
  improvement: ['Better', 'better', 'Improving'],
  concern: ['Worse', 'worse', 'Getting worse'],
  neutral_high: ['Higher', 'upper', 'Rising'],
  neutral_low: ['Lower', 'lower', 'Falling'],
} as const;

/** What the last points say, in words for somebody who has never seen such a chart. */
function sentence(points: Spc['points'], trial: boolean): string {
  const last = points.at(-1);
  const note = trial ? ' Too few months to be sure: with fewer than 12, the limits are a trial.' : '';
  if (!last || last.meaning === 'common_cause' || last.signal === null)
    return `Within its usual range; its ups and downs are no more than chance.${note}`;
  const { signal, meaning } = last;
  const run = points.findLastIndex((point) => point.signal !== signal || point.meaning !== meaning);
  const months = points.length - 1 - run;
  const span = months === 1 ? 'in its latest month' : `for ${months} months`;
  const [than, end, moving] = WORDS[meaning];
  const said = {
    outside: `${than} than its usual range ${span}.`,
    trend: `${moving} ${span}, month after month.`,
    two_in_three: `Near the ${end} end of its usual range more often than chance would have it.`,
    shift: `${than} than its average ${span}.`,
  }[signal];
  return `${said}${note}`;
}

const sign = (whole: bigint): number => (whole > 0n ? 1 : whole < 0n ? -1 : 0);
const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
const sum = (wholes: readonly bigint[]): bigint => wholes.reduce((total, whole) => total + whole, 0n);
