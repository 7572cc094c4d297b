/**
 * The browser's own processes: how much memory they hold, and ending all of them. Never by name: only what descends from
 * a pid that we started.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface ProcessRow {
  pid: number;
  parent: number;
  rssBytes: number;
}

/** @returns the process and all that descend from it; empty where the platform does not tell (Windows). */
export async function processTree(root: number): Promise<{ pids: number[]; rssBytes: number }> {
  const children = new Map<number, ProcessRow[]>();
  const all = await processes();
  for (const row of all) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const found = all.filter((row) => row.pid === root);
  for (const row of found) found.push(...(children.get(row.pid) ?? [])); // grows while it is walked
  return { pids: found.map((row) => row.pid), rssBytes: found.reduce((sum, row) => sum + row.rssBytes, 0) };
}

/** Ends a process, its group and its descendants, without asking. */
export async function killTree(root: number): Promise<void> {
  if (process.platform === 'win32') {
    await run('taskkill', ['/pid', String(root), '/T', '/F']).catch(() => undefined); // gone already
    return;
  }
  const { pids } = await processTree(root);
  // The browser leads its own group, which also holds what was orphaned by the leader's death.
  for (const pid of [-root, ...pids]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}

/** @returns whether a process with this pid still runs; one that waits to be reaped does not. */
export async function isRunning(pid: number): Promise<boolean> {
  return (await processes()).some((row) => row.pid === pid);
}

async function processes(): Promise<ProcessRow[]> {
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    return (await Promise.all(pids.map(readProc))).filter((row) => row !== undefined);
  }
  if (process.platform === 'win32') return [];
  const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,rss=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kib = 0]) => ({ pid, parent, rssBytes: kib * 1024 }));
}

async function readProc(name: string): Promise<ProcessRow | undefined> {
  try {
    const status = await readFile(`/proc/${name}/status`, 'utf8');
    if (/^State:\s+[ZX]/m.test(status)) return undefined;
    const field = (key: string): number =>
      Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { pid: Number(name), parent: field('PPid'), rssBytes: field('VmRSS') * 1024 };
  } catch {
    return undefined; // gone between the listing and the look
  }
}
