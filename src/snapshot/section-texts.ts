import { locationIn, WHOLE_REPORT, type ReportContent, type TextLocation } from './report-content.js';
import { sectionKind, type SectionContents, type SectionKind } from './section-kinds.js';
import { isPerson, type SnapshotSection } from './snapshot.js';
import { isFixed } from './text-marks.js';

/** A text that somebody wrote, and where. */
export interface WrittenText {
  location: TextLocation;
  /** In the Markdown subset of narratives. */
  text: string;
  /**
   * It says how things are, so that its figures can be compared with others. A title is a name, what a risk may bring has not
   * happened, and the reason of a restatement speaks of a figure that no longer counts.
   */
  isStatement: boolean;
}

/** As {@link WrittenText}; the text is null where nobody wrote one. */
type MaybeText = Omit<WrittenText, 'text'> & { text: string | null };

/** The texts of each kind of section, each with its own name for where it is. */
const TEXTS: {
  readonly [Kind in SectionKind]: (section: SnapshotSection, content: SectionContents[Kind]) => MaybeText[];
} = {
  budget: budgetTexts,
  concerns: concernTexts,
  developments: concernTexts,
  risks: riskTexts,
  theme: themeTexts,
  measures: measureTexts,
  workforce: workforceTexts,
};

/**
 * Every text of a report: first those that have a name of their own, then every other string of it that is not marked as fixed.
 * What nobody named is read all the same, so a new field or a new kind is never left out of the search.
 */
export function textsOf(report: ReportContent): WrittenText[] {
  const { sections, ...front } = report;
  return [
    ...withUnnamed(frontTexts(report), null, front, WHOLE_REPORT),
    ...sections.flatMap((section) =>
      withUnnamed(
        [named(locationIn(section), section.subject.title), ...namedTexts(section)],
        section.kind,
        section.content,
        locationIn(section),
      ),
    ),
  ];
}

/** Those that say how things are. */
export const statementsOf = (report: ReportContent): WrittenText[] =>
  textsOf(report).filter(({ isStatement }) => isStatement);

function namedTexts(section: SnapshotSection): MaybeText[] {
  const texts = TEXTS[sectionKind(section)] as (section: SnapshotSection, content: unknown) => MaybeText[];
  return section.content === null ? [] : texts(section, section.content);
}

/** The named texts, and each other string of the value once. */
function withUnnamed(
  texts: readonly MaybeText[],
  kind: string | null,
  value: unknown,
  location: TextLocation,
): WrittenText[] {
  // A text may be missing in what an earlier release sealed.
  const known = texts.filter((one): one is WrittenText => typeof one.text === 'string');
  const seen = new Set(known.map(({ text }) => text));
  const unnamed: WrittenText[] = [];
  eachString(value, '', (text, path) => {
    if (isFixed(kind, path) || seen.has(text)) return;
    seen.add(text);
    unnamed.push({ location, text, isStatement: false });
  });
  return [...known, ...unnamed];
}

/** Every string below a value with its path (`.lines[].title`). A person has none: names are searched for on their own. */
function eachString(value: unknown, path: string, visit: (text: string, path: string) => void): void {
  if (typeof value === 'string') visit(value, path);
  else if (Array.isArray(value)) for (const item of value) eachString(item, `${path}[]`, visit);
  else if (typeof value === 'object' && value !== null && !isPerson(value))
    for (const [key, item] of Object.entries(value)) eachString(item, `${path}.${key}`, visit);
}

const stated = (location: TextLocation, text: string | null): MaybeText => ({
  location,
  text,
  isStatement: true,
});
const named = (location: TextLocation, text: string | null): MaybeText => ({
  location,
  text,
  isStatement: false,
});

function frontTexts({ overall, report, backgroundPapers, glossary, challenges }: ReportContent): MaybeText[] {
  return [
    ...[overall?.summary ?? null, overall?.narrative ?? null, ...(overall?.asks ?? [])].map((text) =>
      stated(WHOLE_REPORT, text),
    ),
    named(WHOLE_REPORT, report?.correctionReason ?? null),
    ...(backgroundPapers ?? []).map((title) => named(WHOLE_REPORT, title)),
    ...(glossary ?? []).flatMap(({ term, meaning }) =>
      [term, meaning].map((text) => named(WHOLE_REPORT, text)),
    ),
    ...(challenges ?? []).map(({ key, reason }) => named(answerLocation(key), reason)),
  ];
}

