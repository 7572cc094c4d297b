/**
 * Finds a running server again, stops it, and starts the watchdog that stops it after the launcher was killed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.js';
import { isAlive, isPostmasterOf, waitUntil } from './process-identity.js';

export interface ServedFolder {
  dataDir: string;
  binaries: PostgresBinaries;
}

/** For the SIGQUIT step: PostgreSQL kills its own children five seconds after it. */
const IMMEDIATE_STOP_MS = 7_000;

/** The pid in postmaster.pid, and whether it has said that it serves. */
export function postmasterFile(dataDir: string): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined; // not there, or gone this moment
  }
}

/**
 * Stops a server that outlived its launcher. First it proves that the server belongs to this very folder.
 * When the pid belongs to another program by now, it only removes the file, which would make PostgreSQL refuse to start.
 */
export async function endOldServer(cluster: ServedFolder, say: (sentence: string) => void): Promise<void> {
  const { dataDir } = cluster;
  const old = postmasterFile(dataDir);
  if (!old || !(old.pid > 0)) return;
  if (isPostmasterOf(old.pid, dataDir)) {
    say(
      `An earlier run was killed and its database server (process ${old.pid}) is still there: stopping it first.`,
    );
    await endServer(cluster, old.pid, 20_000);
    return;
  }
  // Dead: PostgreSQL sees that itself, and also waits for orphaned sessions of it, so the file stays.
  if (isAlive(old.pid)) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

/** Asks, insists, forces. The pid must be known to be the server's. */
export async function endServer(
  { dataDir, binaries }: ServedFolder,
  pid: number,
  deadlineMs: number,
): Promise<void> {
  const gone = (): boolean => !isPostmasterOf(pid, dataDir);
  if (process.platform === 'win32') {
    // There are no such signals; pg_ctl has its own way to tell the server.
    for (const mode of ['fast', 'immediate'])
      if (
        spawnSync(binaries.pgCtl, ['stop', '-D', dataDir, '-m', mode, '-t', String(deadlineMs / 1000)])
          .status === 0
      )
        return;
    return;
  }
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', deadlineMs],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, withinMs] of steps) {
    if (gone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (gone()) return; // ended between the look and the signal
      throw new Error(`The database server (process ${pid}) belongs to another user and cannot be stopped.`, {
        cause: error,
      });
    }
    if (await waitUntil(gone, withinMs)) return;
  }
  throw new Error(`The database server (process ${pid}) does not stop, not even by force.`);
}

/**
 * Waits at a pipe that only this process holds open. When it closes (we are dead), the server is asked to stop,
 * if its pid still stands in its folder. Ends by itself after the server did.
 */
export function spawnWatchdog(dataDir: string, pid: number): ChildProcess | undefined {
  if (process.platform === 'win32' || pid === 0) return undefined;
  const script = 'read -r _; [ "$(head -n 1 "$1/postmaster.pid" 2>/dev/null)" = "$2" ] && kill -INT "$2"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'database-watchdog', dataDir, String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.once('error', () => undefined); // no sh: the next start clears up instead
  watchdog.stdin.once('error', () => undefined);
  return watchdog;
}

export function letGo(watchdog: ChildProcess | undefined): Promise<void> {
  if (watchdog?.exitCode !== null || watchdog.signalCode !== null || watchdog.pid === undefined)
    return Promise.resolve();
  return new Promise((resolve) => {
    watchdog.once('exit', () => resolve());
    watchdog.stdin?.end();
  });
}
