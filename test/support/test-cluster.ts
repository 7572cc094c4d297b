/**
 * One PostgreSQL for a whole test run, without fsync, in a temporary folder. The addresses go to the test processes through the
 * environment; test/support/database.ts makes the databases.
 *
 * A run that is killed leaves no server behind (the launcher's watchdog stops it); its folder is removed by the next run.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type EmbeddedPostgres } from '../../src/launcher/index.js';
import { migrateTemplate } from './template-database.js';

const PREFIX = 'highlight-report-test-';
/** A folder without a running server and older than this is from a run that was killed. */
const ABANDONED_AFTER_MS = 60_000;

/** A test file needs up to fifty: the pools of a web application and of some workers. Eight files run at once at most. */
const CONNECTIONS = 400;

export interface Cluster {
  server: EmbeddedPostgres;
  /** Holds `postgres`, the data, and `postgres.log`. */
  folder: string;
}

// Jest may load this file again for each project; what it started is kept where all of them see it.
const shared = globalThis as typeof globalThis & { highlightReportTestCluster?: Promise<Cluster> };

/** Starts the server at the first call; later calls wait for that one. */
export async function startTestCluster(): Promise<void> {
  await (shared.highlightReportTestCluster ??= startCluster());
}

/** Stops it; later calls do nothing. */
export async function stopTestCluster(): Promise<void> {
  const running = await shared.highlightReportTestCluster;
  if (!running) return;
  delete shared.highlightReportTestCluster;
  await running.server.stop(5_000);
  rmSync(running.folder, { recursive: true, force: true });
}

/**
 * A server with the template database. The caller's databases are made on it from now on: a test that wants to crash a server
 * starts one of its own (Jest gives every test file an environment of its own).
 */
export async function startCluster(): Promise<Cluster> {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  const server = await serveCluster(folder);
  try {
    await prepareRoles(server);
    await migrateTemplate({
      adminUrl: server.adminUrl,
      ownerUrl: withDatabase(process.env['TEST_PG_OWNER_URL'] ?? '', 'template_app'),
      appUrl: withDatabase(process.env['TEST_PG_APP_URL'] ?? '', 'template_app'),
    });
  } catch (error) {
    await server.stop(5_000);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { server, folder };
}

/** Starts the server of a folder: again, when an earlier one has died. */
export function serveCluster(folder: string, port?: number): Promise<EmbeddedPostgres> {
  return startPostgres({
    dataDir: join(folder, 'postgres'),
    log: join(folder, 'postgres.log'),
    durable: false,
    connections: CONNECTIONS,
    ...(port === undefined ? {} : { port: () => Promise.resolve(port) }),
  });
}

/** The two logins of a real deployment, and the template's database, which the owner owns. */
async function prepareRoles(server: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    const login = async (role: string): Promise<string> => {
      const password = randomBytes(18).toString('base64url');
      await client.query(`create role ${role} login password ${pg.escapeLiteral(password)}`);
      const url = new URL(server.adminUrl);
      url.username = role;
      url.password = password;
      return url.href;
    };
    process.env['TEST_PG_ADMIN_URL'] = server.adminUrl;
    process.env['TEST_PG_OWNER_URL'] = await login('app_owner');
    process.env['TEST_PG_APP_URL'] = await login('app_rw');
    await client.query('create database template_app owner app_owner');
  } finally {
    await client.end();
  }
}

function withDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}

function removeAbandoned(): void {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), entry);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER_MS && !serverPidStands(folder))
      rmSync(folder, { recursive: true, force: true });
  }
}

/** A live pid may be a stranger's by now; then the folder stays until next time, which costs only space. */
function serverPidStands(folder: string): boolean {
  const file = join(folder, 'postgres', 'postmaster.pid');
  if (!existsSync(file)) return false;
  return (
    existsSync(`/proc/${Number(readFileSync(file, 'utf8').split('\n')[0])}`) || process.platform !== 'linux'
  );
}
