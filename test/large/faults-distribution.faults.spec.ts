import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { FaultHarness, type Sealed } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import type { Program } from '../support/program.js';

const KILLS = 100;
/** Of the kills, one in so many comes while the report is printed or after; the others while papers of a printed one go out. */
const PRINTED_ANEW = 5;
const MANY = 500;
const HOUR = 3_600_000;

let harness: FaultHarness;
let drop: string;
/** Two at a time, so that two sweep, tick and send; a fresh one takes the place of one that was killed. */
let workers: Program[];
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
}, 480_000);
afterAll(async () => {
  await harness.close();
  rmSync(drop, { recursive: true, force: true });
});

async function timed(what: () => Promise<void>): Promise<number> {
  await what();
  const from = Date.now();
  await harness.settled();
  return Date.now() - from;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Kills one of the two, and starts another in its place. */
async function replace(at: number): Promise<void> {
  const victim = workers[at];
  if (!victim) throw new Error('BUG: there are two workers');
  await victim.signal('SIGKILL');
  workers[at] = await harness.worker();
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
  it(`loses nothing and doubles nothing, and what nobody can know is uncertain (killed ${KILLS}×)`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const anew = kill % PRINTED_ANEW === 0;
      const sealed = anew ? await harness.seal(3) : await harness.plan(versionId, 3);
      await pause(Math.random() * (anew ? span.printing : span.sending));
      await replace(kill % 2);
      harness.injected('worker killed between seal and last delivery', sealed);
      await harness.settled();
      await expectHonest(sealed);
      if (anew) ({ versionId } = sealed);
    }
  }, 2_400_000);
});

describe('many recipients', () => {
  it(`${MANY} get their papers once, though a worker is killed and the mail server hangs up meanwhile`, async () => {
    const sealed = await harness.plan(versionId, MANY);
    const sent = (share: number) =>
      eventually(
        'some are sent',
        () => sealed.emails.filter((email) => harness.mail.to(email).length > 0).length >= MANY * share,
        120_000,
      );
    await sent(0.2);
    await replace(0);
    harness.injected(`${MANY} recipients: worker killed, mail server hung up`, sealed);
    await sent(0.5);
    harness.mail.hangUp();
    await sent(0.7);
    await replace(1);
    await harness.settled(300_000);
    // At most those that were under way at one of the three moments.
    expect(await expectHonest(sealed)).toBeLessThanOrEqual(Math.min(MANY, 3 * 16));
  }, 600_000);
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
      await harness.settled();
      expect(await expectHonest(sealed)).toBe(0);
      await replace(0);
    },
    120_000,
  );
});

describe('two schedulers', () => {
  it('that find the same time passed plan its papers once', async () => {
    const { committeeId, scheduleId } = await harness.schedule();
    await Promise.all([replace(0), replace(1)]);
    const runs = () =>
      harness.sql<{ late: boolean }>(
        `select late from dispatch_schedule_run where schedule_id = $1 order by window_at`,
        [scheduleId],
      );
    await eventually('one of them has looked', async () => (await runs()).length > 0, 90_000);
    await pause(2000);
    expect(await runs()).toHaveLength(1);
    const planned = await harness.sql(
      `select d.id from dispatch d join meeting m on m.id = d.meeting_id where m.committee_id = $1`,
      [committeeId],
    );
    expect(planned.length).toBeLessThanOrEqual(1);
  }, 150_000);
});

describe('a drop folder whose disk is full', () => {
  it('gets its papers whole once there is room, and nothing of them before', async () => {
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
        30_000,
      );
      expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([]);
      spawnSync('mount', ['-o', 'remount,size=64m', folder]);
      await harness.settled();
      expect((await outcomes(sealed)).map(({ state }) => state)).toEqual(['accepted']);
      const [papers = ''] = readdirSync(folder);
      expect(readdirSync(join(folder, papers)).sort()).toEqual([
        expect.stringMatching(/\.pdf$/),
        'manifest.json',
      ]);
    } finally {
      spawnSync('umount', [folder]);
    }
  }, 120_000);
});
