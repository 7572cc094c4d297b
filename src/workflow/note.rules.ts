import { canonicalJson, invalid, sha256Hex } from '../platform/index.js';

/** What a reviewer writes beside a block of a part. */
export interface Note {
  /** `overview`, or an item of a list by its id: `objectives/1f0c…`. */
  block: string;
  text: string;
}

/** A note with the SHA-256 of its block as it was then. */
export interface KeptNote extends Note {
  blockSha256: string;
}

/**
 * A block of a part's document, of whatever kind.
 * @param block the name of a field, or of a list with the id of its item.
 * @returns its value, and its path as blockers have it (`objectives[2]`); undefined when it is not there.
 */
export function blockIn(content: unknown, block: string): { path: string; value: unknown } | undefined {
  const [field = '', id] = block.split('/');
  if (typeof content !== 'object' || content === null || !Object.hasOwn(content, field)) return undefined;
  const value = (content as Record<string, unknown>)[field];
  if (id === undefined) return { path: field, value };
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly ({ id?: unknown } | null)[];
  const index = items.findIndex((item) => item?.id === id);
  return index < 0 ? undefined : { path: `${field}[${index}]`, value: items[index] };
}

const blockSha256 = (value: unknown): string => sha256Hex(canonicalJson(value ?? null));

/** The notes as they are kept. @throws Problem 422 for a block that the part does not have. */
export function keptNotes(content: unknown, notes: readonly Note[]): KeptNote[] {
  const found = notes.map((note) => ({ note, at: blockIn(content, note.block) }));
  const issues = found.flatMap(({ at }, index) =>
    at === undefined
      ? [{ path: `notes[${index}].block`, message: 'There is no such block in this part.' }]
      : [],
  );
  if (issues.length > 0) throw invalid(issues);
  return found.map(({ note, at }) => ({ ...note, blockSha256: blockSha256(at?.value) }));
}

/** The block says something else than it did when the note was written, or is no longer there. */
export const changedSince = (content: unknown, { block, blockSha256: then }: KeptNote): boolean =>
  blockSha256(blockIn(content, block)?.value) !== then;
