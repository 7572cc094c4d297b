import { inWords } from '../edition/words.js';
import {
  measuresOf,
  sectionsOf,
  textsOf,
  type Challenged,
  type MeasureFacts,
  type Place,
} from './challenge.content.js';
import { compares, namesMeasure, percentagesIn, says, sentencesOf, vacancyRatesIn } from './percentages.js';
import { rule, type Rule } from './rule.js';

/**
 * About what texts say and figures say otherwise.
 * Not decidable and therefore not asked: whether two texts tell the same event with different dates or words.
 */
export const TEXT_RULES: readonly Rule[] = [
  rule({
    key: 'facts-differ',
    look: vacanciesThatDiffer,
    ask: ({ team, figures }) =>
      `The vacancy rate of “${team}” is given as ${inWords(figures.map(({ percent, where }) => `${percent}% (${where})`))}. Which is right?`,
  }),
  rule({
    key: 'text-differs-from-reading',
    look: (report) => {
      const measures = measuresOf(report).map(({ measure }) => measure);
      return textsOf(report).flatMap(({ place, text }) =>
        sentencesOf(text).flatMap((sentence) => strangeFigures(sentence, measures, place)),
      );
    },
    ask: ({ title, percent }, { label }) =>
      `“${label}” says ${percent}% of “${title}”, but no figure of that measure is ${percent}%. Which is right?`,
  }),
];

interface VacanciesThatDiffer {
  team: string;
  figures: { percent: number; where: string }[];
}

/** One finding for a team whose vacancy rate is given with different values: in texts, or in a text and in the workforce figures. */
function vacanciesThatDiffer(report: Challenged): { place: Place; facts: VacanciesThatDiffer }[] {
  const teams = sectionsOf(report, 'workforce').flatMap(({ section, content }) =>
    content.teams.map((team) => ({ ...team, section })),
  );
  if (teams.length === 0) return [];
  const stated = textsOf(report).flatMap(({ place, text }) =>
    sentencesOf(text).flatMap((sentence) =>
      vacancyRatesIn(sentence, teams).map((rate) => ({ ...rate, place })),
    ),
  );
  return teams.flatMap(({ id, name, section, reportedVacancyPercent, derived }) => {
    const { vacancyLocal, vacancyDfe } = derived.rates;
    const known = [reportedVacancyPercent, vacancyLocal, vacancyDfe].filter((rate) => rate !== null);
    const told = stated.filter(({ teamId }) => teamId === id);
    const wrong =
      known.length > 0
        ? told.filter((one) => !known.some((rate) => says(one, rate)))
        : told.filter((one) => told.some((other) => !says(one, other.value) && !says(other, one.value)));
    const [first] = wrong;
    if (!first) return [];
    const [printed] = known;
    const figures = [
      ...(printed === undefined ? [] : [{ percent: printed, where: section.subject.title }]),
      ...wrong.map(({ value, place }) => ({ percent: value, where: place.label })),
    ];
    return [{ place: first.place, facts: { team: name, figures } }];
  });
}

interface StrangeFigure {
  title: string;
  percent: number;
}

/** Percentages of a sentence that names exactly one measure, in percent, and equals none of its figures. */
function strangeFigures(
  sentence: string,
  measures: readonly MeasureFacts[],
  place: Place,
): { place: Place; facts: StrangeFigure }[] {
  if (compares(sentence)) return [];
  const stated = percentagesIn(sentence);
  if (stated.length === 0) return [];
  const named = measures.filter(({ definition }) => namesMeasure(sentence, definition));
  const [measure] = named;
  if (!measure || named.length > 1 || measure.definition.unit !== 'percent') return [];
  const { months, current, baseline, benchmarks, definition } = measure;
  const figures = [
    ...[...months, current, baseline, ...benchmarks.map(({ figure }) => figure)].map(
      (one) => one?.value ?? null,
    ),
    definition.target.minimum,
    definition.target.upper,
  ].filter((value) => value !== null);
  if (figures.length === 0) return [];
  return stated
    .filter((one) => !figures.some((figure) => says(one, figure)))
    .map(({ value }) => ({ place, facts: { title: definition.title, percent: value } }));
}
