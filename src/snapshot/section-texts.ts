import {
  placeIn,
  sectionsOf,
  WHOLE_REPORT,
  type Challenged,
  type Contents,
  type Place,
} from './section-contents.js';

/** A text that people wrote, and where. */
export interface PlacedText {
  place: Place;
  /** In the Markdown subset of narratives. */
  text: string;
  /**
   * It says how things are, so that its figures can be compared with others. Titles are names, what a risk may bring has not
   * happened, and why a figure was restated tells of one that no longer stands.
   */
  tells: boolean;
}

/** A text, where, or null where nobody wrote one. */
type MaybeText = Omit<PlacedText, 'text'> & { text: string | null };

/**
 * Everything that people wrote and the report prints: the narratives, the wording of risks, titles and names of things, reasons and
 * sources. Not what the product words itself, and not what is no part of a section: why a version corrects another, the answers to
 * questions, and why a report goes without a late part, which is not printed.
 */
export function printedTextsOf(report: Challenged): PlacedText[] {
  const texts: MaybeText[] = [
    ...overallTexts(report),
    ...report.sections.map((section) => named(placeIn(section), section.subject.title)),
    ...concernTexts(report),
    ...riskTexts(report),
    ...themeTexts(report),
    ...measureTexts(report),
    ...budgetTexts(report),
    ...workforceTexts(report),
  ];
  return texts.filter((one): one is PlacedText => one.text !== null);
}

/** Those that say how things are. */
export const statementsOf = (report: Challenged): PlacedText[] =>
  printedTextsOf(report).filter(({ tells }) => tells);

const told = (place: Place, text: string | null): MaybeText => ({ place, text, tells: true });
const named = (place: Place, text: string | null): MaybeText => ({ place, text, tells: false });

function overallTexts({ overall }: Challenged): MaybeText[] {
  if (overall === null) return [];
  const { narrative, summary, asks } = overall;
  return [summary ?? null, narrative, ...(asks ?? [])].map((text) => told(WHOLE_REPORT, text));
}

function concernTexts(report: Challenged): MaybeText[] {
  return (['concerns', 'developments'] as const).flatMap((kind) =>
    sectionsOf(report, kind).flatMap(({ section, content }) =>
      content.entries.flatMap(({ id, reference, title, description, due, closedReason }, index) => {
        const place = (key: string) => placeIn(section, `entries[${index}].${key}`, id, `entry ${reference}`);
        return [
          named(place('title'), title),
          told(place('description'), description),
          named(place('due.words'), due.words),
          told(place('closedReason'), closedReason),
        ];
      }),
    ),
  );
}

type Risk = Contents['risks']['entries'][number];

/** In the order in which a row of the register prints them. */
const RISK_TEXTS: readonly { path: string; of: (risk: Risk) => string | null; tells: boolean }[] = [
  { path: 'cause', of: ({ cause }) => cause, tells: true },
  { path: 'event', of: ({ event }) => event, tells: false },
  { path: 'consequence', of: ({ consequence }) => consequence, tells: false },
  { path: 'mitigation', of: ({ mitigation }) => mitigation, tells: true },
  { path: 'nextAction', of: ({ nextAction }) => nextAction, tells: false },
  { path: 'acceptance.reason', of: ({ acceptance }) => acceptance?.reason ?? null, tells: true },
  { path: 'closedReason', of: ({ closedReason }) => closedReason, tells: true },
];

function riskTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'risks').flatMap(({ section, content }) =>
    content.entries.flatMap((risk, index) =>
      RISK_TEXTS.map(({ path, of, tells }) => ({
        place: placeIn(section, `entries[${index}].${path}`, risk.id, `${risk.kind} ${risk.number}`),
        text: of(risk),
        tells,
      })),
    ),
  );
}

function themeTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'theme').flatMap(({ section, content }) => [
    told(placeIn(section, 'overview.narrative'), content.overview.narrative),
    ...content.objectives.flatMap(({ id, title, actions, narratives }, o) => {
      const place = (path: string, entryId: string) =>
        placeIn(section, `objectives[${o}].${path}`, entryId, `objective ${o + 1}`);
      return [
        named(place('title', id), title),
        ...actions.map((action, a) => named(place(`actions[${a}].title`, action.id), action.title)),
        ...narratives.map((one, n) => told(place(`narratives[${n}]`, one.id), one.text)),
      ];
    }),
  ]);
}

function measureTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'measures').flatMap(({ section, content }) => [
    named(placeIn(section), content.title),
    told(placeIn(section, 'commentary'), content.commentary),
    ...content.measures.flatMap(({ id, definition, rag, benchmarks }, index) => {
      const place = placeIn(section, `measures[${index}]`, id, definition.title);
      return [
        named(place, definition.title),
        named(place, definition.availabilityNote),
        told(place, rag.override?.reason ?? null),
        ...benchmarks.map(({ source }) => named(place, source)),
      ];
    }),
    ...content.restatements.map(({ measureId, title, reason }, index) =>
      named(placeIn(section, `restatements[${index}]`, measureId, title), reason),
    ),
  ]);
}

function budgetTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'budget').flatMap(({ section, content }) =>
    content.lines.flatMap(({ id, title, comment }, index) => [
      named(placeIn(section, `lines[${index}].title`, id, title), title),
      told(placeIn(section, `lines[${index}].comment`, id, title), comment),
    ]),
  );
}

function workforceTexts(report: Challenged): MaybeText[] {
  return sectionsOf(report, 'workforce').flatMap(({ section, content }) => [
    ...content.teams.flatMap(({ id, name, note }, index) => [
      named(placeIn(section, `teams[${index}].name`, id, name), name),
      told(placeIn(section, `teams[${index}].note`, id, name), note),
    ]),
    ...content.benchmarks.flatMap(({ period, source }, index) =>
      [period, source].map((text) => named(placeIn(section, `benchmarks[${index}]`), text)),
    ),
  ]);
}
