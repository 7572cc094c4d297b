import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import puppeteer from 'puppeteer-core';
import { within } from '../../src/document/rendering/deadline.js';
import { KeptBrowser } from '../../src/document/rendering/kept-browser.js';
import { PdfCompressor } from '../../src/document/rendering/pdf-compress.js';
import { isRunning, processTree } from '../../src/document/rendering/process-tree.js';
import {
  inspectPdf,
  RenderError,
  resolveChromium,
  type Chromium,
  type Renderer,
  type RendererOptions,
} from '../../src/document/rendering/rendering.js';
import { bundledChromium } from '../support/bundled-chromium.js';
import { enduranceIt } from '../support/endurance.js';
import { eventually } from '../support/eventually.js';
import {
  datagramVector,
  fetchVectors,
  startProbeServers,
  type ProbeServers,
} from '../support/fetch-probe.js';
import { pdfRoles, pdfRuns, pdfText } from '../support/pdf-text.js';
import { longReportHtml, reportHtml } from '../support/report-fixture.js';
import { step } from '../support/step.js';
import { startRenderer } from '../support/test-renderer.js';

let varDir: string;
let chromium: Chromium;
const renderers: Renderer[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  varDir = mkdtempSync(join(tmpdir(), 'rendering-test-'));
  chromium = await bundledChromium(varDir);
}, 120_000);

afterEach(async () => {
  await Promise.all(renderers.splice(0).map((renderer) => renderer.close(5_000)));
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => {
  rmSync(varDir, { recursive: true, force: true });
});

/** A deadline that only what hangs misses: on a slow machine a new browser takes some seconds to print its first report. */
const HUNG_AFTER_MS = 12_000;

async function started(options: Partial<RendererOptions> = {}): Promise<Renderer> {
  const renderer = await startRenderer(chromium, options);
  renderers.push(renderer);
  return renderer;
}

function browserPid(renderer: Renderer): number {
  const { pid } = renderer.health();
  if (pid === undefined) throw new Error('no browser is running');
  return pid;
}

/** The tree's processes that draw pages. */
async function pageProcesses(root: number): Promise<number[]> {
  const { pids } = await processTree(root);
  return pids.filter((pid) => commandLine(pid).includes('--type=renderer'));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // gone
  }
}

/** Waits, at most ten seconds, until something holds. */
async function allGone(pids: number[]): Promise<boolean> {
  return (await Promise.all(pids.map(isRunning))).every((running) => !running);
}

/** Holds up whatever draws pages: a render that is begun now is still under way when it is killed. */
async function holdUp(renderer: Renderer): Promise<number[]> {
  const pids = await pageProcesses(browserPid(renderer));
  for (const pid of pids) signal(pid, 'SIGSTOP');
  return pids;
}

/** Resolves when the page has begun to print and is not likely to be done yet. */
async function amidst(): Promise<void> {
  await new Promise((resume) => setTimeout(resume, 60));
}

/** One that has ended by itself meanwhile, as a browser's spare processes do, is as good as killed or stopped. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function child(...args: string[]): ChildProcess {
  const program = spawn(
    process.execPath,
    ['--import', './test/support/register-typescript.mjs', 'test/support/rendering-child.ts', ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(program);
  return program;
}

/** By the layers behind the gate alone, on a page that is clean afterwards. */
async function printedPastTheGate(html: string): Promise<Buffer> {
  const browser = await KeptBrowser.launch({ chromium, sandbox: false });
  try {
    return await within(30_000, async (deadline) => {
      const page = await browser.take(deadline);
      const { bytes } = await page.print(html, deadline);
      await page.reset(deadline);
      return bytes;
    });
  } finally {
    await browser.close(5_000);
  }
}

/** The next line that a child says, as JSON. */
function lines(program: ChildProcess): () => Promise<Record<string, unknown>> {
  if (!program.stdout) throw new Error('the child has no output');
  const reader = createInterface(program.stdout)[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await reader.next();
    if (done) throw new Error('the child said nothing more');
    return JSON.parse(value) as Record<string, unknown>;
  };
}

