/**
 * The whole system on one machine: database, schema, web, worker; up in this order, down in the other.
 *
 *     const system = await startSystem({ varDir, env: process.env, reporter, signal });
 *     …  system.origin, system.failed …
 *     await system.stop();
 *
 * Everything lies under `varDir`: `postgres/` (the database), `secrets.json` (0600), `log/`, and what web and worker keep there
 * (`artefacts/`, `mail/`, `chromium/`). With DATABASE_URL in the environment no database is started and that one is used; the same
 * holds for REDIS_URL, SMTP_URL and S3_…: the environment is passed on as it is, and only what it leaves open is filled in.
 */
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { lockFolder } from './folder-lock.js';
import { runProgram } from './program.js';
import { freePort, isFree } from './ports.js';
import { waitUntil } from './process-identity.js';
import { Processes } from './processes.js';
import { readOrMakeSecrets, type Secrets } from './secrets.js';
import type { ConsoleReporter } from './console-reporter.js';

export interface SystemOptions {
  /** Made when it is missing. */
  varDir: string;
  /** As the operator set it. */
  env: NodeJS.ProcessEnv;
  /** Where web should listen when the environment names no PORT and this one is free; otherwise any free port. */
  preferredPort?: number;
  reporter: ConsoleReporter;
  /** Aborted when the operator wants it to stop; a start that is under way is then given up. */
  signal: AbortSignal;
}

export interface RunningSystem {
  /** To talk to the API: `http://127.0.0.1:<port>`. */
  origin: string;
  /** For people: PUBLIC_URL. */
  address: string;
  varDir: string;
  /** Where mails lie, or undefined when they go out by SMTP. */
  mailDir: string | undefined;
  /** Settles with a sentence when it cannot go on: a process that dies again and again, a database that ended. Never rejects. */
  failed: Promise<string>;
  /** Runs one of the commands of main.cli. @returns what it printed. @throws Error with its output when it fails. */
  command(args: readonly string[]): Promise<string>;
  /** Web, worker, database, in this order, each given time to finish. Safe to repeat. */
  stop(): Promise<void>;
}

/** The database's name and its two logins. */
const DATABASE = 'highlight';
const OWNER = 'app_owner';
const APPLICATION = 'app_rw';

/** Of its own objects; it needs about 150 MB. Files are read in threads with limits of their own. */
const WEB_HEAP_MB = 1024;

const WEB_STOPS_WITHIN_MS = 25_000;
/** A report that is being printed may finish. */
const WORKER_STOPS_WITHIN_MS = 40_000;
const DATABASE_STOPS_WITHIN_MS = 15_000;
/** After a hard kill the old web process may still be on its way out. */
const PORT_FREE_WITHIN_MS = 15_000;
const PORT_ATTEMPTS = 3;

const entry = (name: string): string => fileURLToPath(new URL(`../main.${name}.js`, import.meta.url));

