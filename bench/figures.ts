import { readdirSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** @param share 0.5 is the median; NaN when there is nothing. */
export function quantile(numbers: Iterable<number>, share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (numbers: Iterable<number>): number => quantile(numbers, 0.5);

export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** A table in Markdown, padded so that it reads well in a terminal too. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): void {
  const widths = head.map((name, i) =>
    Math.max(3, name.length, ...body.map((cells) => cells[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  say(line(head));
  say(
    `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
  );
  for (const cells of body) say(line(cells));
}

export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? 'unknown CPU'}, ${(totalmem() / 1024 ** 3).toFixed(0)} GB, ${process.platform} ${release()}, Node ${process.version}`;
}

/**
 * CPU that a process has used so far, in µs: with all processes that it has started, those that have ended included. Linux only (NaN
 * elsewhere); in steps of 10 ms.
 */
export function cpuOf(root: number): number {
  if (process.platform !== 'linux') return NaN;
  const stats = new Map<number, string[]>();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(Number(entry)) : undefined;
    if (stat) stats.set(Number(entry), stat);
  }
  const isOf = (pid: number): boolean => {
    const stat = stats.get(pid);
    return pid === root || (stat !== undefined && isOf(Number(stat[1])));
  };
  // After the command: state 0, ppid 1, …, utime 11, stime 12, and of children that have ended cutime 13, cstime 14.
  const ticks = [...stats].filter(([pid]) => isOf(pid)).map(([, stat]) => sum(stat.slice(11, 15)));
  return ticks.reduce((total, one) => total + one, 0) * 10_000;
}

/** Undefined for a process that has just ended. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const sum = (numbers: readonly string[]): number => numbers.reduce((total, one) => total + Number(one), 0);
