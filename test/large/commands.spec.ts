import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { linkChromium } from '../support/bundled-chromium.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { buildProduct } from '../support/launched.js';
import { eventually } from '../support/eventually.js';
import { endPrograms, Program } from '../support/program.js';
import { step } from '../support/step.js';

/** The product's programs as an operator runs them: what they say, and the code with which they end. */
let database: TestDatabase;
let varDir: string;

beforeAll(async () => {
  await buildProduct();
  varDir = mkdtempSync(join(tmpdir(), 'commands-'));
  await linkChromium(varDir);
}, 300_000);
afterAll(() => {
  rmSync(varDir, { recursive: true, force: true });
});
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await endPrograms();
  await database.drop();
});

const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'test',
  DATABASE_URL: database.appUrl,
  VAR_DIR: varDir,
  RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const program = join(projectFolder(), 'dist', 'src', 'main.cli.js');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], {
      env: environment(),
    });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

it('verify-audit says how far a whole trail goes, and names the event at which somebody has changed one', async () => {
  expect(await command('create-admin', 'first.admin@example.org', 'First', 'Admin')).toMatchObject({
    code: 0,
  });
  await step('a whole one ends with 0', async () => {
    const { code, said } = await command('verify-audit');
    expect(code).toBe(0);
    expect(said).toMatch(/^The audit trail is intact: 2 events, head 2 [0-9a-f]{64}\.\n$/);
  });
  await step('a changed one ends with 1', async () => {
    await database.adminQuery(
      `alter table audit_event disable trigger all; update audit_event set actor_label = 'Somebody else' where seq = 2;
       alter table audit_event enable trigger all`,
    );
    const { code, said } = await command('verify-audit');
    expect(code).toBe(1);
    expect(said).toMatch(/^verify-audit: The audit trail is broken at event 2: \S.*\n$/);
  });
}, 120_000);

/** The fatal line of a program that ended with 1 instead of serving. */
async function refused(program: Program): Promise<string> {
  await eventually('it ends', () => program.ended !== undefined, 60_000);
  expect(program.ended).toBe(1);
  const fatal = program.lines.find(({ level }) => level === 60);
  return `${fatal?.msg ?? ''}: ${(fatal?.['err'] as { message?: string } | undefined)?.message ?? ''}`;
}

describe('a start that cannot succeed', () => {
  it('names every setting that is missing or wrong, and none of their values', async () => {
    const settings = { ...environment(), DATABASE_URL: '', PORT: 'hunter2' };
    const said = await refused(Program.spawn('web', settings));
    expect(said).toMatch(/^web could not start: The configuration is not valid:\n/);
    expect(said).toContain('  PORT: ');
    expect(said).toContain('  DATABASE_URL: ');
    expect(said).not.toContain('hunter2');
  }, 120_000);

  it('says which port is taken, of web and of a worker’s health', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    try {
      const said = await Promise.all([
        refused(Program.spawn('web', { ...environment(), PORT: port })),
        refused(Program.spawn('worker', { ...environment(), WORKER_HEALTH_PORT: port })),
      ]);
      expect(said).toEqual([
        `web could not start: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
        `worker could not start: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
      ]);
    } finally {
      other.close();
    }
  }, 120_000);
});

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

describe('what watches the programs from outside', () => {
  it('is sent each request as a trace with its statements, and reads figures of a worker; both when a token is read from a file', async () => {
    const batches: string[] = [];
    const collector = createHttpServer((request, response) => {
      void request.toArray().then((chunks) => {
        batches.push(
          `${request.url ?? ''} ${String(request.headers['x-key'])} ${Buffer.concat(chunks as Buffer[]).toString()}`,
        );
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const tokenFile = join(varDir, 'metrics-token');
    writeFileSync(tokenFile, `${'t'.repeat(40)}\n`);
    const healthPort = String(await freePort());
    try {
      const web = await Program.start('web', {
        ...environment(),
        PORT: '0',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20key',
      });
      const worker = await Program.start('worker', {
        ...environment(),
        WORKER_HEALTH_PORT: healthPort,
        METRICS_TOKEN_FILE: tokenFile,
      });
      await fetch(`${web.origin}/ready?child=Ann`);
      const authorization = `Bearer ${'t'.repeat(40)}`;
      const [refusal, figures] = await Promise.all(
        [{}, { authorization }].map(async (headers) =>
          (await fetch(`http://127.0.0.1:${healthPort}/metrics`, { headers })).text(),
        ),
      );
      expect(refusal).toBe('The token of METRICS_TOKEN is needed.\n');
      expect(figures).toContain('# TYPE highlight_work_seconds histogram');
      expect(figures).toContain('nodejs_eventloop_lag_seconds');
      for (const program of [web, worker]) program.child.kill('SIGTERM');
      expect(await Promise.all([web.ending, worker.ending])).toEqual([0, 0]);
    } finally {
      collector.close();
    }
    expect(batches.length).toBeGreaterThan(0);
    expect(batches.every((batch) => batch.startsWith('/v1/traces a key {'))).toBe(true);
    const spans = batches.flatMap((batch) =>
      (
        JSON.parse(batch.slice(batch.indexOf('{'))) as {
          resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
        }
      ).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
    const request = spans.find(({ name }) => name === 'GET /ready');
    const below = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
    expect(below.flatMap(({ attributes }) => attributes.map(({ value }) => value.stringValue))).toContain(
      'select clock_timestamp() as now',
    );
    expect(batches.join('')).not.toContain('Ann');
  }, 120_000);
});

describe('a worker whose queue has no tables', () => {
  it('ends with 1 and says what to do, instead of complaining without end', async () => {
    await database.adminQuery('drop schema bullmq cascade');
    expect(await refused(Program.spawn('worker', environment()))).toMatch(
      /^worker could not start: The queue has no tables in this database\. Run "migrate" first\./,
    );
  }, 120_000);
});
