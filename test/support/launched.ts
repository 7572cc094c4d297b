import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Builds what `npm start` and `npm run demo` run, when it is not what the sources say. */
export async function buildProduct(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(repository, 'scripts', 'build-when-stale.mjs')]);
}

export interface Launched {
  child: ChildProcess;
  /** Everything that it has printed so far, on both streams. */
  output: () => string;
  /** Waits until it has printed this. @throws Error with what it printed when it ends before. */
  printed: (text: string | RegExp) => Promise<string>;
  ended: Promise<{ code: number | null; output: string }>;
}

const running = new Set<ChildProcess>();

/** The launcher itself, as `npm start` and `npm run demo` run it. */
export function launch(
  command: 'start' | 'demo',
  varDir: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Launched {
  const { PORT: _port, DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [join(repository, 'dist', 'src', 'launcher', 'main.js'), command, ...args],
    {
      env: { ...inherited, NODE_ENV: 'development', VAR_DIR: varDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
  const printed = (text: string | RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (typeof text === 'string' ? !output.includes(text) : !text.test(output)) return;
        listeners.delete(look);
        resolve(output);
      };
      listeners.add(look);
      void ended.then(({ code }) => reject(new Error(`The launcher ended with ${code} instead:\n${output}`)));
      look();
    });
  return { child, output: () => output, printed, ended };
}

/** After a test that failed half-way: nothing may be left for the next one. */
export async function endAllLaunched(): Promise<void> {
  for (const child of running) {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
  }
}

/**
 * Every process that has to do with this folder: it is named in the environment of ours, and in the command line of the database, its
 * watchdog and the browser. Linux only.
 */
export function processesOf(varDir: string): string[] {
  const about = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return ''; // gone, or not ours to see
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && pid !== String(process.pid))
    .filter((pid) => (about(pid, 'cmdline') + about(pid, 'environ')).includes(varDir))
    .map((pid) => `${pid} ${about(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

/** Waits until none of them is left; Jest's own limit ends it if that does not happen. */
export async function noProcessLeft(varDir: string): Promise<void> {
  while (processesOf(varDir).length > 0) await new Promise((resume) => setTimeout(resume, 100));
}