describe('a report', () => {
  it('becomes a tagged PDF with its fonts, title, language and outline, and keeps them through the object-stream pass', async () => {
    const renderer = await started();
    const html = reportHtml();
    const printed = await renderer.render(html, { compress: false });
    const stored = await renderer.render(html);

    expect(stored).toMatchObject({
      tagged: true,
      title: 'Highlight report, January 2020',
      language: 'en-GB',
      pageCount: 2,
      outlineEntries: 2,
      blockedRequests: 0,
    });
    expect(stored.fonts).toContainEqual(expect.stringMatching(/^SourceSans3/));
    expect(stored.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(stored.bytes.length).toBeLessThan(stored.printedBytes);
    expect(stored.bytes.length).toBeLessThan(printed.bytes.length);
    expect(await inspectPdf(stored.bytes)).toEqual(await inspectPdf(printed.bytes));
    expect((await inspectPdf(stored.bytes)).fonts.every((font) => font.embedded)).toBe(true);
  });

  it('keeps every letter in its place, to a fiftieth of a point, though it is packed', async () => {
    const renderer = await started();
    const html = longReportHtml(100);
    const printed = (await pdfRuns((await renderer.render(html, { compress: false })).bytes)).flat();
    const stored = (await pdfRuns((await renderer.render(html)).bytes)).flat();
    expect(stored.length).toBeGreaterThan(100);
    expect(stored.map(({ text, y }) => [text, y])).toEqual(printed.map(({ text, y }) => [text, y]));
    for (const [index, { x, width }] of stored.entries()) {
      const before = printed[index];
      expect(Math.abs(x - (before?.x ?? NaN))).toBeLessThan(0.02);
      expect(Math.abs(width - (before?.width ?? NaN))).toBeLessThan(0.02);
    }
  });

  it('reads the same to an independent reader: words, heading, table header', async () => {
    const renderer = await started();
    const { bytes } = await renderer.render(reportHtml());
    expect(await pdfText(bytes)).toMatch(/Visits to children are on time in nine teams of ten\..*91\.2%/);
    expect(await pdfRoles(bytes, 1)).toEqual(expect.arrayContaining(['H1', 'P']));
    expect(await pdfRoles(bytes, 2)).toEqual(expect.arrayContaining(['H2', 'Table', 'TH', 'TD']));
  });

  it('is refused when it is not as it must be, and the next is printed', async () => {
    const renderer = await started();
    const faults: [string, string, Parameters<typeof reportHtml>[0]][] = [
      ['has no text', 'no-fonts', { body: '<p></p>' }],
      ['has no title', 'no-title', { title: '' }],
      ['does not say its language', 'bad-html', { language: '' }],
      ['brings a broken font', 'fonts-not-loaded', { font: 'AAAA' }],
      ['brings no policy', 'bad-html', { policy: undefined }],
      ['brings a policy that lets it fetch', 'bad-html', { policy: "default-src 'none'; img-src https:" }],
      ['is too large', 'too-large', { body: `<p>${'long '.repeat(500_000)}</p>` }],
    ];
    for (const [index, [what, code, fault]] of faults.entries())
      await step(`it ${what}`, async () => {
        await expect(renderer.render(reportHtml(fault))).rejects.toMatchObject({ code, permanent: true });
        await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
        expect(renderer.health()).toMatchObject({
          rendersDone: index + 1,
          rendersFailed: index + 1,
          rendersRetried: 0,
          browsersStarted: 1,
        });
      });
  });
});

describe('what a document may reach', () => {
  let servers: ProbeServers;
  beforeAll(async () => {
    servers = await startProbeServers();
  });
  afterAll(() => servers.close());

  it('the probe page does reach this machine from a browser without our layers', async () => {
    const browser = await puppeteer.launch({
      executablePath: chromium.path,
      headless: 'shell',
      pipe: true,
      // WebRTC looks for a way out through a network's default route; a machine without one has only its loopback.
      args: ['--no-sandbox', '--allow-loopback-in-peer-connection'],
      ...(chromium.env ? { env: chromium.env } : {}),
    });
    try {
      const { head, body, count } = fetchVectors(servers);
      expect(count).toBeGreaterThan(40);
      const page = await browser.newPage();
      await page.setContent(reportHtml({ policy: undefined, head, body }), { waitUntil: 'domcontentloaded' });
      await eventually('requests come in', () => servers.paths.size > 20);
      await eventually('a connection is made', () => servers.connections() > 0);
      const alone = await browser.newPage();
      await alone.setContent(reportHtml({ policy: undefined, body: datagramVector(servers) }), {
        waitUntil: 'domcontentloaded',
      });
      await eventually('a datagram comes in', () => servers.datagrams() > 0);
    } finally {
      await browser.close();
    }
  });

  it.each([
    ['with its policy', "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"],
    ['with its policy stripped', undefined],
  ])('nothing, %s', async (_how, policy) => {
    const quiet = await startProbeServers();
    const browser = await KeptBrowser.launch({ chromium, sandbox: false });
    try {
      const { head, body } = fetchVectors(quiet);
      const html = reportHtml({ policy, head, body: `<h1>Probe</h1>${body}` });
      // Past the gate on purpose: the layers behind it stand by themselves.
      await within(30_000, async (deadline) => {
        const page = await browser.take(deadline);
        const printed = await page.print(
          html.replace(/@font-face \{ font-family: Probe;[^}]*\}/, ''),
          deadline,
        );
        expect(printed.bytes.length).toBeGreaterThan(1_000);
        await new Promise((resume) => setTimeout(resume, 1_500)); // for what comes late
        await page.reset(deadline);
      });
      expect([...quiet.paths]).toEqual([]);
      expect(quiet.connections()).toBe(0);
      expect(quiet.datagrams()).toBe(0);
    } finally {
      await browser.close(5_000);
      await quiet.close();
    }
  });

  it('a document that sends itself elsewhere is refused, and past the gate is printed where it is', async () => {
    const renderer = await started();
    const before = servers.paths.size;
    const head = `<meta http-equiv="refresh" content="0; url=http://127.0.0.1:${servers.http}/refresh">`;
    const html = reportHtml({ head });
    await expect(renderer.render(html)).rejects.toMatchObject({ code: 'network-reference', permanent: true });
    expect(await pdfText(await printedPastTheGate(html))).toContain('nine teams of ten');
    expect(servers.paths.size).toBe(before);
  });

  it('runs no script', async () => {
    const body = `<h1>Still</h1><script>document.body.textContent = 'moved'</script><p><img src="data:," onerror="document.body.textContent = 'moved'" alt=""></p>`;
    expect(await pdfText(await printedPastTheGate(reportHtml({ policy: undefined, body })))).toContain(
      'Still',
    );
    expect(await pdfText(await printedPastTheGate(reportHtml({ body })))).toContain('Still');
  });

  it('finds none of our settings in its environment', async () => {
    const renderer = await started();
    const names = readFileSync(`/proc/${browserPid(renderer)}/environ`, 'utf8')
      .split('\0')
      .map((line) => line.split('=')[0])
      .filter(Boolean);
    expect(new Set(['PATH', 'HOME', 'LANG', 'LD_LIBRARY_PATH', 'FONTCONFIG_FILE', ...names]).size).toBe(5);
  });
});

