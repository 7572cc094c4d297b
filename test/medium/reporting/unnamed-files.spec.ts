import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, createLogger, Health } from '../../../src/platform/index.js';
import { FileArtefactStore } from '../../../src/platform/storage/storage.js';
import { UnnamedFiles } from '../../../src/reporting/worker/unnamed-files.js';
import { createTestPlatform, eventually, type TestPlatform } from '../../support/platform.js';

/** A bucket, as far as it matters here: whoever asks may not delete. */
class Bucket extends FileArtefactStore {
  override removeUnnamed(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

const DAY = 24 * 60 * 60 * 1000;

let platform: TestPlatform;
let root: string;
beforeEach(async () => {
  platform = await createTestPlatform();
  root = await mkdtemp(join(tmpdir(), 'unnamed-files-'));
});
afterEach(async () => {
  await platform.close();
  await rm(root, { recursive: true, force: true });
});

/** Stores a file as a worker does that is killed before it has written the row. @param age since then, in hours. */
async function leave(store: FileArtefactStore, text: string, age: number): Promise<string> {
  const { sha256 } = await store.put(Buffer.from(text));
  const then = new Date(Date.now() - (age * DAY) / 24);
  await utimes(join(root, sha256.slice(0, 2), sha256), then, then);
  return sha256;
}

/** The row of a file; the version that it belongs to is of no matter here, and so is not made. */
const name = (sha256: string): Promise<void> =>
  platform.testDatabase.adminQuery(
    `begin; set local session_replication_role = replica;
     insert into artefact (version_id, edition, format, sha256, size, page_count, facts)
     values (gen_random_uuid(), 'public', 'pdf', '${sha256}', 1, 1, '{}'); commit`,
  );

function worker(store: FileArtefactStore): { unnamed: UnnamedFiles; health: Health } {
  const { database, outbox, config } = platform;
  const clock = new Clock();
  const health = new Health(database, outbox, clock, config, store);
  return {
    health,
    unnamed: new UnnamedFiles(database, store, clock, health, createLogger(config, 'test')),
  };
}

const said = async (health: Health): Promise<{ ok: boolean; detail: string } | undefined> =>
  (await health.report()).checks.find(({ name: check }) => check === 'unnamed files');

describe('files that a killed worker has left', () => {
  it('are removed after a day, when no row names them; all others stay', async () => {
    const store = new FileArtefactStore(root);
    const left = await leave(store, 'left by a killed worker', 25);
    const young = await leave(store, 'perhaps being written down just now', 23);
    const named = await leave(store, 'a report', 24 * 400);
    await name(named);
    const { unnamed } = worker(store);
    expect(await unnamed.sweep()).toEqual({ removed: 1, left: 0 });
    expect(await store.exists(left)).toBe(false);
    for (const kept of [young, named]) expect(await store.exists(kept)).toBe(true);
    expect(await unnamed.sweep()).toEqual({ removed: 0, left: 0 });
  });

  it('are looked for when a worker starts, and its health says what was found', async () => {
    const store = new FileArtefactStore(root);
    await leave(store, 'left by a killed worker', 25);
    const { unnamed, health } = worker(store);
    unnamed.onApplicationBootstrap();
    await eventually('it has looked', async () => (await said(health))?.detail !== 'not looked for yet');
    expect(await said(health)).toMatchObject({
      ok: true,
      detail: '0 stored files that nothing names, 1 removed at the last look',
    });
    await unnamed.onApplicationShutdown();
  });

  it('stay in a bucket, where nobody here may delete, and are counted', async () => {
    const bucket = new Bucket(root);
    const left = await leave(bucket, 'left by a killed worker', 25);
    const { unnamed } = worker(bucket);
    expect(await unnamed.sweep()).toEqual({ removed: 0, left: 1 });
    expect(await bucket.exists(left)).toBe(true);
  });

  it('of two workers that look at once are removed once', async () => {
    const store = new FileArtefactStore(root);
    for (const text of ['one', 'two', 'three']) await leave(store, text, 25);
    const sweeps = await Promise.all([1, 2].map(() => worker(new FileArtefactStore(root)).unnamed.sweep()));
    expect(sweeps.reduce((sum, { removed }) => sum + removed, 0)).toBe(3);
  });

  it('cannot be looked for: the health says so', async () => {
    const store = new FileArtefactStore(root);
    await leave(store, 'left by a killed worker', 25);
    await platform.testDatabase.adminQuery('alter table artefact rename to artefact_elsewhere');
    const { unnamed, health } = worker(store);
    unnamed.onApplicationBootstrap();
    await eventually('it has looked', async () => (await said(health))?.detail !== 'not looked for yet');
    expect(await said(health)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('the log says why'),
    });
    await unnamed.onApplicationShutdown();
  });
});
