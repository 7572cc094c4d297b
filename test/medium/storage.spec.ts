import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createArtefactStore,
  FileArtefactStore,
  S3ArtefactStore,
  StorageError,
} from '../../src/platform/storage/storage.js';
import { FakeS3 } from '../support/fake-s3.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const PDF = Buffer.from('%PDF-1.7 a report');
const NAME = sha256(PDF);
const NOT_NAMES = ['../../etc/passwd', `../${NAME}`, NAME.toUpperCase(), `${NAME}/..`, `${NAME}\0`, ''];

async function failure(work: Promise<unknown>): Promise<StorageError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StorageError)) throw new Error('expected a StorageError', { cause: error });
  return error;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function all(parts: AsyncIterable<string[]>): Promise<string[]> {
  const names: string[] = [];
  for await (const part of parts) names.push(...part);
  return names.sort();
}

describe('FileArtefactStore', () => {
  let root: string;
  let store: FileArtefactStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'artefacts '));
    store = new FileArtefactStore(join(root, 'store'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const pathOf = (name: string): string => join(root, 'store', name.slice(0, 2), name);

  it('gives back what was put, under the hash of its bytes, read-only', async () => {
    expect(await store.put(PDF)).toEqual({ sha256: NAME, size: PDF.length });
    expect(await store.get(NAME)).toEqual(PDF);
    expect(await store.exists(NAME)).toBe(true);
    expect((await stat(pathOf(NAME))).mode & 0o777).toBe(0o440);
    expect(await filesBelow(root)).toEqual([NAME]);
  });

  it('keeps an empty file and a large one', async () => {
    const large = randomBytes(5_000_000);
    for (const bytes of [Buffer.alloc(0), large]) {
      const { sha256: name } = await store.put(bytes);
      expect((await store.get(name)).equals(bytes)).toBe(true);
    }
  });

  it('can be asked whether anything can be stored, and leaves nothing behind', async () => {
    await store.tryToStore();
    expect(await filesBelow(root)).toEqual([]);
    // For root no rights are in the way, so a file stands where the folder was.
    await rm(join(root, 'store'), { recursive: true });
    await writeFile(join(root, 'store'), 'in the way');
    expect((await failure(store.tryToStore())).code).toBe('unavailable');
  });

  it('tells once of a file that is gone or damaged, and again after it was whole', async () => {
    const told: string[] = [];
    store.onDamage = (sha256, code) => told.push(`${code} ${sha256}`);
    await store.put(PDF);
    await rm(pathOf(NAME));
    for (let n = 0; n < 2; n++) await failure(store.get(NAME));
    await store.put(PDF);
    await store.get(NAME);
    await rm(pathOf(NAME));
    await writeFile(pathOf(NAME), 'other');
    for (let n = 0; n < 2; n++) await failure(store.get(NAME));
    expect(told).toEqual([`missing ${NAME}`, `corrupt ${NAME}`]);
  });

  it('says missing for a hash that was never stored', async () => {
    expect((await failure(store.get(NAME))).code).toBe('missing');
    expect(await store.exists(NAME)).toBe(false);
  });

  it('refuses to serve a file with one bit flipped, and to write over it', async () => {
    await store.put(PDF);
    const damaged = await readFile(pathOf(NAME));
    damaged.writeUInt8(damaged.readUInt8(3) ^ 0b100, 3);
    await chmod(pathOf(NAME), 0o640);
    await writeFile(pathOf(NAME), damaged);
    expect((await failure(store.get(NAME))).code).toBe('corrupt');
    expect((await failure(store.put(PDF))).code).toBe('corrupt');
    expect(await readFile(pathOf(NAME))).toEqual(damaged);
  });

  it('stores the same bytes once when many put them at once', async () => {
    const stores = [store, new FileArtefactStore(join(root, 'store'))];
    const bytes = randomBytes(300_000);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (stores[index % 2] ?? store).put(bytes)),
    );
    expect(new Set(results.map((result) => result.sha256))).toEqual(new Set([sha256(bytes)]));
    expect(await filesBelow(root)).toEqual([sha256(bytes)]);
    expect((await store.get(sha256(bytes))).equals(bytes)).toBe(true);
  });

  it.each(NOT_NAMES)('treats %j as no name at all', async (name) => {
    expect((await failure(store.get(name))).code).toBe('missing');
    expect(await store.exists(name)).toBe(false);
  });

  it('clears away what a killed process left half-written, but not what another is writing', async () => {
    const temporary = join(root, 'store', 'tmp');
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, 'old'), 'half');
    await utimes(join(temporary, 'old'), new Date(0), new Date(0));
    await writeFile(join(temporary, 'fresh'), 'half');
    await store.put(PDF);
    expect(await readdir(temporary)).toEqual(['fresh']);
  });

  it('tells what was put long ago and not again since, and takes away just that', async () => {
    const old = await store.put(PDF);
    const again = await store.put(Buffer.from('put once more'));
    await store.put(Buffer.from('fresh'));
    for (const { sha256: name } of [old, again]) await utimes(pathOf(name), new Date(0), new Date(0));
    await store.put(Buffer.from('put once more'));
    const before = new Date(Date.now() - 60_000);
    expect(await all(store.namesBefore(before))).toEqual([NAME]);
    expect(await store.removeUnnamed(again.sha256, before)).toBe(false);
    expect(await store.removeUnnamed(NAME, before)).toBe(true);
    expect(await store.removeUnnamed(NAME, before)).toBe(false);
    expect(await store.exists(NAME)).toBe(false);
    expect(await store.get(again.sha256)).toEqual(Buffer.from('put once more'));
    expect(await readdir(join(root, 'store', 'tmp'))).toEqual([]);
    const nothing = new FileArtefactStore(join(root, 'not made yet'));
    expect(await all(nothing.namesBefore(before))).toEqual([]);
  });

  it('leaves nothing behind when the disk refuses, says why, and works again afterwards', async () => {
    const small = join(root, 'small');
    await mkdir(small);
    const disk = smallDisk(small);
    try {
      const onDisk = new FileArtefactStore(disk.folder);
      if (disk.full) await onDisk.put(PDF);
      const error = await failure(onDisk.put(randomBytes(4_000_000)));
      expect(error.code).toBe('unavailable');
      expect(error.message).toMatch(disk.full ? /disk is full/ : /may not use|read-only|refused/);
      expect((await filesBelow(disk.folder)).filter((name) => name !== 'tmp')).toEqual(
        disk.full ? [NAME] : [],
      );
      await disk.makeRoom();
      await onDisk.put(PDF);
      expect(await onDisk.get(NAME)).toEqual(PDF);
    } finally {
      disk.remove();
    }
  });
});

