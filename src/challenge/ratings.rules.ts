import { quarterLabel, type Quarter } from '../programmes/index.js';
import {
  inWords,
  locationIn,
  sectionsOf,
  statementsOf,
  WHOLE_REPORT,
  type ReportContent,
  type TextLocation,
} from '../snapshot/index.js';
import type { MeasureFacts } from './measure-facts.js';
import { isNamedIn, isSpokenOf } from './figures-in-texts.js';
import { rule, type Rule } from './finding.js';

/** About ratings and the words beside them. */
export const RATING_RULES: readonly Rule[] = [
  rule({
    key: 'green-beside-red',
    look: (report) => [...greenReport(report), ...greenThemes(report)],
    ask: ({ green, red }) =>
      `${green} is rated Green, but ${inWords(shortened(red))} ${red.length === 1 ? 'is' : 'are'} Red. Why does the red not count?`,
  }),
  rule({
    key: 'red-without-word',
    look: (report) => [...redActions(report), ...redMeasures(report)],
    rests: ({ what }) => ({ what }),
    ask: ({ what }) =>
      `${inWords(what)} ${what.length === 1 ? 'is' : 'are'} rated Red, and no text names ${what.length === 1 ? 'it' : 'them'}. What is wrong, and what is being done?`,
  }),
];

/** A question that lists dozens is not read. */
const LISTED = 6;
const shortened = (all: readonly string[]): string[] =>
  all.length <= LISTED ? [...all] : [...all.slice(0, LISTED - 1), `${all.length - LISTED + 1} others`];

const titleOf = ({ definition }: MeasureFacts): string => definition.title;

interface GreenBesideRed {
  green: string;
  red: string[];
}

/** A red theme stands for the measures that it prints. */
function greenReport(report: ReportContent): { place: TextLocation; facts: GreenBesideRed }[] {
  if (report.overall?.rag !== 'GREEN') return [];
  const themes = sectionsOf(report, 'theme').filter(({ content }) => content.overview.rag === 'RED');
  const told = new Set(themes.map(({ section }) => section.subject.id));
  const red = [
    ...themes.map(({ section: { subject } }) => `theme ${subject.number} (“${subject.title}”)`),
    ...redMeasuresOf(report, (themeId) => themeId === null || !told.has(themeId)),
  ];
  return red.length > 0 ? [{ place: WHOLE_REPORT, facts: { green: 'The programme', red } }] : [];
}

/** What a theme does is in its actions, as they were rated last; its outcomes are its measures. */
function greenThemes(report: ReportContent): { place: TextLocation; facts: GreenBesideRed }[] {
  return sectionsOf(report, 'theme').flatMap(({ section, content }) => {
    if (content.overview.rag !== 'GREEN') return [];
    const red = [
      ...content.objectives
        .flatMap(({ actions }) => actions)
        .filter(({ ratings }) => latest(ratings)?.rag === 'RED')
        .map(({ title }) => `“${title}”`),
      ...redMeasuresOf(report, (themeId) => themeId === section.subject.id),
    ];
    const place = locationIn(section, 'overview.rag');
    return red.length > 0 ? [{ place, facts: { green: `Theme ${section.subject.number}`, red } }] : [];
  });
}

/** @param isOf whether a group that this theme prints is meant; null where none does. */
function redMeasuresOf(report: ReportContent, isOf: (themeId: string | null) => boolean): string[] {
  return sectionsOf(report, 'measures')
    .filter(({ content }) => isOf(content.themeId))
    .flatMap(({ content }) => content.measures)
    .filter(({ rag }) => rag.printed === 'RED')
    .map((measure) => `“${titleOf(measure)}”`);
}

interface RedWithoutWord {
  what: string[];
}

/** Actions whose latest rating is red and that no progress text of their objective is about. */
function redActions(report: ReportContent): { place: TextLocation; facts: RedWithoutWord }[] {
  return sectionsOf(report, 'theme').flatMap(({ section, content }) =>
    content.objectives.flatMap(({ actions, narratives }, o) => {
      const told = new Set(
        narratives.flatMap(({ text, actionIds }) => (text.trim() === '' ? [] : actionIds)),
      );
      return actions.flatMap(({ id, title, ratings }, a) => {
        const last = latest(ratings);
        return last?.rag === 'RED' && !told.has(id)
          ? [
              {
                place: locationIn(section, `objectives[${o}].actions[${a}]`, id, `objective ${o + 1}`),
                facts: { what: [`“${title}” (${quarterLabel(last)})`] },
              },
            ]
          : [];
      });
    }),
  );
}

/**
 * Red measures of a group without commentary that no other text names either, and of which the text of their theme does not speak, unless
 * somebody gave the rating with a reason.
 */
function redMeasures(report: ReportContent): { place: TextLocation; facts: RedWithoutWord }[] {
  const texts = statementsOf(report);
  const themes = new Map(
    report.sections.flatMap(({ kind, subject, contributionId }) =>
      kind === 'theme' ? [[subject.id, contributionId] as const] : [],
    ),
  );
  return sectionsOf(report, 'measures').flatMap(({ section, content }) => {
    if ((content.commentary ?? '').trim() !== '') return [];
    const own = texts.filter(
      ({ location }) =>
        location.contributionId !== null && location.contributionId === themes.get(content.themeId ?? ''),
    );
    const red = content.measures.filter(
      ({ rag, definition }) =>
        rag.printed === 'RED' &&
        rag.override === null &&
        !texts.some(({ text }) => isNamedIn(text, definition)) &&
        !own.some(({ text }) => isSpokenOf(text, definition)),
    );
    return red.length > 0
      ? [
          {
            place: locationIn(section, 'commentary'),
            facts: { what: red.map((measure) => `“${titleOf(measure)}”`) },
          },
        ]
      : [];
  });
}

/** The latest of some ratings, whatever their order. */
export function latest<Rating extends Quarter>(ratings: readonly Rating[]): Rating | undefined {
  return ratings.toSorted((a, b) => a.financialYear - b.financialYear || a.quarter - b.quarter).at(-1);
}
