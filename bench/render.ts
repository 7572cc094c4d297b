/**
 * What a report costs against the least it could cost: `npm run bench:render [-- --reps n] [--browser path] [--bundled] [--memory n]`.
 *
 * The real report, from the sample, and one of twice its themes. Variants run interleaved, in a new random order each round, in one
 * run; their ratio is to a bare print of the same document, parsed and hidden on screen, which is the least that a new document can cost.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { createLogger } from '../src/platform/logging/logger.js';
import { within } from '../src/document/rendering/deadline.js';
import { KeptBrowser, launchOptions } from '../src/document/rendering/kept-browser.js';
import {
  Renderer,
  resolveChromium,
  type Chromium,
  type RenderedPdf,
} from '../src/document/rendering/rendering.js';
import { machine, median, quantile, say, shuffled, table } from './figures.js';
import { documentsOf, sealedSample, type Document } from './sample-document.js';

const PRINT = {
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
} as const;

const { values: options } = parseArgs({
  options: {
    reps: { type: 'string', default: '15' },
    browser: { type: 'string' },
    bundled: { type: 'boolean', default: false },
    memory: { type: 'string', default: '200' },
  },
});
const ROUNDS = Math.max(15, Number(options.reps));
const WARM_UP_ROUNDS = 2;
/** Reports in one batch of the throughput, and batches of each kind. */
const BATCH = 6;
const BATCHES = 5;

const asRoot = process.getuid?.() === 0;

const REFERENCE = 'bare print, parsed and hidden on screen';
const PRINTED = 'our render, to the printed bytes';
const FINISHED = 'our render, checked and packed';
const CHECK = 'our check of the page form';
const EDITION = 'our finished edition: both forms made, checked, packed';
const COLD = 'our render, checked and packed, browser started for it';
const LAUNCHED = 'setContent + page.pdf, browser launched for it';

/** At most so many times the reference. */
const AIMS = [
  [PRINTED, '1.10'],
  [CHECK, '1.50'],
  [EDITION, '4.00'],
] as const;

/** One measured call: its milliseconds by name of the row. */
type Variant = () => Promise<Record<string, number>>;

async function timed(row: string, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const start = performance.now();
  await work();
  return { [row]: performance.now() - start };
}

/** A page that holds the document already: all that is left is to print. */
async function barePrint(browser: Browser, html: string): Promise<() => Promise<void>> {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  const { frameTree } = await session.send('Page.getFrameTree');
  await session.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  await session.send('Runtime.evaluate', {
    expression: 'Promise.all([...document.fonts].map((face) => face.load())).then(() => 1)',
    awaitPromise: true,
  });
  return async () => {
    const { data } = await session.send('Page.printToPDF', { ...PRINT, transferMode: 'ReturnAsBase64' });
    Buffer.from(data, 'base64');
  };
}

async function usualWay(page: Page, html: string): Promise<void> {
  await page.setContent(html);
  await page.pdf({ printBackground: true, preferCSSPageSize: true, tagged: true, outline: true });
}

async function launchPerReport(chromium: Chromium, html: string): Promise<void> {
  const browser = await puppeteer.launch(usualOptions(chromium));
  try {
    await usualWay(await browser.newPage(), html);
  } finally {
    await browser.close();
  }
}

async function startPerReport(chromium: Chromium, html: string): Promise<void> {
  const renderer = makeRenderer(chromium, 1);
  try {
    await renderer.start();
    await renderer.render(html);
  } finally {
    await renderer.close();
  }
}

/** page.setContent waits for the network's events, so the rows of others have them on. */
function usualOptions(chromium: Chromium): ReturnType<typeof launchOptions> {
  return { ...launchOptions(chromium, !asRoot), networkEnabled: true, protocolTimeout: 60_000 };
}

function makeRenderer(chromium: Chromium, pages: number): Renderer {
  const logger = createLogger({ LOG_LEVEL: 'error' }, 'bench');
  return new Renderer({ chromium, pages, deadlineMs: 60_000, sandbox: !asRoot, logger });
}

function ours(renderer: Renderer, html: string, keep: (pdf: RenderedPdf) => void): Variant {
  return async () => {
    const pdf = await renderer.render(html);
    keep(pdf);
    const { total, finished } = pdf.timings;
    return {
      [PRINTED]: total - finished,
      [FINISHED]: total,
      'of it, in a thread: checks and object-stream pass': finished,
    };
  };
}

