import type { BudgetContent } from '../finance/index.js';
import type { ConcernsContent } from '../concerns/index.js';
import type { MeasuresContent } from '../performance/index.js';
import type { RisksContent } from '../risks/index.js';
import type { WorkforceContent } from '../workforce/index.js';
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
