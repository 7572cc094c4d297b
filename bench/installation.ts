import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { schema } from '../migrations/index.js';
import { startPostgres } from '../src/launcher/index.js';
import { migrate } from '../src/platform/index.js';

/** An empty installation of its own: a migrated database without fsync, and a folder. */
export interface Installation {
  /** Settings for every process of the product. */
  env: Record<string, string>;
  /** Of the postmaster. */
  postgresPid: number;
  /** Stops the database and removes everything. */
  remove(): Promise<void>;
}

const DATABASE = 'bench';

export async function install(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'highlight-report-bench-'));
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    log: join(folder, 'postgres.log'),
    durable: false,
  });
  const remove = async (): Promise<void> => {
    await server.stop(10_000);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const urls = await prepareLogins(server.adminUrl);
    await migrate(urls.owner, urls.app, schema);
    return {
      env: { DATABASE_URL: urls.app, VAR_DIR: join(folder, 'var'), PORT: '0', DATABASE_POOL: '10' },
      postgresPid: server.pid,
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The two logins of a real deployment. */
async function prepareLogins(adminUrl: string): Promise<{ owner: string; app: string }> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const login = async (role: string): Promise<string> => {
      const password = randomBytes(18).toString('base64url');
      await client.query(`create role ${role} login password ${pg.escapeLiteral(password)}`);
      const url = new URL(adminUrl);
      url.username = role;
      url.password = password;
      url.pathname = `/${DATABASE}`;
      return url.href;
    };
    const [owner, app] = [await login('app_owner'), await login('app_rw')];
    await client.query(`create database ${DATABASE} owner app_owner`);
    return { owner, app };
  } finally {
    await client.end();
  }
}
