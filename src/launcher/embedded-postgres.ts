/**
 * The database of the zero-setup default: a PostgreSQL 18 of our own, from an npm package, on a free loopback port.
 *
 *     const database = await startPostgres({ dataDir: 'var/postgres', log: 'var/log/postgres.log' });
 *     …  database.adminUrl, database.exited …
 *     await database.stop(10_000);          // last of all, after everything that uses it
 *
 * What lies where: `<dataDir>` the data, `<dataDir>.password` the superuser's password (0600, made once at random),
 * `<dataDir>.lock` says which program runs it, `<dataDir>.new` is left of a first start that was cut short (the next one removes it).
 *
 * What holds:
 *  - one program per data folder; the second is refused with FolderInUse. Different folders run side by side.
 *  - PostgreSQL is a child in a session of its own, so a Ctrl-C reaches the launcher alone and the order of stopping is ours.
 *  - when the launcher is killed, a watchdog (a few lines of sh) stops PostgreSQL in order. When the watchdog was killed too, the next
 *    start finds the old server through postmaster.pid, proves that the pid is a postgres of this very folder, and stops it first.
 *  - started as root it runs unprivileged (see unprivileged.ts); as an ordinary user, directly.
 *  - only 127.0.0.1, only scram-sha-256, no Unix socket, no TLS (the bundled OpenSSL is past its end of life: never expose it).
 *
 * Not checked: Windows and macOS follow the same lines but were not tried.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { lockFolder, type FolderLock } from './folder-lock.js';
import { freePort } from './ports.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import {
  endOldServer,
  endServer,
  letGo,
  postmasterFile,
  spawnWatchdog,
  type ServedFolder,
} from './postmaster.js';
import { waitUntil } from './process-identity.js';
import { chooseRunAs, handOver, type RunAs, type Way } from './unprivileged.js';

export interface PostgresOptions {
  /** Made at the first start. Its parent folder holds the password, the lock and, if need be, library links. */
  dataDir: string;
  /** File that the server's own log is appended to; put aside as `<log>.1` at a start that finds it over 10 MB. */
  log: string;
  /** The superuser's password; made at random and kept beside the data when not given. */
  adminPassword?: string;
  /** Hears, in plain sentences, what is not routine (first start, an earlier run that was killed). */
  onLog?: (sentence: string) => void;
  /** false: no fsync, for tests only; a power cut may cost the data. */
  durable?: boolean;
  /** How many sessions it serves at once. Default 80. */
  connections?: number;
  /** Stop the server when this process dies without stopping it. Default true. */
  stopWithParent?: boolean;
  /** How long starting may take, crash recovery included. Default two minutes. */
  startWithinMs?: number;
  /** Where the port comes from; a free one by default. Asked again when the server finds it taken. */
  port?: () => Promise<number>;
  /** Ways of running unprivileged that may be tried; all by default. */
  ways?: readonly Way[];
}

export interface EmbeddedPostgres {
  /** `postgres://postgres:…@127.0.0.1:<port>/postgres`, the superuser. */
  adminUrl: string;
  port: number;
  /** Of the postmaster. */
  pid: number;
  /** How it was started, for the log. */
  way: Way;
  /** Settles when the server has ended, asked or not, with a sentence that says how. Never rejects. */
  exited: Promise<string>;
  /**
   * Ends sessions and stops in order; past the deadline without a checkpoint (recovered at the next start), then by force.
   * Afterwards none of its processes is left. Safe to repeat.
   */
  stop(deadlineMs: number): Promise<void>;
}

const SUPERUSER = 'postgres';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const PORT_ATTEMPTS = 5;

