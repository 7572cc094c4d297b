/**
 * The launcher's children: whole Node programs (web, worker) that are started, watched, restarted and stopped in order.
 *
 *     const processes = new Processes({ logDir: 'var/log', say });
 *     const { port } = await processes.start({ name: 'web', entry: 'dist/src/main.web.js', env });
 *     await processes.start({ name: 'worker', entry: 'dist/src/main.worker.js', env });
 *     const reason = await Promise.race([processes.gaveUp, database.exited, asked]);
 *     await processes.stop(['web', 'worker']);         // then database.stop(…), last
 *
 * What a child does (`runProcess` in src/platform/lifecycle): it says when it serves, it stops in order at SIGTERM, and it ends when
 * its launcher was killed.
 *
 * What holds:
 *  - each child has a session of its own: a Ctrl-C in the terminal reaches the launcher alone, which stops them in its order.
 *  - all that a child prints goes to `<logDir>/<name>.log`; warnings and errors are also printed by the launcher. A log that has grown
 *    too large becomes `<name>.log.1`, in the place of the one before, so that logs never fill the disk.
 *  - a child that dies after it was ready is started again. After each quick death the wait doubles; after several in a row the
 *    launcher gives up. A child that dies before it was ever ready is not started again: the operator has to look.
 *  - a child that is started again must find the port it had: give it a fixed one (a free port chosen once), not 0.
 */
import { fork, type ChildProcess } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  fchmodSync,
  mkdirSync,
  renameSync,
  statSync,
  type WriteStream,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ChildSpec {
  /** Unique; also the name of its log file. */
  name: string;
  /** The JavaScript file to run. */
  entry: string;
  args?: readonly string[];
  /** Its whole environment; nothing is added. */
  env: NodeJS.ProcessEnv;
  /** Options for Node itself, e.g. `--max-old-space-size`. */
  execArgv?: readonly string[];
  /** Default 60 seconds. */
  readyWithinMs?: number;
  /** Between SIGTERM and SIGKILL. Default 15 seconds. */
  stopWithinMs?: number;
}

export interface ProcessesOptions {
  /** Made when missing. */
  logDir: string;
  /** Hears what an operator should see, one plain sentence or log line at a time. */
  say: (sentence: string) => void;
  /** Hears the name of each child that was stopped, as it has ended. */
  onStopped?: (name: string) => void;
  /** A life shorter than this is a quick death. Default 30 seconds. */
  quickDeathMs?: number;
  /** Quick deaths in a row after which the launcher gives up. Default 5. */
  maxQuickDeaths?: number;
  /** Wait before the first restart; doubles with each quick death, to 10 seconds at most. Default 500. */
  restartAfterMs?: number;
  /** Bytes after which a log is moved aside. Default 10 MiB. */
  logLimitBytes?: number;
}

export interface Ready {
  pid: number;
  /** As the child reported it. */
  port?: number;
}

interface Child {
  spec: ChildSpec;
  log: WriteStream;
  /** Bytes in the log. */
  logged: number;
  running?: ChildProcess;
  /** Settles when `running` has ended and all it printed is in the log. */
  ended: Promise<string>;
  quickDeaths: number;
  restart?: NodeJS.Timeout;
}

const LONGEST_WAIT_MS = 10_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
/** pino's number for `warn`. */
const WARN = 40;

