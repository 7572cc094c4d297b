import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Processes, type ChildSpec, type ProcessesOptions } from '../../src/launcher/index.js';
import { eventually } from '../support/eventually.js';

const support = join(dirname(fileURLToPath(import.meta.url)), '..', 'support');
const typescript = ['--import', pathToFileURL(join(support, 'register-typescript.mjs')).href];
const lifecycle = pathToFileURL(join(support, '../../src/platform/lifecycle/exit-with-parent.ts')).href;
const launcher = pathToFileURL(join(support, '../../src/launcher/index.ts')).href;

let folder: string;
let said: string[];
const running: Processes[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report processes '));
  said = [];
});
afterEach(async () => {
  for (const processes of running.splice(0)) await processes.stop();
  rmSync(folder, { recursive: true, force: true });
});

function make(more: Partial<ProcessesOptions> = {}): Processes {
  const processes = new Processes({
    logDir: join(folder, 'log'),
    say: (line) => said.push(line),
    restartAfterMs: 10,
    ...more,
  });
  running.push(processes);
  return processes;
}

/** A child program that follows the lifecycle, with some lines of its own. */
function child(name: string, lines: string, more: Partial<ChildSpec> = {}): ChildSpec {
  const entry = join(folder, `${name}.mjs`);
  writeFileSync(
    entry,
    `import { exitWithParent, reportReady } from '${lifecycle}';\nimport { appendFileSync } from 'node:fs';\n${lines}`,
  );
  return { name, entry, env: { PATH: process.env['PATH'] }, execArgv: typescript, ...more };
}

const SERVE = `setInterval(() => undefined, 1000); reportReady(4711);`;

function alive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function log(name: string): string {
  return readFileSync(join(folder, 'log', `${name}.log`), 'utf8');
}

