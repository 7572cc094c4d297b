import {
  locationIn,
  sectionBlock,
  sectionsOf,
  type ReportSnapshot,
  type SectionContents,
  type SectionKind,
  type SnapshotSection,
} from '../snapshot/index.js';
import type { ChangeItem } from './changes.js';

/** What is read of a report to compare it with another. */
export type Compared = Pick<
  ReportSnapshot,
  'period' | 'report' | 'overall' | 'quarters' | 'sections' | 'memberQuestions'
>;

/** Two reports as one kind of reader has them. */
export interface Pair {
  before: Compared;
  after: Compared;
  /**
   * Nothing is withheld from this reader in either, so that what is not there was never said. Otherwise a part or an entry may be
   * missing in one of them because it is withheld, and its absence says nothing.
   */
  complete: boolean;
  /**
   * From the earlier report to the later one over every one in between, where this reader had not each of them: they are public, so
   * that what one of them said may be told again. Missing or empty where there is none in between.
   */
  steps?: readonly Pair[];
}

/** An entry with the part that it stands in. */
export interface Placed<Entry> {
  entry: Entry;
  section: SnapshotSection;
}

/** The entries of every section of a kind, by their stable ids. */
export function entriesOf<Kind extends SectionKind, Entry extends { id: string }>(
  report: Compared,
  kind: Kind,
  list: (content: SectionContents[Kind]) => readonly Entry[],
): Map<string, Placed<Entry>> {
  return new Map(
    sectionsOf(report, kind).flatMap(({ section, content }) =>
      list(content).map((entry): [string, Placed<Entry>] => [entry.id, { entry, section }]),
    ),
  );
}

/** The entries that both reports have, in the printed order of the later one. */
export function inBoth<Kind extends SectionKind, Entry extends { id: string }>(
  { before, after }: Pair,
  kind: Kind,
  list: (content: SectionContents[Kind]) => readonly Entry[],
): { was: Entry; now: Entry; section: SnapshotSection; earlier: SnapshotSection }[] {
  const earlier = entriesOf(before, kind, list);
  return [...entriesOf(after, kind, list).values()].flatMap(({ entry, section }) => {
    const was = earlier.get(entry.id);
    return was ? [{ was: was.entry, now: entry, section, earlier: was.section }] : [];
  });
}

/** The same part in the other report. Its contribution is another one every month; what it is about stays. */
export function counterpart({ sections }: Compared, section: SnapshotSection): SnapshotSection | undefined {
  return sections.find((one) => sectionBlock(one) === sectionBlock(section));
}

type PlaceOfItem = Pick<ChangeItem, 'section' | 'contributionId' | 'entryId' | 'place'>;

/** Where an item stands. */
export function placeOf(section: SnapshotSection, entryId: string | null = null): PlaceOfItem {
  const { contributionId, label } = locationIn(section);
  return { section: section.kind, contributionId, entryId, place: label };
}

/** `“Write the plans”` */
export const quoted = (title: string): string => `“${title}”`;