async function interleaved(variants: readonly Variant[]): Promise<Map<string, number[]>> {
  const figures = new Map<string, number[]>();
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const variant of shuffled(variants)) {
      const measured = await variant();
      await pause(60); // a page is made blank after its render: not in the next one's time
      if (round < 0) continue;
      for (const [row, ms] of Object.entries(measured)) figures.set(row, [...(figures.get(row) ?? []), ms]);
    }
  }
  return figures;
}

/** One report alone: what each way costs. */
async function alone(chromium: Chromium, renderer: Renderer, document: Document): Promise<void> {
  const { name, print, page, write } = document;
  const reference = await puppeteer.launch(launchOptions(chromium, !asRoot));
  const usual = await puppeteer.launch(usualOptions(chromium));
  try {
    const hidden = await barePrint(reference, print);
    const laidOut = await barePrint(reference, print.replaceAll('@media screen', '@media not all'));
    const usualPage = await usual.newPage();
    let last: RenderedPdf | undefined;
    const figures = await interleaved([
      () => timed(REFERENCE, hidden),
      () => timed('bare print, laid out already', laidOut),
      ours(renderer, print, (pdf) => (last = pdf)),
      () => timed(CHECK, () => renderer.checkPage(page)),
      () =>
        timed(EDITION, async () => {
          const forms = write();
          // Side by side, as the worker does it.
          await Promise.all([renderer.checkPage(forms.page), renderer.render(forms.print)]);
        }),
      () => timed('setContent + page.pdf, page kept', () => usualWay(usualPage, print)),
      () => timed(LAUNCHED, () => launchPerReport(chromium, print)),
      () => timed(COLD, () => startPerReport(chromium, print)),
    ]);
    const at = (row: string, share: number): number => quantile(figures.get(row) ?? [], share);
    // Where other work takes the processor away at random, a quarter says more of the work itself than the median does.
    const times = (row: string, share: number): string => (at(row, share) / at(REFERENCE, share)).toFixed(2);
    if (last) {
      const [html, printed, stored] = [Buffer.byteLength(print), last.printedBytes, last.bytes.length];
      say(
        `\n## ${name}: ${last.pageCount} pages; ${kb(html)} of HTML, printed ${kb(printed)}, stored ${kb(stored)}: ${(stored / printed).toFixed(2)}x (aim: at most 0.40x)\n`,
      );
    }
    table(
      ['', 'quarter ms', 'median ms', 'p95 ms', 'x reference, by quarters', 'by medians'],
      [...figures]
        .sort(([, a], [, b]) => median(a) - median(b))
        .map(([row, ms]) => [
          row,
          quantile(ms, 0.25).toFixed(0),
          median(ms).toFixed(0),
          quantile(ms, 0.95).toFixed(0),
          times(row, 0.25),
          times(row, 0.5),
        ]),
    );
    say();
    for (const [row, aim] of AIMS)
      say(
        `${row}: ${times(row, 0.25)}x the reference by quarters, ${times(row, 0.5)}x by medians (aim: at most ${aim}x)`,
      );
  } finally {
    await Promise.all([reference.close(), usual.close()]);
  }
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;

/** The kept pages alone, as the renderer uses them, up to the printed bytes and the blank page. */
async function printKept(browser: KeptBrowser, html: string): Promise<void> {
  await within(60_000, async (deadline) => {
    const page = await browser.take(deadline);
    await page.print(html, deadline);
    await page.reset(deadline);
    browser.idle.push(page);
  });
}

/** Reports per minute, tidying included on our side. */
async function throughput(chromium: Chromium, renderer: Renderer, { print }: Document): Promise<void> {
  const kept = await KeptBrowser.launch({ chromium, sandbox: !asRoot });
  const ways: Record<string, (html: string) => Promise<unknown>> = {
    'kept pages, to the printed bytes': (html) => printKept(kept, html),
    'browser launched for each, to the printed bytes': (html) => launchPerReport(chromium, html),
    'our render, checked and packed': (html) => renderer.render(html),
  };
  const kinds = Object.entries(ways).flatMap(([way, make]) =>
    [1, 2].map((atOnce) => ({ way, make, atOnce })),
  );
  const rates = new Map<string, number[]>();
  for (let batch = 0; batch < BATCHES; batch += 1)
    for (const { way, make, atOnce } of shuffled(kinds)) {
      let left = BATCH;
      const start = performance.now();
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (left-- > 0) await make(print);
        }),
      );
      const key = `${way}|${atOnce}`;
      rates.set(key, [...(rates.get(key) ?? []), (BATCH / (performance.now() - start)) * 60_000]);
    }
  await kept.close(5_000);
  const rate = (way: string, atOnce: number): number => median(rates.get(`${way}|${atOnce}`) ?? []);
  const names = Object.keys(ways);
  say();
  table(
    ['reports a minute', 'one at a time', 'two at a time'],
    names.map((way) => [way, rate(way, 1).toFixed(0), rate(way, 2).toFixed(0)]),
  );
  const [ownWay = '', launched = '', whole = ''] = names;
  const times = (way: string): string =>
    [1, 2].map((atOnce) => `${(rate(way, atOnce) / rate(launched, atOnce)).toFixed(2)}x`).join(' and ');
  say(`\nKept pages against a browser for each report: ${times(ownWay)} (aim: at least 3x)`);
  say(`The same with our checks and packing, which the other does not do: ${times(whole)}`);
}

