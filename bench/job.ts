/**
 * What a whole piece of render work costs beyond the render itself: `npm run bench:job [-- --runs n] [--browser path]`.
 *
 * A real worker (the queue, the outbox, the handler, the renderer, the store) works through as many sealed versions of the sample
 * report in each edition, one after another. Its own objects are asked for the time at each step; nothing of its way is written again here.
 */
import 'reflect-metadata';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import {
  ArtefactStore,
  createLogger,
  loadConfig,
  NestLogger,
  Outbox,
  QueueBackend,
  sha256Hex,
  OutboxWorker,
} from '../src/platform/index.js';
import { editionWanted, VersionsQueries } from '../src/reporting/index.js';
import { RenderEffects } from '../src/reporting/worker/render.handler.js';
import { Renderer, type RenderedPdf } from '../src/document/rendering/rendering.js';
import { WorkerModule } from '../src/worker.module.js';
import { machine, median, quantile, say, table } from './figures.js';
import { install, type Installation } from './installation.js';
import { sealEditions } from './sample-council.js';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '20' }, browser: { type: 'string' } },
});
const WARM_UP_JOBS = 3;
const GIVE_UP_AFTER_MS = 120_000;

/** When each step of one job began and ended. */
interface Span {
  from: number;
  to: number;
}
type Step = 'claim' | 'summary' | 'sealed' | 'check' | 'render' | 'renewLease' | 'store' | 'effects';
interface Job {
  /** A step that is taken more than once, such as reading the text that a correction corrects, has as many spans. */
  steps: Partial<Record<Step, Span[]>>;
  pdf?: RenderedPdf;
  canonical?: string;
}

type Method<T, Name extends keyof T> = T[Name] extends (...args: infer Args) => Promise<infer Result>
  ? { args: Args; result: Result }
  : never;

/** Makes the method of this one object tell when it began and ended. */
function watch<T extends object, Name extends keyof T>(
  target: T,
  name: Name,
  note: (span: Span, result: Method<T, Name>['result'], args: Method<T, Name>['args']) => void,
): void {
  const original = target[name] as (...args: unknown[]) => Promise<Method<T, Name>['result']>;
  const watched = async (...args: Method<T, Name>['args']): Promise<Method<T, Name>['result']> => {
    const from = performance.now();
    const result = await original.apply(target, args);
    note({ from, to: performance.now() }, result, args);
    return result;
  };
  Object.assign(target, { [name]: watched });
}

async function work(installation: Installation, count: number): Promise<{ jobs: Job[]; browser: string }> {
  const config = loadConfig({
    ...installation.env,
    LOG_LEVEL: 'warn',
    RENDER_PAGES: '1',
    RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
    ...(options.browser !== undefined && { PUPPETEER_EXECUTABLE_PATH: options.browser }),
  });
  const logger = createLogger(config, 'bench');
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const outboxWorker = app.get(OutboxWorker);
  try {
    const jobs: Job[] = [];
    let job: Job = { steps: {} };
    const note =
      (step: Step) =>
      (span: Span): void => {
        (job.steps[step] ??= []).push(span);
      };
    // The rendered versions are work too, for the committees: there are none here, so it is done at once.
    watch(app.get(Outbox), 'claim', (span, claim) => {
      if (claim?.kind === editionWanted.name) job = { steps: { claim: [span] } };
    });
    watch(app.get(Outbox), 'renewLease', (span, _mine, [claim]) => {
      if (claim.kind === editionWanted.name) note('renewLease')(span);
    });
    const versions = app.get(VersionsQueries, { strict: false });
    watch(versions, 'find', note('summary'));
    watch(versions, 'sealed', (span, sealed) => {
      note('sealed')(span);
      if (sealed) job.canonical ??= sealed.canonical;
    });
    const renderer = app.get(Renderer, { strict: false });
    watch(renderer, 'checkPage', note('check'));
    watch(renderer, 'render', (span, pdf) => {
      note('render')(span);
      job.pdf = pdf;
    });
    watch(app.get(ArtefactStore), 'put', note('store'));
    watch(app.get(RenderEffects, { strict: false }), 'stored', (span) => {
      note('effects')(span);
      jobs.push(job);
      job = { steps: {} };
    });
    await app.get(QueueBackend).check();
    outboxWorker.start();
    const end = Date.now() + GIVE_UP_AFTER_MS;
    while (jobs.length < count) {
      if (Date.now() > end) throw new Error(`only ${jobs.length} of ${count} versions were rendered`);
      await pause(50);
    }
    const { browser = 'none', kind, source } = renderer.health();
    return { jobs: jobs.slice(WARM_UP_JOBS), browser: `${browser} (${kind}, ${source})` };
  } finally {
    await outboxWorker.stop();
    await app.close();
  }
}

interface Part {
  name: string;
  milliseconds: (job: Job) => number;
}

function step(job: Job, name: Step): Span[] {
  const spans = job.steps[name];
  if (!spans) throw new Error(`the job never came to "${name}"`);
  return spans;
}
const lasted = (job: Job, name: Step): number =>
  step(job, name).reduce((sum, { from, to }) => sum + to - from, 0);