/** The location of the answer to a question, by the key of the question. */
export const answerLocation = (key: string): TextLocation => ({
  ...WHOLE_REPORT,
  path: `challenges.${key}`,
  label: 'The answer to a question',
});

function concernTexts(section: SnapshotSection, content: SectionContents['concerns']): MaybeText[] {
  return content.entries.flatMap(({ id, reference, title, description, due, closedReason }, index) => {
    const at = (key: string) => locationIn(section, `entries[${index}].${key}`, id, `entry ${reference}`);
    return [
      named(at('title'), title),
      stated(at('description'), description),
      named(at('due.words'), due.words),
      stated(at('closedReason'), closedReason),
    ];
  });
}

type RiskText = Omit<MaybeText, 'location'> & { path: string };

/** In the order in which a row of the register prints them. */
const riskEntryTexts = (risk: SectionContents['risks']['entries'][number]): RiskText[] => [
  { path: 'cause', text: risk.cause, isStatement: true },
  { path: 'event', text: risk.event, isStatement: false },
  { path: 'consequence', text: risk.consequence, isStatement: false },
  { path: 'mitigation', text: risk.mitigation, isStatement: true },
  { path: 'nextAction', text: risk.nextAction, isStatement: false },
  { path: 'acceptance.reason', text: risk.acceptance?.reason ?? null, isStatement: true },
  { path: 'closedReason', text: risk.closedReason, isStatement: true },
];

function riskTexts(section: SnapshotSection, content: SectionContents['risks']): MaybeText[] {
  return content.entries.flatMap((risk, index) =>
    riskEntryTexts(risk).map(({ path, ...one }) => ({
      location: locationIn(section, `entries[${index}].${path}`, risk.id, `${risk.kind} ${risk.number}`),
      ...one,
    })),
  );
}

function themeTexts(section: SnapshotSection, content: SectionContents['theme']): MaybeText[] {
  return [
    stated(locationIn(section, 'overview.narrative'), content.overview.narrative),
    ...content.objectives.flatMap(({ id, title, actions, narratives }, o) => {
      const at = (path: string, entryId: string) =>
        locationIn(section, `objectives[${o}].${path}`, entryId, `objective ${o + 1}`);
      return [
        named(at('title', id), title),
        ...actions.map((action, a) => named(at(`actions[${a}].title`, action.id), action.title)),
        ...narratives.map((one, n) => stated(at(`narratives[${n}]`, one.id), one.text)),
      ];
    }),
  ];
}

function measureTexts(section: SnapshotSection, content: SectionContents['measures']): MaybeText[] {
  return [
    named(locationIn(section), content.title),
    stated(locationIn(section, 'commentary'), content.commentary),
    ...content.measures.flatMap(({ id, definition, rag, benchmarks }, index) => {
      const at = locationIn(section, `measures[${index}]`, id, definition.title);
      const dictionary = [
        definition.definition,
        definition.source,
        definition.numerator,
        definition.denominator,
      ];
      return [
        named(at, definition.title),
        named(at, definition.availabilityNote),
        stated(at, rag.override?.reason ?? null),
        ...benchmarks.map(({ source }) => named(at, source)),
        ...dictionary.map((text) => named(at, text)),
      ];
    }),
    ...content.restatements.map(({ measureId, title, reason }, index) =>
      named(locationIn(section, `restatements[${index}]`, measureId, title), reason),
    ),
  ];
}

function budgetTexts(section: SnapshotSection, content: SectionContents['budget']): MaybeText[] {
  return content.lines.flatMap(({ id, title, comment }, index) => [
    named(locationIn(section, `lines[${index}].title`, id, title), title),
    stated(locationIn(section, `lines[${index}].comment`, id, title), comment),
  ]);
}

function workforceTexts(section: SnapshotSection, content: SectionContents['workforce']): MaybeText[] {
  return [
    ...content.teams.flatMap(({ id, name, note }, index) => [
      named(locationIn(section, `teams[${index}].name`, id, name), name),
      stated(locationIn(section, `teams[${index}].note`, id, name), note),
    ]),
    ...content.benchmarks.flatMap(({ period, source }, index) =>
      [period, source].map((text) => named(locationIn(section, `benchmarks[${index}]`), text)),
    ),
  ];
}
