import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  LostClaim,
  PermanentFailure,
  rows,
  WorkHandlers,
  workKind,
  type WorkContext,
  type OutboxWorker,
} from '../../../src/platform/index.js';
import { eventually } from '../../support/eventually.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

/** On PostgreSQL by default; with REDIS_URL the same tests run on Redis. */
const BACKEND = process.env['REDIS_URL'] === undefined ? 'PostgreSQL' : 'Redis';

let platform: TestPlatform;
let outboxWorkers: OutboxWorker[];
let kind: ReturnType<typeof makeKind>;
// A queue of its own for each test: Redis is shared by all of them.
const makeKind = () =>
  workKind({
    name: 'thing.happened',
    queue: `test-${randomUUID()}`,
    payload: z.strictObject({ thingId: z.string() }),
  });

beforeEach(async () => {
  platform = await createTestPlatform();
  await platform.testDatabase.adminQuery(`create table effect (thing_id text, worker text)`);
  await platform.testDatabase.adminQuery(`grant all on effect to app_rw`);
  outboxWorkers = [];
  kind = makeKind();
});
afterEach(async () => {
  await Promise.all(outboxWorkers.map((outboxWorker) => outboxWorker.stop()));
  await platform.close();
});

function startWorker(
  handle: (thingId: string, context: WorkContext) => Promise<void>,
  concurrency = 2,
): OutboxWorker {
  const handlers = new WorkHandlers();
  handlers.register(kind, ({ thingId }, context) => handle(thingId, context), concurrency);
  const outboxWorker = platform.outboxWorker(handlers);
  outboxWorkers.push(outboxWorker);
  outboxWorker.start();
  return outboxWorker;
}

const ask = (thingId: string, key = thingId): Promise<void> =>
  platform.database.write((tx) =>
    platform.outbox.add(tx, kind, { key, payload: { thingId }, correlationId: 'test' }),
  );

const effect = (context: WorkContext, thingId: string, worker = 'w'): Promise<void> =>
  platform.database.write(async (tx) => {
    await rows(tx, `insert into effect values ($1, $2)`, [thingId, worker]);
    await context.complete(tx);
  });

const effects = async (): Promise<string[]> =>
  (await platform.database.query<{ thing_id: string }>(`select thing_id from effect order by 1`)).map(
    (row) => row.thing_id,
  );
const states = async (): Promise<string[]> =>
  (await platform.outbox.list({ limit: 200 })).map(({ state }) => state);
const allDone = async (): Promise<boolean> => (await states()).every((state) => state === 'done');