interface SmallDisk {
  folder: string;
  /** True on a real full disk; otherwise the disk refuses for another reason. */
  full: boolean;
  makeRoom(): Promise<void>;
  remove(): void;
}

/**
 * A file system of 2 MB where the user may mount one (root). An ordinary user gets a folder without write permission; a
 * root that may not mount, and whom permissions do not stop either, gets a file where the folder should be.
 */
function smallDisk(parent: string): SmallDisk {
  if (process.getuid?.() !== 0) {
    chmodSync(parent, 0o555);
    return { folder: parent, full: false, makeRoom: () => chmod(parent, 0o755), remove: () => undefined };
  }
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', parent], { stdio: 'pipe' });
  } catch {
    const inTheWay = join(parent, 'tmp');
    writeFileSync(inTheWay, '');
    return { folder: parent, full: false, makeRoom: () => rm(inTheWay), remove: () => undefined };
  }
  const makeRoom = (): Promise<void> => Promise.resolve();
  return { folder: parent, full: true, makeRoom, remove: () => execFileSync('umount', [parent]) };
}

describe('S3ArtefactStore against a server that speaks S3 over HTTP', () => {
  let server: FakeS3;
  let store: S3ArtefactStore;

  beforeEach(async () => {
    server = await FakeS3.start();
    store = new S3ArtefactStore({
      bucket: 'reports',
      region: 'eu-west-2',
      endpoint: server.url,
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      deadlineMs: 5000,
    });
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  it('puts with a condition and a checksum, path style and signed; gets and looks up', async () => {
    expect(await store.put(PDF)).toEqual({ sha256: NAME, size: PDF.length });
    const [request] = server.requests;
    expect(request?.method).toBe('PUT');
    expect(request?.url).toMatch(new RegExp(`^/reports/artefacts/${NAME.slice(0, 2)}/${NAME}`));
    expect(request?.headers['if-none-match']).toBe('*');
    expect(request?.headers['x-amz-checksum-sha256']).toBe(Buffer.from(NAME, 'hex').toString('base64'));
    expect(request?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\//);
    expect([...server.objects.values()]).toEqual([PDF]);
    expect(await store.get(NAME)).toEqual(PDF);
    expect(await store.exists(NAME)).toBe(true);
  });

  it('changes nothing when the same bytes are put again, also at once', async () => {
    const results = await Promise.all([store.put(PDF), store.put(PDF), store.put(PDF)]);
    expect(results).toEqual(Array(3).fill({ sha256: NAME, size: PDF.length }));
    expect(server.writes).toBe(1);
  });

  it('says missing for a hash that was never stored, and unavailable when the bucket is not there', async () => {
    expect((await failure(store.get(NAME))).code).toBe('missing');
    expect(await store.exists(NAME)).toBe(false);
    server.bucket = 'another';
    expect((await failure(store.get(NAME))).code).toBe('unavailable');
    expect((await failure(store.put(PDF))).code).toBe('unavailable');
  });

  it('refuses to serve an object with one bit flipped, and to write over it', async () => {
    await store.put(PDF);
    const [key] = server.objects.keys();
    const damaged = Buffer.from(PDF);
    damaged.writeUInt8(damaged.readUInt8(3) ^ 1, 3);
    server.objects.set(String(key), damaged);
    expect((await failure(store.get(NAME))).code).toBe('corrupt');
    expect((await failure(store.put(PDF))).code).toBe('corrupt');
    expect([...server.objects.values()]).toEqual([damaged]);
  });

  it('tries again when the store says 503, for reading and for writing', async () => {
    server.failures = [503, 503];
    await store.put(PDF);
    server.failures = [503];
    expect(await store.get(NAME)).toEqual(PDF);
    expect(server.requests.map((request) => request.method)).toEqual(['PUT', 'PUT', 'PUT', 'GET', 'GET']);
  });

  it('gives up as unavailable when 503 or a refused login goes on, without repeating the secret', async () => {
    server.failures = Array(20).fill(503) as number[];
    expect((await failure(store.get(NAME))).code).toBe('unavailable');
    server.failures = Array(20).fill(403) as number[];
    const refused = await failure(store.put(PDF));
    expect(refused.code).toBe('unavailable');
    expect(refused.message).toContain('403');
    expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain('secret');
  });

  it('follows no store to another place: the bytes and the signature stay here', async () => {
    const elsewhere = await FakeS3.start();
    try {
      for (const status of [301, 307, 308]) {
        server.redirect = { status, to: elsewhere.url };
        expect((await failure(store.put(PDF))).code).toBe('unavailable');
        expect((await failure(store.get(NAME))).code).toBe('unavailable');
      }
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.stop();
    }
  });

  it('gives up as unavailable when an answer stops in the middle', async () => {
    await store.put(PDF);
    await store.close();
    store = new S3ArtefactStore({
      bucket: 'reports',
      region: 'eu-west-2',
      endpoint: server.url,
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      deadlineMs: 400,
    });
    server.stallBodies = true;
    expect((await failure(store.get(NAME))).code).toBe('unavailable');
  });

  it('lists what was put long ago page by page, and removes nothing', async () => {
    for (const text of ['one', 'two', 'three']) await store.put(Buffer.from(text));
    server.objects.set('/reports/artefacts/ab/no-name-of-ours', Buffer.from('x'));
    server.lastModified = '2020-01-01T00:00:00.000Z';
    const names = (before: string) => all(store.namesBefore(new Date(before)));
    expect(await names('2020-01-02')).toEqual(
      ['one', 'two', 'three'].map((t) => sha256(Buffer.from(t))).sort(),
    );
    expect(await names('2019-01-01')).toEqual([]);
    expect(await store.removeUnnamed()).toBe(false);
    expect(server.objects.size).toBe(4);
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['PUT', 'GET']));
  });

  it('gives up as unavailable when nobody listens', async () => {
    await server.stop();
    expect((await failure(store.put(PDF))).code).toBe('unavailable');
    expect((await failure(store.exists(NAME))).code).toBe('unavailable');
  });

  it.each(NOT_NAMES)('treats %j as no name at all, without asking the server', async (name) => {
    expect((await failure(store.get(name))).code).toBe('missing');
    expect(await store.exists(name)).toBe(false);
    expect(server.requests).toEqual([]);
  });
});

describe('createArtefactStore', () => {
  const base = {
    varDir: '/nowhere',
    S3_ENDPOINT: undefined,
    S3_BUCKET: undefined,
    S3_REGION: 'eu-west-2',
    S3_ACCESS_KEY_ID: undefined,
    S3_SECRET_ACCESS_KEY: undefined,
  };
  it('takes files unless a bucket is named', () => {
    expect(createArtefactStore(base)).toBeInstanceOf(FileArtefactStore);
    expect(createArtefactStore({ ...base, S3_BUCKET: 'reports' })).toBeInstanceOf(S3ArtefactStore);
  });
  it('refuses half a configuration by the names of the variables', () => {
    expect(() => createArtefactStore({ ...base, S3_ENDPOINT: 'http://s3' })).toThrow(/S3_BUCKET/);
    expect(() => createArtefactStore({ ...base, S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k' })).toThrow(
      /S3_SECRET_ACCESS_KEY/,
    );
  });
});
