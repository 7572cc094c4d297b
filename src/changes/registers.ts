import { type SectionContents, type SnapshotSection } from '../snapshot/index.js';
import type { ChangeItem, ChangeKind, Told } from './changes.js';
import { counterpart, entriesOf, placeOf, type Pair, type Placed } from './pair.js';

/*
 * What is told of entries that only one of the reports has. In an edition that withholds something, such an entry may be withheld in
 * the other. So it is new only by a fact of its own that says so:
 *
 * - it was not in the register that was approved last before this text was written (the rooms work that out from the whole register,
 *   withheld entries too), and this text was written after the earlier report;
 * - or it was raised after the earlier register was closed: after its as-at date and its approval;
 * - or, of a risk raised in that very month with no day given, its number is above every number of the earlier register. A number alone
 *   proves nothing: the highest one may be withheld there.
 *
 * It is gone only where nothing is withheld at all; otherwise it is closed when it says so itself.
 *
 * Where this reader did not have every report, each of those in between is asked too, against the one before it: what one of them told
 * its own readers as new or closed, and what has stayed so, is told here.
 */

type RegisterKind = 'risks' | 'concerns' | 'developments';
type List<Kind extends RegisterKind, Entry> = (content: SectionContents[Kind]) => readonly Entry[];
interface Listed {
  id: string;
  status: 'open' | 'closed';
}

/** Open entries that the earlier report does not have. @param proves that one of them was raised between the two reports. */
export function newEntries<Kind extends RegisterKind, Entry extends Listed>(
  pair: Pair,
  kind: Kind,
  list: List<Kind, Entry>,
  proves: (pair: Pair, placed: Placed<Entry>) => boolean,
): Placed<Entry>[] {
  const { before, after, complete, steps = [] } = pair;
  const known = entriesOf(before, kind, list);
  const toldBetween = new Set(
    steps.flatMap((step) => newEntries(step, kind, list, proves).map(({ entry }) => entry.id)),
  );
  return [...entriesOf(after, kind, list).values()].filter(
    (placed) =>
      placed.entry.status === 'open' &&
      !known.has(placed.entry.id) &&
      isPrinted(before, placed.section) &&
      (complete || toldBetween.has(placed.entry.id) || proves(pair, placed)),
  );
}

/** Entries that were open and that the later report does not have any more, with the part in which they would stand. */
export function goneEntries<Kind extends RegisterKind, Entry extends Listed>(
  { before, after, complete, steps = [] }: Pair,
  kind: Kind,
  list: List<Kind, Entry>,
): Placed<Entry>[] {
  const isTold = (id: string): boolean => complete || steps.some((step) => isClosedIn(step, kind, list, id));
  const known = entriesOf(after, kind, list);
  return [...entriesOf(before, kind, list).values()].flatMap(({ entry, section }) => {
    const now = counterpart(after, section);
    return entry.status === 'open' &&
      !known.has(entry.id) &&
      now &&
      isPrinted(after, section) &&
      isTold(entry.id)
      ? [{ entry, section: now }]
      : [];
  });
}

/** The later of two reports says itself that the entry is closed, or shows it by its absence where nothing is withheld. */
function isClosedIn<Kind extends RegisterKind, Entry extends Listed>(
  step: Pair,
  kind: Kind,
  list: List<Kind, Entry>,
  id: string,
): boolean {
  const was = entriesOf(step.before, kind, list).get(id);
  const now = entriesOf(step.after, kind, list).get(id);
  if (was?.entry.status !== 'open') return false;
  return now ? now.entry.status === 'closed' : step.complete && isPrinted(step.after, was.section);
}

/** There is a register to be in. */
const isPrinted = (report: Pair['before'], section: SnapshotSection): boolean =>
  (counterpart(report, section)?.content ?? null) !== null;

/** What this part says was written for a later period than the earlier report's: it is not an older text, printed again. */
export const isWrittenSince = ({ before }: Pair, { notUpdatedSince }: SnapshotSection): boolean =>
  notUpdatedSince === null || notUpdatedSince > before.period.asAt;

/** The last day on which something could still get into the earlier report's register, as an ISO date. */
export function registerClosedOn({ before }: Pair, section: SnapshotSection): string {
  const approved = counterpart(before, section)?.history.approvedAt?.slice(0, 10) ?? '';
  return approved > before.period.asAt ? approved : before.period.asAt;
}

/** @param name as readers know it. */
export function closedItem(
  kind: Extract<ChangeKind, 'risk_closed' | 'concern_closed'>,
  name: string,
  { entry, section }: Placed<{ id: string }>,
): ChangeItem {
  return {
    kind,
    direction: 'neutral',
    ...placeOf(section, entry.id),
    title: name,
    was: state('Open'),
    now: state('Closed'),
    sentence: `${name} was closed.`,
  };
}

/** A word of a closed list. */
export const state = (text: string): Told => ({ text, value: text.toLowerCase(), of: null });
