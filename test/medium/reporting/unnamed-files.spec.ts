import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  createLogger,
  WorkHandlers,
  type OutboxWorker,
  type WorkItem,
} from '../../../src/platform/index.js';
import { FileArtefactStore } from '../../../src/platform/storage/storage.js';
import { UnnamedFiles } from '../../../src/reporting/worker/unnamed-files.js';
import { eventually } from '../../support/eventually.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

/** A bucket, as far as it matters here: nobody who asks may delete. */
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

function unnamedFiles(store: FileArtefactStore, handlers = new WorkHandlers()): UnnamedFiles {
  return new UnnamedFiles(
    handlers,
    platform.database,
    store,
    new Clock(),
    createLogger(platform.config, 'test'),
  );
}

const work = async (): Promise<WorkItem | undefined> => (await platform.outbox.list({ limit: 1 }))[0];

/** A worker that has nothing else to do. */
function startWorker(store: FileArtefactStore): OutboxWorker {
  const handlers = new WorkHandlers();
  unnamedFiles(store, handlers).onModuleInit();
  const worker = platform.outboxWorker(handlers);
  worker.start();
  return worker;
}

describe('files that a killed worker has left', () => {
  it('are removed after a day, when no row names them; all others stay', async () => {
    const store = new FileArtefactStore(root);
    const left = await leave(store, 'left by a killed worker', 25);
    const young = await leave(store, 'perhaps being written down just now', 23);
    const named = await leave(store, 'a report', 24 * 400);
    await name(named);
    const unnamed = unnamedFiles(store);
    expect(await unnamed.sweep()).toEqual({ removed: 1, left: 0 });
    expect(await store.exists(left)).toBe(false);
    for (const kept of [young, named]) expect(await store.exists(kept)).toBe(true);
    expect(await unnamed.sweep()).toEqual({ removed: 0, left: 0 });
  });

  it('are looked for when a worker starts', async () => {
    const store = new FileArtefactStore(root);
    const left = await leave(store, 'left by a killed worker', 25);
    const worker = startWorker(store);
    await eventually('it has looked', async () => (await work())?.state === 'done');
    expect(await store.exists(left)).toBe(false);
    await worker.stop();
  });

  it('stay in a bucket, where nobody here may delete, and are counted', async () => {
    const bucket = new Bucket(root);
    const left = await leave(bucket, 'left by a killed worker', 25);
    const unnamed = unnamedFiles(bucket);
    expect(await unnamed.sweep()).toEqual({ removed: 0, left: 1 });
    expect(await bucket.exists(left)).toBe(true);
  });

  it('of two workers that look at once are removed once', async () => {
    const store = new FileArtefactStore(root);
    for (const text of ['one', 'two', 'three']) await leave(store, text, 25);
    const sweeps = await Promise.all([1, 2].map(() => unnamedFiles(new FileArtefactStore(root)).sweep()));
    expect(sweeps.reduce((sum, { removed }) => sum + removed, 0)).toBe(3);
  });

  it('cannot be looked for: the work says so, and is tried again', async () => {
    const store = new FileArtefactStore(root);
    await leave(store, 'left by a killed worker', 25);
    await platform.testDatabase.adminQuery('alter table artefact rename to artefact_elsewhere');
    const worker = startWorker(store);
    await eventually('the failure is recorded', async () => (await work())?.lastError != null);
    expect(await work()).toMatchObject({ lastError: 'relation "artefact" does not exist' });
    await platform.testDatabase.adminQuery('alter table artefact_elsewhere rename to artefact');
    await eventually('it has looked', async () => (await work())?.state === 'done');
    await worker.stop();
  });
});