export class Processes {
  /** Settles with a sentence when a child could not be kept alive; stopping everything is then the launcher's part. Never rejects. */
  readonly gaveUp: Promise<string>;
  private giveUp!: (reason: string) => void;
  private readonly children = new Map<string, Child>();
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: ProcessesOptions) {
    mkdirSync(options.logDir, { recursive: true });
    this.gaveUp = new Promise((resolve) => (this.giveUp = resolve));
  }

  /**
   * Starts a child and waits until it reports that it is ready.
   * @throws Error with a plain sentence when it ends or stays silent instead; it is gone then.
   */
  async start(spec: ChildSpec): Promise<Ready> {
    if (this.stopping) throw new Error(`${spec.name} cannot be started while everything is being stopped.`);
    if (this.children.has(spec.name)) throw new Error(`There is a process named ${spec.name} already.`);
    const child: Child = { spec, ...this.openLog(spec), ended: Promise.resolve(''), quickDeaths: 0 };
    this.children.set(spec.name, child);
    try {
      return await this.launch(child);
    } catch (error) {
      this.children.delete(spec.name);
      child.log.end();
      throw error;
    }
  }

  /** The pid of a running child, for tests and the status line. */
  pid(name: string): number | undefined {
    return this.children.get(name)?.running?.pid;
  }

  /**
   * SIGTERM to one after the other in this order (the others after them), each with its deadline, then SIGKILL.
   * Afterwards none is left. Safe to repeat; no child is restarted from the first call on.
   */
  stop(order: readonly string[] = []): Promise<void> {
    return (this.stopping ??= this.stopAll(order));
  }

  private async stopAll(order: readonly string[]): Promise<void> {
    for (const child of this.children.values()) clearTimeout(child.restart);
    const rest = [...this.children.keys()].filter((name) => !order.includes(name));
    for (const name of [...order, ...rest]) {
      const child = this.children.get(name);
      if (!child) continue;
      if (!(await end(child)))
        this.options.say(
          `${name} did not stop within ${stopWithinMs(child.spec) / 1000} seconds and was ended by force.`,
        );
      await new Promise<void>((closed) => child.log.end(() => closed()));
      this.options.onStopped?.(name);
    }
  }

  private async launch(child: Child): Promise<Ready> {
    const { spec } = child;
    const startedAt = Date.now();
    const running = fork(spec.entry, [...(spec.args ?? [])], {
      env: spec.env,
      execArgv: [...(spec.execArgv ?? [])],
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.running = running;
    child.ended = this.watch(child, running);
    const ready = await untilReady(running, child.ended, spec.readyWithinMs ?? 60_000);
    if (typeof ready === 'string') {
      await end(child);
      throw new Error(`${spec.name} did not start: ${ready} Its log: ${this.logFile(spec)}`);
    }
    void child.ended.then((how) => this.onDeath(child, how, Date.now() - startedAt));
    return ready;
  }

  private write(child: Child, line: string): void {
    const { log } = child;
    if (!log.writable) return;
    log.write(`${line}\n`);
    child.logged += Buffer.byteLength(line) + 1;
    if (child.logged <= this.logLimit) return;
    log.end();
    Object.assign(child, this.openLog(child.spec, child.logged));
  }

  private get logLimit(): number {
    return this.options.logLimitBytes ?? LOG_LIMIT_BYTES;
  }

  private logFile({ name }: ChildSpec): string {
    return join(this.options.logDir, `${name}.log`);
  }

  /** A log that has grown too large is moved aside, in the place of the one before. @param logged bytes in it. */
  private openLog(spec: ChildSpec, logged = bytesOf(this.logFile(spec))): Pick<Child, 'log' | 'logged'> {
    const file = this.logFile(spec);
    const full = logged > this.logLimit && existsSync(file);
    if (full) renameSync(file, `${file}.1`);
    return { log: openLog(file, this.options.say), logged: full ? 0 : logged };
  }

  /** Writes all that a child prints to its log, and says what is a warning or worse. */
  private watch(child: Child, running: ChildProcess): Promise<string> {
    const { name } = child.spec;
    const forward = (stream: NodeJS.ReadableStream | null, always: boolean): Promise<void> =>
      new Promise((finished) => {
        if (!stream) return finished();
        createInterface({ input: stream, crlfDelay: Infinity })
          .on('line', (line) => {
            this.write(child, line);
            const worth = always ? line : warning(line);
            if (worth) this.options.say(`${name}: ${worth}`);
          })
          .once('close', finished);
      });
    const printed = Promise.all([forward(running.stdout, false), forward(running.stderr, true)]);
    return new Promise((resolve) => {
      running.once('error', (error) => resolve(`It could not be run: ${error.message}.`));
      // 'close' as well: a grandchild may hold the streams open, so the exit counts and the last lines get a moment.
      running.once('exit', (code, signal) => {
        const how = signal ? `It was ended by ${signal}.` : `It ended with exit code ${code}.`;
        void Promise.race([printed, new Promise((late) => setTimeout(late, 1_000).unref())]).then(() =>
          resolve(how),
        );
      });
    });
  }

  private onDeath(child: Child, how: string, livedMs: number): void {
    if (this.stopping) return;
    const { quickDeathMs = 30_000, maxQuickDeaths = 5, restartAfterMs = 500, say } = this.options;
    child.quickDeaths = livedMs < quickDeathMs ? child.quickDeaths + 1 : 0;
    if (child.quickDeaths >= maxQuickDeaths) {
      this.giveUp(`${child.spec.name} died ${child.quickDeaths} times in a row. ${how}`);
      return;
    }
    const wait = Math.min(LONGEST_WAIT_MS, restartAfterMs * 2 ** Math.max(0, child.quickDeaths - 1));
    say(`${child.spec.name} died unasked. ${how} Starting it again.`);
    child.restart = setTimeout(() => {
      this.launch(child).catch((error: unknown) => {
        if (!this.stopping) this.onDeath(child, error instanceof Error ? error.message : String(error), 0);
      });
    }, wait);
  }
}

function stopWithinMs(spec: ChildSpec): number {
  return spec.stopWithinMs ?? 15_000;
}

/** @returns false when it had to be ended by force. */
async function end({ running, ended, spec }: Child): Promise<boolean> {
  if (running?.exitCode !== null || running.signalCode !== null || running.pid === undefined) {
    await ended;
    return true;
  }
  running.kill('SIGTERM');
  let forced = false;
  const force = setTimeout(() => {
    forced = true;
    running.kill('SIGKILL');
  }, stopWithinMs(spec));
  await ended;
  clearTimeout(force);
  return !forced;
}

/** @returns a sentence when it did not get ready. */
function untilReady(
  running: ChildProcess,
  ended: Promise<string>,
  withinMs: number,
): Promise<Ready | string> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(`It was not ready within ${withinMs / 1000} seconds.`), withinMs);
    running.on('message', (message) => {
      if (!isReady(message)) return;
      clearTimeout(late);
      resolve({ pid: running.pid ?? 0, ...(message.port !== undefined && { port: message.port }) });
    });
    void ended.then((how) => {
      clearTimeout(late);
      resolve(how);
    });
  });
}

function isReady(message: unknown): message is { ready: true; port?: number } {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
}

/** What a log line says, with the message of its error, when the line is a warning or worse. */
function warning(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: unknown;
      msg?: unknown;
      err?: { message?: unknown };
    };
    if (typeof level !== 'number' || level < WARN) return undefined;
    const said = [msg, err?.message].filter((text) => typeof text === 'string');
    return said.length === 0 ? line : said.join(': ');
  } catch {
    return undefined; // not one of our log lines
  }
}

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function openLog(file: string, say: (sentence: string) => void): WriteStream {
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  // By its descriptor: the file may have another name by now.
  log.once('open', (descriptor: number) => fchmodSync(descriptor, 0o600));
  // A full disk must not bring the launcher down; the stream is closed after its first error, what follows is lost.
  log.on('error', (error) => say(`${file} cannot be written: ${error.message}`));
  return log;
}
