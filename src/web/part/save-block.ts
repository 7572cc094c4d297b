import type { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import {
  canonicalJson,
  invalid,
  Problem,
  schemaIssues,
  sha256Hex,
  stale,
  type ProblemIssue,
} from '../../platform/index.js';
import { textOf, type Sent } from '../shell/index.js';

/** Where the document of a part is read and saved: the queries and the service of its room. */
export interface PartStore<D> {
  /** The room's schema of the whole document, the one that its API takes. */
  schema: z.ZodType<D>;
  /** What people write of a content of this kind: without what is worked out of it. */
  documentOf(content: unknown): D;
  /** @throws Problem 404. */
  read(actor: Actor, partId: string): Promise<{ version: number; document: D }>;
  /** @returns the new version. @throws Problem 403, 404, 409, 412 or 422; nothing is saved then. */
  save(actor: Actor, partId: string, version: number, document: D): Promise<number>;
}

/** What one page of an editor shows and saves: one piece of a part's document. */
export interface Block<D, B> {
  /** Undefined when the document does not have it, or has it no longer. */
  of(document: D): B | undefined;
  /** The document with this block in the place of what was there; null takes it away. */
  put(document: D, block: B | null): D;
  /** Where it stands in the document: `overview`, `objectives[2]`; '' when it is the whole document. */
  path(document: D): string;
}

/** One item of a list, by its id. What is new goes to the end. */
export function itemBlock<K extends string, B extends { id: string }, D extends Record<K, B[]>>(
  list: K,
  id: string,
): Block<D, B> {
  return {
    of: (document) => document[list].find((item) => item.id === id),
    put: (document, block) => {
      const items = document[list];
      const known = items.some((item) => item.id === id);
      const changed =
        block === null
          ? items.filter((item) => item.id !== id)
          : known
            ? items.map((item) => (item.id === id ? block : item))
            : [...items, block];
      return { ...document, [list]: changed };
    },
    path: (document) => {
      const index = document[list].findIndex((item) => item.id === id);
      return `${list}[${index < 0 ? document[list].length : index}]`;
    },
  };
}

/** One field of the document, such as `overview`; it can be changed, not taken away. */
export function fieldBlock<K extends string, D extends Record<K, unknown>>(field: K): Block<D, D[K]> {
  return {
    of: (document) => document[field],
    put: (document, block) => (block === null ? document : { ...document, [field]: block }),
    path: () => field,
  };
}

/** What the page had read when somebody began to write. */
export interface ReadBlock {
  version: number;
  /** {@link blockHash} of the block. */
  hash: string;
}

/** The first 16 hexadecimal digits of the SHA-256 of the block's canonical form; of a block that is not there as well. */
export const blockHash = (block: unknown): string => sha256Hex(canonicalJson(block ?? null)).slice(0, 16);

/** Somebody else changed the same block. Nothing was saved. */
export class BlockConflict<B> extends Error {
  constructor(
    readonly version: number,
    /** As it is now; undefined when it was taken away. */
    readonly theirs: B | undefined,
  ) {
    super('This block was changed by somebody else.');
  }
}

const ATTEMPTS = 3;

/**
 * Saves one block of a part. When only other blocks were changed meanwhile, it goes into the newest document. What stands there already
 * is not saved again.
 * @param change from the block as it is (undefined: not there yet) and the document around it to the block to save; null takes it away.
 * @returns the new version, and the document as it was saved.
 * @throws BlockConflict when the same block was changed meanwhile; Problem 403, 404, 409 or 422, with paths below the block, and 412
 * when others save faster than this can.
 */
export async function saveBlock<D, B>(
  store: PartStore<D>,
  actor: Actor,
  partId: string,
  block: Block<D, B>,
  read: ReadBlock,
  change: (current: B | undefined, document: D) => B | null,
): Promise<{ version: number; document: D }> {
  for (let attempt = 1; ; attempt++) {
    const newest = await store.read(actor, partId);
    const theirs = block.of(newest.document);
    const changed = newest.version !== read.version && blockHash(theirs) !== read.hash;
    const mine = change(theirs, newest.document);
    // The same form once more, such as a double click, or somebody who wrote the same.
    if (changed && theirs !== undefined && blockHash(mine) === blockHash(theirs)) return newest;
    if (changed) throw new BlockConflict(newest.version, theirs);
    const document = block.put(newest.document, mine);
    const path = block.path(document);
    const parsed = store.schema.safeParse(document);
    if (!parsed.success) throw invalid(belowBlock(schemaIssues(parsed.error.issues), path));
    // Save after an autosave, or of a page that nobody typed in: no version, and nobody becomes an author.
    if (canonicalJson(parsed.data) === canonicalJson(newest.document)) return newest;
    try {
      const version = await store.save(actor, partId, newest.version, parsed.data);
      return { version, document: parsed.data };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 422) throw invalid(belowBlock(error.issues, path), error.message);
      if (error.status !== 412 || attempt === ATTEMPTS) throw error;
    }
  }
}

/** `objectives[2].title` below `objectives[2]` is `title`. Issues of other blocks keep their place. */
function belowBlock(issues: readonly ProblemIssue[], block: string): ProblemIssue[] {
  if (block === '') return [...issues];
  return issues.map(({ path, message }) => {
    if (path === block) return { path: '', message };
    if (path.startsWith(`${block}.`)) return { path: path.slice(block.length + 1), message };
    return path.startsWith(`${block}[`) ? { path: path.slice(block.length), message } : { path, message };
  });
}

/**
 * A step with one item that is there, such as closing or removing it; what was read comes from the form's hidden fields.
 * @throws Problem 412 when the item was changed or taken away meanwhile; and as {@link saveBlock}.
 */
export async function saveItem<D, B>(
  store: PartStore<D>,
  actor: Actor,
  partId: string,
  block: Block<D, B>,
  sent: Sent,
  change: (current: B, document: D) => B | null,
): Promise<void> {
  try {
    await saveBlock(store, actor, partId, block, readBlock(sent), (current, document) => {
      if (current === undefined) throw stale('entry');
      return change(current, document);
    });
  } catch (error) {
    throw error instanceof BlockConflict ? stale('entry') : error;
  }
}

/** The hidden fields `_version` and `_block`. */
export const readBlock = (sent: Sent): ReadBlock => ({
  version: Number(textOf(sent['_version'])),
  hash: textOf(sent['_block']),
});
