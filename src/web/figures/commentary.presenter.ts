import type { MeasureRow, MeasuresContent } from '../../performance/index.js';
import { RATING_WORDS, type PartView, type Rag } from '../../programmes/index.js';
import { formatFigureWithUnit, formatPeriod } from '../../snapshot/index.js';
import { aroundPart } from '../part/index.js';
import { choices, head, paths, wordRows, type Choice, type WordRow } from '../shell/index.js';
import { measureName } from './figures.words.js';
import { whyRated } from './rating.words.js';

export const commentaryHead = (part: PartView) =>
  head('Commentary', {
    ...aroundPart(part),
    lead: 'Say what the figures tell: name what moved, and why.',
    wide: true,
    script: 'editor.js',
  });

/** Every measure with its latest figure, the rating that follows from it, and the one that is printed. */
export const ratingRows = (part: PartView, { measures }: MeasuresContent): readonly WordRow[] =>
  wordRows(
    measures.map((measure) => ({
      cells: [
        measureName(measure.definition),
        latestFigure(measure),
        whyRated(measure),
        printedWords(measure.rag),
      ],
      link: {
        text: measure.rag.override === null ? 'Print another rating' : 'Change',
        about: `of ${measureName(measure.definition)}`,
        href: paths.printedRating(part.id, measure.id),
      },
    })),
  );

export const ratingHead = (part: PartView, { definition }: MeasureRow) =>
  head('Print another rating', {
    ...aroundPart(part),
    caption: `${part.period.label} · ${measureName(definition)}`,
    back: { text: 'Commentary', href: paths.partBlock(part.id, 'commentary') },
    lead: 'The report prints the rating that follows from the target, unless you say why another one is right.',
    wide: true,
    script: 'editor.js',
  });

const RATINGS: readonly Choice[] = [
  { value: '', text: 'The worked-out one' },
  ...(['GREEN', 'AMBER', 'RED'] as const).map((rag) => ({ value: rag, text: RATING_WORDS[rag] })),
];

export const ratingChoices = choices(RATINGS);

/** A rating as a form sends it; '' is the worked-out one. */
export const ratingWord = (value: string): string =>
  RATINGS.find((one) => one.value === value)?.text ?? 'The worked-out one';

function latestFigure({ current, definition }: MeasureRow): string {
  if (current === null) return 'none yet';
  return `${formatFigureWithUnit(current, definition.unit)}, ${formatPeriod(current.month, current.span)}`;
}

const printedWords = ({ override }: { override: { rag: Rag; reason: string } | null }): string =>
  override === null ? 'As worked out' : `${RATING_WORDS[override.rag]}: ${override.reason}`;
