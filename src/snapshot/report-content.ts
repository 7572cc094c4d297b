import { themeHeading } from '../themes/index.js';
import type { ReportSnapshot, SnapshotSection } from './snapshot.js';

/**
 * What a report says, before or after it is sealed; or one contribution alone, which then has no overall text and nothing of what
 * belongs to the report as a whole.
 */
export interface ReportContent
  extends
    Pick<ReportSnapshot, 'period' | 'sections'>,
    Partial<
      Pick<ReportSnapshot, 'roles' | 'backgroundPapers' | 'glossary' | 'challenges' | 'memberQuestions'>
    > {
  overall: ReportSnapshot['overall'] | null;
  report?: Pick<ReportSnapshot['report'], 'correctionReason' | 'lateReason'>;
}

/** Where in a report something is. */
export interface TextLocation {
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

export const WHOLE_REPORT: TextLocation = {
  section: 'overall',
  contributionId: null,
  entryId: null,
  path: null,
  label: 'The report as a whole',
};

/** The location of a section, or of something in it. @param part appended to the label after a comma. */
export function locationIn(
  { kind, contributionId, subject }: SnapshotSection,
  path: string | null = null,
  entryId: string | null = null,
  part: string | null = null,
): TextLocation {
  const head = kind === 'theme' ? themeHeading(subject) : subject.title;
  return { section: kind, contributionId, entryId, path, label: part === null ? head : `${head}, ${part}` };
}
