import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { follows, frequencyOf, periodNumber, shiftPeriod, type Spc } from '../../performance/index.js';
import { drawing, element, label, type Chart } from './chart.js';

/** A point of a chart; without limits where there are too few points for any, or limits would mean nothing. */
type Point = Omit<Spc['points'][number], 'limits'> & { limits: Spc['points'][number]['limits'] | null };

/** A series with its limits, or without. */
export interface ChartSeries extends Pick<Spc, 'sentence' | 'rebases'> {
  points: readonly Point[];
}

/** How a control chart writes what it shows. */
export interface ChartWords {
  title: string;
  /** A value as it is printed. */
  value: (value: number) => string;
  /** A value at the axis, in few letters. */
  tick: (value: number) => string;
  /** `2020-01` as `Jan 2020`, `2019/20 Q4` as `Q4 2019/20`. */
  month: (period: string) => string;
}

/** User units; at 88 mm width one unit is 0.74 pt, so that letters print at 11 pt. */
const WIDTH = 336;
const HEIGHT = 196;
const LEFT = 50;
const RIGHT = 86;
const TOP = 8;
const BOTTOM = 28;
const LETTERS = 15;
/** Room for one letter of the words below the axis, and for the space between two. */
const LETTER = 8;
const BETWEEN = 8;
const INK = '#16212c';
const QUIET = '#47545f';
const GRID = '#d5dbe0';

/** The shapes tell the months apart without colour. */
const MARKS: Readonly<Record<Point['meaning'], { shape: string; means: string }>> = {
  common_cause: { shape: 'open circle', means: 'within its usual range' },
  improvement: { shape: 'triangle', means: 'better than chance explains' },
  concern: { shape: 'square', means: 'worse than chance explains' },
  neutral_high: { shape: 'diamond', means: 'higher than chance explains' },
  neutral_low: { shape: 'triangle on its tip', means: 'lower than chance explains' },
};

