import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { Chance } from '../support/any-body.js';
import { FaultHarness, type Sealed } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import type { Program } from '../support/program.js';

const KILLS = 100;
/** Of the kill points; `FAULT_SEED` repeats those of another run, as its output and its table of counts name them. */
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
/** Of the kills, one in so many comes while the report is printed or after; the others while papers of a printed one go out. */
const PRINTED_ANEW = 5;
const MANY = 500;
const HOUR = 3_600_000;
/** After so long something hangs: on a machine with other work printing alone takes most of a minute. */
const PATIENCE_MS = 300_000;

let harness: FaultHarness;
let drop: string;
/** Two at a time, so that two sweep, tick and send; a fresh one takes the place of one that was killed. */
let workers: Program[];
/** They start while others work, and wait frozen: a worker starts for longer than three papers are under way. */
const spares: Promise<Program>[] = [];
let versionId: string;
/** How long papers need from the plan to the last mail, in milliseconds: all alone, and with their printing. */
const span = { sending: 0, printing: 0 };

beforeAll(async () => {
  drop = mkdtempSync(join(tmpdir(), 'faults-drop-'));
  harness = await FaultHarness.open({ DROP_FOLDER: drop });
  workers = await Promise.all([harness.worker(), harness.worker()]);
  harness.mail.thinks = 40;
  span.printing = await timed(async () => {
    ({ versionId } = await harness.seal(3));
  });
  span.sending = await timed(async () => {
    await harness.plan(versionId, 3);
  });
  addSpare();
  addSpare();
}, PATIENCE_MS * 3);
afterAll(async () => {
  await harness.close();
  rmSync(drop, { recursive: true, force: true });
});

async function timed(what: () => Promise<void>): Promise<number> {
  await what();
  const from = Date.now();
  await harness.settled(PATIENCE_MS);
  return Date.now() - from;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const victim = (at: number): Program => {
  const found = workers[at];
  if (!found) throw new Error('BUG: there are two workers');
  return found;
};

/** Kills one of the two, and starts another in its place. */
async function replace(at: number): Promise<void> {
  await victim(at).signal('SIGKILL');
  workers[at] = await harness.worker();
}

function addSpare(): void {
  const spare = harness.worker().then((worker) => {
    worker.child.kill('SIGSTOP');
    return worker;
  });
  // Whoever takes it hears of its failure.
  spare.catch(() => undefined);
  spares.push(spare);
}

/** Kills one of the two; a spare, which has started already, goes on in its place. */
async function replaceAtOnce(at: number): Promise<void> {
  await victim(at).signal('SIGKILL');
  const spare = await spares.shift();
  if (!spare) throw new Error('BUG: there is no spare worker');
  spare.child.kill('SIGCONT');
  workers[at] = spare;
  addSpare();
}

interface Counted {
  state: string;
  mails: number;
}

async function outcomes({ dispatchId }: Sealed): Promise<Counted[]> {
  const rows = await harness.sql<{ email: string; state: string }>(
    `select recipient_email as email, state from delivery where dispatch_id = $1`,
    [dispatchId],
  );
  return rows.map(({ email, state }) => ({ state, mails: harness.mail.to(email).length }));
}

/** Nothing is lost, nothing is there twice, and what nobody can know says so. @returns how many of them are uncertain. */
async function expectHonest(sealed: Sealed): Promise<number> {
  const found = await outcomes(sealed);
  expect(found).toHaveLength(sealed.emails.length);
  const wrong = found.filter(
    ({ state, mails }) => !((state === 'accepted' && mails === 1) || (state === 'uncertain' && mails < 2)),
  );
  expect(wrong).toEqual([]);
  expect(await harness.sql(`select broken_seq, reason from audit_verify()`)).toEqual([
    { broken_seq: null, reason: null },
  ]);
  return found.filter(({ state }) => state === 'uncertain').length;
}

describe('a worker that is killed at any point between the seal and the last delivery', () => {
  it(`loses nothing and doubles nothing, and what nobody can know is uncertain (killed ${KILLS}×, seed ${SEED})`, async () => {
    const chance = new Chance(SEED);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const anew = kill % PRINTED_ANEW === 0;
      const sealed = anew ? await harness.seal(3) : await harness.plan(versionId, 3);
      await pause(chance.next() * (anew ? span.printing : span.sending));
      await replaceAtOnce(kill % 2);
      harness.injected(`worker killed between seal and last delivery (seed ${SEED})`, sealed);
      await harness.settled(PATIENCE_MS);
      await expectHonest(sealed);
      if (!anew) continue;
      ({ versionId } = sealed);
      // With whatever else the machine does now: a kill that comes after the last mail tries nothing.
      span.sending = await timed(async () => {
        await harness.plan(versionId, 3);
      });
    }
  }, 3_600_000);
});

