/**
 * How fast papers go out, against a mail client that does nothing else: `npm run bench:distribution [-- 40 500] [--durable]`.
 *
 * A real worker (queue, outbox, handler, ledger, store, mail transport) binds a sealed report and hands it to every recipient. Beside it, in
 * the same run and to the same server, nodemailer alone sends as many mails of the same size over as many connections, each built before the
 * clock begins; and once more with nothing but the two commits for each mail that our promises need. With REDIS_URL the queue lives there as well. `--durable` lets PostgreSQL wait for its disk, as in production.
 */
import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import pg from 'pg';
import {
  ArtefactStore,
  createLogger,
  Database,
  loadConfig,
  NestLogger,
  Outbox,
  OutboxWorker,
  QueueBackend,
} from '../src/platform/index.js';
import { editionRendered, printingKey } from '../src/reporting/index.js';
import { createWebApp } from '../src/web.app.js';
import { WorkerModule } from '../src/worker.module.js';
import { machine, say, table } from './figures.js';
import { install, type Installation } from './installation.js';
import { SampleCouncil } from './sample-council.js';

const { values: options, positionals } = parseArgs({
  options: { durable: { type: 'boolean' } },
  allowPositionals: true,
});
const SIZES = positionals.length > 0 ? positionals.map(Number) : [40, 500];
/** As large as the sample's. */
const PDF_BYTES = 265_000;
const CONNECTIONS = 5;
const GIVE_UP_AFTER_MS = 180_000;
/** Before anything counts: compiled code, open connections, prepared statements. */
const WARM_UP = 20;

interface Measured {
  /** From the printed edition to the last accepted mail. */
  whole: number;
  /** From the binding, which queues the deliveries, to the last accepted mail. */
  sending: number;
}

async function sink(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const thread = new Worker(new URL('./mail-sink.js', import.meta.url));
  const port = await new Promise<number>((resolve) => thread.once('message', resolve));
  return { url: `smtp://127.0.0.1:${port}`, stop: () => thread.terminate() };
}

/** What a floor does for each mail: once the server waits for its content and before a byte of it leaves, and after the answer. */
interface Around {
  before: (n: number) => Promise<unknown>;
  after: (n: number) => Promise<unknown>;
}
const NOTHING: Around = { before: () => Promise.resolve(), after: () => Promise.resolve() };

/**
 * The least that somebody does who promises what we promise: no mail goes twice whose outcome is known, and one whose outcome is not known
 * says so. One row with its commit between the server’s 354 and the first byte of the content, and one commit after its answer. It audits
 * nothing, claims nothing, reads nothing, and makes no message.
 */
async function written(adminUrl: string, url: string, count: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 10 });
  try {
    await pool.query('create table if not exists bench_floor (id int primary key, state text not null)');
    await pool.query('truncate bench_floor');
    return await bare(url, count, {
      before: (n) =>
        pool.query({ name: 'before', text: `insert into bench_floor values ($1, 'sending')`, values: [n] }),
      after: (n) =>
        pool.query({
          name: 'after',
          text: `update bench_floor set state = 'accepted' where id = $1`,
          values: [n],
        }),
    });
  } finally {
    await pool.end();
  }
}

/** Milliseconds. */
async function bare(url: string, count: number, { before, after } = NOTHING): Promise<number> {
  const { hostname, port } = new URL(url);
  const transport = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: CONNECTIONS,
  });
  const to = (n: number): string => `bare${n}@example.org`;
  const messages = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      new MailComposer({
        from: 'reports@example.org',
        to: to(n),
        subject: 'Papers',
        text: 'The report is attached.',
        attachments: [
          { filename: 'report.pdf', contentType: 'application/pdf', content: randomBytes(PDF_BYTES) },
        ],
      })
        .compile()
        .build(),
    ),
  );
  const numbers = new Map(messages.map((raw, n) => [raw, n]));
  if (before !== NOTHING.before)
    transport.use('stream', ({ data, message }, done) => {
      const raw = data.raw as Buffer;
      message.createReadStream = () =>
        Readable.from(
          (async function* content() {
            await before(numbers.get(raw) ?? -1);
            yield raw;
          })(),
        );
      done();
    });
  const from = performance.now();
  await Promise.all(
    messages.map(async (raw, n) => {
      await transport.sendMail({ envelope: { from: 'reports@example.org', to: [to(n)] }, raw });
      await after(n);
    }),
  );
  const took = performance.now() - from;
  transport.close();
  return took;
}

/** A sealed report of the sample; nobody prints it here. */
async function sealed(installation: Installation): Promise<void> {
  const config = loadConfig({ ...installation.env, LOG_LEVEL: 'fatal' });
  const app = await createWebApp(config, createLogger(config, 'bench'));
  try {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const council = await SampleCouncil.open(app);
    await council.seal(await council.draft(1));
    await app.get(Database).query(`update outbox set withdrawn_at = now() where done_at is null`);
  } finally {
    await app.close();
  }
}

