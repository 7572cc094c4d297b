import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { drawing, element, type Chart } from './chart.js';

export interface SparkPoint {
  /** `August 2019` */
  month: string;
  /** Null where there is no figure: the line breaks there, because a gap is not zero. */
  value: number | null;
  /** As printed: `15.8%`. */
  words: string;
}

const WIDTH = 96;
const HEIGHT = 28;
const MARGIN = 4;
const INK = '#16212c';
const QUIET = '#5b6770';

/**
 * A small line for a cell of a table: the months from left to right, the target as a dashed line, the last point marked.
 * The scale is the series' own, so that it shows movement and not size; the table beside it has the figures.
 * @param target drawn when it lies near enough to be within twice the span of the series; said in any case.
 * @returns null when no month has a figure.
 */
export function sparkline(
  points: readonly SparkPoint[],
  target: { value: number; words: string } | null,
): Chart | null {
  const known = points.flatMap(({ value }, index) => (value === null ? [] : [{ index, value }]));
  const last = known.at(-1);
  if (!last) return null;
  const values = known.map(({ value }) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const reach = 2 * (high - low);
  const drawn = target && target.value <= high + reach && target.value >= low - reach ? target.value : null;
  const all = drawn === null ? values : [...values, drawn];
  const x = scaleLinear()
    .domain([0, Math.max(1, points.length - 1)])
    .range([MARGIN, WIDTH - MARGIN]);
  // Where all are the same the scale has no length and puts them in the middle.
  const y = scaleLinear()
    .domain([Math.min(...all), Math.max(...all)])
    .range([HEIGHT - MARGIN, MARGIN]);
  const path = line<SparkPoint>()
    .defined(({ value }) => value !== null)
    .x((_, index) => x(index))
    .y(({ value }) => y(value ?? 0))
    .digits(2);
  return drawing(
    WIDTH,
    HEIGHT,
    said(points, target?.words ?? null),
    ...(drawn === null
      ? []
      : [
          element('line', {
            x1: 0,
            x2: WIDTH,
            y1: y(drawn),
            y2: y(drawn),
            stroke: QUIET,
            'stroke-width': 1,
            'stroke-dasharray': '3 2',
          }),
        ]),
    element('path', { d: path(points) ?? '', fill: 'none', stroke: INK, 'stroke-width': 1.75 }),
    // A figure between two gaps is a line of no length: without its dot it would not be seen.
    ...known
      .filter(({ index }) => index !== last.index && isAlone(points, index))
      .map(({ index, value }) => element('circle', { cx: x(index), cy: y(value), r: 1.5, fill: INK })),
    element('circle', { cx: x(last.index), cy: y(last.value), r: 3, fill: INK }),
  );
}

/** `August 2019 15.8%, December 2019 19.9%; no figure for January 2020; target 12%` */
function said(points: readonly SparkPoint[], target: string | null): string {
  const known = points.filter(({ value }) => value !== null).map(({ month, words }) => `${month} ${words}`);
  const missing = points.filter(({ value }) => value === null).map(({ month }) => month);
  return [
    known.join(', '),
    ...(missing.length === 0 ? [] : [`no figure for ${missing.join(', ')}`]),
    ...(target === null ? [] : [`target ${target}`]),
  ].join('; ');
}

function isAlone(points: readonly SparkPoint[], index: number): boolean {
  return (points[index - 1]?.value ?? null) === null && (points[index + 1]?.value ?? null) === null;
}
