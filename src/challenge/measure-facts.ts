import type { MeasuresContent } from '../performance/index.js';
import {
  locationIn,
  sectionsOf,
  type ReportContent,
  type Sealed,
  type TextLocation,
} from '../snapshot/index.js';

type SealedMeasure = Sealed<MeasuresContent>['measures'][number];
type SealedFigure = SealedMeasure['benchmarks'][number]['figure'];

/** What the rules read of a figure. */
export type FigureFacts = Pick<SealedFigure, 'value' | 'decimals' | 'denominator'>;

/** What the rules read of a measure. */
export interface MeasureFacts extends Pick<SealedMeasure, 'id'> {
  definition: Pick<
    SealedMeasure['definition'],
    | 'reference'
    | 'title'
    | 'unit'
    | 'basis'
    | 'cellBasis'
    | 'availabilityNote'
    | 'fedBy'
    | 'numerator'
    | 'denominator'
  > & {
    target: Pick<SealedMeasure['definition']['target'], 'minimum' | 'upper'>;
  };
  months: (FigureFacts & { month: string })[];
  current: FigureFacts | null;
  baseline: FigureFacts | null;
  rag: Pick<SealedMeasure['rag'], 'printed' | 'override'>;
  benchmarks: (Pick<SealedMeasure['benchmarks'][number], 'area' | 'period' | 'source'> & {
    figure: FigureFacts;
  })[];
}

/** Every measure with its location, and what its group is called. */
export function measuresOf(
  report: ReportContent,
): { measure: MeasureFacts; place: TextLocation; group: string }[] {
  return sectionsOf(report, 'measures').flatMap(({ section, content }) =>
    content.measures.map((measure, index) => ({
      measure,
      group: section.subject.title,
      place: locationIn(section, `measures[${index}]`, measure.id, measure.definition.title),
    })),
  );
}

/** Nobody has recorded any figure of it. */
export const isUnread = ({ months, current, baseline }: MeasureFacts): boolean =>
  [...months, current, baseline].every((figure) => (figure?.value ?? null) === null);