/** As many committees as trials, each with a meeting for which papers are planned. @returns the dispatch. */
async function planned(
  database: Database,
  count: number,
): Promise<{ dispatchId: string; versionId: string }> {
  const [version] = await database.query<{
    id: string;
    programme_id: string;
    period_id: string;
    user_id: string;
  }>(
    `select v.id, v.programme_id, v.period_id, (select id from app_user limit 1) as user_id from report_version v limit 1`,
  );
  if (!version) throw new Error('no report was sealed');
  const [committee] = await database.query<{ id: string }>(
    `insert into committee (programme_id, name, kind) values ($1, $2, 'scrutiny') returning id`,
    [version.programme_id, `Bench ${randomUUID()}`],
  );
  await database.query(
    `insert into committee_recipient (committee_id, name, email) select $1, 'Member ' || n, 'member' || n || '@example.org' from generate_series(1, $2::int) n`,
    [committee?.id, count],
  );
  const [meeting] = await database.query<{ id: string }>(
    `insert into meeting (committee_id, starts_at, meets_on) values ($1, '2040-02-11T10:00:00Z', '2040-02-11') returning id`,
    [committee?.id],
  );
  const [dispatch] = await database.query<{ id: string }>(
    `insert into dispatch (programme_id, period_id, meeting_id, send, created_by) values ($1, $2, $3, 'when_sealed', $4) returning id`,
    [version.programme_id, version.period_id, meeting?.id, version.user_id],
  );
  return { dispatchId: dispatch?.id ?? '', versionId: version.id };
}

/** A worker on this queue, warm, that sends to each of these sizes. */
async function ours(installation: Installation, url: string, redis: string | undefined): Promise<Measured[]> {
  const config = loadConfig({
    ...installation.env,
    LOG_LEVEL: 'error',
    SMTP_URL: url,
    RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
  });
  const logger = createLogger(config, 'bench');
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const [worker, database, outbox] = [app.get(OutboxWorker), app.get(Database), app.get(Outbox)];
  try {
    await app.get(QueueBackend).check();
    worker.start();
    const [, ...measured] = await eachOf([WARM_UP, ...SIZES], async (count) => {
      const { dispatchId, versionId } = await planned(database, count);
      const printing = { versionId, edition: 'public' as const, sinceId: null };
      const { sha256, size } = await app.get(ArtefactStore).put(randomBytes(PDF_BYTES));
      await database.query(
        `insert into artefact (version_id, edition, since_version_id, format, sha256, size, page_count, facts)
         select $1, 'public', null, 'pdf', $2, $3, 1, '{}' where not exists (select from artefact where version_id = $1)`,
        [versionId, sha256, size],
      );
      const from = performance.now();
      await database.write((tx) =>
        outbox.add(tx, editionRendered, {
          key: `${printingKey(printing)} ${dispatchId}`,
          payload: printing,
          correlationId: 'bench',
        }),
      );
      const end = Date.now() + GIVE_UP_AFTER_MS;
      for (;;) {
        const [found] = await database.query<{ n: number; sending: number }>(
          `select count(*)::int as n, extract(epoch from max(y.changed_at) - min(y.created_at))::float * 1000 as sending
             from delivery y where y.dispatch_id = $1 and y.state = 'accepted'`,
          [dispatchId],
        );
        if (found?.n === count) return { whole: performance.now() - from, sending: found.sending };
        if (Date.now() > end) throw new Error(`only ${found?.n ?? 0} of ${count} mails were accepted`);
        await pause(20);
      }
    });
    return measured;
  } finally {
    await worker.stop();
    await app.close();
  }
}

/** One after the other. */
async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

async function main(): Promise<void> {
  say(machine());
  const installation = await install();
  const server = await sink();
  try {
    if (options.durable === true) await durable(installation);
    await sealed(installation);
    // As warm as the worker will be.
    await bare(server.url, WARM_UP);
    await written(installation.adminUrl, server.url, WARM_UP);
    const alone = await eachOf(SIZES, (count) => bare(server.url, count));
    const floor = await eachOf(SIZES, (count) => written(installation.adminUrl, server.url, count));
    // Empty is unset, as everywhere in the configuration.
    const redisUrl = process.env['REDIS_URL'] ?? '';
    const queues = [
      ['PostgreSQL', undefined] as const,
      ...(redisUrl === '' ? [] : [['Redis', redisUrl] as const]),
    ];
    const lines = await eachOf(queues, async ([name, redis]) =>
      (await ours(installation, server.url, redis)).map(({ whole, sending }, at) => {
        const [count = 0, other = 0, least = 0] = [SIZES[at], alone[at], floor[at]];
        return [
          String(count),
          name,
          (sending / 1000).toFixed(2),
          (count / (sending / 1000)).toFixed(0),
          (whole / 1000).toFixed(2),
          (other / 1000).toFixed(2),
          `${(sending / other).toFixed(1)}×`,
          (least / 1000).toFixed(2),
          `${(sending / least).toFixed(1)}×`,
        ];
      }),
    );
    say(
      options.durable === true ? 'PostgreSQL waits for its disk.' : 'PostgreSQL does not wait for its disk.',
    );
    table(
      [
        'recipients',
        'queue',
        'sending, s',
        'a second',
        'printed to last accepted, s',
        'nodemailer alone, s',
        'ratio',
        'with the promises, s',
        'ratio',
      ],
      lines.flat(),
    );
  } finally {
    await server.stop();
    await installation.remove();
  }
}

async function durable({ adminUrl }: Installation): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await client.query(`alter system set ${name} = on`);
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}

await main();
