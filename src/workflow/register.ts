import { canonicalJson, rows, type Tx } from '../platform/index.js';
import { carriedInto, numbersFor, type Carried } from './carried.rules.js';

/** A section whose entries are carried forward from month to month until they are closed, as {@link followRegister} needs it. */
export interface Register<Content, Entry extends Carried> {
  /** The registers of these contributions. */
  content(tx: Tx, contributionIds: readonly string[]): Promise<Map<string, Content>>;
  /** The entries as people wrote them, without what is derived from them. */
  entries(content: Content): Entry[];
  numberOf(entry: Entry): number;
  withNumber(entry: Entry, number: number): Entry;
  /** SQL: which entry (`id`) holds which `number` in approved registers; `$1` = the contribution. */
  readonly heldNumbers: string;
  /** Starts the draft again as a copy of the approved register. */
  restart(tx: Tx, contributionId: string, approvedId: string): Promise<void>;
  /** Replaces the draft's entries. */
  write(tx: Tx, contributionId: string, entries: Entry[]): Promise<void>;
}

/**
 * Starts a draft's register again from an approved register, and keeps in it what people wrote: `Section.follow` of a register.
 * @returns whether the register's content changed.
 */
export async function followRegister<Content, Entry extends Carried>(
  tx: Tx,
  register: Register<Content, Entry>,
  contributionId: string,
  approvedId: string,
  { follows, edited }: { follows: string | null; edited: boolean },
): Promise<boolean> {
  const before = await register.content(tx, [
    contributionId,
    approvedId,
    ...(follows === null ? [] : [follows]),
  ]);
  const entriesOf = (id: string | null): Entry[] => {
    const content = id === null ? undefined : before.get(id);
    return content === undefined ? [] : register.entries(content);
  };
  const entries = carriedInto(
    entriesOf(contributionId),
    entriesOf(approvedId),
    follows === approvedId ? [] : entriesOf(follows),
    edited,
  );
  const numbers = numbersFor(
    entries.map((entry) => ({ id: entry.id, number: register.numberOf(entry) })),
    await rows<{ id: string; number: number }>(tx, register.heldNumbers, [contributionId]),
  );
  await register.restart(tx, contributionId, approvedId);
  await register.write(
    tx,
    contributionId,
    entries.map((entry) => register.withNumber(entry, numbers.get(entry.id) ?? register.numberOf(entry))),
  );
  const after = await register.content(tx, [contributionId]);
  return canonicalJson(before.get(contributionId)) !== canonicalJson(after.get(contributionId));
}
