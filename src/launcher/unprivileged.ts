/**
 * PostgreSQL refuses to run as root. An ordinary user needs nothing; for root these ways are tried in order, and the first that can
 * both run the program and enter the data folder is taken:
 *
 *  1. `unshare --user`: inside a user namespace root appears as an ordinary user, outside the files stay root's. Serves below a folder
 *     that only root may enter. Containers often forbid it.
 *  2. another uid (`postgres`, else `nobody`): everybody's way, but that user must be able to walk to the programs and the data.
 *  3. another uid that keeps one capability, walking through closed folders (`setpriv`): for a checkout below /root in a container.
 *
 * initdb insists that its uid has a name in the password file, hence the look-up.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

export type Way = 'direct' | 'namespace' | 'other-user' | 'other-user-walking';

export interface RunAs {
  way: Way;
  /** Turns a command into the one to spawn. */
  command(
    file: string,
    args: readonly string[],
  ): { file: string; args: string[]; uid?: number; gid?: number };
  /** Who must own the files, seen from outside; undefined = our own user. */
  owner?: { uid: number; gid: number };
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * @param program a PostgreSQL program, tried with `--version`.
 * @param folder a folder that the program must be able to enter (need not be its own yet).
 * @param allowed which ways may be tried; all when not given. Tests narrow it.
 * @throws Error with a plain sentence when no way works here.
 */
export function chooseRunAs(
  program: string,
  env: NodeJS.ProcessEnv,
  folder: string,
  allowed?: readonly Way[],
): RunAs {
  const failures: string[] = [];
  for (const way of candidates()) {
    if (allowed && !allowed.includes(way.way)) continue;
    const failure = cannotRun(way, program, env) ?? cannotEnter(way, folder, env);
    if (failure === undefined) return way;
    failures.push(`${way.way}: ${failure}`);
  }
  throw new Error(
    `The bundled PostgreSQL cannot be run here (${failures.join('; ') || 'no way to run it'}). ` +
      'Run this as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function cannotRun(way: RunAs, program: string, env: NodeJS.ProcessEnv): string | undefined {
  return failure(way, program, ['--version'], env);
}

function cannotEnter(way: RunAs, folder: string, env: NodeJS.ProcessEnv): string | undefined {
  if (process.platform === 'win32') return undefined;
  return failure(way, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder], env);
}

function failure(way: RunAs, program: string, args: string[], env: NodeJS.ProcessEnv): string | undefined {
  const { file, args: all, uid, gid } = way.command(program, args);
  const identity = { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
  const result = spawnSync(file, all, { env, encoding: 'utf8', cwd: '/', timeout: 20_000, ...identity });
  if (result.error) return result.error.message;
  return result.status === 0 ? undefined : result.stderr.trim() || `exit ${result.status}`;
}

function* candidates(): Generator<RunAs> {
  const me = process.getuid?.();
  if (me === undefined || (me !== 0 && hasName())) {
    yield { way: 'direct', command: (file, args) => ({ file, args: [...args] }) };
    return;
  }
  const accounts = process.platform === 'linux' ? namedAccounts() : [];
  const outside = { uid: me, gid: process.getgid?.() ?? 0 };
  const any = accounts.find(({ uid }) => uid === 1000) ?? accounts[0];
  if (any)
    yield {
      way: 'namespace',
      owner: outside,
      command: (file, args) => ({
        file: 'unshare',
        args: ['--user', `--map-user=${any.uid}`, `--map-group=${any.gid}`, '--', file, ...args],
      }),
    };
  if (me !== 0) return; // a user without a name, as in `docker run --user 12345`: only a namespace gives it one
  const other = serviceAccount(accounts);
  if (!other) return;
  const owner = { uid: other.uid, gid: other.gid };
  yield { way: 'other-user', owner, command: (file, args) => ({ file, args: [...args], ...owner }) };
  yield {
    way: 'other-user-walking',
    owner,
    command: (file, args) => ({
      file: 'setpriv',
      args: [
        `--reuid=${other.uid}`,
        `--regid=${other.gid}`,
        '--clear-groups',
        '--inh-caps=+dac_override',
        '--ambient-caps=+dac_override',
        '--',
        file,
        ...args,
      ],
    }),
  };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false; // no entry in the password file
  }
}

function namedAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && uid > 0 && Number.isInteger(gid));
}

function serviceAccount(accounts: readonly Account[]): Account | undefined {
  const listed =
    accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody');
  if (listed || process.platform === 'linux') return listed;
  const number = (flag: string): number =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const account = { name: 'nobody', uid: number('-u'), gid: number('-g') };
  return Number.isInteger(account.uid) && Number.isInteger(account.gid) ? account : undefined;
}

/** Hands a folder and all in it to the way's owner, if it is not theirs already (an earlier start may have gone another way). */
export function handOver(path: string, runAs: RunAs): void {
  const { owner } = runAs;
  if (!owner || process.getuid?.() !== 0 || statSync(path).uid === owner.uid) return;
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(path, entry), owner.uid, owner.gid);
  chownSync(path, owner.uid, owner.gid); // last, so that a hand-over cut short is done again
}
