import type { MeasuresContent } from '../../performance/index.js';
import type { Sealed } from '../snapshot.js';
import type { Policy, SuppressedCell } from './publication.js';

export interface ShownFigure {
  measureId: string;
  cell: string;
  value: number;
}
type Measure = Sealed<MeasuresContent>['measures'][number];

export function smallNumbers(_: {
  measures: readonly Measure[];
  policy: Policy;
  released: ReadonlySet<string>;
  earlier: readonly ShownFigure[];
}): { suppressed: SuppressedCell[]; disclosed: { measureId: string; cell: string }[] } {
  return { suppressed: [], disclosed: [] };
}
export const figuresShown = (_: readonly Measure[], __: readonly SuppressedCell[]): ShownFigure[] => [];
export const suppressMeasures = (
  content: Sealed<MeasuresContent>,
  _: readonly SuppressedCell[],
): Sealed<MeasuresContent> => content;
