import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deliverySend } from '../../src/distribution/distribution.work.js';
import { createLogger, loadConfig, QueueBackend } from '../../src/platform/index.js';
import { editionRendered, editionWanted } from '../../src/reporting/index.js';
import type { Program } from '../support/program.js';
import { FaultHarness, FILES_OF_A_VERSION } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';

/** On PostgreSQL by default; with REDIS_URL on that Redis, in a numbered database that no other test's workers listen to. */
const REDIS = process.env['REDIS_URL'];
const WAKE_UPS = 40;

let harness: FaultHarness;
let workers: Program[];
let queue: QueueBackend;
beforeAll(async () => {
  const env = {
    DATABASE_POOL: '20',
    WORK_LEASE_SECONDS: '5',
    ...(REDIS === undefined ? {} : { REDIS_URL: new URL(`/${randomInt(1, 16)}`, REDIS).href }),
  };
  harness = await FaultHarness.open(env);
  const { DATABASE_URL } = harness.council.test.config;
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL, ...env });
  queue = new QueueBackend(config, createLogger(config, 'test'));
  workers = await Promise.all([harness.worker(), harness.worker()]);
}, 120_000);
afterAll(() => harness.close());

/** Notifies the queue of a piece of work many times at once, with a job of its own each time, and waits until all were received. */
async function notifyOften(name: string, workId: string): Promise<void> {
  const received = (): number =>
    workers.reduce(
      (sum, worker) =>
        sum +
        worker.count('work begun', { workId }) +
        worker.count('not ours: done, not due, or claimed by another', { workId }),
      0,
    );
  const before = received();
  const notifier = queue.notifier(name);
  try {
    await Promise.all(
      Array.from({ length: WAKE_UPS }, () => notifier.notify(workId, `work-${randomUUID()}`)),
    );
    await eventually('every wake-up is received', () => received() >= before + WAKE_UPS, 40_000);
  } finally {
    await notifier.close();
  }
}

const begun = (workId: string): number =>
  workers.reduce((sum, worker) => sum + worker.count('work begun', { workId }), 0);

describe(`the same job, delivered many times to two workers on ${REDIS === undefined ? 'PostgreSQL' : 'Redis'}`, () => {
  it('is done once: one PDF, one mail for each recipient; and once more it changes nothing', async () => {
    const sealed = await harness.seal(3);
    await notifyOften(editionWanted.queue, sealed.workId); // while it is printed
    await harness.settled();
    await harness.expectOnce(sealed);
    await notifyOften(editionWanted.queue, sealed.workId); // after it was printed
    const [bound] = await harness.sql<{ id: string }>(`select id from outbox where kind = $1`, [
      editionRendered.name,
    ]);
    await notifyOften(editionRendered.queue, bound?.id ?? '');
    const sends = await harness.sql<{ id: string }>(`select id from outbox where kind = $1`, [
      deliverySend.name,
    ]);
    expect(sends).toHaveLength(3);
    for (const { id } of sends) await notifyOften(deliverySend.queue, id);
    await harness.settled();
    await harness.expectOnce(sealed);
    expect(harness.files()).toHaveLength(FILES_OF_A_VERSION.length);
    expect(harness.halves()).toEqual([]);
    for (const id of [sealed.workId, bound?.id ?? '', ...sends.map((send) => send.id)])
      expect(begun(id)).toBe(1);
  }, 120_000);

  it('sends a mail once, when its worker is woken many times while the mail server thinks', async () => {
    const sealed = await harness.draft().then(async (url) => harness.council.sealReport(url));
    const planned = await harness.plan(harness.approved(sealed), 1);
    const [email = ''] = planned.emails;
    harness.mail.manners.set(email, 'hold');
    await eventually('the mail server has the mail', () => harness.mail.to(email).length === 1, 40_000);
    const [send] = await harness.sql<{ id: string }>(
      `select id from outbox where kind = $1 and done_at is null`,
      [deliverySend.name],
    );
    await notifyOften(deliverySend.queue, send?.id ?? '');
    harness.mail.release();
    await harness.settled();
    await harness.expectOnce(planned);
    expect(begun(send?.id ?? '')).toBe(1);
  }, 120_000);
});
