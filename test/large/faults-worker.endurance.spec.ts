import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Program } from '../support/program.js';
import { rounds } from '../support/endurance.js';
import { FaultHarness } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import { browserOf, descendants, isThere } from '../support/process-table.js';

const KILLS = rounds({ usual: 1, endurance: 10 });

let harness: FaultHarness;
/** Two at a time; a fresh one takes the place of one that was killed. */
let workers: Program[];
/** How long this machine takes for one report at this moment, from the wake-up to the end, in milliseconds. */
let time: number;
beforeAll(async () => {
  harness = await FaultHarness.open();
  workers = await Promise.all([harness.worker(), harness.worker()]);
  const { workId } = await harness.seal(1);
  const worker = await harness.begun(workId, workers);
  await harness.settled();
  time = worker.time('work done', { workId }) - worker.time('work begun', { workId });
}, 240_000);
afterAll(() => harness.close());

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a worker that is killed while it prints', () => {
  it(`loses nothing and doubles nothing (killed ${KILLS}×, at any point), and leaves no browser behind`, async () => {
    let interrupted = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const sealed = await harness.seal();
      const victim = await harness.begun(sealed.workId, workers);
      // One kill alone comes early, so that it does interrupt.
      await pause(((kill + Math.random()) / KILLS) * (KILLS === 1 ? 0.4 : 0.8) * time);
      const family = descendants(victim.pid);
      expect(family.length).toBeGreaterThan(2); // the browser and its helpers
      expect(await victim.signal('SIGKILL')).toBe('SIGKILL');
      harness.injected('worker killed while it prints', sealed);
      const [open] = await harness.sql(`select id from outbox where id = $1 and done_at is null`, [
        sealed.workId,
      ]);
      if (open) interrupted += 1;
      // The other one goes on at once; a fresh one takes the victim's place.
      const [fresh] = await Promise.all([harness.worker(), harness.settled()]);
      workers[workers.indexOf(victim)] = fresh;
      await eventually('no process of the dead worker is left', () => !family.some(isThere));
      // A faster machine than at the start: the print was done, and the mails were going out.
      await (open ? harness.expectOnce(sealed) : harness.expectOnceOrUncertain(sealed));
    }
    expect(interrupted).toBeGreaterThan(KILLS / 5);
    const rows = await harness.sql<{ sha256: string }>(`select sha256 from artefact`);
    const stored = harness.files();
    expect(stored).toEqual(expect.arrayContaining(rows.map(({ sha256 }) => sha256)));
    // Killed between the file and its row: an orphan that nothing names. At most one for each kill.
    expect(stored.length - rows.length).toBeLessThanOrEqual(interrupted);
  }, 480_000);
});

describe('a browser that is killed while it prints', () => {
  it('is replaced, and the report comes out good in the same attempt', async () => {
    const sealed = await harness.seal();
    const worker = await harness.begun(sealed.workId, workers);
    const { pid } = worker;
    await pause(time * 0.3);
    const browser = browserOf(pid);
    if (!browser) throw new Error('the worker has no browser');
    const family = [browser, ...descendants(browser.pid)];
    const done = worker.count('work done', { workId: sealed.workId });
    process.kill(browser.pid, 'SIGKILL');
    harness.injected('browser killed', sealed);
    expect(done).toBe(0);
    await harness.settled();
    await harness.expectOnce(sealed);
    expect(
      await harness.sql(
        `select facts->>'attempt' as attempt from artefact where version_id = $1 and format = 'pdf'`,
        [sealed.versionId],
      ),
    ).toEqual([{ attempt: '1' }]);
    expect(worker.ended).toBeUndefined();
    expect(worker.count('browser replaced')).toBe(1);
    expect(browserOf(pid)?.pid).not.toBe(browser.pid);
    await eventually('nothing of the dead browser is left', () => !family.some(isThere));
    expect(worker.stray).toEqual([]);
  }, 60_000);
});
