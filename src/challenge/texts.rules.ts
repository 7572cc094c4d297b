import {
  formatNumber,
  inWords,
  statementsOf,
  withUnitWord,
  type ReportContent,
  type TextLocation,
} from '../snapshot/index.js';
import { isUnread, measuresOf, type MeasureFacts } from './measure-facts.js';
import { measuresStatedIn, says, sentencesOf, type Stated } from './figures-in-texts.js';
import { rule, type Rule } from './finding.js';

/** About what texts say of a measure and its figures do not, and what they begin to say. */
export const TEXT_RULES: readonly Rule[] = [
  rule({
    key: 'text-differs-from-reading',
    look: strangeFigures,
    ask: ({ title, figure, where }) =>
      `${inWords(where.map((label) => `“${label}”`))} ${where.length === 1 ? 'says' : 'say'} ${figure} of “${title}”, but no figure of that measure is ${figure}. Which is right?`,
  }),
  rule({
    key: 'unfinished-because',
    look: (report) =>
      statementsOf(report).flatMap(({ location: place, text }) =>
        unfinished(text).map((sentence) => ({ place, facts: { sentence } })),
      ),
    ask: ({ sentence }) => `“${sentence}” ends before it says why. What is the reason?`,
  }),
];

/** Sentences that stop at “because”, however they are ended. */
const unfinished = (text: string): string[] =>
  sentencesOf(text).filter((sentence) => /\bbecause\s*[,:;.…!?–—-]*$/iu.test(sentence));

interface StrangeFigure {
  title: string;
  /** `85%`, `12 days` */
  figure: string;
  /** What repeats a sentence is not asked again. */
  where: string[];
}

/** Figures that texts give for a measure and that equal none that it has; one finding for each, wherever it stands. */
function strangeFigures(report: ReportContent): { place: TextLocation; facts: StrangeFigure }[] {
  const measures = measuresOf(report).map(({ measure }) => measure);
  const found = new Map<string, { place: TextLocation; facts: StrangeFigure }>();
  for (const { location: place, text } of statementsOf(report))
    for (const { measure, ...stated } of sentencesOf(text).flatMap((one) =>
      measuresStatedIn(one, measures),
    )) {
      if (isUnread(measure) || figuresOf(measure).some((value) => says(stated, value))) continue;
      const { title } = measure.definition;
      const figure = written(stated, measure);
      const before = found.get(`${measure.id} ${figure}`);
      const where = [...new Set([...(before?.facts.where ?? []), place.label])];
      found.set(`${measure.id} ${figure}`, {
        place: before?.place ?? place,
        facts: { title, figure, where },
      });
    }
  return [...found.values()];
}

const written = ({ value, decimals }: Stated, { definition: { unit } }: MeasureFacts): string =>
  withUnitWord(formatNumber(value, decimals, unit), unit);

/** Everything that a text may mean with a figure of this measure. Months that are counted can be added up to a quarter. */
function figuresOf({ months, current, baseline, benchmarks, definition }: MeasureFacts): number[] {
  const printed = [...months, current, baseline, ...benchmarks.map(({ figure }) => figure)].map(
    (one) => one?.value ?? null,
  );
  const { minimum, upper } = definition.target;
  return [
    ...[...printed, minimum, upper].filter((value) => value !== null),
    ...(definition.unit === 'count' ? sumsOf(months.flatMap(({ value }) => value ?? [])) : []),
  ];
}

/** The sum of each run of months. */
function sumsOf(values: readonly number[]): number[] {
  return values.flatMap((_, from) => {
    let sum = 0;
    return values.slice(from).map((value) => (sum += value));
  });
}
