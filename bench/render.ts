/**
 * What a report costs against the least it could cost: `npm run bench:render [-- --html file] [--reps n] [--browser path] [--bundled]`.
 *
 * Variants run interleaved, in a new random order each round, in one run; the table gives medians and their ratio to a bare
 * print of the same document, parsed and hidden on screen, which is the least that a new document can cost.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { createLogger } from '../src/platform/logging/logger.js';
import { launchOptions } from '../src/reporting/rendering/kept-browser.js';
import {
  Renderer,
  resolveChromium,
  type Chromium,
  type RenderedPdf,
} from '../src/reporting/rendering/rendering.js';
import { sampleDocument } from './sample-document.js';

const PRINT = {
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
} as const;

const { values } = parseArgs({
  options: {
    html: { type: 'string' },
    reps: { type: 'string', default: '20' },
    browser: { type: 'string' },
    bundled: { type: 'boolean', default: false },
    memory: { type: 'string', default: '200' },
  },
});

function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
const asRoot = process.getuid?.() === 0;

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

async function launchPerJob(chromium: Chromium, html: string): Promise<void> {
  const browser = await puppeteer.launch(usualOptions(chromium));
  try {
    await usualWay(await browser.newPage(), html);
  } finally {
    await browser.close();
  }
}

/** page.setContent waits for the network's events, so the rows of others have them on. */
function usualOptions(chromium: Chromium): ReturnType<typeof launchOptions> {
  return { ...launchOptions(chromium, !asRoot), networkEnabled: true, protocolTimeout: 60_000 };
}

function ours(renderer: Renderer, html: string, keep: (pdf: RenderedPdf) => void): Variant {
  return async () => {
    const pdf = await renderer.render(html);
    keep(pdf);
    const { total, finished } = pdf.timings;
    return {
      'our render, to the printed bytes': total - finished,
      'our render, checked and packed (object streams)': total,
      'of it: checks and object-stream pass, in its thread': finished,
    };
  };
}

async function interleaved(variants: Variant[], rounds: number): Promise<Map<string, number[]>> {
  const figures = new Map<string, number[]>();
  for (let round = -3; round < rounds; round += 1) {
    for (const variant of shuffled(variants)) {
      const measured = await variant();
      await pause(60); // a page is made blank after its render: not in the next one's time
      if (round < 0) continue; // warm-up
      for (const [row, ms] of Object.entries(measured)) figures.set(row, [...(figures.get(row) ?? []), ms]);
    }
  }
  return figures;
}

function shuffled<T>(list: readonly T[]): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
}

/** Reports per minute with `atOnce` callers, tidying included. */
async function throughput(renderer: Renderer, html: string, atOnce: number): Promise<number> {
  let left = 40;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await renderer.render(html);
    }),
  );
  return (40 / (performance.now() - start)) * 60_000;
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
async function memory(chromium: Chromium, html: string, renders: number): Promise<void> {
  if (process.platform !== 'linux') {
    say('Memory is measured on Linux only.');
    return;
  }
  const renderer = makeRenderer(chromium, 1);
  await renderer.start();
  say('| renders | browser, all processes, PSS MB | this process, RSS MB |');
  say('|---:|---:|---:|');
  const figures: { browser: number; own: number }[] = [];
  for (let done = 1; done < renders; done += 1) {
    await renderer.render(html);
    if (done !== 9 && done !== 24 && (done + 1) % 50 !== 0) continue;
    await pause(300);
    const now = {
      browser: await pssOfTree(renderer.health().pid ?? 0),
      own: process.memoryUsage().rss / 1024 ** 2,
    };
    figures.push(now);
    say(`| ${done} | ${now.browser.toFixed(0)} | ${now.own.toFixed(0)} |`);
  }
  const [early, late] = [figures[0], figures.at(-1)];
  if (early && late) {
    const [browser, own] = [late.browser / early.browser, late.own / early.own];
    say(
      `\nMemory after ${renders - 1} renders against 9: browser ${browser.toFixed(2)}x, this process ${own.toFixed(2)}x (aim: at most 1.20x)`,
    );
  }
  await renderer.close();
}

function makeRenderer(chromium: Chromium, pages: number): Renderer {
  const logger = createLogger({ LOG_LEVEL: 'error' }, 'bench');
  return new Renderer({ chromium, pages, deadlineMs: 60_000, sandbox: !asRoot, logger });
}

async function main(): Promise<void> {
  const html = values.html ? readFileSync(values.html, 'utf8') : sampleDocument();
  const varDir = mkdtempSync(join(tmpdir(), 'bench-render-'));
  const chromium = await resolveChromium({
    executablePath: values.browser,
    varDir: values.bundled ? join(varDir, 'v') : varDir,
    ...(values.bundled ? { installed: [] } : {}),
  });
  const renderer = makeRenderer(chromium, 2);
  await renderer.start();
  const reference = await puppeteer.launch(launchOptions(chromium, !asRoot));
  const usual = await puppeteer.launch(usualOptions(chromium));
  try {
    say(`Browser: ${chromium.version}, ${chromium.kind}, ${chromium.source}, ${chromium.path}`);
    say(`Node ${process.version}, ${cpus().length} cores, ${asRoot ? 'as root: no sandbox' : 'sandboxed'}`);
    const hidden = await barePrint(reference, html);
    const laidOut = await barePrint(reference, html.replaceAll('@media screen', '@media not all'));
    const usualPage = await usual.newPage();
    let last: RenderedPdf | undefined;
    const figures = await interleaved(
      [
        () => timed('bare print, parsed and hidden on screen (reference)', hidden),
        () => timed('bare print, laid out already', laidOut),
        ours(renderer, html, (pdf) => (last = pdf)),
        () => timed('setContent + page.pdf, page kept', () => usualWay(usualPage, html)),
        () => timed('setContent + page.pdf, browser launched per job', () => launchPerJob(chromium, html)),
      ],
      Math.max(15, Number(values.reps)),
    );
    const base = median(figures.get('bare print, parsed and hidden on screen (reference)') ?? []);
    if (last) {
      say(
        `Document: ${values.html ?? 'built-in'}, ${(Buffer.byteLength(html) / 1024).toFixed(0)} KB of HTML, ${last.pageCount} pages; printed ${(last.printedBytes / 1024).toFixed(0)} KB, stored ${(last.bytes.length / 1024).toFixed(0)} KB (${(last.bytes.length / last.printedBytes).toFixed(2)}x)`,
      );
    }
    say('\n| | median ms | x reference |\n|---|---:|---:|');
    for (const [row, ms] of [...figures].sort(([, a], [, b]) => median(a) - median(b))) {
      say(`| ${row} | ${median(ms).toFixed(1)} | ${(median(ms) / base).toFixed(2)} |`);
    }
    const ratio = median(figures.get('our render, to the printed bytes') ?? []) / base;
    say(`\nOur render to the printed bytes: ${ratio.toFixed(2)}x the reference (aim: at most 1.15x)`);
    say(
      `Throughput, tidying and object-stream pass included: ${(await throughput(renderer, html, 1)).toFixed(0)} reports/min by one caller, ${(await throughput(renderer, html, 2)).toFixed(0)} by two\n`,
    );
    await memory(chromium, html, Number(values.memory));
  } finally {
    await Promise.all([renderer.close(), reference.close(), usual.close()]);
    rmSync(varDir, { recursive: true, force: true });
  }
}

await main();
