import type { ConcernsContent } from '../concerns/index.js';
import type { BudgetContent } from '../finance/index.js';
import type { MeasuresContent } from '../performance/index.js';
import type { Quarter } from '../programmes/index.js';
import type { WorkforceContent } from '../workforce/index.js';
import type { ReportSnapshot, Sealed, SnapshotPerson, SnapshotSection, SnapshotTheme } from './snapshot.js';

/** What is challenged: a report about to be sealed, or one contribution alone, which then has no overall text. */
export interface Challenged extends Pick<ReportSnapshot, 'period' | 'sections'> {
  overall: ReportSnapshot['overall'] | null;
  /** Missing of one contribution alone. */
  roles?: ReportSnapshot['roles'];
}

type SealedMeasure = Sealed<MeasuresContent>['measures'][number];
type SealedFigure = SealedMeasure['benchmarks'][number]['figure'];

/** What the rules read of a figure. */
export type FigureFacts = Pick<SealedFigure, 'value' | 'decimals' | 'denominator'>;

/** What the rules read of a measure. */
export interface MeasureFacts extends Pick<SealedMeasure, 'id'> {
  definition: Pick<
    SealedMeasure['definition'],
    'reference' | 'title' | 'unit' | 'basis' | 'availabilityNote' | 'fedBy'
  > & {
    target: Pick<SealedMeasure['definition']['target'], 'minimum' | 'upper'>;
  };
  months: (FigureFacts & { month: string })[];
  current: FigureFacts | null;
  baseline: FigureFacts | null;
  rag: Pick<SealedMeasure['rag'], 'printed' | 'override'>;
  benchmarks: (Pick<SealedMeasure['benchmarks'][number], 'area' | 'period' | 'source'> & {
    figure: FigureFacts;
  })[];
}

/** What the rules read of each kind of section; null where nothing was approved. */
export interface Contents {
  budget: {
    lines: Pick<
      Sealed<BudgetContent>['lines'][number],
      'id' | 'title' | 'budget' | 'actual' | 'forecast' | 'comment'
    >[];
  };
  concerns: Sealed<ConcernsContent>;
  developments: Sealed<ConcernsContent>;
  risks: {
    entries: {
      id: string;
      number: number;
      kind: string;
      cause: string | null;
      event: string;
      consequence: string | null;
      mitigation: string | null;
      owner: SnapshotPerson | null;
      raised: string;
      lastReviewedOn: string | null;
      reviewOn: string | null;
      nextAction: string | null;
      status: string;
      closedReason: string | null;
      acceptance: { until: string; reason: string } | null;
      links: { actionIds: string[] };
      derived: { scores: { current: { score: number } | null } };
    }[];
  };
  theme: SnapshotTheme;
  measures: Pick<Sealed<MeasuresContent>, 'title' | 'themeId' | 'commentary'> & {
    measures: MeasureFacts[];
    restatements: { measureId: string; title: string; reason: string | null }[];
  };
  workforce: Pick<WorkforceContent, 'asAt' | 'benchmarks'> & {
    teams: {
      id: string;
      name: string;
      reportedVacancyPercent: number | null;
      note: string | null;
      derived: { rates: { vacancyLocal: number | null; vacancyDfe: number | null } };
    }[];
    derived: { total: { rates: WorkforceContent['derived']['total']['rates'] } };
  };
}
export type ContentKind = keyof Contents;

/** A section of a known kind with its content. */
export interface Known<Kind extends ContentKind> {
  section: SnapshotSection;
  content: Contents[Kind];
}

/** The sections of this kind that have content. The kind decides what it is: it was sealed under its room's kind. */
export function sectionsOf<Kind extends ContentKind>({ sections }: Challenged, kind: Kind): Known<Kind>[] {
  return sections.flatMap((section) =>
    section.kind === kind && section.content !== null
      ? [{ section, content: section.content as Contents[Kind] }]
      : [],
  );
}

/** Where in a report something is. */
export interface Place {
  /** Kind of section; `overall` for what is about the report as a whole. */
  section: string;
  /** Null for what no single contribution can mend. */
  contributionId: string | null;
  /** Of the entry, action, measure or line; null for the section as a whole. */
  entryId: string | null;
  /** In the contribution's document: `entries[2].due`; null for all of it. */
  path: string | null;
  /** `Theme 1: Leadership`, `Key areas of concern, entry 3` */
  label: string;
}

export const WHOLE_REPORT: Place = {
  section: 'overall',
  contributionId: null,
  entryId: null,
  path: null,
  label: 'The report as a whole',
};

/** The place of a section, or of something in it. @param part appended to the label after a comma. */
export function placeIn(
  { kind, contributionId, subject }: SnapshotSection,
  path: string | null = null,
  entryId: string | null = null,
  part: string | null = null,
): Place {
  const head = kind === 'theme' ? `Theme ${subject.number}: ${subject.title}` : subject.title;
  return { section: kind, contributionId, entryId, path, label: part === null ? head : `${head}, ${part}` };
}

/** Every measure with its place, and what its group is called. */
export function measuresOf(report: Challenged): { measure: MeasureFacts; place: Place; group: string }[] {
  return sectionsOf(report, 'measures').flatMap(({ section, content }) =>
    content.measures.map((measure, index) => ({
      measure,
      group: section.subject.title,
      place: placeIn(section, `measures[${index}]`, measure.id, measure.definition.title),
    })),
  );
}

/** Nobody has recorded any figure of it. */
export const isUnread = ({ months, current, baseline }: MeasureFacts): boolean =>
  [...months, current, baseline].every((figure) => (figure?.value ?? null) === null);

/** The latest of some ratings, whatever their order. */
export function latest<Rating extends Quarter>(ratings: readonly Rating[]): Rating | undefined {
  return ratings.toSorted((a, b) => a.financialYear - b.financialYear || a.quarter - b.quarter).at(-1);
}
