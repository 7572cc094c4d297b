import type { ConcernsContent } from '../concerns/index.js';
import { longDate, personLabel, type Sealed, type SnapshotSection } from '../snapshot/index.js';
import { linkWords } from './link-names.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** Key areas of concern, or medium-term developments, as the template prints them. */
export interface ConcernsView extends SectionHead {
  /** Null when nothing has ever been approved for this section. */
  content: {
    caption: string;
    /** Heading of the column with title and text. */
    what: string;
    /** Printed instead of a table without rows; null when there are rows. */
    empty: string | null;
    entries: ConcernEntryView[];
  } | null;
}

export interface ConcernEntryView {
  reference: number;
  title: string;
  /** Narrative. */
  text: string;
  /** `Linked with risk 2.`, or null. */
  links: string | null;
  /** What became of it that nothing else says, by date: `27 January 2020: Owner changed …` */
  history: string[];
  owners: string[];
  /** The words; the day, unless the words name it; what it was moved from. */
  due: string[];
  /** `Open`, `New` or `Closed` */
  status: string;
  /** Why it was closed (narrative), or null. */
  closedReason: string | null;
}

type SealedConcerns = Sealed<ConcernsContent>;

const WORDS = {
  concerns: {
    caption: 'Key areas of concern, with who owns each and by when',
    what: 'Description of concern',
    empty: 'There is no key area of concern in this period.',
  },
  developments: {
    caption: 'Medium-term developments, with who owns each and by when',
    what: 'Description of development',
    empty: 'There is no medium-term development in this period.',
  },
} as const;

/** @param kind of the section; it gives the words, the shape is the same. */
export function presentConcerns(
  kind: keyof typeof WORDS,
  section: SnapshotSection,
  report: readonly SnapshotSection[] = [section],
): ConcernsView {
  const { caption, what, empty } = WORDS[kind];
  const content = section.content as SealedConcerns | null;
  return {
    ...sectionHead(section, kind),
    content: content && {
      caption,
      what,
      empty: content.entries.length === 0 ? empty : null,
      entries: content.entries.map((entry) => presentEntry(entry, report)),
    },
  };
}

/** Earlier changes of the date, by day. When it is due, what it was moved from last and why it was closed have columns of their own. */
function pastMoves({
  history,
  derived: { slipped },
  closedReason,
}: SealedConcerns['entries'][number]): string[] {
  const moves = history.filter(({ note }) => note.startsWith('Due changed from '));
  const earlier = slipped === null ? moves : moves.slice(0, -1);
  const closed = closedReason === null ? ' Closed.' : ` Closed: ${closedReason}`;
  return earlier.map(
    ({ on, note }) => `${longDate(on)}: ${note.endsWith(closed) ? note.slice(0, -closed.length) : note}`,
  );
}

function presentEntry(
  entry: SealedConcerns['entries'][number],
  report: readonly SnapshotSection[],
): ConcernEntryView {
  const { reference, title, description, owners, due, status, closedReason, derived, links } = entry;
  const day = due.on === null ? null : longDate(due.on);
  return {
    reference,
    title,
    text: description,
    links: linkWords(links, report),
    history: pastMoves(entry),
    owners: owners.map(personLabel),
    due: [
      due.words,
      ...(day === null || due.words.includes(day) ? [] : [day]),
      ...(derived.slipped === null ? [] : [`Moved from ${longDate(derived.slipped.from)}`]),
    ],
    status: status === 'closed' ? 'Closed' : derived.isNew ? 'New' : 'Open',
    closedReason,
  };
}
