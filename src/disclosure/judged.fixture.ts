import { content } from './content.fixture.js';
import type { Content, Measure, PrintedFigure } from './measure-cells.js';
import { SMALL_NUMBERS, smallNumbers, type SmallNumbers } from './small-numbers.rules.js';

export const judge = (
  one: Measure | Content,
  earlier: readonly PrintedFigure[] = [],
  released: readonly string[] = [],
  withheld: readonly PrintedFigure[] = [],
): SmallNumbers =>
  smallNumbers({
    contents: ['measures' in one ? one : content([one])],
    policy: SMALL_NUMBERS,
    released: new Set(released),
    earlier,
    withheld,
  });

/** `month/2019-12`; in brackets what goes with it, by `/` what is a percentage of few. */
export function listed({ suppressed }: SmallNumbers): string[] {
  return suppressed.map(
    ({ cell, why }) => ({ primary: cell, secondary: `(${cell})`, parts: `${cell} %` })[why],
  );
}

export const earlier = (cells: Record<string, number>, measureId = 'exits'): PrintedFigure[] =>
  Object.entries(cells).map(([cell, value]) => ({ measureId, cell, value }));
