/**
 * Two processes against one: `npm run bench:processes [-- --jobs n] [--rounds n]`.
 *
 * Workers as they are delivered print the same number of editions, one worker and two in turn; then webs answer the same reads, one and
 * two in turn. With `redis-server` on the path the queue is in Redis, which is killed and started again in the middle of a pass of its
 * own. With `pgbouncer` (1.21 or newer) on the path two workers and a web do the same through it, with the settings of deploy/pgbouncer.
 */
import 'reflect-metadata';
import { execFileSync, fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { freePort } from '../src/launcher/index.js';
import { projectFolder } from '../src/platform/index.js';
import { editionWanted } from '../src/reporting/index.js';
import type { Outcome, Round } from './api-load.js';
import { cpuOf, machine, median, say, table } from './figures.js';
import { install } from './installation.js';
import { sealEditions } from './sample-council.js';

const { values: options } = parseArgs({
  options: { jobs: { type: 'string', default: '10' }, rounds: { type: 'string', default: '3' } },
});
const JOBS = Number(options.jobs);
const ROUNDS = Number(options.rounds);
/** Printed by each worker before the clock starts, so that its browser is warm. */
const WARM_UP = 2;
const READ_MS = 4000;
const CONNECTIONS = 8;
const GIVE_UP_AFTER_MS = 300_000;

type Env = Record<string, string>;

/** A web or a worker as it is delivered, ready. */
async function start(name: 'web' | 'worker', env: Env): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL(`../src/main.${name}.js`, import.meta.url)), {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env, LOG_LEVEL: 'error' },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port = 0 }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${name} ended with ${String(code)} before it was ready`);
    }),
  ])) as [{ port?: number }];
  return { child, port };
}

async function stop(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }),
  );
}

/** Many editions to print, which wait until {@link release} lets so many of them go. */
class Editions {
  constructor(
    private readonly database: pg.Client,
    readonly postgresPid: number,
  ) {}

  async hold(): Promise<number> {
    const { rowCount } = await this.database.query(
      `update outbox set available_at = 'infinity' where kind = $1 and done_at is null`,
      [editionWanted.name],
    );
    return rowCount ?? 0;
  }

  async release(count: number): Promise<void> {
    const { rowCount } = await this.database.query(
      `update outbox set available_at = now(), notified_at = null where id in
         (select id from outbox where kind = $1 and done_at is null and available_at = 'infinity' order by id limit $2)`,
      [editionWanted.name, count],
    );
    if (rowCount !== count) throw new Error(`only ${rowCount ?? 0} of ${count} editions are left`);
  }

  /** Waits until all that were let go are printed. @returns in milliseconds from now. */
  async printed(): Promise<number> {
    const began = performance.now();
    while (performance.now() < began + GIVE_UP_AFTER_MS) {
      const { rowCount } = await this.database.query(
        `select from outbox where kind = $1 and done_at is null and available_at < 'infinity' limit 1`,
        [editionWanted.name],
      );
      if (rowCount === 0) return performance.now() - began;
      await pause(50);
    }
    throw new Error('editions were not printed');
  }
}

/**
 * @param during what is done to them meanwhile.
 * @returns editions a second that so many workers print, and the cores that they, their browsers and PostgreSQL have for it.
 */
async function print(
  editions: Editions,
  env: Env,
  workers: number,
  during?: () => Promise<void>,
): Promise<{ rate: number; cores: number }> {
  const children: ChildProcess[] = [];
  try {
    for (let i = 0; i < workers; i += 1) children.push((await start('worker', env)).child);
    await editions.release(WARM_UP * workers);
    await editions.printed();
    const busy = (): number =>
      [editions.postgresPid, ...children.map(({ pid = 0 }) => pid)].reduce(
        (total, pid) => total + cpuOf(pid),
        0,
      );
    const before = busy();
    await editions.release(JOBS);
    const [milliseconds] = await Promise.all([editions.printed(), during?.()]);
    return { rate: (JOBS / milliseconds) * 1000, cores: (busy() - before) / 1000 / milliseconds };
  } finally {
    await stop(children);
  }
}

/** @returns reads a second that these webs answer together. */
async function read(env: Env, webs: number, ask: { path: string; token: string }): Promise<number> {
  const servers = await Promise.all(Array.from({ length: webs }, () => start('web', env)));
  const loads = servers.map(() => fork(fileURLToPath(new URL('./api-load.js', import.meta.url))));
  try {
    await Promise.all(loads.map((load) => once(load, 'message')));
    const round = async (milliseconds: number): Promise<number> => {
      const each = await Promise.all(
        servers.map(async ({ port }, i) => {
          const asks = Array.from({ length: CONNECTIONS / webs }, () => ({
            method: 'GET' as const,
            ...ask,
            bodies: [],
            version: undefined,
          }));
          const answer = once(loads[i]!, 'message');
          loads[i]?.send({ port, milliseconds, asks } satisfies Round);
          const [{ outcome, error }] = (await answer) as [{ outcome?: Outcome; error?: string }];
          if (!outcome || outcome.refused !== undefined) throw new Error(error ?? outcome?.refused);
          return (outcome.requests / outcome.milliseconds) * 1000;
        }),
      );
      return each.reduce((sum, one) => sum + one, 0);
    };
    await round(READ_MS / 4);
    return await round(READ_MS);
  } finally {
    for (const load of loads) load.disconnect();
    await stop(servers.map(({ child }) => child));
  }
}

const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** A Redis with the settings that the product asks for, in a folder of its own. */
async function startRedis(folder: string, port: number): Promise<ChildProcess> {
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes'];
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--dir', folder, '--maxmemory-policy', 'noeviction', ...settings],
    { stdio: 'ignore' },
  );
  for (let tries = 0; spawnSync('redis-cli', ['-p', String(port), 'ping']).status !== 0; tries += 1) {
    if (tries > 100) throw new Error('Redis did not start');
    await pause(100);
  }
  return child;
}

/** PgBouncer with the delivered settings, but for where it listens, who signs in, and TLS, which this machine needs not. */
async function startPgBouncer(
  folder: string,
  database: string,
): Promise<{ child: ChildProcess; url: string }> {
  const behind = new URL(database);
  const name = behind.pathname.slice(1);
  const url = new URL(database);
  url.port = String(await freePort());
  const delivered = readFileSync(join(projectFolder(), 'deploy', 'pgbouncer', 'pgbouncer.ini'), 'utf8');
  const settings = delivered
    .replace(
      'highlight = host=database port=5432 dbname=highlight',
      `${name} = host=127.0.0.1 port=${behind.port}`,
    )
    .replace(/^listen_addr = .*/m, 'listen_addr = 127.0.0.1')
    .replace(/^listen_port = .*/m, `listen_port = ${url.port}`)
    .replace(/^auth_file = .*/m, `auth_file = ${join(folder, 'userlist.txt')}`)
    .replace(/^(?:client|server)_tls_.*\n/gm, '');
  writeFileSync(join(folder, 'pgbouncer.ini'), `${settings}unix_socket_dir =\n`);
  writeFileSync(join(folder, 'userlist.txt'), `"${behind.username}" "${behind.password}"\n`);
  chmodSync(folder, 0o755);
  // It does not run as root.
  const as = process.getuid?.() === 0 ? ['--user', 'nobody'] : [];
  const child = spawn('pgbouncer', ['--quiet', ...as, join(folder, 'pgbouncer.ini')], { stdio: 'inherit' });
  await pause(1000);
  if (child.exitCode !== null) throw new Error('PgBouncer did not start');
  return { child, url: url.href };
}

async function inTurn(one: () => Promise<number>, two: () => Promise<number>): Promise<string[]> {
  const single: number[] = [];
  const both: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    single.push(await one());
    both.push(await two());
  }
  const ratios = single.map((value, i) => (both[i] ?? NaN) / value);
  return [
    median(single).toFixed(2),
    median(both).toFixed(2),
    median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  ];
}

async function main(): Promise<void> {
  say(machine());
  const installation = await install();
  const folder = mkdtempSync(join(tmpdir(), 'highlight-report-processes-'));
  const beside: ChildProcess[] = [];
  const database = new pg.Client({ connectionString: installation.adminUrl });
  await database.connect();
  try {
    const passes = 2 * ROUNDS + 2;
    const ask = await sealEditions(
      installation,
      passes * (JOBS + 2 * WARM_UP),
      async (council, { versionId }) => ({
        path: `/api/v1/versions/${versionId}/snapshot`,
        token: await council.token(council.auditor),
      }),
    );
    const editions = new Editions(database, installation.postgresPid);
    await editions.hold();
    const env: Env = {
      ...installation.env,
      SESSION_SECRET: 'only for measuring, and of the length that it has to have',
      RENDER_PAGES: '1',
      RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
    };
    const redisPort = isThere('redis-server') ? await freePort() : undefined;
    if (redisPort !== undefined) {
      beside.push(await startRedis(folder, redisPort));
      env['REDIS_URL'] = `redis://127.0.0.1:${redisPort}`;
    }
    const cores: Record<1 | 2, number[]> = { 1: [], 2: [] };
    const printing = (count: 1 | 2) => async (): Promise<number> => {
      const pass = await print(editions, env, count);
      cores[count].push(pass.cores);
      return pass.rate;
    };
    const workers = await inTurn(printing(1), printing(2));
    const webs = await inTurn(
      () => read(env, 1, ask),
      () => read(env, 2, ask),
    );
    table(
      ['of the same work', 'one', 'two', 'two / one', 'from round to round'],
      [
        ['workers: editions a second', ...workers],
        ['webs: reads of a sealed report a second', ...webs],
      ],
    );
    say(
      `\nCores that workers, browsers and PostgreSQL had: ${median(cores[1]).toFixed(2)} with one worker, ${median(cores[2]).toFixed(2)} with two.`,
    );
    if (redisPort !== undefined) {
      const { rate } = await print(editions, env, 2, async () => {
        const [redis] = beside;
        const ended = redis ? once(redis, 'exit') : undefined;
        redis?.kill('SIGKILL');
        await ended;
        await pause(1000);
        beside[0] = await startRedis(folder, redisPort);
      });
      say(
        `\nTwo workers, Redis killed and started again meanwhile: ${rate.toFixed(2)} editions a second; all were printed.`,
      );
    }
    if (isThere('pgbouncer')) {
      const { child, url } = await startPgBouncer(folder, installation.env['DATABASE_URL'] ?? '');
      beside.push(child);
      const through = { ...env, DATABASE_URL: url };
      const direct = (): Promise<number> => read(env, 1, ask);
      say(
        `\n${execFileSync('pgbouncer', ['--version'], { encoding: 'utf8' }).split('\n', 1)[0] ?? ''}, transaction mode:`,
      );
      table(
        ['of the same work', 'direct', 'through PgBouncer', 'ratio', 'from round to round'],
        [['web: reads of a sealed report a second', ...(await inTurn(direct, () => read(through, 1, ask)))]],
      );
      // The queue in PostgreSQL listens, which a pool in transaction mode cannot pass on.
      if (redisPort !== undefined)
        say(
          `Two workers through it: ${(await print(editions, through, 2)).rate.toFixed(2)} editions a second.`,
        );
    }
  } finally {
    await database.end();
    await stop(beside);
    await installation.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
