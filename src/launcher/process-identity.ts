/**
 * Tells processes apart. A pid alone is not enough, because pids are used again.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { systemCode } from './system-error.js';

/** Whether a process with this pid exists. Its owner does not matter. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/**
 * A text that two processes with the same pid do not share: when it began (and in which boot).
 * Empty when the process is gone, or where the platform does not tell (Windows).
 */
export function startedAt(pid: number): string {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold spaces and parentheses itself; starttime is the 20th field after it.
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
    } catch {
      return ''; // gone
    }
  }
  if (process.platform === 'win32') return '';
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

/** Whether a pid is a live `postgres` that was started for exactly this data folder. */
export function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      // World-readable, unlike /proc/<pid>/exe, which a container's root may not read of another user.
      const [program, flag, folder] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return program?.split('/').at(-1) === 'postgres' && flag === '-D' && folder === dataDir;
    } catch {
      return false; // gone between the two looks
    }
  }
  // Windows: nothing to compare with; pg_ctl speaks to a pipe that only a postgres opens, so it cannot hit a stranger.
  if (process.platform === 'win32') return true;
  const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return command.includes(`/postgres -D ${dataDir} `);
}

/** Waits until `done` says so. @returns false when it did not within `withinMs`. */
export async function waitUntil(done: () => boolean, withinMs: number, stepMs = 25): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (!done()) {
    if (Date.now() >= end) return false;
    await new Promise((resume) => setTimeout(resume, stepMs));
  }
  return true;
}
