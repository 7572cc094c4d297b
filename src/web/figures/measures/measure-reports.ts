import {
  periodWords as nameOf,
  type KnownFigure,
  type MeasureRow,
  type MeasureView,
  type PrintedMeasure,
} from '../../../performance/index.js';
import type { ReplacedFigure, VersionInForce } from '../../../reporting/index.js';
import { formatFigureWithUnit, ratingView } from '../../../snapshot/index.js';
import { paths, sealedAt } from '../../shell/index.js';
import { figureWords } from '../figures.words.js';
import type { MeasurePage } from './measure.view.js';

interface Printed {
  printed: readonly PrintedMeasure[];
  versions: ReadonlyMap<string, Pick<VersionInForce, 'id' | 'readable'>>;
  replaced: readonly ReplacedFigure[];
  figures: readonly KnownFigure[];
  measure: MeasureView;
}

/** As each approved report prints it; and what is known now, where that is another figure. */
export function reportsOf({
  printed,
  versions,
  replaced,
  figures,
  measure,
}: Printed): MeasurePage['reports'] {
  const { unit } = measure.definition;
  return printed.map(({ periodId, periodLabel, partId, group, row: { current, rag, definition } }) => {
    const version = versions.get(periodId);
    return {
      link: {
        text: periodLabel,
        href: version === undefined ? paths.part(partId) : sealedAt(version, `measures-${group}`),
      },
      period: periodLabel,
      figure: printedWords(current, definition.unit),
      before: replaced
        .filter((one) => one.periodId === periodId)
        .map((one) => ({
          text: `Version ${one.version} said ${printedWords(one.row.current, one.row.definition.unit)}`,
          href: paths.version(one.versionId),
        })),
      now: knownNow(current, figures, unit),
      rating: ratingView(rag.printed),
      note: rag.override === null ? null : `Not by its target: ${rag.override.reason}`,
    };
  });
}

/** `67.2%, December 2019` */
const printedWords = (current: MeasureRow['current'], unit: MeasureView['definition']['unit']): string =>
  current === null
    ? '[n]'
    : `${formatFigureWithUnit(current, unit)}, ${nameOf(current.month)}${current.span === 'year_to_date' ? ', year to date' : ''}`;

/** What is known today of the figure that a report printed. */
function knownNow(
  printed: PrintedMeasure['row']['current'],
  figures: readonly KnownFigure[],
  unit: MeasureView['definition']['unit'],
): string {
  if (printed === null) return 'It printed no figure';
  if (printed.computed) return 'It was worked out from its periods';
  const known = figures.find(({ span, period }) => span === printed.span && period === printed.month);
  if (known === undefined) return 'Too long ago to be shown here';
  return known.value === printed.value ? 'The same' : figureWords(known, unit);
}