/**
 * @throws FolderInUse when another program runs this data folder.
 * @throws Error with a plain sentence for everything else; nothing is left running.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = prepare(options);
  const lock = lockFolder(`${cluster.dataDir}.lock`, `The database in ${cluster.dataDir}`);
  try {
    return await start(cluster, options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Cluster extends ServedFolder {
  runAs: RunAs;
  say: (sentence: string) => void;
}

function prepare(options: PostgresOptions): Cluster {
  const parent = dirname(options.dataDir);
  mkdirSync(parent, { recursive: true });
  mkdirSync(dirname(options.log), { recursive: true });
  // One spelling per folder: the lock and the look-up in the process table compare it letter by letter.
  const dataDir = join(realpathSync(parent), basename(options.dataDir));
  const binaries = findPostgresBinaries(`${dataDir}.libraries`);
  const runAs = chooseRunAs(binaries.postgres, binaries.env, dirname(dataDir), options.ways);
  return { dataDir, binaries, runAs, say: options.onLog ?? (() => undefined) };
}

async function start(
  cluster: Cluster,
  options: PostgresOptions,
  lock: FolderLock,
): Promise<EmbeddedPostgres> {
  const { dataDir, runAs, say } = cluster;
  const password = options.adminPassword ?? keptPassword(`${dataDir}.password`, existsSync(dataDir));
  if (existsSync(dataDir)) {
    handOver(dataDir, runAs);
    lock.assertHeld();
    await endOldServer(cluster, say);
  } else {
    say(`First start: creating the database in ${dataDir}.`);
    initialise(cluster, password, options.durable ?? true);
  }
  const server = await serve(cluster, options);
  const adminUrl = `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/postgres`;
  const stop = stopper(cluster, server, lock);
  try {
    await assertSignIn(adminUrl, dataDir);
  } catch (error) {
    await stop(10_000);
    throw error;
  }
  return { adminUrl, port: server.port, pid: server.pid, way: runAs.way, exited: server.exited, stop };
}

function keptPassword(file: string, dataExists: boolean): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (dataExists)
    throw new Error(
      `The database's password file ${file} is missing. Put it back, or move the database away to start afresh.`,
    );
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}

/** Makes the data in a folder beside, and gives it its name when it is whole: a first start that is killed leaves nothing half. */
function initialise({ dataDir, binaries, runAs }: Cluster, password: string, durable: boolean): void {
  const fresh = `${dataDir}.new`;
  const passwordFile = `${fresh}.password`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  try {
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (runAs.owner && process.getuid?.() === 0)
      for (const path of [fresh, passwordFile]) chownSync(path, runAs.owner.uid, runAs.owner.gid);
    const { file, args, ...identity } = runAs.command(binaries.initdb, [
      '-D',
      fresh,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      ...(durable ? [] : ['--no-sync']),
    ]);
    const result = spawnSync(file, args, { env: binaries.env, encoding: 'utf8', cwd: '/', ...identity });
    if (result.status !== 0)
      throw new Error(`The database could not be created: ${result.error?.message ?? result.stderr.trim()}`);
    renameSync(fresh, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

interface Server {
  port: number;
  pid: number;
  exited: Promise<string>;
  watchdogGone: Promise<void>;
}

async function serve(cluster: Cluster, options: PostgresOptions): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await (options.port ?? freePort)();
    const logStart = openLog(options.log);
    const server = spawnServer(cluster, options, port);
    const problem = await untilReady(cluster, server, options.startWithinMs ?? 120_000);
    if (problem === undefined) return server;
    const said = readFileSync(options.log).subarray(logStart).toString('utf8');
    // Another program took the port after we looked.
    if (/could not (bind|create any TCP\/IP)/.test(said) && attempt < PORT_ATTEMPTS) continue;
    // An orphaned session of a killed server still holds the old shared memory; it ends by itself.
    if (said.includes('pre-existing shared memory block') && attempt < PORT_ATTEMPTS) {
      await new Promise((resume) => setTimeout(resume, 1_000));
      continue;
    }
    const reason = said.split('\n').filter((line) => /(FATAL|PANIC|HINT|error):/.test(line));
    throw new Error(
      `The database did not start: ${problem} ${reason.slice(-3).join(' ')} (log: ${options.log})`,
    );
  }
}

/** @returns where this run's lines begin, in bytes. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_LIMIT_BYTES) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function spawnServer(cluster: Cluster, options: PostgresOptions, port: number): Server {
  const { dataDir, binaries, runAs } = cluster;
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${options.connections ?? 80}`,
    'ssl=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'logging_collector=off',
    ...(options.durable === false ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  const { file, args, ...identity } = runAs.command(binaries.postgres, [
    '-D', // first, with the folder second: that is how isPostmasterOf knows it again
    dataDir,
    '-p',
    String(port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  // The server writes the file itself, so it has a log when we are dead.
  const log = openSync(options.log, 'a', 0o600);
  chmodSync(options.log, 0o600); // statements with people's data can end up in it
  const child = spawn(file, args, {
    env: binaries.env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    ...identity,
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  const watchdog = options.stopWithParent === false ? undefined : spawnWatchdog(dataDir, pid);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`It could not be run: ${error.message}.`));
    child.once('exit', (code, signal) => resolve(`It ended with ${signal ?? `exit code ${code}`}.`));
  });
  const watchdogGone = exited.then(() => letGo(watchdog));
  return { port, pid, exited, watchdogGone };
}

/** @returns undefined when it serves, else what went wrong; then it is gone. */
async function untilReady(cluster: Cluster, server: Server, withinMs: number): Promise<string | undefined> {
  let ended: string | undefined;
  void server.exited.then((how) => (ended = how));
  const ready = (): boolean => {
    const file = postmasterFile(cluster.dataDir);
    return file?.pid === server.pid && file.ready;
  };
  const settled = await waitUntil(() => ended !== undefined || ready(), withinMs);
  if (settled && ended === undefined) return undefined;
  if (!settled) {
    await endServer(cluster, server.pid, 10_000);
    await server.watchdogGone;
    return `It was not ready within ${withinMs / 1000} seconds.`;
  }
  await server.watchdogGone;
  return ended;
}

async function assertSignIn(adminUrl: string, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`The database in ${dataDir} does not accept the password kept in ${dataDir}.password.`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

function stopper(cluster: Cluster, server: Server, lock: FolderLock): (deadlineMs: number) => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (deadlineMs: number): Promise<void> => {
    await endServer(cluster, server.pid, deadlineMs);
    await server.exited;
    await server.watchdogGone;
    lock.release();
  };
  return (deadlineMs) => (stopping ??= stop(deadlineMs));
}
