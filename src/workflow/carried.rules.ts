import { canonicalJson } from '../platform/index.js';

/** An entry of a register that is carried forward until it is closed. */
export interface Carried {
  /** The same from month to month. */
  id: string;
  status: 'open' | 'closed';
}

/**
 * The entries of a draft whose register before was approved after the draft had begun. Pure.
 * What is open in that register is in the draft: as somebody wrote it there, or as the register has it where nobody did. What was
 * closed in the meantime is gone, and what the draft itself raised stays.
 * @param draft as it is. @param approved what it follows now. @param began what it followed when it began; empty = nothing.
 * @param edited somebody has saved the draft; otherwise it is what it began with.
 */
export function carriedInto<Entry extends Carried>(
  draft: readonly Entry[],
  approved: readonly Entry[],
  began: readonly Entry[],
  edited: boolean,
): Entry[] {
  const open = approved.filter(({ status }) => status === 'open');
  if (!edited) return open;
  const find = (entries: readonly Entry[], { id }: Entry) => entries.find((one) => one.id === id);
  const kept = draft.flatMap((entry) => {
    const before = find(began, entry);
    const now = find(open, entry);
    if (!now) return before || find(approved, entry) ? [] : [entry];
    return [before && canonicalJson(before) === canonicalJson(entry) ? now : entry];
  });
  return [...kept, ...open.filter((entry) => !find(kept, entry))];
}

/** Entries as people know them by number, and which ids hold which number in approved registers. */
interface Numbered {
  id: string;
  number: number;
}

/**
 * The numbers of a draft's entries. Pure. An approved register never changes its numbers. So an entry that was raised in the draft, under a
 * number that another entry has there, gets the next free number.
 */
export function numbersFor(entries: readonly Numbered[], held: readonly Numbered[]): Map<string, number> {
  const holder = new Map(held.map(({ id, number }) => [number, id]));
  let next = Math.max(0, ...entries.map(({ number }) => number), ...holder.keys());
  return new Map(
    entries.map(({ id, number }) => [id, (holder.get(number) ?? id) === id ? number : (next += 1)]),
  );
}
