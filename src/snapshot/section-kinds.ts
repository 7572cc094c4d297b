import type { BudgetContent } from '../finance/index.js';
import type { ConcernsContent } from '../concerns/index.js';
import type { MeasuresContent } from '../performance/index.js';
import type { RisksContent } from '../risks/index.js';
import type { WorkforceContent } from '../workforce/index.js';
import type { Mark, Marks } from './text-marks.js';
import type { Sealed, SnapshotSection, SnapshotTheme } from './snapshot.js';

/** Every kind of section that this release knows, in the order in which a report lists them. */
export const SECTION_KINDS = [
  'budget',
  'concerns',
  'developments',
  'risks',
  'theme',
  'measures',
  'workforce',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** How one section of a programme's reports is named from month to month: its kind, and the id of what it is about. */
export const sectionKey = (kind: string, subjectId: string): string => `${kind}:${subjectId}`;

/** What a section of each kind says, as it is sealed: its room's content, with its people resolved. */
interface ContentByKind {
  budget: Sealed<BudgetContent>;
  concerns: Sealed<ConcernsContent>;
  developments: Sealed<ConcernsContent>;
  risks: Sealed<RisksContent>;
  theme: SnapshotTheme;
  measures: Sealed<MeasuresContent>;
  workforce: Sealed<WorkforceContent>;
}

/**
 * The content of each kind. A kind without one does not compile, and neither does a layer of the report whose record over all
 * kinds does not decide about a new one: texts to look through, what the public may read, what changed, how it is printed.
 */
export type SectionContents = { [Kind in SectionKind]: ContentByKind[Kind] };

/** What the sealed format knows of a kind of section. */
interface SectionFormat<Content> {
  /** What each string of it is. */
  marks: Marks<Content>;
  /** What people call an item of one of its lists, where a text in it stands: `risk 5`. */
  items: {
    readonly [List in keyof Content]?: Content[List] extends readonly (infer Item)[]
      ? (item: Item, index: number) => string
      : never;
  };
  /** What its entries are called where something is linked with them, by their stable ids; empty where nothing is linked with it. */
  linkNames: (content: Content, section: Pick<SnapshotSection, 'subject'>) => [id: string, name: string][];
}

const REGISTER_MARKS: Marks<SectionContents['concerns']> = {
  '.entries[].id': 'fixed',
  '.entries[].title': 'text',
  '.entries[].description': 'statement',
  '.entries[].due.words': 'text',
  '.entries[].due.on': 'fixed',
  '.entries[].closedReason': 'statement',
  '.entries[].links.actionIds[]': 'fixed',
  '.entries[].links.measureIds[]': 'fixed',
  '.entries[].links.riskIds[]': 'fixed',
  '.entries[].history[].on': 'fixed',
  '.entries[].history[].note': 'text',
  '.entries[].derived.slipped.from': 'fixed',
  '.entries[].derived.slipped.to': 'fixed',
};

/** Each kind. A new one does not compile until somebody has decided what each of its strings is. */
const SECTION_FORMATS: { readonly [Kind in SectionKind]: SectionFormat<SectionContents[Kind]> } = {
  budget: {
    marks: {
      '.lines[].id': 'fixed',
      '.lines[].title': 'text',
      '.lines[].budget': 'fixed',
      '.lines[].actual': 'fixed',
      '.lines[].forecast': 'fixed',
      '.lines[].comment': 'statement',
      '.lines[].derived.variance': 'fixed',
      '.derived.signConvention': 'fixed',
      '.derived.totals.budget': 'fixed',
      '.derived.totals.actual': 'fixed',
      '.derived.totals.forecast': 'fixed',
      '.derived.totals.variance': 'fixed',
    },
    items: { lines: ({ title }) => title },
    linkNames: () => [],
  },
  concerns: {
    marks: REGISTER_MARKS,
    items: { entries: ({ reference }) => `entry ${reference}` },
    linkNames: ({ entries }) => entries.map(({ id, reference }) => [id, `concern ${reference}`]),
  },
  developments: {
    marks: REGISTER_MARKS,
    items: { entries: ({ reference }) => `entry ${reference}` },
    linkNames: ({ entries }) => entries.map(({ id, reference }) => [id, `development ${reference}`]),
  },
  risks: {
    marks: {
      '.matrix.name': 'text',
      '.matrix.bands[].key': 'fixed',
      '.matrix.bands[].name': 'text',
      '.matrix.cells[].band': 'fixed',
      '.entries[].id': 'fixed',
      '.entries[].cause': 'statement',
      '.entries[].event': 'text',
      '.entries[].consequence': 'text',
      '.entries[].mitigation': 'statement',
      '.entries[].nextAction': 'text',
      '.entries[].raised': 'fixed',
      '.entries[].lastReviewedOn': 'fixed',
      '.entries[].reviewOn': 'fixed',
      '.entries[].closedReason': 'statement',
      '.entries[].acceptance.on': 'fixed',
      '.entries[].acceptance.until': 'fixed',
      '.entries[].acceptance.reason': 'statement',
      '.entries[].links.actionIds[]': 'fixed',
      '.entries[].links.measureIds[]': 'fixed',
      '.entries[].links.concernIds[]': 'fixed',
      '.entries[].derived.scores.inherent.band': 'fixed',
      '.entries[].derived.scores.current.band': 'fixed',
      '.entries[].derived.scores.target.band': 'fixed',
    },
    items: { entries: ({ kind, number }) => `${kind} ${number}` },
    linkNames: ({ entries }) => entries.map(({ id, kind, number }) => [id, `${kind} ${number}`]),
  },
  theme: {
    marks: {
      '.overview.narrative': 'statement',
      '.objectives[].id': 'fixed',
      '.objectives[].title': 'text',
      '.objectives[].actions[].id': 'fixed',
      '.objectives[].actions[].title': 'text',
      '.objectives[].actions[].dueOn': 'fixed',
      '.objectives[].narratives[].id': 'fixed',
      '.objectives[].narratives[].text': 'statement',
      '.objectives[].narratives[].actionIds[]': 'fixed',
    },
    items: { objectives: (_, index) => `objective ${index + 1}` },
    linkNames: ({ objectives }, { subject: { number } }) =>
      objectives.flatMap(({ actions }, objective) =>
        actions.map(({ id }, action): [string, string] => [
          id,
          `action ${action + 1} of objective ${number}.${objective + 1}`,
        ]),
      ),
  },
  measures: {
    marks: {
      '.title': 'text',
      '.themeId': 'fixed',
      '.commentary': 'statement',
      '.window[]': 'fixed',
      '.measures[].id': 'fixed',
      '.measures[].definition.reference': 'text',
      '.measures[].definition.title': 'text',
      '.measures[].definition.definition': 'text',
      '.measures[].definition.source': 'text',
      '.measures[].definition.numerator': 'text',
      '.measures[].definition.denominator': 'text',
      '.measures[].definition.availabilityNote': 'text',
      '.measures[].definition.fedBy': 'fixed',
      '.measures[].definition.target.from': 'fixed',
      '.measures[].definition.target.until': 'fixed',
      '.measures[].months[].month': 'fixed',
      '.measures[].months[].asAt': 'fixed',
      '.measures[].current.month': 'fixed',
      '.measures[].current.asAt': 'fixed',
      '.measures[].baseline.year': 'fixed',
      '.measures[].baseline.asAt': 'fixed',
      '.measures[].direction.fromMonth': 'fixed',
      '.measures[].direction.toMonth': 'fixed',
      '.measures[].rag.override.reason': 'statement',
      '.measures[].benchmarks[].period': 'text',
      '.measures[].benchmarks[].source': 'text',
      '.measures[].benchmarks[].knownOn': 'fixed',
      '.measures[].benchmarks[].figure.asAt': 'fixed',
      '.measures[].spc.points[].month': 'fixed',
      '.measures[].spc.rebases[].from': 'fixed',
      '.measures[].spc.rebases[].reason': 'text',
      '.measures[].spc.sentence': 'fixed',
      '.measures[].redefined[].reason': 'text',
      '.restatements[].measureId': 'fixed',
      '.restatements[].title': 'text',
      '.restatements[].period': 'fixed',
      '.restatements[].before.asAt': 'fixed',
      '.restatements[].after.asAt': 'fixed',
      '.restatements[].reason': 'text',
    },
    items: { measures: ({ definition }) => definition.title, restatements: ({ title }) => title },
    linkNames: ({ measures }) => measures.map(({ id, definition }) => [id, `measure “${definition.title}”`]),
  },
  workforce: {
    marks: {
      '.asAt': 'fixed',
      '.themeId': 'fixed',
      '.teams[].id': 'fixed',
      '.teams[].name': 'text',
      '.teams[].note': 'statement',
      '.benchmarks[].period': 'text',
      '.benchmarks[].source': 'text',
    },
    items: { teams: ({ name }) => name },
    linkNames: () => [],
  },
};

/** @throws Error for a kind that this release does not know: a newer release sealed it. */
export function sectionKind({ kind }: Pick<SnapshotSection, 'kind'>): SectionKind {
  const known = SECTION_KINDS.find((one) => one === kind);
  if (known === undefined) throw new Error(`BUG: this release knows no section of the kind "${kind}"`);
  return known;
}

/**
 * The sections of one kind that say something, in printed order. The kind decides the type of the content: a section was sealed
 * with what the room of that kind gave.
 */
export function sectionsOf<Kind extends SectionKind>(
  { sections }: { sections: readonly SnapshotSection[] },
  kind: Kind,
): { section: SnapshotSection; content: SectionContents[Kind] }[] {
  return sections.flatMap((section) =>
    section.kind === kind && section.content !== null
      ? [{ section, content: section.content as SectionContents[Kind] }]
      : [],
  );
}

/** What the format knows of a section's kind. @throws Error for a kind that this release does not know. */
export function sectionFormat(section: Pick<SnapshotSection, 'kind'>): SectionFormat<unknown> & {
  marks: Readonly<Record<string, Mark>>;
  items: Readonly<Record<string, (item: unknown, index: number) => string>>;
} {
  return SECTION_FORMATS[sectionKind(section)] as never;
}