/**
 * @throws FolderInUse when another launcher runs on this folder.
 * @throws Error with a plain sentence for everything else. Nothing is left running.
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  mkdirSync(options.varDir, { recursive: true });
  const varDir = realpathSync(options.varDir);
  const lock = lockFolder(join(varDir, 'launcher.lock'), `The folder ${varDir}`);
  const undo: (() => Promise<void> | void)[] = [() => lock.release()];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  let stopping: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => (stopping ??= stop());
  try {
    return await bringUp({ ...options, varDir }, undo, stopOnce);
  } catch (error) {
    await stopOnce();
    throw error;
  }
}

async function bringUp(
  { varDir, env, preferredPort, reporter, signal }: SystemOptions,
  undo: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<RunningSystem> {
  const secrets = readOrMakeSecrets(join(varDir, 'secrets.json'));
  const ended: Promise<string>[] = [];
  const base: NodeJS.ProcessEnv = {
    ...env,
    NODE_ENV: env['NODE_ENV'] || 'development',
    VAR_DIR: varDir,
    SESSION_SECRET: env['SESSION_SECRET'] || secrets.sessionSecret,
    ...(mayRunWithoutSandbox(env) && { RENDER_ALLOW_NO_SANDBOX: 'true' }),
  };
  if (!env['DATABASE_URL']) {
    const database = await reporter.during(
      'The database',
      () => startDatabase(varDir, reporter),
      ({ port }) => `PostgreSQL on port ${port}`,
    );
    undo.push(async () => {
      await database.stop(DATABASE_STOPS_WITHIN_MS);
      reporter.say('  The database has stopped.');
    });
    ended.push(database.exited.then((how) => `The database ended unasked. ${how}`));
    Object.assign(base, await prepareDatabase(database, secrets));
  }
  signal.throwIfAborted();

  const processes = new Processes({
    logDir: join(varDir, 'log'),
    say: (sentence) => reporter.say(`      ${sentence}`),
    onStopped: (name) => reporter.say(`  The ${name} process has stopped.`),
  });
  undo.push(() => processes.stop(['web', 'worker']));
  // A start that is under way is given up by ending the child that is being waited for.
  const giveUp = (): void => void processes.stop(['web', 'worker']);
  const run = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> =>
    runProgram({ entry: entry('cli'), args, env: { ...base, ...more }, signal });
  await reporter.during(
    'The database’s schema',
    () => run(['migrate']),
    (said) => (said.startsWith('Applied') ? 'brought up to date' : 'up to date'),
  );
  const { MIGRATION_DATABASE_URL: _owner, ...forChildren } = base;
  signal.throwIfAborted();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const { port, address } = await reporter.during(
      'The web process',
      () => startWeb(processes, forChildren, preferredPort),
      (web) => web.address,
    );
    // Whatever writes a link says where web is, whichever port that came to be.
    const whereWebIs = { PORT: String(port), PUBLIC_URL: address };
    await reporter.during('The worker process, with its browser', () =>
      processes.start({
        name: 'worker',
        entry: entry('worker'),
        env: { ...forChildren, ...whereWebIs },
        readyWithinMs: 120_000, // the first start unpacks a browser
        stopWithinMs: WORKER_STOPS_WITHIN_MS,
      }),
    );
    signal.throwIfAborted();
    return {
      origin: `http://${reachable(env['HOST'])}:${port}`,
      address,
      varDir,
      mailDir: env['SMTP_URL'] ? undefined : join(varDir, 'mail'),
      failed: Promise.race([processes.gaveUp, ...ended]),
      command: (args) => run(args, whereWebIs),
      stop,
    };
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function startDatabase(varDir: string, reporter: ConsoleReporter): Promise<EmbeddedPostgres> {
  return startPostgres({
    dataDir: join(varDir, 'postgres'),
    log: join(varDir, 'log', 'postgres.log'),
    onLog: (sentence) => reporter.say(`      ${sentence}`),
  });
}

/** Makes the database and its two logins when they are missing, and gives the logins their passwords of this installation. */
async function prepareDatabase(
  database: EmbeddedPostgres,
  secrets: Secrets,
): Promise<{ DATABASE_URL: string; MIGRATION_DATABASE_URL: string }> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    for (const [role, password] of [
      [OWNER, secrets.ownerPassword],
      [APPLICATION, secrets.appPassword],
    ] as const) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      await client.query(
        `${known.rowCount === 0 ? 'create' : 'alter'} role ${role} login password ${pg.escapeLiteral(password)}`,
      );
    }
    const made = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (made.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  } finally {
    await client.end();
  }
  const login = (role: string, password: string): string =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${database.port}/${DATABASE}`;
  return {
    DATABASE_URL: login(APPLICATION, secrets.appPassword),
    MIGRATION_DATABASE_URL: login(OWNER, secrets.ownerPassword),
  };
}

/**
 * On the port of PORT, or else on the preferred one or any that is free. Chosen once: a web process that is started again must find
 * the port it had.
 * @throws Error when PORT is taken.
 */
async function startWeb(
  processes: Processes,
  env: NodeJS.ProcessEnv,
  preferred: number | undefined,
): Promise<{ port: number; address: string }> {
  const host = env['HOST'] || '127.0.0.1';
  const asked = Number(env['PORT'] || 0);
  if (asked !== 0) await untilFree(asked, host);
  for (let attempt = 1; ; attempt += 1) {
    const takesPreferred = attempt === 1 && preferred !== undefined && (await isFree(preferred, host));
    const port = asked || (takesPreferred ? preferred : await freePort());
    const address = env['PUBLIC_URL'] || `http://localhost:${port}`;
    try {
      await processes.start({
        name: 'web',
        entry: entry('web'),
        env: { ...env, PORT: String(port), PUBLIC_URL: address },
        execArgv: [`--max-old-space-size=${WEB_HEAP_MB}`],
        stopWithinMs: WEB_STOPS_WITHIN_MS,
      });
      return { port, address };
    } catch (error) {
      // Two that start at the same moment may choose the same one.
      if (asked !== 0 || attempt === PORT_ATTEMPTS || (await isFree(port, host))) throw error;
    }
  }
}

/** @throws Error when it stays taken. */
async function untilFree(port: number, host: string): Promise<void> {
  const end = Date.now() + PORT_FREE_WITHIN_MS;
  while (!(await isFree(port, host))) {
    if (Date.now() >= end)
      throw new Error(`Port ${port} (from PORT) is in use by another program. Choose another one.`);
    await waitUntil(() => false, 250);
  }
}

/** Chromium's own sandbox cannot start as root. Outside production it may then run without. */
function mayRunWithoutSandbox(env: NodeJS.ProcessEnv): boolean {
  return process.getuid?.() === 0 && env['NODE_ENV'] !== 'production' && !env['RENDER_ALLOW_NO_SANDBOX'];
}

/** What listens on every address is reached on this machine's own. */
function reachable(host: string | undefined): string {
  return !host || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