describe(`work through the outbox and the queue on ${BACKEND}`, () => {
  it('is done once for each ask, by several workers', async () => {
    for (const worker of ['a', 'b', 'c']) startWorker((id, context) => effect(context, id, worker));
    const things = Array.from({ length: 60 }, (_, i) => `thing-${String(i).padStart(2, '0')}`);
    await Promise.all(things.map((thing) => ask(thing)));
    await eventually('all work is done', allDone);
    expect(await effects()).toEqual(things);
  });

  it('is one piece of work when asked for twice', async () => {
    startWorker((id, context) => effect(context, id));
    await ask('once');
    await ask('once');
    await eventually('the work is done', allDone);
    await ask('once');
    expect(await effects()).toEqual(['once']);
  });

  it('does not exist when its transaction is rolled back', async () => {
    startWorker((id, context) => effect(context, id));
    await expect(
      platform.database.write(async (tx) => {
        await platform.outbox.add(tx, kind, {
          key: 'never',
          payload: { thingId: 'never' },
          correlationId: 'test',
        });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await ask('after');
    await eventually('the later work is done', allDone);
    expect(await effects()).toEqual(['after']);
  });

  it('is tried again after a failure, and its error is kept for the operator meanwhile', async () => {
    let tries = 0;
    startWorker(async (id, context) => {
      tries += 1;
      if (tries === 1) throw new Error('the first time always fails');
      await effect(context, id);
    });
    await ask('stubborn');
    await eventually(
      'the first failure is written down',
      async () => (await platform.outbox.list({ limit: 1 }))[0]?.lastError === 'the first time always fails',
    );
    await eventually('the work is done', allDone);
    expect(tries).toBe(2);
    expect(await effects()).toEqual(['stubborn']);
  });

  it('becomes a dead letter when it cannot get better, and is tried again when a person says so', async () => {
    let broken = true;
    startWorker(async (id, context) => {
      if (broken) throw new PermanentFailure('this will never work');
      await effect(context, id);
    });
    await ask('hopeless');
    await eventually('it is a dead letter', async () => (await states())[0] === 'dead_letter');
    expect((await platform.outbox.backlog()).deadLetters).toBe(1);
    broken = false;
    const [item] = await platform.outbox.list({ limit: 1 });
    expect(await platform.database.write((tx) => platform.outbox.retry(tx, item?.id ?? ''))).toBe(true);
    await eventually('the work is done', allDone);
    expect(await effects()).toEqual(['hopeless']);
  });

  it('becomes a dead letter when every attempt at it has ended the worker', async () => {
    await ask('deadly');
    // What a worker leaves behind that dies at each attempt: the count, and a claim that has run out.
    await platform.database.query(
      `update outbox set attempts = $1, owner = gen_random_uuid(), lease_until = now() - interval '1 second'`,
      [platform.config.WORK_MAX_ATTEMPTS],
    );
    startWorker((id, context) => effect(context, id));
    await eventually('it is a dead letter', async () => (await states())[0] === 'dead_letter');
    expect((await platform.outbox.list({ limit: 1 }))[0]?.lastError).toContain('worker ended');
    expect(await effects()).toEqual([]);
  });

  it('is finished by another worker when the first falls silent, and the first cannot write any more', async () => {
    let refused: unknown;
    const silent = startWorker(async (id, context) => {
      // A worker whose heartbeat has stopped: it holds the claim past its lease and then still tries to write.
      await platform.database.query(
        `update outbox set lease_until = now() - interval '1 second', owner = gen_random_uuid() where id = $1`,
        [context.claim.id],
      );
      try {
        await effect(context, id, 'silent');
      } catch (error) {
        refused = error;
        throw error;
      }
    }, 1);
    await ask('contested');
    await eventually('the silent one was refused', () => refused !== undefined);
    await silent.stop();
    startWorker((id, context) => effect(context, id, 'lively'));
    await eventually('the work is done', allDone);
    expect(refused).toBeInstanceOf(LostClaim);
    expect(await platform.database.query(`select * from effect`)).toEqual([
      { thing_id: 'contested', worker: 'lively' },
    ]);
  });

  it('has one claim when many workers are woken for it at once', async () => {
    await ask('popular');
    const [item] = await platform.outbox.list({ limit: 1 });
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => platform.outbox.claim(item?.id ?? '', randomUUID())),
    );
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it('waits for its time', async () => {
    startWorker((id, context) => effect(context, id));
    await platform.database.write((tx) =>
      platform.outbox.add(tx, kind, {
        key: 'later',
        payload: { thingId: 'later' },
        correlationId: 'test',
        availableAt: new Date(Date.now() + 3_600_000),
      }),
    );
    await ask('now');
    await eventually('the due work is done', async () => (await states()).includes('done'));
    expect(await effects()).toEqual(['now']);
    expect((await states()).sort()).toEqual(['done', 'waiting']);
  });

  it('is found by the sweep when its wake-up was lost', async () => {
    await ask('forgotten');
    await platform.database.query(
      `update outbox set notified_at = now() - interval '1 hour', notifications = 7`,
    );
    startWorker((id, context) => effect(context, id));
    await eventually('the work is done', allDone);
    expect(await effects()).toEqual(['forgotten']);
  });
});
