import { quarterLabel } from '../../programmes/index.js';
import { inWords } from '../edition/words.js';
import {
  latest,
  placeIn,
  sectionsOf,
  WHOLE_REPORT,
  type Challenged,
  type MeasureFacts,
  type Place,
} from './challenge.content.js';
import { rule, type Rule } from './rule.js';

/** About ratings and the words beside them. */
export const RATING_RULES: readonly Rule[] = [
  rule({
    key: 'green-beside-red',
    look: (report) => [...greenReport(report), ...greenThemes(report)],
    ask: ({ green, red }) =>
      `${green} is rated Green, but ${inWords(red)} ${red.length === 1 ? 'is' : 'are'} Red. Why does the red not count?`,
  }),
  rule({
    key: 'red-without-word',
    look: (report) => [...redActions(report), ...redMeasures(report)],
    ask: ({ what }) =>
      `${inWords(what)} ${what.length === 1 ? 'is' : 'are'} rated Red, and no text says anything about ${what.length === 1 ? 'it' : 'them'}. What is wrong, and what is being done?`,
  }),
];

const titleOf = ({ definition }: MeasureFacts): string => definition.title;

interface GreenBesideRed {
  green: string;
  red: string[];
}

function greenReport(report: Challenged): { place: Place; facts: GreenBesideRed }[] {
  const red = sectionsOf(report, 'theme')
    .filter(({ content }) => content.overview.rag === 'RED')
    .map(({ section }) => `theme ${section.subject.number}`);
  return report.overall?.rag === 'GREEN' && red.length > 0
    ? [{ place: WHOLE_REPORT, facts: { green: 'The programme', red } }]
    : [];
}

/** A theme's outcomes are its measures. */
function greenThemes(report: Challenged): { place: Place; facts: GreenBesideRed }[] {
  const groups = sectionsOf(report, 'measures');
  return sectionsOf(report, 'theme').flatMap(({ section, content }) => {
    const red = groups
      .filter((group) => group.content.themeId === section.subject.id)
      .flatMap((group) => group.content.measures)
      .filter(({ rag }) => rag.printed === 'RED')
      .map((measure) => `“${titleOf(measure)}”`);
    return content.overview.rag === 'GREEN' && red.length > 0
      ? [
          {
            place: placeIn(section, 'overview.rag'),
            facts: { green: `Theme ${section.subject.number}`, red },
          },
        ]
      : [];
  });
}

interface RedWithoutWord {
  what: string[];
}

/** Actions whose latest rating is red and that no progress text of their objective is about. */
function redActions(report: Challenged): { place: Place; facts: RedWithoutWord }[] {
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
                place: placeIn(section, `objectives[${o}].actions[${a}]`, id, `objective ${o + 1}`),
                facts: { what: [`“${title}” (${quarterLabel(last)})`] },
              },
            ]
          : [];
      });
    }),
  );
}

/** Red measures of a group without commentary, unless somebody gave the rating with a reason; which measure a commentary is about cannot be told from its words. */
function redMeasures(report: Challenged): { place: Place; facts: RedWithoutWord }[] {
  return sectionsOf(report, 'measures').flatMap(({ section, content }) => {
    const red = content.measures.filter(({ rag }) => rag.printed === 'RED' && rag.override === null);
    return red.length > 0 && (content.commentary ?? '').trim() === ''
      ? [
          {
            place: placeIn(section, 'commentary'),
            facts: { what: red.map((measure) => `“${titleOf(measure)}”`) },
          },
        ]
      : [];
  });
}