/** What the marks of these charts mean, in words: those that they have. */
export function controlChartKey(charts: readonly Pick<Spc, 'points'>[]): string {
  const used = new Set(charts.flatMap(({ points }) => points.map(({ meaning }) => meaning)));
  const words = (Object.keys(MARKS) as Point['meaning'][])
    .filter((one) => used.has(one))
    .map((one) => `${MARKS[one].shape}: ${MARKS[one].means}`)
    .join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Where the limits begin again, and why: a sentence each. Charts that were sealed earlier do not know it. */
export function rebasesInWords(
  { rebases }: Pick<ChartSeries, 'rebases'>,
  month: ChartWords['month'],
): string[] {
  return (rebases ?? []).map(
    ({ from, reason }) =>
      `Its limits begin again in ${month(from)}: ${/[.!?]$/.test(reason) ? reason : `${reason}.`}`,
  );
}

/**
 * A control chart, or the plain line of a series without limits: the value of each month (quarter, year), the mean, the limits between which it moves by chance, the target, and the
 * ones that chance does not explain, by shape. They stand where the calendar has them: where one has no figure the line breaks, because
 * a gap is not zero.
 */
export function controlChart(chart: ChartSeries, target: number | null, words: ChartWords): Chart {
  const { points } = chart;
  const first = points[0]?.month ?? '';
  const last = points.at(-1);
  const span = periodNumber(last?.month ?? '') - periodNumber(first);
  const all = points.flatMap(({ value, limits }) => (limits ? [value, limits.lower, limits.upper] : [value]));
  if (target !== null) all.push(target);
  const scaleX = scaleLinear()
    .domain([0, Math.max(1, span)])
    .range([LEFT + 6, WIDTH - RIGHT]);
  const x = ({ month }: Pick<Point, 'month'>) => scaleX(periodNumber(month) - periodNumber(first));
  const y = scaleLinear()
    .domain([Math.min(...all), Math.max(...all)])
    .nice(4)
    .range([HEIGHT - BOTTOM, TOP]);
  const path = <P extends Point>(
    of: (point: P) => number,
    part: readonly P[],
    style: Record<string, string | number>,
  ) =>
    element('path', {
      d:
        line<P>()
          .x(x)
          .y((point) => y(of(point)))
          .digits(2)(part) ?? '',
      fill: 'none',
      stroke: QUIET,
      ...style,
    });
  const across = (at: number, style: Record<string, string | number>) =>
    element('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(at), y2: y(at), ...style });
  // A new baseline has limits of its own: they begin again and do not slope from the old ones.
  const baselines = runs(
    points.filter(hasLimits),
    (before, after) => before.limits.mean === after.limits.mean,
  );
  const unbroken = runs(points, (before, after) => follows(before.month, after.month));
  return drawing(
    WIDTH,
    HEIGHT,
    describe(chart, target, words),
    ...y
      .ticks(4)
      .flatMap((tick) => [
        across(tick, { stroke: GRID }),
        text(LEFT - 5, y(tick) + 4, words.tick(tick), { 'text-anchor': 'end', fill: QUIET }),
      ]),
    ...baselines.flatMap((part) => [
      path(({ limits }) => limits.mean, part, { 'stroke-width': 1.5 }),
      path(({ limits }) => limits.lower, part, { 'stroke-dasharray': '5 3' }),
      path(({ limits }) => limits.upper, part, { 'stroke-dasharray': '5 3' }),
    ]),
    ...(target === null
      ? []
      : [across(target, { stroke: INK, 'stroke-width': 1.75, 'stroke-dasharray': '1 3' })]),
    ...unbroken.map((part) => path(({ value }) => value, part, { stroke: INK, 'stroke-width': 1.75 })),
    ...points.map((point) => mark(point, x(point), y(point.value))),
    ...periodsToWrite(first, span, words.month(first).length).map((month) =>
      text(x({ month }), HEIGHT - BOTTOM + 18, words.month(month), { 'text-anchor': 'middle', fill: QUIET }),
    ),
    ...apart([
      ...(last?.limits
        ? [
            { at: y(last.limits.upper), words: 'upper limit' },
            { at: y(last.limits.mean), words: 'mean' },
            { at: y(last.limits.lower), words: 'lower limit' },
          ]
        : []),
      ...(target === null ? [] : [{ at: y(target), words: 'target' }]),
    ]).map(({ at, words }) => text(WIDTH - RIGHT + 10, at + 4, words, { fill: INK })),
  );
}

const text = (x: number, y: number, words: string, style: Record<string, string>): string =>
  label({ x, y, 'font-size': LETTERS, ...style }, words);

const hasLimits = (point: Point): point is Spc['points'][number] => point.limits !== null;

/** Points next to each other that belong together. */
function runs<P extends Point>(points: readonly P[], together: (before: P, after: P) => boolean): P[][] {
  const found: P[][] = [];
  for (const point of points) {
    const run = found.at(-1);
    const before = run?.at(-1);
    if (run && before && together(before, point)) run.push(point);
    else found.push([point]);
  }
  return found;
}

/** As many as there is room for, evenly apart. @param letters of one. */
function periodsToWrite(first: string, span: number, letters: number): string[] {
  const room = Math.floor((WIDTH - RIGHT - LEFT) / (letters * LETTER + BETWEEN));
  const every = Math.max(1, Math.ceil(span / room));
  return Array.from({ length: Math.floor(span / every) + 1 }, (_, index) =>
    shiftPeriod(first, index * every),
  );
}

/** Labels at the right end, moved apart so that none covers another, and back up where they would leave the drawing. */
function apart(labels: readonly { at: number; words: string }[]): { at: number; words: string }[] {
  const step = LETTERS + 1;
  const moved: { at: number; words: string }[] = [];
  for (const { at, words } of labels.toSorted((a, b) => a.at - b.at))
    moved.push({ at: Math.max(at, (moved.at(-1)?.at ?? -Infinity) + step), words });
  let floor = HEIGHT - BOTTOM;
  for (const one of moved.toReversed()) {
    one.at = Math.min(one.at, floor);
    floor = one.at - step;
  }
  return moved;
}

function mark({ meaning }: Point, x: number, y: number): string {
  const r = 4.5;
  const shape = (...corners: [number, number][]) =>
    element('path', {
      d: `M${corners.map(([dx, dy]) => `${two(x + dx * r)},${two(y + dy * r)}`).join('L')}Z`,
      fill: INK,
    });
  switch (meaning) {
    case 'improvement':
      return shape([0, -1], [1, 1], [-1, 1]);
    case 'concern':
      return element('rect', { x: x - 4, y: y - 4, width: 8, height: 8, fill: INK });
    case 'neutral_high':
      return shape([0, -1], [1, 0], [0, 1], [-1, 0]);
    case 'neutral_low':
      return shape([-1, -1], [1, -1], [0, 1]);
    case 'common_cause':
      return element('circle', { cx: x, cy: y, r: 2.75, fill: '#fff', stroke: INK, 'stroke-width': 1.5 });
  }
}

const two = (value: number): number => Math.round(value * 100) / 100;

function describe(chart: ChartSeries, target: number | null, words: ChartWords): string {
  const { points, sentence } = chart;
  const limits = points.at(-1)?.limits;
  const told = points.map(
    ({ month, value, meaning }) =>
      `${words.month(month)} ${words.value(value)}${meaning === 'common_cause' ? '' : ` (${MARKS[meaning].means})`}`,
  );
  return [
    `${words.title}: ${sentence}`,
    limits
      ? `The mean is ${words.value(limits.mean)}, the limits are ${words.value(limits.lower)} and ${words.value(limits.upper)}.`
      : '',
    ...rebasesInWords(chart, words.month),
    target === null ? '' : `The target is ${words.value(target)}.`,
    `${{ month: 'Months', quarter: 'Quarters', year: 'Years' }[frequencyOf(points[0]?.month ?? '')]}: ${told.join(', ')}.`,
  ]
    .filter((one) => one !== '')
    .join(' ');
}
