import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Browser } from 'puppeteer-core';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentWhole } from '../../src/document/testing.js';
import { reportSnapshot, SEAL, themeSection } from '../../src/snapshot/testing.js';
import { anyReport } from '../support/any-report.js';
import { openBrowser } from '../support/bundled-chromium.js';

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-cells-'));
  browser = await openBrowser(folder);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const RATINGS = ['COMPLETE', 'NOT_DUE', 'RED', 'AMBER', 'GREEN'] as const;

/** Each rating in each quarter that is printed, beside progress and without. */
const everyRating = reportSnapshot({
  sections: [
    themeSection({
      content: {
        overview: { narrative: 'Words.', rag: 'AMBER' },
        objectives: ['beside progress', 'alone'].map((title) => ({
          id: title,
          title,
          actions: RATINGS.map((_, first) => ({
            id: `${title} ${first}`,
            title: 'Establish a programme of communication with all responsible managers',
            owner: null,
            dueOn: null,
            ratings: ([1, 2, 3, 4] as const).map((quarter) => ({
              financialYear: quarter === 4 ? 2018 : 2019,
              quarter,
              rag: RATINGS[(first + quarter) % RATINGS.length] ?? 'RED',
            })),
          })),
          narratives: title === 'alone' ? [] : [{ id: 'n', text: 'Work goes on as planned.', actionIds: [] }],
        })),
      },
    }),
  ],
});

/** Words of our own that must fit: what stands out of its cell, at the width of a printed page. */
const STANDS_OUT = `[...document.querySelectorAll('td .rating, th.quarter, .status strong, td.number, th.number')].flatMap((word) => {
  const cell = word.closest('td, th');
  const [box, room] = [word.getBoundingClientRect(), cell.getBoundingClientRect()];
  return box.right > room.right + 0.5 || cell.scrollWidth > cell.clientWidth + 1 ? [word.textContent] : [];
})`;

it('no rating, quarter, status or figure stands out of its cell', async () => {
  const page = await browser.newPage();
  await page.emulateMediaType('print');
  // A4 on its side within the margins of 12 mm.
  await page.setViewport({ width: Math.floor((273 / 25.4) * 96), height: 700 });
  for (const [index, snapshot] of [
    everyRating,
    ...fc.sample(anyReport, { numRuns: 20, seed: 13 }),
  ].entries()) {
    await page.setContent(renderReportHtml(presentWhole(snapshot, SEAL, { verifyAt: null })));
    await page.evaluate(`document.fonts.ready.then(() => undefined)`);
    if (index === 0)
      expect(await page.evaluate(`document.querySelectorAll('.actions td .rating').length`)).toBe(40);
    expect([index, await page.evaluate(STANDS_OUT)]).toEqual([index, []]);
  }
}, 120_000);
