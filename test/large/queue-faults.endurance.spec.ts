import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, loadConfig, QueueBackend } from '../../src/platform/index.js';
import { enduranceIt } from '../support/endurance.js';
import type { Program } from '../support/program.js';
import { FaultHarness } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import { isCalm } from '../support/process-table.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';

/** How long Redis stays away, in milliseconds. */
const OUTAGE = 3000;
const LOSSES = 3;
const LINES_PER_SECOND = 10;

// Every test here needs a Redis of its own, to be broken. Where there is no such program, they are left to the pass on Redis
// (`npm run test:redis`), which sets REDIS_URL and so insists.
if (!hasRedis())
  it('needs redis-server only in the pass on Redis', () => {
    if (process.env['REDIS_URL'] !== undefined)
      throw new Error('REDIS_URL is set, but there is no redis-server to be broken: install it.');
  });
else
  describe('with the queue in Redis', () => {
    let harness: FaultHarness;
    let redis: RedisServer;
    let worker: Program;
    beforeAll(async () => {
      redis = await RedisServer.start();
      harness = await FaultHarness.open({ REDIS_URL: redis.url });
      worker = await harness.worker();
    }, 120_000);
    afterAll(async () => {
      await harness.close();
      await redis.close();
    });

    enduranceIt(
      'a report is approved while Redis is away, and printed and sent once when it is back',
      async () => {
        const url = await harness.draft();
        await redis.kill();
        const lines = worker.lines.length;
        const start = Date.now();
        const sealed = await harness.plan(harness.approved(await harness.council.sealReport(url)));
        await eventually('Redis was away long enough', () => Date.now() > start + OUTAGE);
        const seconds = (Date.now() - start) / 1000;
        expect(worker.lines.length - lines).toBeLessThan(LINES_PER_SECOND * seconds);
        await eventually('the worker waits quietly', () => isCalm(worker.pid));
        const waiting = await harness.sql(
          `select kind from outbox where done_at is null and queue <> 'notices' and payload ->> 'occurrence' is null order by kind`,
        );
        expect(waiting.map(({ kind }) => kind)).toEqual(['dispatch.due', 'edition.wanted']);

        harness.injected('Redis away', sealed);
        await redis.start();
        await harness.settled();
        await harness.expectOnce(sealed);
        expect([worker.ended, worker.stray]).toEqual([undefined, []]);
      },
      90_000,
    );

    it('Redis dies in the middle of a job, and the job is done once all the same', async () => {
      const sealed = await harness.seal();
      await harness.begun(sealed.workId, [worker]);
      await redis.kill();
      harness.injected('Redis killed', sealed);
      await eventually(
        'the report is printed meanwhile',
        () => worker.count('work done', { workId: sealed.workId }) === 1,
      );
      await redis.start();
      await harness.settled();
      await harness.expectOnce(sealed);
    }, 90_000);

    enduranceIt(
      `Redis forgets everything, ${2 * LOSSES} times, and nothing is lost`,
      async () => {
        const workers = [worker, await harness.worker()];
        const sealed = [];
        const forget = (): Promise<unknown> => redis.ask((client) => client.flushall());
        for (let round = 0; round < LOSSES; round += 1) {
          const one = await harness.seal();
          sealed.push(one);
          harness.injected('Redis emptied', one);
          harness.injected('Redis emptied', one);
          await forget(); // before or after a worker was woken
          await harness.begun(sealed.at(-1)?.workId ?? '', workers);
          await forget(); // while it is printed
          await harness.settled();
        }
        await harness.expectOnce(...sealed);
        expect(workers.map(({ ended }) => ended)).toEqual([undefined, undefined]);
      },
      120_000,
    );

    enduranceIt(
      'Redis dies while papers go out, and everybody gets them once',
      async () => {
        harness.mail.thinks = 40;
        const { versionId } = await harness.seal(1);
        await harness.settled();
        const sealed = await harness.plan(versionId, 30);
        await eventually('some are sent', () =>
          sealed.emails.some((email) => harness.mail.to(email).length > 0),
        );
        await redis.kill();
        harness.injected('Redis killed while papers go out', sealed);
        await new Promise((resolve) => setTimeout(resolve, OUTAGE));
        await redis.start();
        await harness.settled();
        const states = await harness.sql<{ state: string }>(
          `select distinct state from delivery where dispatch_id = $1`,
          [sealed.dispatchId],
        );
        expect(states).toEqual([{ state: 'accepted' }]);
        expect(sealed.emails.filter((email) => harness.mail.to(email).length !== 1)).toEqual([]);
        harness.mail.thinks = 0;
      },
      120_000,
    );

    it('a worker that is told to stop while Redis is away stops in order', async () => {
      const noticed = (): number => worker.lines.filter(({ level }) => level >= 40).length;
      const before = noticed();
      await redis.kill();
      await eventually('it has noticed', () => noticed() > before);
      expect(await worker.signal('SIGTERM')).toBe(0);
      await redis.start();
    }, 60_000);

    // That a program asks for this before it serves, and ends with 1, is in commands.spec.ts.
    it.each([
      [
        'evicts keys',
        ['--appendonly', 'yes', '--maxmemory-policy', 'allkeys-lru'],
        /Redis evicts keys \(maxmemory-policy is "allkeys-lru"\)/,
      ],
      ['keeps nothing', ['--appendonly', 'no', '--maxmemory-policy', 'noeviction'], /appendonly is "no"/],
    ])('a Redis that %s is refused, in plain words', async (_what, settings, reason) => {
      const careless = await RedisServer.start(settings);
      try {
        const config = loadConfig({
          NODE_ENV: 'test',
          DATABASE_URL: harness.council.test.config.DATABASE_URL,
          REDIS_URL: careless.url,
        });
        await expect(new QueueBackend(config, createLogger(config, 'test')).check()).rejects.toThrow(reason);
      } finally {
        await careless.close();
      }
    });
  });
