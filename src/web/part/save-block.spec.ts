import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import { invalid, stale } from '../../platform/index.js';
import { blockHash, BlockConflict, fieldBlock, itemBlock, saveBlock, type PartStore } from './save-block.js';

const entry = z.object({ id: z.string(), text: z.string().min(1, 'Say what it is.') });
const schema = z.object({ overview: z.string(), entries: z.array(entry) });
type Document = z.infer<typeof schema>;

const actor = {} as Actor;
const start: Document = {
  overview: 'So far, so good',
  entries: [
    { id: 'a', text: 'A' },
    { id: 'b', text: 'B' },
  ],
};

/** A room that keeps its document in memory. `before` runs before each save, as if somebody else were faster. */
class Memory implements PartStore<Document> {
  readonly schema = schema;
  version = 1;
  document = start;
  before: (() => void)[] = [];

  documentOf(content: unknown): Document {
    return content as Document;
  }

  read(): Promise<{ version: number; document: Document }> {
    return Promise.resolve({ version: this.version, document: this.document });
  }

  save(_: Actor, __: string, version: number, document: Document): Promise<number> {
    this.before.shift()?.();
    if (version !== this.version) return Promise.reject(stale('contribution'));
    if (document.entries.some(({ text }) => text === 'unknown owner'))
      return Promise.reject(invalid([{ path: 'entries[1].text', message: 'There is no such person.' }]));
    this.document = document;
    return Promise.resolve(++this.version);
  }

  other(change: Partial<Document>): void {
    this.document = { ...this.document, ...change };
    this.version += 1;
  }
}

const b = itemBlock<'entries', { id: string; text: string }, Document>('entries', 'b');
const read = { version: 1, hash: blockHash(start.entries[1]) };
const write = (store: Memory, text: string) =>
  saveBlock(store, actor, 'part', b, read, () => ({ id: 'b', text }));

describe('saving a block of a part', () => {
  it('puts it into the document that was read', async () => {
    const store = new Memory();
    await write(store, 'B2');
    expect(store.document).toEqual({ ...start, entries: [start.entries[0], { id: 'b', text: 'B2' }] });
  });

  it('puts it beside what others changed meanwhile, also while it is being saved', async () => {
    const store = new Memory();
    store.other({ overview: 'Changed before' });
    store.before = [
      () => {
        store.other({ entries: [...store.document.entries, { id: 'c', text: 'C' }] });
      },
    ];
    await write(store, 'B2');
    expect(store.document).toEqual({
      overview: 'Changed before',
      entries: [start.entries[0], { id: 'b', text: 'B2' }, { id: 'c', text: 'C' }],
    });
  });

  it('refuses when the same block was changed or taken away, and saves nothing', async () => {
    for (const entries of [
      [start.entries[0] as { id: string; text: string }, { id: 'b', text: 'Theirs' }],
      [start.entries[0] as { id: string; text: string }],
    ]) {
      const store = new Memory();
      store.other({ entries });
      await expect(write(store, 'Mine')).rejects.toMatchObject({ version: 2, theirs: entries[1] });
      await expect(write(store, 'Mine')).rejects.toBeInstanceOf(BlockConflict);
      expect(store.document.entries).toEqual(entries);
    }
  });

  it('does nothing the second time that the same is sent', async () => {
    const store = new Memory();
    await write(store, 'B2');
    expect(await write(store, 'B2')).toEqual({ version: 2, document: store.document });
    expect(store.version).toBe(2);
  });

  it('writes nothing where nothing was changed', async () => {
    const store = new Memory();
    expect(await write(store, 'B')).toEqual({ version: 1, document: start });
    expect(store.version).toBe(1);
    await write(store, 'B2');
    const known = { version: 2, hash: blockHash({ id: 'b', text: 'B2' }) };
    const again = await saveBlock(store, actor, 'part', b, known, () => ({ id: 'b', text: 'B2' }));
    expect([again.version, store.version]).toEqual([2, 2]);
  });

  it('gives up, with a refusal, when others are faster three times', async () => {
    const store = new Memory();
    const faster = () => {
      store.other({ overview: `${store.document.overview}.` });
    };
    store.before = [faster, faster, faster];
    await expect(write(store, 'B2')).rejects.toMatchObject({ status: 412 });
    expect(store.document.entries).toEqual(start.entries);
  });

  it('tells what is wrong by its place in the block, whether the schema or the room found it', async () => {
    const store = new Memory();
    await expect(write(store, '')).rejects.toMatchObject({
      issues: [{ path: 'text', message: 'Say what it is.' }],
    });
    await expect(write(store, 'unknown owner')).rejects.toMatchObject({
      issues: [{ path: 'text', message: 'There is no such person.' }],
    });
  });

  it('adds what is new at the end and takes away what is to go', async () => {
    const store = new Memory();
    const c = itemBlock<'entries', { id: string; text: string }, Document>('entries', 'c');
    const fresh = { version: 1, hash: blockHash(undefined) };
    await saveBlock(store, actor, 'part', c, fresh, () => ({ id: 'c', text: 'C' }));
    expect(store.document.entries.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    await saveBlock(store, actor, 'part', b, { ...read, version: 2 }, () => null);
    expect(store.document.entries.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('changes one field of the document', async () => {
    const store = new Memory();
    const overview = fieldBlock<'overview', Document>('overview');
    const seen = { version: 1, hash: blockHash(start.overview) };
    await saveBlock(store, actor, 'part', overview, seen, (now) => `${now ?? ''}. Now worse.`);
    expect(store.document.overview).toBe('So far, so good. Now worse.');
  });
});
