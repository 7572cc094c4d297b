import type { ConcernsContent } from '../concerns/index.js';
import type { Sealed } from '../snapshot/index.js';
import type { ChangeItem } from './changes.js';
import { inBoth, placeOf, type Pair, type Placed } from './pair.js';
import { closedItem, goneEntries, isWrittenSince, newEntries, registerClosedOn } from './registers.js';

type Register = Sealed<ConcernsContent>;
type Entry = Register['entries'][number];

const entriesIn = ({ entries }: Register): readonly Entry[] => entries;

type RegisterKind = 'concerns' | 'developments';

/** New and closed entries of one of the two registers. A development that is new is neither good nor bad. */
export function concernChanges(kind: RegisterKind, pair: Pair): ChangeItem[] {
  const closed = (placed: Placed<Entry>) =>
    closedItem('concern_closed', concernName(kind, placed.entry), placed);
  return [
    ...newEntries(pair, kind, entriesIn, isRaisedSince).map(({ entry, section }): ChangeItem => ({
      kind: 'concern_new',
      direction: kind === 'concerns' ? 'worse' : 'neutral',
      ...placeOf(section, entry.id),
      title: concernName(kind, entry),
      was: null,
      now: null,
      sentence: `${concernName(kind, entry)} is new.`,
    })),
    ...inBoth(pair, kind, entriesIn).flatMap(({ was, now, section }) =>
      was.status === 'open' && now.status === 'closed' ? [closed({ entry: now, section })] : [],
    ),
    ...goneEntries(pair, kind, entriesIn).map(closed),
  ];
}

/** See registers.ts. The first row of its history says when it was raised. */
function isRaisedSince(pair: Pair, { entry, section }: Placed<Entry>): boolean {
  if (entry.derived.isNew && isWrittenSince(pair, section)) return true;
  const [raised] = entry.history;
  return raised !== undefined && raised.on > registerClosedOn(pair, section);
}

/** `Concern 3 (Sufficiency)` */
export const concernName = (
  kind: RegisterKind,
  { reference, title }: Pick<Entry, 'reference' | 'title'>,
): string => `${kind === 'concerns' ? 'Concern' : 'Development'} ${reference} (${title})`;
