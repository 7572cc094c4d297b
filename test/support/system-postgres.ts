/** A throw-away PostgreSQL of the machine's own packages, which have `pg_dump` and `pg_restore`; ours has neither. */
import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../src/launcher/index.js';
import { eventually } from './eventually.js';

const run = promisify(execFile);

export interface SystemPostgres {
  /** The superuser, in the given database. */
  url(database: string): string;
  port: number;
  /** Runs one of PostgreSQL's programs against it, as the superuser. @returns what it printed. */
  program(name: 'createdb' | 'dropdb' | 'pg_dump' | 'pg_restore', ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The newest of Debian's folders, or the first of the path that has what is needed. */
function programs(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const found = folders.find((folder) =>
    ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'createdb'].every((name) =>
      existsSync(join(folder, name)),
    ),
  );
  if (found === undefined)
    throw new Error(
      'This test needs a PostgreSQL with pg_dump of this machine: install "postgresql" and run it again.',
    );
  return found;
}

export async function startSystemPostgres(): Promise<SystemPostgres> {
  const bin = programs();
  const folder = mkdtempSync(join(tmpdir(), 'system-postgres-'));
  // PostgreSQL does not run as root; Debian's package has a user for it.
  const asRoot = process.getuid?.() === 0;
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  const identity: { uid: number; gid: number } | Record<string, never> = asRoot
    ? { uid: await id('-u'), gid: await id('-g') }
    : {};
  if ('uid' in identity) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'superuser', { mode: 0o644 });
  await run(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { ...identity, cwd: folder },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
    ],
    { ...identity, cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const env = {
    ...process.env,
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGUSER: 'postgres',
    PGPASSWORD: 'superuser',
  };
  await eventually('PostgreSQL of this machine serves', async () => {
    try {
      await run(join(bin, 'pg_isready'), [], { env });
      return true;
    } catch {
      return false;
    }
  });
  return {
    port,
    url: (database) => `postgres://postgres:superuser@127.0.0.1:${port}/${database}`,
    program: async (name, ...args) =>
      (await run(join(bin, name), args, { env, maxBuffer: 64 * 1024 * 1024 })).stdout,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