const began = (job: Job, name: Step): number => Math.min(...step(job, name).map(({ from }) => from));
const ended = (job: Job, name: Step): number => Math.max(...step(job, name).map(({ to }) => to));
function pdfOf(job: Job): RenderedPdf {
  if (!job.pdf) throw new Error('the job has no PDF');
  return job.pdf;
}
function hashing({ canonical = '' }: Job): number {
  const from = performance.now();
  sha256Hex(canonical);
  return performance.now() - from;
}

const CHECKING: Part = {
  name: 'check of the page form',
  milliseconds: (job) => lasted(job, 'check'),
};
const PRINTING: Part = {
  name: 'render: parsing, fonts, printing, to the printed bytes',
  milliseconds: (job) => pdfOf(job).timings.total - pdfOf(job).timings.finished,
};
/** From the first of the two until both are done: they run side by side. */
const FORMS: Part = {
  name: 'both forms, side by side',
  milliseconds: (job) =>
    Math.max(ended(job, 'check'), ended(job, 'render')) - Math.min(began(job, 'check'), began(job, 'render')),
};
const PACKING: Part = {
  name: 'checks of the PDF and object-stream pass (in a thread)',
  milliseconds: (job) => pdfOf(job).timings.finished,
};
/** In the order of the work. */
const AROUND: Part[] = [
  { name: 'claim', milliseconds: (job) => lasted(job, 'claim') },
  {
    name: 'read the version and the sealed text',
    milliseconds: (job) => lasted(job, 'summary') + lasted(job, 'sealed'),
  },
  {
    name: 'verify the hash, view and template, twice',
    // From the end of the first reading to the forms; the template of the second is filled in while the first is looked at.
    milliseconds: (job) => began(job, 'check') - began(job, 'sealed') - lasted(job, 'sealed'),
  },
  { name: 'renew the claim', milliseconds: (job) => lasted(job, 'renewLease') },
  { name: 'store the files, side by side', milliseconds: (job) => ended(job, 'store') - began(job, 'store') },
  {
    name: 'row, outbox, completion and audit, in one transaction',
    milliseconds: (job) => lasted(job, 'effects'),
  },
];
const TOTAL: Part = {
  name: 'whole job, from the claim to the commit',
  milliseconds: (job) => ended(job, 'effects') - began(job, 'claim'),
};

function report(jobs: Job[]): void {
  const line = ({ name, milliseconds }: Part): string[] => {
    const all = jobs.map(milliseconds);
    return [name, median(all).toFixed(2), quantile(all, 0.25).toFixed(2), quantile(all, 0.75).toFixed(2)];
  };
  const [first, read, view, ...after] = AROUND;
  table(
    ['part', 'median ms', 'from', 'to (middle half)'],
    [
      ...[first, read, view].filter((part) => part !== undefined).map(line),
      line({ name: '  of it: SHA-256 of the sealed text, alone', milliseconds: hashing }),
      line(FORMS),
      line(CHECKING),
      line(PRINTING),
      line(PACKING),
      ...after.map(line),
      line(TOTAL),
    ],
  );
  const beyond = (job: Job): number => TOTAL.milliseconds(job) - FORMS.milliseconds(job);
  const share = `${(median(jobs.map((job) => beyond(job) / PRINTING.milliseconds(job))) * 100).toFixed(1)}%`;
  say(
    `\nBeyond both forms, which are made, checked and packed side by side: ${share} of the render (aim: at most 10%)`,
  );
  const times = ({ milliseconds }: Part): string =>
    median(jobs.map((job) => milliseconds(job) / PRINTING.milliseconds(job))).toFixed(2);
  say(`The check of the page form: ${times(CHECKING)}x the render (aim: at most 1.50x a bare print)`);
  say(`The whole finished edition: ${times(TOTAL)}x the render (aim: at most 4.00x a bare print)`);
}

async function main(): Promise<void> {
  const count = Math.max(15, Number(options.runs)) + WARM_UP_JOBS;
  const installation = await install();
  try {
    say(
      `${machine()}; load average ${loadavg()
        .map((n) => n.toFixed(1))
        .join(' ')}`,
    );
    await sealEditions(installation, count, () => undefined);
    const { jobs, browser } = await work(installation, count);
    const last = pdfOf(jobs.at(-1)!);
    say(
      `${browser}; ${jobs.length} jobs, one after another; ${last.pageCount} pages, ${(last.printedBytes / 1024).toFixed(0)} KB printed, ${(last.bytes.length / 1024).toFixed(0)} KB stored; sealed text ${((jobs.at(-1)?.canonical?.length ?? 0) / 1024).toFixed(0)} KB\n`,
    );
    report(jobs);
    say(
      `\nLoad average at the end ${loadavg()
        .map((n) => n.toFixed(1))
        .join(' ')}`,
    );
  } finally {
    await installation.remove();
  }
}

await main();
