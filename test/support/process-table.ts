import { readdirSync, readFileSync } from 'node:fs';

/** A process as Linux shows it; the instant of its start tells it from a later one with the same pid. */
export interface Entry {
  pid: number;
  parent: number;
  startedAt: string;
  command: string;
}

/** Everything that descends from a process, itself not included. */
export function descendants(root: number): Entry[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? []);
  const found: Entry[] = [];
  const parents = new Set([root]);
  for (let before = -1; before !== parents.size;) {
    before = parents.size;
    for (const entry of all)
      if (parents.has(entry.parent) && !parents.has(entry.pid)) {
        parents.add(entry.pid);
        found.push(entry);
      }
  }
  return found;
}

/** The browser itself below a worker: the one that speaks to it, not the browser's own helpers. */
export function browserOf(worker: number): Entry | undefined {
  return descendants(worker).find(
    ({ parent, command }) => parent === worker && command.includes('--user-data-dir='),
  );
}

/** Still there; one that has ended and waits to be reaped is not. */
export function isThere({ pid, startedAt }: Entry): boolean {
  return read(pid)?.startedAt === startedAt;
}

/** Seconds of processor time that a process has used so far: what it did, not how long it took on a busy machine. */
function cpuSeconds(pid: number): number {
  const fields = stat(pid) ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/**
 * Whether a process uses less than half a core through the coming second. It is asked again and again (`eventually`): what the
 * process had in hand may first be finished, and a busy machine only makes that longer; one that runs hot is never calm.
 */
export async function isCalm(pid: number): Promise<boolean> {
  const before = cpuSeconds(pid);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return cpuSeconds(pid) - before < 0.5;
}

function read(pid: number): Entry | undefined {
  const fields = stat(pid);
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, parent: Number(fields[1]), startedAt: fields[19] ?? '', command };
  } catch {
    return undefined; // ended between the two looks
  }
}

/** The fields of /proc/<pid>/stat from the state on; the name before may hold anything. */
function stat(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined; // no such process
  }
}
