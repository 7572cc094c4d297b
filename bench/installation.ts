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
  /** The database, as the login that owns its tables. */
  ownerUrl: string;
  /** The database, as its superuser, whom no trigger stops: for arranging what no process of the product could write. */
  adminUrl: string;
  /** Of the postmaster. */
  postgresPid: number;
  /** Copies the database, to which nothing is connected, with all that is in it. */
  copy(database: string): Promise<Pick<Installation, 'env' | 'ownerUrl'>>;
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
    const env = {
      DATABASE_URL: urls.app,
      VAR_DIR: join(folder, 'var'),
      PORT: '0',
      DATABASE_POOL: '10',
      HEAVY_BUDGET: '1000',
    };
    return {
      env,
      ownerUrl: urls.owner,
      adminUrl: another(server.adminUrl, DATABASE),
      postgresPid: server.pid,
      copy: async (database) => {
        await asAdmin(server.adminUrl, `create database ${database} owner app_owner template ${DATABASE}`);
        return {
          env: { ...env, DATABASE_URL: another(urls.app, database) },
          ownerUrl: another(urls.owner, database),
        };
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function another(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
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
