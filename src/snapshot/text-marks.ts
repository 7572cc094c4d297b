import type { SectionContents, SectionKind } from './section-kinds.js';
import type { ReportSnapshot, SnapshotPerson } from './snapshot.js';

/**
 * The path of every string in a content, by its type: `.lines[].title`. The words of a closed list are no strings here, and people
 * are none either: their names are searched for on their own.
 */
type StringPath<Content> = Content extends SnapshotPerson
  ? never
  : Content extends string
    ? string extends Content
      ? ''
      : never
    : Content extends readonly (infer Item)[]
      ? `[]${StringPath<Item>}`
      : Content extends object
        ? { [Key in keyof Content & string]: `.${Key}${StringPath<Content[Key]>}` }[keyof Content & string]
        : never;

/**
 * What a string is. `text`: somebody writes it, so the search for what may let a person be recognised reads it. `fixed`: an id, a
 * date, an amount, or wording of the product; the search leaves it out.
 */
type Mark = 'text' | 'fixed';

type Marks<Content> = Readonly<Record<StringPath<Content>, Mark>>;

const CONCERN_MARKS: Marks<SectionContents['concerns']> = {
  '.entries[].id': 'fixed',
  '.entries[].title': 'text',
  '.entries[].description': 'text',
  '.entries[].due.words': 'text',
  '.entries[].due.on': 'fixed',
  '.entries[].closedReason': 'text',
  '.entries[].links.actionIds[]': 'fixed',
  '.entries[].links.measureIds[]': 'fixed',
  '.entries[].links.riskIds[]': 'fixed',
  '.entries[].history[].on': 'fixed',
  '.entries[].history[].note': 'text',
  '.entries[].derived.slipped.from': 'fixed',
  '.entries[].derived.slipped.to': 'fixed',
};

/**
 * What each string of a section is. A new field, like a new kind, does not compile until somebody has decided. A string without a
 * mark is read as text: see {@link isFixed}.
 */
const SECTION_MARKS: { readonly [Kind in SectionKind]: Marks<SectionContents[Kind]> } = {
  budget: {
    '.lines[].id': 'fixed',
    '.lines[].title': 'text',
    '.lines[].budget': 'fixed',
    '.lines[].actual': 'fixed',
    '.lines[].forecast': 'fixed',
    '.lines[].comment': 'text',
    '.lines[].derived.variance': 'fixed',
    '.derived.signConvention': 'fixed',
    '.derived.totals.budget': 'fixed',
    '.derived.totals.actual': 'fixed',
    '.derived.totals.forecast': 'fixed',
    '.derived.totals.variance': 'fixed',
  },
  concerns: CONCERN_MARKS,
  developments: CONCERN_MARKS,
  risks: {
    '.matrix.name': 'text',
    '.matrix.bands[].key': 'fixed',
    '.matrix.bands[].name': 'text',
    '.matrix.cells[].band': 'fixed',
    '.entries[].id': 'fixed',
    '.entries[].cause': 'text',
    '.entries[].event': 'text',
    '.entries[].consequence': 'text',
    '.entries[].mitigation': 'text',
    '.entries[].nextAction': 'text',
    '.entries[].raised': 'fixed',
    '.entries[].lastReviewedOn': 'fixed',
    '.entries[].reviewOn': 'fixed',
    '.entries[].closedReason': 'text',
    '.entries[].acceptance.on': 'fixed',
    '.entries[].acceptance.until': 'fixed',
    '.entries[].acceptance.reason': 'text',
    '.entries[].links.actionIds[]': 'fixed',
    '.entries[].links.measureIds[]': 'fixed',
    '.entries[].links.concernIds[]': 'fixed',
    '.entries[].derived.scores.inherent.band': 'fixed',
    '.entries[].derived.scores.current.band': 'fixed',
    '.entries[].derived.scores.target.band': 'fixed',
  },
  theme: {
    '.overview.narrative': 'text',
    '.objectives[].id': 'fixed',
    '.objectives[].title': 'text',
    '.objectives[].actions[].id': 'fixed',
    '.objectives[].actions[].title': 'text',
    '.objectives[].actions[].dueOn': 'fixed',
    '.objectives[].narratives[].id': 'fixed',
    '.objectives[].narratives[].text': 'text',
    '.objectives[].narratives[].actionIds[]': 'fixed',
  },
  measures: {
    '.title': 'text',
    '.themeId': 'fixed',
    '.commentary': 'text',
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
    '.measures[].rag.override.reason': 'text',
    '.measures[].benchmarks[].period': 'text',
    '.measures[].benchmarks[].source': 'text',
    '.measures[].benchmarks[].knownOn': 'fixed',
    '.measures[].benchmarks[].figure.asAt': 'fixed',
    '.measures[].spc.points[].month': 'fixed',
    '.measures[].spc.rebases[].from': 'fixed',
    '.measures[].spc.rebases[].reason': 'text',
    '.measures[].spc.sentence': 'fixed',
    '.restatements[].measureId': 'fixed',
    '.restatements[].title': 'text',
    '.restatements[].period': 'fixed',
    '.restatements[].before.asAt': 'fixed',
    '.restatements[].after.asAt': 'fixed',
    '.restatements[].reason': 'text',
  },
  workforce: {
    '.asAt': 'fixed',
    '.themeId': 'fixed',
    '.teams[].id': 'fixed',
    '.teams[].name': 'text',
    '.teams[].note': 'text',
    '.benchmarks[].period': 'text',
    '.benchmarks[].source': 'text',
  },
};

