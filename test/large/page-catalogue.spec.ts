import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { resolveChromium } from '../../src/document/rendering/rendering.js';
import { brandFiles, builtFiles } from '../../src/web/shell/asset-files.js';
import { examplePages, type ExamplePage } from '../support/page-catalogue.js';

/*
 * Every state of every page in a real browser, at two widths: axe, sideways scrolling, errors of scripts and of the content policy.
 * PAGE_PICTURES=folder keeps a picture of each, in colour and in grey.
 */
const PICTURES = process.env['PAGE_PICTURES'];
const DESKTOP = 1280;
const WIDTHS = [DESKTOP, 320];
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"; // prettier-ignore
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let pages: ExamplePage[];
let server: Server;
let origin: string;
let browser: Browser;
let varDir: string;

beforeAll(async () => {
  pages = await examplePages();
  const files = new Map([...builtFiles(), ...brandFiles({ accent: '#0d4a63', logo: null }).files]);
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    const file = files.get(path.replace('/assets/', ''));
    const page = pages[Number(path.slice(1))];
    response.setHeader('Content-Security-Policy', POLICY);
    if (file) response.setHeader('Content-Type', file.type).end(file.bytes);
    else if (page) response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page.html);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  varDir = mkdtempSync(join(tmpdir(), 'page-catalogue-'));
  const chromium = await resolveChromium({ varDir, installed: [] });
  browser = await puppeteer.launch({
    executablePath: chromium.path,
    args: ['--no-sandbox', '--disable-gpu'],
    headless: 'shell',
    ...(chromium.env === undefined ? {} : { env: chromium.env }),
  });
}, 120_000);

afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(varDir, { recursive: true, force: true });
});

/** What axe finds. By evaluate, because our own policy would refuse its script tag. */
const axeFindings = (tab: Page): Promise<string[]> =>
  tab.evaluate(async (tags) => {
    const axe = (globalThis as unknown as { axe: { run(root: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe; // prettier-ignore
    const root = (globalThis as unknown as { document: unknown }).document;
    const { violations } = await axe.run(root, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html ?? ''}`);
  }, AXE_TAGS);

/**
 * A page is loaded once and looked at in both widths. Axe is slow, so it looks at every state at desktop width, and at the first state of
 * each template at phone width too.
 */
async function lookAt(tab: Page, index: number, axe: string): Promise<string[]> {
  const { template } = pages[index] ?? {};
  const first = pages.findIndex((page) => page.template === template) === index;
  await tab.goto(`${origin}/${index}`, { waitUntil: 'load' });
  await tab.evaluate(axe);
  const found: string[] = [];
  for (const width of WIDTHS) {
    await tab.setViewport({ width, height: 900 });
    const overflow = Number(
      await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
    if (PICTURES !== undefined) await picture(tab, index, width);
    const seen = width === DESKTOP || first ? await axeFindings(tab) : [];
    if (overflow > 0) seen.push(`scrolls sideways by ${overflow} px`);
    found.push(...seen.map((what) => `at ${width} px: ${what}`));
  }
  return found;
}

async function picture(tab: Page, index: number, width: number): Promise<void> {
  const { template = '', state = '' } = pages[index] ?? {};
  const stem = `${template}--${state}--${width}`.replace(/[^\w-]+/g, '_');
  mkdirSync(PICTURES ?? '', { recursive: true });
  for (const [kind, deficiency] of [
    ['colour', 'none'],
    ['grey', 'achromatopsia'],
  ] as const) {
    await tab.emulateVisionDeficiency(deficiency);
    writeFileSync(join(PICTURES ?? '', `${stem}--${kind}.png`), await tab.screenshot({ fullPage: true }));
  }
  await tab.emulateVisionDeficiency('none');
}

/** Tabs side by side: while one loads, another is looked at. */
const TABS = 4;

it('every state of every page is accessible, fits a phone and breaks no policy', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const found: string[] = [];
  const left = [...pages.keys()];
  const work = async (): Promise<void> => {
    const tab = await browser.newPage();
    let said: string[] = [];
    tab.on('console', (message) => {
      if (message.type() === 'error') said.push(`console: ${message.text()}`);
    });
    tab.on('pageerror', (error) => said.push(`script: ${String(error)}`));
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      said = [];
      const seen = await lookAt(tab, index, axe);
      const { template = '', state = '' } = pages[index] ?? {};
      found.push(...[...seen, ...said].map((what) => `${template} (${state}) ${what}`));
    }
  };
  await Promise.all(Array.from({ length: TABS }, work));
  expect(found.toSorted()).toEqual([]);
}, 600_000);
