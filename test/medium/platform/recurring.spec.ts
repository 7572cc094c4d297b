import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  LostClaim,
  recurring,
  rows,
  WorkHandlers,
  type OutboxWorker,
  type RecurringKind,
  type WorkContext,
} from '../../../src/platform/index.js';
import { latestOccurrence } from '../../../src/platform/clock/recurrence.js';
import { eventually } from '../../support/eventually.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

const DAY = 24 * 3_600_000;
const DAILY = { every: 'hours', hours: 24 } as const;

let platform: TestPlatform;
let workers: OutboxWorker[];
beforeEach(async () => {
  platform = await createTestPlatform();
  await platform.testDatabase.adminQuery('create table effect (occurrence text, worker text)');
  await platform.testDatabase.adminQuery('grant all on effect to app_rw');
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await platform.close();
});

/** The database's now, by which everything here happens; some days back as an occurrence of the rule. */
const occurrence = async (daysBack: number): Promise<string> => {
  const [found] = await platform.database.query<{ now: Date }>('select now() as now');
  return new Date(latestOccurrence(DAILY, found?.now ?? new Date()).getTime() - daysBack * DAY).toISOString();
};
const kindOf = (missed: RecurringKind['missed']): RecurringKind =>
  recurring({ name: 'retention.due', rule: DAILY, missed });

function start(
  kind: RecurringKind,
  handle: (occurrence: string, context: WorkContext) => Promise<void>,
): OutboxWorker {
  const handlers = new WorkHandlers();
  handlers.register(kind, (payload, context) => handle(payload.occurrence, context));
  const worker = platform.outboxWorker(handlers);
  workers.push(worker);
  worker.start();
  return worker;
}

const effect =
  (worker: string) =>
  (at: string, context: WorkContext): Promise<void> =>
    platform.database.write(async (tx) => {
      await rows(tx, 'insert into effect values ($1, $2)', [at, worker]);
      await context.complete(tx);
    });

const effects = async (): Promise<string[]> =>
  (
    await platform.database.query<{ occurrence: string }>('select occurrence from effect order by occurrence')
  ).map((one) => one.occurrence);
const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await platform.outbox.list({ limit: 200 })).map(({ key, state }) => [key, state]));
const allDone = async (): Promise<boolean> => {
  const found = Object.values(await states());
  return found.length > 0 && found.every((state) => state === 'done' || state === 'withdrawn');
};

/** An occurrence that was added before, in this state of the outbox. */
const addedBefore = async (daysBack: number, state: Record<string, string> = {}): Promise<string> => {
  const at = await occurrence(daysBack);
  const columns = Object.keys(state);
  await platform.testDatabase.adminQuery(
    `insert into outbox (kind, queue, key, payload, correlation_id, available_at${columns.map((name) => `, ${name}`).join('')})
     values ('retention.due', 'recurring', '${at}', '{"occurrence":"${at}"}', 'test', '${at}'${columns.map((name) => `, ${state[name] ?? 'null'}`).join('')})`,
  );
  return at;
};
const DONE = { done_at: 'now()' };

describe('recurring work', () => {
  it('is done once for an occurrence, by several workers', async () => {
    const kind = kindOf('latest');
    for (const name of ['a', 'b', 'c']) start(kind, effect(name));
    await eventually('the occurrence is done', allDone);
    // All look at once, again and again: nothing is added before its time.
    await Promise.all(Array.from({ length: 20 }, () => platform.outbox.addOccurrences(kind)));
    expect(await effects()).toEqual([await occurrence(0)]);
    expect(Object.keys(await states())).toEqual([await occurrence(0)]);
  });

  it('is added once, when many workers look at the same moment', async () => {
    await addedBefore(3, DONE);
    await Promise.all(Array.from({ length: 20 }, () => platform.outbox.addOccurrences(kindOf('every'))));
    expect(Object.values(await states()).sort()).toEqual(['done', 'waiting', 'waiting', 'waiting']);
  });

  it('says how long it is until the next occurrence', async () => {
    const wait = await platform.outbox.addOccurrences(kindOf('latest'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(DAY);
  });

  it('is finished by another worker when the first was killed, and the first cannot write any more', async () => {
    let refused: unknown;
    const first = start(kindOf('latest'), async (at, context) => {
      // What is left of a killed worker: a claim whose lease has run out, and perhaps a last write on its way.
      await platform.database.query(
        `update outbox set lease_until = now() - interval '1 second', owner = gen_random_uuid() where id = $1`,
        [context.claim.id],
      );
      await effect('killed')(at, context).catch((error: unknown) => {
        refused = error;
        throw error;
      });
    });
    await eventually('the killed one was refused', () => refused !== undefined);
    await first.stop();
    start(kindOf('latest'), effect('second'));
    await eventually('the occurrence is done', allDone);
    expect(refused).toBeInstanceOf(LostClaim);
    expect(await platform.database.query('select * from effect')).toEqual([
      { occurrence: await occurrence(0), worker: 'second' },
    ]);
  });

  it('after days without a worker, with “every”, is done for each of them', async () => {
    await addedBefore(3, DONE);
    start(kindOf('every'), effect('a'));
    await eventually('all are done', async () => (await effects()).length === 3);
    expect(await effects()).toEqual([await occurrence(2), await occurrence(1), await occurrence(0)]);
  });

  it('after days without a worker, with “latest”, is done for the newest alone', async () => {
    const waiting = await addedBefore(3);
    const killed = await addedBefore(2, {
      lease_until: `now() - interval '1 day'`,
      owner: 'gen_random_uuid()',
    });
    start(kindOf('latest'), effect('a'));
    await eventually('the newest is done', allDone);
    expect(await states()).toEqual({
      [waiting]: 'withdrawn',
      [killed]: 'withdrawn',
      [await occurrence(0)]: 'done',
    });
    expect(await effects()).toEqual([await occurrence(0)]);
  });

  it('after days without a worker, waits only since it was asked for: nobody is alarmed by an installation that starts', async () => {
    await addedBefore(3, DONE);
    await platform.outbox.addOccurrences(kindOf('every'));
    const { waiting, oldestSeconds } = await platform.outbox.backlog();
    expect(waiting).toBe(3);
    expect(oldestSeconds * 1000).toBeLessThan(DAY);
    const [kind] = await platform.outbox.byKind();
    expect((kind?.oldestSeconds ?? 0) * 1000).toBeLessThan(DAY);
  });

  it('leaves alone what another worker still does, and what failed for good', async () => {
    const failed = await addedBefore(2, { dead_letter_at: 'now()' });
    const running = await addedBefore(1, {
      lease_until: `now() + interval '1 hour'`,
      owner: 'gen_random_uuid()',
    });
    await platform.outbox.addOccurrences(kindOf('latest'));
    expect(await states()).toEqual({
      [failed]: 'dead_letter',
      [running]: 'working',
      [await occurrence(0)]: 'waiting',
    });
  });
});
