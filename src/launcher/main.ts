import { resolve } from 'node:path';
import { ApiProblem } from '../sample/index.js';
import { runDemo } from './demo.js';
import { FolderInUse } from './folder-lock.js';
import { welcome, welcomeEmpty } from './start.js';
import {
  hasSample,
  isWithoutSample,
  samplePhase,
  startOptions,
  USAGE,
  type StartOptions,
} from './start-options.js';
import { startSystem, type RunningSystem } from './system.js';
import { StepFailed, ConsoleReporter } from './console-reporter.js';

const reporter = new ConsoleReporter(process.stdout);
const varDir = resolve(process.env['VAR_DIR'] || 'var');

/** Asked to stop by a person or by the machine. */
class Stop extends Error {
  override name = 'Stop';
  constructor(readonly signal: NodeJS.Signals) {
    super(`Stopped by ${signal}.`);
  }
}

/** Of `npm start`. */
let options: StartOptions = { empty: null };

const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // Once is enough: a terminal sends a Ctrl-C to npm and to us, and npm passes it on.
    if (asked.signal.aborted) return;
    reporter.say();
    reporter.say('Stopping, in order: web, worker, database.');
    asked.abort(new Stop(signal));
  });
// Nobody reads on (`… | head`): go on and end in order.
process.stdout.on('error', () => undefined);

const stopAsked = new Promise<Stop>((tell) => {
  asked.signal.addEventListener('abort', () => tell(asked.signal.reason as Stop), { once: true });
});

/** Rejects when it is asked to stop or cannot go on; otherwise never settles. */
async function broken(system: RunningSystem): Promise<never> {
  const reason = await Promise.race([stopAsked, system.failed]);
  throw typeof reason === 'string' ? new Error(reason) : reason;
}

async function start(system: RunningSystem): Promise<never> {
  const ended = broken(system);
  const greeting = isWithoutSample(system.varDir, options)
    ? welcomeEmpty(system, reporter, options)
    : welcome(system, reporter, asked.signal);
  await Promise.race([ended, greeting]);
  return ended;
}

async function demo(system: RunningSystem): Promise<void> {
  await Promise.race([broken(system), runDemo(system, reporter, asked.signal)]);
}

interface Command {
  title: string;
  run: (system: RunningSystem) => Promise<void>;
  preferredPort?: number;
  /** Being stopped is how it ends, not how it fails. */
  endsWhenStopped: boolean;
}
const COMMANDS: Readonly<Record<string, Command>> = {
  start: { title: 'Highlight reports', run: start, preferredPort: 3000, endsWhenStopped: true },
  demo: {
    title: 'Highlight reports: from an owner’s draft to the PDF in a committee’s inbox',
    run: demo,
    endsWhenStopped: false,
  },
};

/** @returns the exit code. */
async function run(command: Command): Promise<number> {
  reporter.heading(command.title);
  let system: RunningSystem | undefined;
  let code = 0;
  try {
    const { preferredPort } = command;
    system = await startSystem({
      varDir,
      env: hasSample(varDir, options)
        ? { ...process.env, PHASE_LINE: samplePhase(process.env) }
        : process.env,
      reporter,
      signal: asked.signal,
      ...(preferredPort !== undefined && { preferredPort }),
    });
    await command.run(system);
  } catch (error) {
    // A Ctrl-C reaches us and what we wait for at the same time: that may end before we are told.
    await new Promise((resume) => setTimeout(resume, 100));
    if (asked.signal.aborted) code = command.endsWhenStopped ? 0 : exitCodeOf(asked.signal.reason as Stop);
    else {
      code = 1;
      reportFailure(error);
    }
  } finally {
    await system?.stop();
  }
  return code;
}

function reportFailure(error: unknown): void {
  reporter.say();
  reporter.say(reporter.bold('It did not work.'));
  const causes = new Set<string>();
  for (
    let cause: unknown = error;
    cause !== undefined;
    cause = cause instanceof Error ? cause.cause : undefined
  ) {
    for (const line of linesOf(cause)) causes.add(line);
    if (!(cause instanceof StepFailed)) break;
  }
  for (const line of causes) reporter.say(`  ${line}`);
  if (!(error instanceof FolderInUse)) reporter.say(`  The logs lie in ${resolve(varDir, 'log')}.`);
}

function linesOf(error: unknown): string[] {
  if (!(error instanceof ApiProblem)) return [error instanceof Error ? error.message : String(error)];
  return [
    `${error.request} was answered with ${error.status} (${error.code}): ${error.message}`,
    ...error.errors.map(({ path, message }) => `  ${path || '(whole body)'}: ${message}`),
    ...(error.instance === undefined ? [] : [`  Reference in the log: ${error.instance}`]),
  ];
}

const exitCodeOf = ({ signal }: Stop): number => ({ SIGINT: 130, SIGHUP: 129 })[signal as string] ?? 143;

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
const found = name === 'start' ? startOptions(args) : args.length === 0 ? { empty: null } : null;
if (found !== null) options = found;
if (command === undefined || found === null) {
  reporter.say(USAGE);
  process.exitCode = 2;
} else process.exit(await run(command));
