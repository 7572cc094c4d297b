/** Web and worker as they are delivered: compiled to dist, and run by plain Node in processes of their own. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { eventually } from './eventually.js';

const DIST = join(projectFolder(), 'dist', 'src');

/** One line of a program's log. */
export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

/** A running web or worker process. Ended by {@link endPrograms} at the latest, or when the test process dies. */
export class Program {
  readonly lines: LogLine[] = [];
  /** What it printed that is no line of our log: always a finding. */
  readonly stray: string[] = [];
  port: number | undefined;
  /** Exit code, or the name of the signal that ended it; all that it printed has been read by then. */
  ended: number | NodeJS.Signals | undefined;
  readonly ending: Promise<number | NodeJS.Signals>;
  private ready = false;

  private constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          if (line.startsWith('{')) this.lines.push(JSON.parse(line) as LogLine);
          else this.stray.push(line);
        });
    child.on('message', (message: { ready?: boolean; port?: number }) => {
      this.ready = message.ready === true;
      this.port = message.port;
    });
    this.ending = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve((this.ended = signal ?? code ?? -1));
      });
    });
  }

  /** @param env all of its environment, but for what finds and runs programs. */
  static spawn(name: 'web' | 'worker', env: Record<string, string>): Program {
    const program = new Program(
      fork(join(DIST, `main.${name}.js`), [], {
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
        execArgv: [],
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    );
    programs.add(program);
    return program;
  }

  /** Spawned, and ready to work. @throws Error with its log when it ends instead. */
  static async start(name: 'web' | 'worker', env: Record<string, string>): Promise<Program> {
    const program = Program.spawn(name, env);
    await eventually(`${name} is ready`, () => program.ready || program.ended !== undefined, 180_000);
    if (!program.ready) throw new Error(`${name} ended instead: ${program.said()}`);
    return program;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port ?? 0}`;
  }

  /** How many lines with this message it wrote; with a field, only those that carry it. */
  count(msg: string, fields: Record<string, unknown> = {}): number {
    return this.find(msg, fields).length;
  }

  private find(msg: string, fields: Record<string, unknown>): LogLine[] {
    return this.lines.filter(
      (line) => line.msg === msg && Object.entries(fields).every(([name, value]) => line[name] === value),
    );
  }

  /** When it wrote the first of these lines, in milliseconds. @throws Error when it wrote none. */
  time(msg: string, fields: Record<string, unknown>): number {
    const line = this.find(msg, fields)[0];
    if (!line) throw new Error(`No line says “${msg}”.`);
    return Date.parse(String(line['time']));
  }

  /** Its warnings, errors and stray output, for the message of a failed test. */
  said(): string {
    const worth = this.lines.filter(({ level }) => level >= 40).map((line) => JSON.stringify(line));
    return [...worth, ...this.stray].join('\n');
  }

  /** @returns its exit code, or the signal that ended it. */
  async signal(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
    this.child.kill(signal);
    return this.ending;
  }
}

const programs = new Set<Program>();

/** Those that nobody has ended yet, killed ones left out. */
export const runningPrograms = (): Program[] => [...programs].filter(({ ended }) => ended === undefined);

/** Ends every program that this test file started and that still runs, without asking. */
export async function endPrograms(): Promise<void> {
  await Promise.all(
    [...programs].map(async (program) => {
      programs.delete(program);
      if (program.ended === undefined) await program.signal('SIGKILL');
    }),
  );
}