/** Proportional set size of a process and all its descendants, in MB: shared pages counted once. */
async function pssOfTree(root: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const descends = (pid: number): boolean => pid === root || (pid > 1 && descends(parents.get(pid) ?? 0));
  let kib = 0;
  for (const pid of [...parents.keys()].filter(descends)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kib += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kib / 1024;
}

/** Measured just before a page is tidied or replaced (every 5th, every 25th), when it holds most; just after would flatter. */
async function memory(chromium: Chromium, { name, print }: Document, renders: number): Promise<void> {
  if (process.platform !== 'linux') {
    say('Memory is measured on Linux only.');
    return;
  }
  const renderer = makeRenderer(chromium, 1);
  await renderer.start();
  say(`\n## Memory, printing ${name}\n`);
  const rows: string[][] = [];
  const figures: { browser: number; own: number }[] = [];
  for (let done = 1; done < renders; done += 1) {
    await renderer.render(print);
    if (done !== 9 && done !== 24 && (done + 1) % 50 !== 0) continue;
    await pause(300);
    const now = {
      browser: await pssOfTree(renderer.health().pid ?? 0),
      own: process.memoryUsage().rss / 1024 ** 2,
    };
    figures.push(now);
    rows.push([String(done), now.browser.toFixed(0), now.own.toFixed(0)]);
  }
  await renderer.close();
  table(['renders', 'browser, all processes, PSS MB', 'this process, RSS MB'], rows);
  const [early, late] = [figures[0], figures.at(-1)];
  if (early && late) {
    const [browser, own] = [late.browser / early.browser, late.own / early.own];
    say(
      `\nAfter ${renders - 1} renders against 9: browser ${browser.toFixed(2)}x, this process ${own.toFixed(2)}x (aim: at most 1.20x)`,
    );
  }
}

async function main(): Promise<void> {
  const varDir = mkdtempSync(join(tmpdir(), 'bench-render-'));
  const chromium = await resolveChromium({
    executablePath: options.browser,
    varDir,
    ...(options.bundled ? { installed: [] } : {}),
  });
  const documents = documentsOf(await sealedSample());
  const renderer = makeRenderer(chromium, 2);
  try {
    await renderer.start();
    say(`${machine()}; load average ${loadavg()[0]?.toFixed(1) ?? ''} at the start`);
    say(
      `${chromium.version}, ${chromium.kind}, ${chromium.source}; ${asRoot ? 'as root: no sandbox' : 'sandboxed'}`,
    );
    for (const document of documents) {
      await alone(chromium, renderer, document);
      await throughput(chromium, renderer, document);
    }
    const [sample] = documents;
    if (sample) await memory(chromium, sample, Number(options.memory));
    say(`\nLoad average ${loadavg()[0]?.toFixed(1) ?? ''} at the end`);
  } finally {
    await renderer.close();
    rmSync(varDir, { recursive: true, force: true });
  }
}

await main();
