import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Program } from '../support/program.js';
import type { Answer, Client } from '../support/client.js';
import { FaultHarness } from '../support/fault-harness.js';
import { eventually } from '../support/eventually.js';
import { isCalm } from '../support/process-table.js';
import { serveCluster, startCluster, type Cluster } from '../support/test-cluster.js';

/** How long the database stays away, in milliseconds. */
const OUTAGE = 3000;
/** Lines that a process may write in a second while the database is away, beyond one for each request. */
const LINES_PER_SECOND = 10;

let cluster: Cluster;
let harness: FaultHarness;
let web: Program;
let worker: Program;
/** Signed in before anything happens, at the web process of its own. */
let sro: Client;

beforeAll(async () => {
  cluster = await startCluster();
  // The server of the tests is lazy about commits; one that is going to be crashed must not be.
  await keepCommits();
  harness = await FaultHarness.open();
  [web, worker] = await Promise.all([harness.web(), harness.worker()]);
  sro = harness.council.as('sro').at(web.origin);
}, 120_000);
afterAll(async () => {
  await harness.close().catch(() => undefined); // the rest must go, too
  await cluster.server.stop(5000);
  rmSync(cluster.folder, { recursive: true, force: true });
});

async function keepCommits(): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.server.adminUrl });
  await client.connect();
  await client.query('alter role all set synchronous_commit = on');
  await client.end();
}

async function crash(signal: NodeJS.Signals): Promise<void> {
  process.kill(cluster.server.pid, signal);
  await cluster.server.exited;
}

async function restart(): Promise<void> {
  const { port } = cluster.server;
  await cluster.server.stop(1000); // lets go of the folder
  cluster.server = await serveCluster(cluster.folder, port);
}

const written = (): number[] => [web, worker].map(({ lines }) => lines.length);

/** Asks again and again for a while, as people do; @returns what they were told. */
async function askFor(milliseconds: number, url: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const end = Date.now() + milliseconds; Date.now() < end;) {
    answers.push(await sro.send('GET', url));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return answers;
}

const ENDS: readonly (readonly [string, NodeJS.Signals])[] = [
  ['killed, as by the kernel when memory runs out', 'SIGKILL'],
  ['stopped at once, as by an impatient operator', 'SIGQUIT'],
];

describe.each(ENDS)('a database that is %s', (_how, signal) => {
  it('is waited for: 503 until it is back, the same sessions afterwards, and the work done once', async () => {
    const programmeUrl = `/api/v1/programmes/${harness.council.programmeId}`;
    const versionsUrl = '/api/v1/versions';
    expect(await sro.send('GET', programmeUrl)).toMatchObject({ status: 200 });
    const sealed = await harness.seal();
    await harness.begun(sealed.workId, [worker]);

    // In the middle of a job, and under requests.
    const underWay = Array.from({ length: 10 }, () => sro.send('GET', versionsUrl));
    await crash(signal);
    harness.injected('PostgreSQL killed, or stopped at once', sealed);
    const before = written();
    const away = await askFor(OUTAGE, programmeUrl);
    const after = written();
    const write = await sro.send('POST', '/api/v1/committees', { body: {} });

    for (const answer of [...away, write]) {
      expect(answer).toMatchObject({ status: 503, body: { status: 503, code: 'database-unavailable' } });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(away.length).toBeGreaterThan(3);
    for (const { status } of await Promise.all(underWay)) expect([200, 503]).toContain(status);
    // Quiet while it waits: neither the log nor the processor runs hot.
    for (const [index, requests] of [2 * away.length, 0].entries()) {
      const lines = (after[index] ?? 0) - (before[index] ?? 0) - requests;
      expect(lines).toBeLessThan((LINES_PER_SECOND * OUTAGE) / 1000);
    }
    await eventually('the worker waits quietly', () => isCalm(worker.pid));

    await restart();
    await eventually('web serves again', async () => (await sro.send('GET', programmeUrl)).status === 200);
    expect((await sro.send('GET', versionsUrl)).status).toBe(200);
    await harness.settled();
    await harness.expectOnce(sealed);
    expect([web.ended, worker.ended, web.stray, worker.stray]).toEqual([undefined, undefined, [], []]);

    // And the queue still wakes it at once; it does not depend on the sweep that repairs.
    const next = await harness.seal();
    await harness.settled();
    await harness.expectOnce(sealed, next);
  }, 240_000);
});

describe('a database that dies while papers go out', () => {
  it('leaves nothing lost and nothing double; what could not be written down is uncertain', async () => {
    harness.mail.thinks = 40;
    const { versionId } = await harness.seal(1);
    await harness.settled();
    const sealed = await harness.plan(versionId, 30);
    await eventually('some are sent', () => sealed.emails.some((email) => harness.mail.to(email).length > 0));
    await crash('SIGKILL');
    harness.injected('PostgreSQL killed while papers go out', sealed);
    await new Promise((resolve) => setTimeout(resolve, OUTAGE));
    await restart();
    await eventually('the database answers', () =>
      harness.sql(`select 1`).then(
        () => true,
        () => false,
      ),
    );
    await harness.settled(120_000);
    const found = await harness.sql<{ email: string; state: string }>(
      `select recipient_email as email, state from delivery where dispatch_id = $1`,
      [sealed.dispatchId],
    );
    expect(found).toHaveLength(30);
    const wrong = found
      .map(({ email, state }) => `${state}, sent ${harness.mail.to(email).length}×`)
      .filter((one) => !['accepted, sent 1×', 'uncertain, sent 0×', 'uncertain, sent 1×'].includes(one));
    expect(wrong).toEqual([]);
    expect(await harness.sql(`select broken_seq, reason from audit_verify()`)).toEqual([
      { broken_seq: null, reason: null },
    ]);
  }, 300_000);
});
