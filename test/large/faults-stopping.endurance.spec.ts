import { get } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { endPrograms, type Program } from '../support/program.js';
import type { Client } from '../support/client.js';
import { cases } from '../support/endurance.js';
import { FaultHarness } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import { descendants, isThere } from '../support/process-table.js';

let harness: FaultHarness;
beforeAll(async () => {
  // One try only: a worker that is told to stop must not use up the tries of what it was doing.
  harness = await FaultHarness.open({ WORK_MAX_ATTEMPTS: '1' });
}, 120_000);
afterEach(() => endPrograms());
afterAll(() => harness.close());

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One request on a connection of its own; @returns its status, or the code of the connection's failure. */
function ask(client: Client, origin: string): Promise<number | string> {
  return new Promise((resolve) => {
    get(`${origin}/api/v1/me`, { agent: false, headers: { cookie: client.cookie ?? '' } }, (response) => {
      response.resume().on('close', () => {
        resolve(response.complete ? (response.statusCode ?? 0) : 'cut off');
      });
    }).on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
}

interface Load {
  /** Answers to what was asked before the process was told to stop, and after. */
  before: (number | string)[];
  after: (number | string)[];
  stopped: boolean;
}

/** Asks without pause until the process has gone. */
async function askOnAndOn(web: Program, client: Client, load: Load): Promise<void> {
  while (web.ended === undefined) {
    const told = load.stopped ? load.after : load.before;
    const answer = await ask(client, web.origin);
    told.push(answer);
    if (typeof answer === 'string') await pause(10);
  }
}

describe('a web process that is told to stop under load', () => {
  it('answers what it was asked, takes nothing new, and ends in order', async () => {
    const web = await harness.web();
    const sro = harness.council.as('sro').at(web.origin);
    const lines = web.lines;
    const load: Load = { before: [], after: [], stopped: false };
    const askers = Array.from({ length: 4 }, () => askOnAndOn(web, sro, load));
    await eventually('there is load', () => load.before.length > 20);
    // Held up in the database, so that they are under way for certain; on kept connections, as browsers have them.
    const held = 6;
    await harness.sql('begin');
    await harness.sql('lock table programme in access exclusive mode');
    const underWay = Array.from({ length: held }, () =>
      sro.send('GET', `/api/v1/programmes/${harness.council.programmeId}`),
    );
    await eventually('they are under way', async () => {
      const waiting = await harness.sql(
        `select pid from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`,
      );
      return waiting.length >= held;
    });
    web.child.kill('SIGTERM');
    harness.injected('web told to stop under load');
    load.stopped = true;
    await pause(300);
    expect(web.ended).toBeUndefined();
    await harness.sql('commit');
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual(
      Array.from({ length: held }, () => 200),
    );
    // 0 means within its own deadline: past that it ends itself with 1.
    expect(await web.ending).toBe(0);
    await Promise.all(askers);
    expect([...new Set(load.before)].filter((answer) => answer !== 200 && answer !== 503)).toEqual([]);
    expect(
      [...new Set(load.after)].filter(
        (answer) => ![200, 503, 'ECONNREFUSED', 'ECONNRESET'].includes(answer as number),
      ),
    ).toEqual([]);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
    expect(web.stray).toEqual([]);
  }, 60_000);
});

describe('a worker that is told to stop while it prints', () => {
  it('ends in order, at the beginning and in the middle of a job, and the next one finishes the work', async () => {
    let worker = await harness.worker();
    let time = 0; // of one print, in milliseconds; the first stop needs none
    for (const part of cases(1, [0, 0.5])) {
      const sealed = await harness.seal();
      await harness.begun(sealed.workId, [worker]);
      await pause(part * time);
      const family = descendants(worker.pid);
      // 0 means within its own deadline here, too.
      expect(await worker.signal('SIGTERM')).toBe(0);
      harness.injected('worker told to stop', sealed);
      await eventually('no browser is left', () => !family.some(isThere));
      expect(worker.stray).toEqual([]);
      const open = await harness.sql(
        `select kind from outbox where done_at is null and (lease_until is not null or dead_letter_at is not null)`,
      );
      expect(open).toEqual([]);

      const stopped = worker;
      worker = await harness.worker();
      await harness.settled();
      await harness.expectOnce(sealed);
      // Who is told to stop ends what it can end soon.
      const work = { workId: sealed.workId };
      const printed = [stopped, worker].find((one) => one.count('work done', work) > 0) ?? worker;
      time = printed.time('work done', work) - printed.time('work begun', work);
    }
  }, 120_000);
});