describe('many recipients', () => {
  it(
    `${MANY} get their papers once, though a worker is killed and the mail server hangs up meanwhile`,
    async () => {
      const sealed = await harness.plan(versionId, MANY);
      const sent = (share: number) =>
        eventually(
          'some are sent',
          () => sealed.emails.filter((email) => harness.mail.to(email).length > 0).length >= MANY * share,
          PATIENCE_MS,
        );
      await sent(0.2);
      await replaceAtOnce(0);
      harness.injected(`${MANY} recipients: worker killed, mail server hung up`, sealed);
      await sent(0.5);
      harness.mail.hangUp();
      await sent(0.7);
      await replaceAtOnce(1);
      await harness.settled(PATIENCE_MS);
      // At most those that were under way at one of the three moments.
      expect(await expectHonest(sealed)).toBeLessThanOrEqual(Math.min(MANY, 3 * 16));
    },
    PATIENCE_MS * 5,
  );
});

describe('a clock that is wrong', () => {
  const wrong = (offset: number): Record<string, string> => ({
    NODE_OPTIONS: `--import ${pathToFileURL(join(projectFolder(), 'test/support/wrong-clock.mjs')).href}`,
    WRONG_CLOCK: String(offset),
  });

  it.each([
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
    ['a minute ahead', 60_000],
    ['a minute behind', -60_000],
  ] as const)(
    'of one of two workers, %s: everybody gets their papers once',
    async (_how, offset) => {
      await workers[0]?.signal('SIGKILL');
      workers[0] = await harness.worker(wrong(offset));
      const sealed = await harness.plan(versionId, 6);
      harness.injected('clock of one of two workers wrong by a minute or an hour', sealed);
      await harness.settled(PATIENCE_MS);
      expect(await expectHonest(sealed)).toBe(0);
      await replace(0);
    },
    PATIENCE_MS * 2,
  );
});

describe('two schedulers', () => {
  it(
    'that find the same time passed plan its papers once',
    async () => {
      const { committeeId, scheduleId } = await harness.schedule();
      await Promise.all([replace(0), replace(1)]);
      const runs = () =>
        harness.sql<{ late: boolean }>(
          `select late from dispatch_schedule_run where schedule_id = $1 order by window_at`,
          [scheduleId],
        );
      await eventually('one of them has looked', async () => (await runs()).length > 0, PATIENCE_MS);
      await pause(2000);
      expect(await runs()).toHaveLength(1);
      const planned = await harness.sql(
        `select d.id from dispatch d join meeting m on m.id = d.meeting_id where m.committee_id = $1`,
        [committeeId],
      );
      expect(planned.length).toBeLessThanOrEqual(1);
    },
    PATIENCE_MS * 2,
  );
});

describe('a drop folder whose disk is full', () => {
  it(
    'gets its papers whole once there is room, and nothing of them before',
    async () => {
      const folder = join(drop, 'case-system');
      mkdirSync(folder);
      const small = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]).status === 0;
      // Only root may have a small disk.
      if (!small) return;
      try {
        const sealed = await harness.plan(versionId, 1, 'case-system');
        harness.injected('disk of a drop folder full', sealed);
        await eventually(
          'it is put off',
          async () => (await outcomes(sealed)).every(({ state }) => state === 'deferred'),
          PATIENCE_MS,
        );
        expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([]);
        spawnSync('mount', ['-o', 'remount,size=64m', folder]);
        await harness.settled(PATIENCE_MS);
        expect((await outcomes(sealed)).map(({ state }) => state)).toEqual(['accepted']);
        const [papers = ''] = readdirSync(folder);
        expect(readdirSync(join(folder, papers)).sort()).toEqual([
          expect.stringMatching(/\.pdf$/),
          'manifest.json',
        ]);
      } finally {
        spawnSync('umount', [folder]);
      }
    },
    PATIENCE_MS * 2,
  );
});
