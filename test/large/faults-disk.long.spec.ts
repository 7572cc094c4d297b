import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { endPrograms, type Program } from '../support/program.js';
import { FaultHarness, FILES_OF_A_VERSION, type Sealed } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';

let harness: FaultHarness;
let worker: Program;
beforeAll(async () => {
  harness = await FaultHarness.open();
}, 120_000);
afterEach(() => endPrograms());
afterAll(() => harness.close());

const run = (file: string, ...args: string[]): boolean => spawnSync(file, args).status === 0;

/** The work has failed with this reason, and nothing of the PDF is kept: no file, no part of one, no row. */
async function expectFailed({ workId, versionId }: Sealed, reason: RegExp): Promise<void> {
  let error: string | null = null;
  await eventually('the work has failed', async () => {
    const [work] = await harness.sql<{ last_error: string | null }>(
      `select last_error from outbox where id = $1`,
      [workId],
    );
    return (error = work?.last_error ?? null) !== null;
  });
  expect(error).toMatch(reason);
  await eventually('no attempt is under way', async () => {
    const held = await harness.sql(`select id from outbox where id = $1 and lease_until is not null`, [
      workId,
    ]);
    return held.length === 0;
  });
  expect(await harness.sql(`select id from artefact where version_id = $1`, [versionId])).toEqual([]);
  expect(
    await harness.sql(`select id from outbox where kind = 'edition.rendered' and key like $1 || '/%'`, [
      versionId,
    ]),
  ).toEqual([]);
  await eventually(
    'the log says so',
    () => worker.count('work failed and will be tried again', { workId }) > 0,
  );
  expect(worker.ended).toBeUndefined();
}

const attempts = async ({ workId }: Sealed): Promise<number> =>
  (await harness.sql<{ attempts: number }>(`select attempts from outbox where id = $1`, [workId]))[0]
    ?.attempts ?? 0;

const expectStoredAfterAll = async (sealed: Sealed): Promise<void> => {
  await harness.settled();
  await harness.expectOnce(sealed);
  expect(await attempts(sealed)).toBeGreaterThan(1);
  expect([harness.files().length, harness.halves()]).toEqual([FILES_OF_A_VERSION.length, []]);
};

async function fullDisk(): Promise<void> {
  mkdirSync(harness.store);
  // Root may have a small disk; anybody else gets a limit on the size of a file, which ends a write half-way just the same.
  const small = run('mount', '-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', harness.store);
  try {
    worker = await harness.worker();
    const limit = (size: string): boolean =>
      run('prlimit', '--pid', String(worker.pid), `--fsize=${size}:unlimited`);
    if (!small) expect(limit('20000')).toBe(true);
    const sealed = await harness.seal();
    harness.injected('disk full', sealed);
    await expectFailed(sealed, small ? /the disk is full \(ENOSPC\)/ : /EFBIG/);
    expect([harness.files(), harness.halves()]).toEqual([[], []]);
    expect(small ? run('mount', '-o', 'remount,size=64m', harness.store) : limit('unlimited')).toBe(true);
    await expectStoredAfterAll(sealed);
  } finally {
    await endPrograms();
    if (small) run('umount', harness.store);
  }
}

async function readOnlyDisk(): Promise<void> {
  // /sys takes no folder of ours, not even from root.
  symlinkSync('/sys/kernel', harness.store);
  worker = await harness.worker();
  const sealed = await harness.seal();
  harness.injected('disk read-only', sealed);
  await expectFailed(sealed, /Could not write a stored file: .*(read-only|may not use the folder)/);
  rmSync(harness.store);
  await expectStoredAfterAll(sealed);
}

describe('when the PDF cannot be stored', () => {
  it.each([
    ['the disk is full', fullDisk],
    ['the disk is read-only', readOnlyDisk],
  ] as const)(
    'because %s, the work says so, leaves no half of a file, and is done when it can be stored',
    async (_why, story) => {
      rmSync(harness.store, { recursive: true, force: true });
      await story();
    },
    60_000,
  );
});