/** Of the report as a whole. Its publication is left out: it says why something is withheld and is never in a public edition. */
const REPORT_MARKS: Marks<Omit<ReportSnapshot, 'format' | 'publication' | 'sections'>> = {
  '.programme.id': 'fixed',
  '.programme.name': 'text',
  '.programme.council': 'text',
  '.period.id': 'fixed',
  '.period.label': 'text',
  '.period.startsOn': 'fixed',
  '.period.endsOn': 'fixed',
  '.period.asAt': 'fixed',
  '.report.id': 'fixed',
  '.report.correctionReason': 'text',
  '.report.corrects.sha256': 'fixed',
  // It repeats titles that stand in the parts.
  '.report.corrects.changes[].section.kind': 'fixed',
  '.report.corrects.changes[].section.contributionId': 'fixed',
  '.report.corrects.changes[].section.title': 'fixed',
  '.report.corrects.changes[].entries[].list': 'fixed',
  '.report.corrects.changes[].entries[].title': 'fixed',
  '.report.corrects.changes[].entries[].within[]': 'fixed',
  '.report.corrects.changes[].entries[].fields[]': 'fixed',
  '.report.corrects.changes[].entries[].ratings[].was': 'fixed',
  '.report.corrects.changes[].entries[].ratings[].now': 'fixed',
  '.roles[].role': 'fixed',
  '.overall.narrative': 'text',
  '.overall.summary': 'text',
  '.overall.asks[]': 'text',
  '.backgroundPapers[]': 'text',
  '.glossary[].term': 'text',
  '.glossary[].meaning': 'text',
  // The product words a question; what it quotes stands in the parts.
  '.challenges[].rule': 'fixed',
  '.challenges[].key': 'fixed',
  '.challenges[].place': 'fixed',
  '.challenges[].about.contributionId': 'fixed',
  '.challenges[].about.entryId': 'fixed',
  '.challenges[].question': 'fixed',
  '.challenges[].reason': 'text',
  '.challenges[].answeredAt': 'fixed',
};

/**
 * Whether the search leaves a string out. It reads whatever has no mark, so that a string that nobody thought of is read.
 * @param kind of the section; null for the report as a whole. @param path as {@link StringPath} has it: `.lines[].title`
 */
export function isFixed(kind: string | null, path: string): boolean {
  const marks: Readonly<Record<string, Mark>> | undefined =
    kind === null
      ? REPORT_MARKS
      : Object.hasOwn(SECTION_MARKS, kind)
        ? SECTION_MARKS[kind as SectionKind]
        : undefined;
  return marks !== undefined && Object.hasOwn(marks, path) && marks[path] === 'fixed';
}
