import {
  placeIn,
  sectionsOf,
  textsOf,
  WHOLE_REPORT,
  type Challenged,
  type Contents,
  type Place,
  type PlacedText,
} from './challenge.content.js';

/** A text, where, or null where nobody wrote one. */
interface MaybeText {
  place: Place;
  text: string | null;
}

/**
 * Everything that people wrote and the report prints: the narratives, the wording of risks, titles and names of things, reasons and
 * sources. Not what the product words itself, and not what is no part of a section: why a version corrects another, the answers to
 * questions, and why a report goes without a late part, which is not printed.
 */
export function printedTextsOf(report: Challenged): PlacedText[] {
  const others: MaybeText[] = [
    ...[report.overall?.summary ?? null, ...(report.overall?.asks ?? [])].map((text) => ({
      place: WHOLE_REPORT,
      text,
    })),
    ...report.sections.map((section) => ({ place: placeIn(section), text: section.subject.title })),
    ...concernTexts(report),
    ...riskTexts(report),
    ...themeTitles(report),
    ...measureTexts(report),
    ...sectionsOf(report, 'budget').flatMap(({ section, content }) =>
      content.lines.map(({ id, title }, index) => ({
        place: placeIn(section, `lines[${index}].title`, id, title),
        text: title,
      })),
    ),
    ...workforceTexts(report),
  ];
  return [...textsOf(report), ...others.filter((one): one is PlacedText => one.text !== null)];
}

function concernTexts(report: Challenged): MaybeText[] {
  return (['concerns', 'developments'] as const).flatMap((kind) =>
    sectionsOf(report, kind).flatMap(({ section, content }) =>
      content.entries.flatMap(({ id, reference, title, due, closedReason }, index) => {
        const place = (key: string) => placeIn(section, `entries[${index}].${key}`, id, `entry ${reference}`);
        return [
          { place: place('title'), text: title },
          { place: place('due.words'), text: due.words },
          { place: place('closedReason'), text: closedReason },
        ];
      }),
    ),
  );
}

type Risk = Contents['risks']['entries'][number];

/** In the order in which a row of the register prints them. */
const RISK_TEXTS: readonly { path: string; of: (risk: Risk) => string | null }[] = [
  { path: 'cause', of: ({ cause }) => cause },
  { path: 'event', of: ({ event }) => event },
  { path: 'consequence', of: ({ consequence }) => consequence },
  { path: 'mitigation', of: ({ mitigation }) => mitigation },
  { path: 'nextAction', of: ({ nextAction }) => nextAction },
  { path: 'acceptance.reason', of: ({ acceptance }) => acceptance?.reason ?? null },
  { path: 'closedReason', of: ({ closedReason }) => closedReason },
];

function riskTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'risks').flatMap(({ section, content }) =>
    content.entries.flatMap((risk, index) =>
      RISK_TEXTS.map(({ path, of }) => ({
        place: placeIn(section, `entries[${index}].${path}`, risk.id, `${risk.kind} ${risk.number}`),
        text: of(risk),
      })),
    ),
  );
}

function themeTitles(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'theme').flatMap(({ section, content }) =>
    content.objectives.flatMap(({ id, title, actions }, o) => {
      const part = `objective ${o + 1}`;
      return [
        { place: placeIn(section, `objectives[${o}].title`, id, part), text: title },
        ...actions.map((action, a) => ({
          place: placeIn(section, `objectives[${o}].actions[${a}].title`, action.id, part),
          text: action.title,
        })),
      ];
    }),
  );
}

function measureTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'measures').flatMap(({ section, content }) => [
    { place: placeIn(section), text: content.title },
    ...content.measures.flatMap(({ id, definition, rag, benchmarks }, index) => {
      const place = placeIn(section, `measures[${index}]`, id, definition.title);
      return [
        definition.title,
        definition.availabilityNote,
        rag.override?.reason ?? null,
        ...benchmarks.map(({ source }) => source),
      ].map((text) => ({ place, text }));
    }),
    ...content.restatements.map(({ measureId, title, reason }, index) => ({
      place: placeIn(section, `restatements[${index}]`, measureId, title),
      text: reason,
    })),
  ]);
}

function workforceTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'workforce').flatMap(({ section, content }) => [
    ...content.teams.map(({ id, name }, index) => ({
      place: placeIn(section, `teams[${index}].name`, id, name),
      text: name,
    })),
    ...content.benchmarks.flatMap(({ period, source }, index) =>
      [period, source].map((text) => ({ place: placeIn(section, `benchmarks[${index}]`), text })),
    ),
  ]);
}
