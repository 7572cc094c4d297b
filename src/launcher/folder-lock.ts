/**
 * One program at a time per folder: a lock file that a killed program cannot hold for ever.
 *
 * Not checked: two machines or containers that share one folder over a network or a volume cannot see each other's processes.
 */
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { isAlive, startedAt } from './process-identity.js';
import { systemCode } from './system-error.js';

/** Younger than this, an unreadable lock file is one that is just being written. */
const BEING_WRITTEN_MS = 5_000;

export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

export interface FolderLock {
  /** Throws FolderInUse when another program took the lock over (it cannot, short of a stopped clock or a deleted file). */
  assertHeld(): void;
  release(): void;
}

/**
 * @param file the lock file, e.g. `var/postgres.lock`.
 * @param what what is locked, for the sentence: "The database in /srv/var/postgres".
 * @throws FolderInUse when a live program holds it.
 */
export function lockFolder(file: string, what: string): FolderLock {
  const mine = JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) }) + '\n';
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (create(file, mine)) return heldLock(file, mine, what);
    const found = read(file);
    if (found === undefined) continue; // released this moment
    const holder = liveHolder(file, found);
    if (holder !== undefined)
      throw new FolderInUse(`${what} is already in use by process ${holder}. Stop that one first.`);
    takeAway(file, found);
  }
  throw new FolderInUse(`${what} is being started by several programs at once.`);
}

function heldLock(file: string, mine: string, what: string): FolderLock {
  return {
    assertHeld: () => {
      if (read(file) !== mine) throw new FolderInUse(`${what} was taken over by another program.`);
    },
    release: () => {
      if (read(file) === mine) rmSync(file, { force: true });
    },
  };
}

function create(file: string, content: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, content);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The pid of the program that holds the lock, or undefined when it is dead. */
function liveHolder(file: string, content: string): string | undefined {
  let holder: { pid: number; startedAt: string };
  try {
    holder = JSON.parse(content) as typeof holder;
  } catch {
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return age < BEING_WRITTEN_MS ? '(just starting)' : undefined;
  }
  if (!isAlive(holder.pid)) return undefined;
  return startedAt(holder.pid) === holder.startedAt ? String(holder.pid) : undefined;
}

/**
 * Removes a dead program's lock, and only that: since we looked, a third program may have removed it and made its own.
 */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return; // somebody was quicker
    throw error;
  }
  if (read(aside) !== stale) putBack(aside, file);
  rmSync(aside, { force: true });
}

function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch (error) {
    // A third program has locked by now. The program whose lock we removed notices that in assertHeld, before it does any harm.
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}
