/** What a run of the tests may take, and what is printed about it at the end. Nothing here fails a run. */

/** Seconds on a machine with two cores, by what was run. */
export const BUDGETS = { 'npm test': 8 * 60, 'npm run test:unit': 60 } as const;

const SLOWEST = 10;

export interface FileTime {
  /** Relative to the project's folder. */
  path: string;
  /** The Jest project: unit, medium or large. */
  size: string;
  seconds: number;
}

export interface RunTime {
  /** From the start of the process to the end of the last test. */
  seconds: number;
  workers: number;
  /** False when a pattern chose some files of a size. */
  whole: boolean;
  files: readonly FileTime[];
}

/** @returns the lines to print; none after a run of a single file. */
export function budgetLines(run: RunTime): string[] {
  if (run.files.length < 2) return [];
  const slowest = run.files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  return [
    `Time: ${minutes(run.seconds)} with ${run.workers} ${run.workers === 1 ? 'worker' : 'workers'}${budget(run)}`,
    `Files added up: ${sizes(run.files).join(', ')}`,
    'Slowest files:',
    ...slowest.map(({ seconds, path }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`),
  ];
}

function budget(run: RunTime): string {
  const name = commandOf(run);
  if (!name) return '';
  const [allowed, over] = [BUDGETS[name], run.seconds > BUDGETS[name]];
  return `; the budget of ${name} is ${minutes(allowed)} on two cores${over ? ': OVER BUDGET' : ''}`;
}

function commandOf({ whole, files }: RunTime): keyof typeof BUDGETS | undefined {
  if (!whole) return undefined;
  const ran = new Set(files.map(({ size }) => size));
  if (['unit', 'medium', 'large'].every((size) => ran.has(size))) return 'npm test';
  return ran.size === 1 && ran.has('unit') ? 'npm run test:unit' : undefined;
}

function sizes(files: readonly FileTime[]): string[] {
  const sums = new Map<string, number>();
  for (const { size, seconds } of files) sums.set(size, (sums.get(size) ?? 0) + seconds);
  return [...sums].sort().map(([size, seconds]) => `${size} ${minutes(seconds)}`);
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
