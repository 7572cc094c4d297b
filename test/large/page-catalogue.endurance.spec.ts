import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'puppeteer-core';
import { brandFiles, builtFiles } from '../../src/web/shell/asset-files.js';
import { openBrowser } from '../support/bundled-chromium.js';
import { rounds } from '../support/endurance.js';
import { examplePages, type ExamplePage } from '../support/page-catalogue.js';

/*
 * Every state of every page in a real browser, at two widths: axe, sideways scrolling, errors of scripts and of the content policy.
 * PAGE_PICTURES=folder keeps a picture of each, in colour and in grey.
 *
 * Usually the first state of each template is opened, and every state with an element that no state before it has; axe, which is slow, looks
 * at the latter at a phone's width. In the endurance form every state is opened, and axe looks at all of them at desktop width and at the
 * first ones at both.
 */
const PICTURES = process.env['PAGE_PICTURES'];
const DESKTOP = 1280;
const WIDTHS = [DESKTOP, 320];
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"; // prettier-ignore
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Axe looks at every state. */
const THOROUGH = rounds({ usual: 0, endurance: 1 }) === 1;

let pages: ExamplePage[];
/** Which of them axe looks at. */
let telling: Set<number>;
/** Which of them are opened at all. */
let opened: number[];
let server: Server;
let origin: string;
let browser: Browser;
let varDir: string;

beforeAll(async () => {
  pages = await examplePages();
  telling = new Set(THOROUGH ? pages.keys() : withNewElements(pages));
  opened = [...pages.keys()].filter((index) => THOROUGH || PICTURES || telling.has(index) || isFirst(index));
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'));
  const files = new Map<string, { type: string; bytes: Buffer }>([
    ...builtFiles(),
    ...brandFiles({ accent: '#0d4a63', logo: null }).files,
    ['axe.js', { type: 'text/javascript', bytes: axe }],
  ]);
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    const file = files.get(path.replace('/assets/', ''));
    const page = pages[Number(path.slice(1))];
    response.setHeader('Content-Security-Policy', POLICY);
    if (file) response.setHeader('Cache-Control', 'max-age=3600');
    if (file) response.setHeader('Content-Type', file.type).end(file.bytes);
    else if (page) response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page.html);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  varDir = mkdtempSync(join(tmpdir(), 'page-catalogue-'));
  browser = await openBrowser(varDir);
}, 120_000);

afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(varDir, { recursive: true, force: true });
});

/** Is it the first state of its template? */
const isFirst = (index: number): boolean =>
  pages.findIndex(({ template }) => template === pages[index]?.template) === index;

/** The states in which there is an element, by its name, class, role, type and other attributes, that no state before has. */
function withNewElements(all: readonly ExamplePage[]): number[] {
  const seen = new Set<string>();
  return all.flatMap(({ html }, index) => {
    const before = seen.size;
    for (const [, name = '', attributes = ''] of html.matchAll(/<([a-z][\w-]*)([^>]*)>/g)) {
      const told = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, attribute = '', value]) =>
        ['class', 'role', 'type'].includes(attribute) ? `${attribute}=${value}` : attribute,
      );
      seen.add([name, ...told].join(' '));
    }
    return seen.size > before ? [index] : [];
  });
}

/** What axe finds. */
const axeFindings = (tab: Page): Promise<string[]> =>
  tab.evaluate(async (tags) => {
    const axe = (globalThis as unknown as { axe: { run(root: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe; // prettier-ignore
    const root = (globalThis as unknown as { document: unknown }).document;
    const { violations } = await axe.run(root, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html ?? ''}`);
  }, AXE_TAGS);

/** A page is loaded once and looked at in both widths. */
async function lookAt(tab: Page, index: number): Promise<string[]> {
  await tab.goto(`${origin}/${index}`, { waitUntil: 'load' });
  if (telling.has(index)) await tab.addScriptTag({ url: '/assets/axe.js' });
  const found: string[] = [];
  for (const width of WIDTHS) {
    await tab.setViewport({ width, height: 900 });
    const overflow = Number(
      await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
    if (PICTURES !== undefined) await picture(tab, index, width);
    const looks = telling.has(index) && (THOROUGH ? width === DESKTOP || isFirst(index) : width !== DESKTOP);
    const seen = looks ? await axeFindings(tab) : [];
    if (overflow > 0) seen.push(`scrolls sideways by ${overflow} px`);
    found.push(...seen.map((what) => `at ${width} px: ${what}`));
  }
  if (isFirst(index)) {
    await tab.evaluate(LONG_WORDS);
    for (const width of WIDTHS) {
      await tab.setViewport({ width, height: 900 });
      const overflow = Number(
        await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      );
      if (overflow > 0)
        found.push(`at ${width} px: a word of 150 letters makes it scroll sideways by ${overflow} px`);
    }
  }
  return found;
}

/** Puts one long word into every text that somebody may have written: into all but the labels of the product. */
const LONG_WORDS = `
  for (const one of document.querySelectorAll('main *'))
    if (one.children.length === 0 && one.textContent.trim() !== '' &&
        !one.matches('button, label, legend, option, summary *, thead *, svg *, .govuk-visually-hidden, .govuk-tag, .govuk-button, ' +
          '.govuk-pagination *, .govuk-input__prefix, .govuk-input__suffix, .govuk-task-list__status, .govuk-warning-text__icon, .moj-sub-navigation *, .rating, .rating *'))
      one.textContent += ' ' + 'x'.repeat(150);
`;

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
  const found: string[] = [];
  const left = [...opened];
  const work = async (): Promise<void> => {
    const tab = await browser.newPage();
    let said: string[] = [];
    tab.on('console', (message) => {
      if (message.type() === 'error') said.push(`console: ${message.text()}`);
    });
    tab.on('pageerror', (error) => said.push(`script: ${String(error)}`));
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      said = [];
      const seen = await lookAt(tab, index);
      const { template = '', state = '' } = pages[index] ?? {};
      found.push(...[...seen, ...said].map((what) => `${template} (${state}) ${what}`));
    }
  };
  await Promise.all(Array.from({ length: TABS }, work));
  expect(found.toSorted()).toEqual([]);
}, 600_000);

it('one press begins a sentence about a figure that moved, where the cursor is in the text', async () => {
  const tab = await browser.newPage();
  const index = pages.findIndex(
    ({ template, html }) => template === 'theme/overview' && html.includes('data-stub'),
  );
  await tab.goto(`${origin}/${index}`, { waitUntil: 'load' });
  await tab.evaluate(
    `{ const text = document.getElementById('narrative'); text.value = 'One. Two.'; text.focus(); text.setSelectionRange(4, 4); }`,
  );
  await tab.click('.app-moved button');
  const seen = await tab.evaluate(
    `(({ value, selectionStart }) => [value, value.slice(0, selectionStart), document.activeElement.id])(document.getElementById('narrative'))`,
  );
  const begun =
    'One. Assessments <in> 45 days fell from 69.9% (November 2019) to 67.2% (December 2019) because ';
  expect(seen).toEqual([`${begun} Two.`, begun, 'narrative']);
  await tab.close();
});