describe('processes', () => {
  it('start when they say so, and tell their port', async () => {
    const processes = make();
    const ready = await processes.start(child('web', SERVE));
    expect(ready).toEqual({ pid: processes.pid('web'), port: 4711 });
    expect(alive(ready.pid)).toBe(true);
  });

  it('keep all that they print in a log of their own, and pass on what is a warning or worse', async () => {
    const processes = make();
    await processes.start(
      child(
        'web',
        `console.log('{"level":30,"msg":"routine"}'); console.log('{"level":40,"msg":"queue is slow"}');
         console.log('plain line'); console.error('out of order'); ${SERVE}`,
      ),
    );
    await processes.stop();
    for (const line of ['routine', 'queue is slow', 'plain line', 'out of order'])
      expect(log('web')).toContain(line);
    expect(said.sort()).toEqual(['web: out of order', 'web: queue is slow']);
    expect(statSync(join(folder, 'log', 'web.log')).mode & 0o777).toBe(0o600);
  });

  it('move a log aside when it has grown too large, keep one before it, and go on where an earlier launcher ended', async () => {
    const file = join(folder, 'log', 'web.log');
    /** Prints until the log is full, and goes on once it has begun anew. */
    const fills = (line: string): string => `
      for (let n = 0; n < 11; n++) console.log('${line} '.padEnd(99, '.'));
      await until(() => existsSync(old) && readFileSync(old, 'utf8').includes('${line}') && existsSync(log));`;
    const program = child(
      'web',
      `import { existsSync, readFileSync } from 'node:fs';
       const [log, old] = ${JSON.stringify([file, `${file}.1`])};
       const until = async (done) => { while (!done()) await new Promise((go) => setTimeout(go, 10)); };
       ${fills('first')} ${fills('second')} console.log('third'); ${SERVE}`,
    );
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'of before\n', { mode: 0o644 });
    const processes = make({ logLimitBytes: 1000 });
    await processes.start(program);
    await processes.stop();
    expect(readdirSync(dirname(file)).sort()).toEqual(['web.log', 'web.log.1']);
    const [kept, now] = [readFileSync(`${file}.1`, 'utf8'), readFileSync(file, 'utf8')];
    expect([kept.match(/second/g)?.length, kept.includes('of before')]).toEqual([10, false]);
    expect([now.includes('first'), now.match(/second/g)?.length, now.includes('third')]).toEqual([
      false,
      1,
      true,
    ]);
    for (const one of [file, `${file}.1`]) expect([one, statSync(one).mode & 0o777]).toEqual([one, 0o600]);
    writeFileSync(file, 'x'.repeat(1001));
    await make({ logLimitBytes: 1000 }).start(child('web', SERVE));
    expect([readFileSync(`${file}.1`, 'utf8').length, readFileSync(file, 'utf8')]).toEqual([1001, '']);
  });

  it('stop one after the other in the order given, in order each', async () => {
    const notes = join(folder, 'notes');
    const polite = (name: string): string => `
      process.on('SIGTERM', () => setTimeout(() => { appendFileSync(${JSON.stringify(notes)}, '${name} '); process.exit(0); }, 200));
      ${SERVE}`;
    const processes = make();
    for (const name of ['worker', 'other', 'web']) await processes.start(child(name, polite(name)));
    await Promise.all([processes.stop(['web', 'worker']), processes.stop()]);
    expect(readFileSync(notes, 'utf8')).toBe('web worker other ');
    expect(said).toEqual([]);
  });

  it('are ended by force when they do not stop in time', async () => {
    const processes = make();
    const { pid } = await processes.start(
      child('stubborn', `process.on('SIGTERM', () => undefined); ${SERVE}`, { stopWithinMs: 100 }),
    );
    await processes.stop();
    expect(alive(pid)).toBe(false);
    expect(said).toEqual(['stubborn did not stop within 0.1 seconds and was ended by force.']);
  });

  it('fail to start with a reason when they end or stay silent instead', async () => {
    const processes = make();
    await expect(
      processes.start(child('web', `console.error('no database'); process.exit(3);`)),
    ).rejects.toThrow(/^web did not start: It ended with exit code 3\. Its log: .*web\.log$/);
    expect(said).toEqual(['web: no database']);
    const silent = child(
      'silent',
      `appendFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); setInterval(() => 0, 1000);`,
      {
        readyWithinMs: 1_500,
      },
    );
    await expect(processes.start(silent)).rejects.toThrow(
      'silent did not start: It was not ready within 1.5 seconds.',
    );
    expect(alive(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false);
    await expect(processes.start({ ...silent, entry: join(folder, 'missing.mjs') })).rejects.toThrow(
      'exit code 1',
    );
  });

  it('are started again when they die unasked', async () => {
    const processes = make();
    const { pid } = await processes.start(child('worker', SERVE));
    process.kill(pid, 'SIGKILL');
    await eventually(
      'the worker is there again',
      () => processes.pid('worker') !== pid && alive(processes.pid('worker')),
    );
    expect(said).toEqual(['worker died unasked. It was ended by SIGKILL. Starting it again.']);
  });

  it('are given up after dying quickly several times in a row, and the launcher hears why', async () => {
    const processes = make({ maxQuickDeaths: 3 });
    await processes.start(child('worker', `${SERVE} setTimeout(() => process.exit(7), 50);`));
    await expect(processes.gaveUp).resolves.toBe('worker died 3 times in a row. It ended with exit code 7.');
    expect(said).toHaveLength(2);
    await processes.stop();
    expect(alive(processes.pid('worker'))).toBe(false);
  });

  it('are not started again once stopping has begun', async () => {
    const processes = make({ restartAfterMs: 300 });
    const { pid } = await processes.start(child('worker', SERVE));
    process.kill(pid, 'SIGKILL');
    await eventually('the death is told', () => said.length > 0);
    await processes.stop();
    await new Promise((resume) => setTimeout(resume, 600));
    expect(alive(processes.pid('worker'))).toBe(false);
  });

  it('stop in order by themselves when the launcher is killed', async () => {
    const notes = join(folder, 'notes');
    const spec = child(
      'worker',
      `exitWithParent(async () => { appendFileSync(${JSON.stringify(notes)}, 'stopped in order'); }, 5000); ${SERVE}`,
    );
    const entry = join(folder, 'launcher.mjs');
    writeFileSync(
      entry,
      `import { Processes } from '${launcher}';
       const processes = new Processes({ logDir: ${JSON.stringify(join(folder, 'log'))}, say: () => undefined });
       process.send(await processes.start(${JSON.stringify(spec)}));`,
    );
    const parent = fork(entry, [], { execArgv: typescript });
    const [{ pid }] = (await once(parent, 'message')) as [{ pid: number }];
    expect(alive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually('the worker has stopped', () => !alive(pid));
    expect(readFileSync(notes, 'utf8')).toBe('stopped in order');
  });

  it('end by themselves at the deadline when their orderly stop hangs', async () => {
    const parentless = child('hanging', `exitWithParent(() => new Promise(() => undefined), 100); ${SERVE}`);
    const orphan = fork(parentless.entry, [], { execArgv: typescript });
    const ended = once(orphan, 'exit');
    await once(orphan, 'message');
    orphan.disconnect();
    await expect(ended).resolves.toEqual([1, null]);
  });

  it('are not held open by the channel to their parent', async () => {
    const brief = child('brief', `exitWithParent(async () => undefined, 5000); reportReady();`);
    const finished = fork(brief.entry, [], { execArgv: typescript });
    await expect(once(finished, 'exit')).resolves.toEqual([0, null]);
  });
});