describe('a kept page', () => {
  it('keeps nothing of a hostile document: not its words, styles, fonts or policy', async () => {
    const renderer = await started();
    const clean = await pdfText((await renderer.render(reportHtml())).bytes);
    const hostile = reportHtml({
      policy: "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'",
      title: 'Hostile',
      head: '<style>h1::after { content: " LEFTOVER" } td { display: none } @page { size: A6 }</style>',
      body: '<h1>LEFTOVER</h1><template><p>LEFTOVER</p></template><plaintext>LEFTOVER</p><dialog open>LEFTOVER',
    });
    expect(await pdfText((await renderer.render(hostile)).bytes)).toContain('LEFTOVER');

    const after = await renderer.render(reportHtml());
    expect(await pdfText(after.bytes)).toBe(clean);
    expect(after.title).toBe('Highlight report, January 2020');
    expect(after.bytes.toString('latin1')).not.toContain('LEFTOVER');
    // A policy stays with its document: a picture that the hostile one's policy forbade is shown by the next.
    const pixel =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
    const picture = await renderer.render(
      reportHtml({ body: `<h1>With a picture</h1><img src="${pixel}" alt="dot">` }),
    );
    expect(await imagesOf(picture.bytes)).toBeGreaterThan(0);
    expect(await imagesOf(after.bytes)).toBe(0);
    expect(renderer.health()).toMatchObject({ browsersStarted: 1, rendersRetried: 0 });
  });

  it('makes room for no more reports than it has pages, and the others wait', async () => {
    const renderer = await started({ pages: 2 });
    const all = Promise.all(Array.from({ length: 6 }, () => renderer.render(reportHtml())));
    expect(renderer.health().waiting).toBe(4);
    expect((await all).map((pdf) => pdf.pageCount)).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

describe('when something dies or hangs', () => {
  it('a browser killed in the middle: tried once more in a new one, and the next is good', async () => {
    const renderer = await started();
    const first = browserPid(renderer);
    const { pids } = await processTree(first);
    await holdUp(renderer);
    const render = renderer.render(longReportHtml());
    await amidst();
    process.kill(first, 'SIGKILL');
    expect((await render).pageCount).toBeGreaterThan(10);
    expect(renderer.health()).toMatchObject({ rendersRetried: 1, rendersFailed: 0, browsersStarted: 2 });
    await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
    await eventually('its processes are gone', () => allGone(pids));
  });

  enduranceIt('a page’s own process killed in the middle: the same', async () => {
    const renderer = await started();
    const held = await holdUp(renderer);
    const render = renderer.render(longReportHtml());
    await amidst();
    for (const pid of held) signal(pid, 'SIGKILL');
    expect((await render).pageCount).toBeGreaterThan(10);
    expect(renderer.health()).toMatchObject({ rendersRetried: 1, rendersFailed: 0 });
    await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
  });

  enduranceIt('a browser killed between two reports: the next starts a new one', async () => {
    const renderer = await started();
    const first = browserPid(renderer);
    process.kill(first, 'SIGKILL');
    await eventually('the first browser is gone', async () => !(await isRunning(first)));
    await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
    expect(renderer.health()).toMatchObject({ browsersStarted: 2, rendersFailed: 0 });
  });

  it('a browser that hangs: past the deadline a new one prints it, and the log and the health say so', async () => {
    const said: unknown[] = [];
    const note = (...line: unknown[]): unknown => said.push(line);
    const logger = { info: () => undefined, warn: note, error: note };
    const renderer = await started({ deadlineMs: HUNG_AFTER_MS, logger });
    const first = browserPid(renderer);
    process.kill(first, 'SIGSTOP');
    await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
    expect(renderer.health()).toMatchObject({ rendersRetried: 1, browsersStarted: 2 });
    expect(said).toEqual(
      expect.arrayContaining([
        [expect.objectContaining({ code: 'timeout' }), 'render failed, trying once more'],
        [{ pid: first, reason: 'timeout' }, 'browser replaced'],
      ]),
    );
    await eventually('the first browser is gone', async () => !(await isRunning(first)));
  });

  enduranceIt('a browser that hangs twice: `timeout`, and the next report gets a new one', async () => {
    const renderer = await started({ deadlineMs: HUNG_AFTER_MS });
    const stopped = new Set<number>();
    const stopper = setInterval(() => {
      const { pid } = renderer.health();
      if (pid !== undefined && stopped.size < 2 && !stopped.has(pid)) {
        stopped.add(pid);
        process.kill(pid, 'SIGSTOP');
      }
    }, 1);
    try {
      await expect(renderer.render(longReportHtml())).rejects.toMatchObject({
        code: 'timeout',
        permanent: false,
      });
    } finally {
      clearInterval(stopper);
    }
    await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
    expect(renderer.health()).toMatchObject({ rendersRetried: 1, rendersFailed: 1, browsersStarted: 3 });
    await eventually('the stopped processes are gone', () => allGone([...stopped]));
  });

  it('a caller that gives up, waiting or in the middle: `cancelled`, and the place is free again', async () => {
    const renderer = await started();
    const [printing, waiting] = [new AbortController(), new AbortController()];
    const renders = [
      renderer.render(longReportHtml(), { signal: printing.signal }),
      renderer.render(reportHtml(), { signal: waiting.signal }),
    ];
    const outcomes = Promise.allSettled(renders);
    await amidst();
    waiting.abort();
    printing.abort();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    }
    await expect(renderer.render(reportHtml())).resolves.toMatchObject({ pageCount: 2 });
  });

  enduranceIt('this program killed in the middle: no browser is left', async () => {
    const program = child(varDir, 'render');
    const next = lines(program);
    await next();
    const { browser } = await next();
    await amidst();
    const { pids } = await processTree(Number(browser));
    expect(pids.length).toBeGreaterThan(2);
    process.kill(program.pid ?? 0, 'SIGKILL');
    await eventually('its processes are gone', () => allGone(pids));
    await started(); // sweeps the profile that the killed one could not
    expect(readdirSync(chromium.profiles)).toEqual([expect.stringMatching(`^${process.pid}-`)]);
  });

  it('closing: what is being printed is finished, what comes later is refused, nothing is left', async () => {
    const renderer = await started();
    const { pids } = await processTree(browserPid(renderer));
    const [inside, waiting] = [renderer.render(longReportHtml()), renderer.render(reportHtml())];
    const refused = expect(waiting).rejects.toMatchObject({ code: 'closed' });
    await amidst();
    await renderer.close(20_000);
    expect((await inside).pageCount).toBeGreaterThan(10);
    await refused;
    await expect(renderer.render(reportHtml())).rejects.toMatchObject({ code: 'closed' });
    expect(await allGone(pids)).toBe(true);
    expect(renderer.health().running).toBe(false);
  });

  it('the finishing thread past its deadline: the job fails, the next gets a new thread', async () => {
    const renderer = await started();
    const { bytes } = await renderer.render(reportHtml(), { compress: false });
    const hasty = new PdfCompressor(1);
    await expect(hasty.finish(new Uint8Array(bytes))).rejects.toMatchObject({
      code: 'compression-failed',
    });
    await hasty.close();
    const patient = new PdfCompressor(30_000);
    try {
      await expect(patient.finish(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({
        code: 'not-a-pdf',
      });
      const { facts } = await patient.finish(new Uint8Array(bytes));
      expect(facts.pageCount).toBe(2);
    } finally {
      await patient.close();
    }
  });
});

describe('finding a browser', () => {
  it('refuses a configured one that is not there', async () => {
    await expect(resolveChromium({ varDir, executablePath: '/nowhere/chromium' })).rejects.toMatchObject({
      code: 'no-browser',
      message: 'PUPPETEER_EXECUTABLE_PATH names /nowhere/chromium, which does not exist.',
    });
  });

  it('takes the configured one', async () => {
    const found = await resolveChromium({ varDir, executablePath: chromium.path });
    expect(found).toMatchObject({ source: 'configured', kind: 'headless-shell', path: chromium.path });
  });

  it('passes over an installed one that does not start', async () => {
    const installed = [
      { path: '/bin/false', kind: 'chrome' },
      { path: chromium.path, kind: 'headless-shell' },
    ] as const;
    expect(await resolveChromium({ varDir, installed })).toMatchObject({
      source: 'installed',
      path: chromium.path,
    });
  });

  enduranceIt(
    'unpacks the bundled one once, also when two programs do it at the same time, and its first print has its fonts',
    async () => {
      const fresh = join(varDir, 'race');
      const programs = [child(fresh), child(fresh)];
      const exits = programs.map((program) => once(program, 'exit'));
      const said = await Promise.all(programs.map((program) => lines(program)()));
      expect((await Promise.all(exits)).map(([code]) => code as number)).toEqual([0, 0]);
      const bundled = await resolveChromium({ varDir: fresh, installed: [] });
      expect(bundled).toMatchObject({ source: 'bundled', kind: 'headless-shell' });
      expect(said).toEqual([{ path: bundled.path }, { path: bundled.path }]);
      expect(readdirSync(join(fresh, 'chromium')).sort()).toEqual([
        expect.stringMatching(/^bundled-143/),
        'profiles',
      ]);

      const renderer = await started({ chromium: bundled });
      expect((await renderer.render(reportHtml())).fonts).toContainEqual(
        expect.stringMatching(/^SourceSans3/),
      );
    },
  );

  it('does not give up its sandbox unasked', async () => {
    const launch = KeptBrowser.launch({ chromium, sandbox: true });
    const outcome = await launch.then(
      async (browser) => {
        await browser.close(5_000);
        return browser.sandboxed ? 'sandboxed' : 'unprotected';
      },
      (error: unknown) => (error instanceof RenderError ? error.code : error),
    );
    expect(process.getuid?.() === 0 ? ['no-sandbox'] : ['sandboxed', 'no-sandbox']).toContain(outcome);
  });
});

async function imagesOf(bytes: Buffer): Promise<number> {
  const { PDFDocument, PDFName, PDFRawStream } = await import('pdf-lib');
  const pdf = await PDFDocument.load(bytes);
  return pdf.context
    .enumerateIndirectObjects()
    .filter(
      ([, object]) =>
        object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'),
    ).length;
}
