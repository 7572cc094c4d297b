import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { RenderError } from '../../src/document/rendering/render-error.js';
import { presentWhole } from '../../src/document/testing.js';
import { SEAL } from '../../src/snapshot/testing.js';
import { anyReport } from '../support/any-report.js';
import { rounds } from '../support/endurance.js';
import { mutated, mutations } from '../support/mutated-page.js';
import { step } from '../support/step.js';
import { rendererForAll } from '../support/test-renderer.js';

const PAGES = rounds({ usual: 10, endurance: 200 });
const REPORTS = rounds({ usual: 2, endurance: 4 });

const renderer = rendererForAll();

/** What the whole look says: an attribute that does nothing keeps the quick look from deciding. */
const wholly = (page: string): Promise<unknown> =>
  renderer().checkPage(page.replace('<body', '<body style=""'));

const refused = (check: Promise<unknown>): Promise<string | null> =>
  check.then(
    () => null,
    (error: unknown) => {
      if (error instanceof RenderError) return error.message;
      throw error;
    },
  );

it(`the quick look passes nothing that the whole look refuses: ${PAGES} mutated pages`, async () => {
  const pages = fc
    .sample(anyReport, { numRuns: REPORTS, seed: 88 })
    .map((report) => renderReportHtml(presentWhole({ ...report, publication: null }, SEAL), 'page'));
  let [passedQuickly, refusedPages] = [0, 0];
  await step('is enough for a page as our templates make it', async () => {
    for (const page of pages) await expect(renderer().checkPage(page)).resolves.toMatchObject({ doubts: [] });
  });
  await step('leaves the decision to the whole look where there is a doubt', async () => {
    await expect(wholly(pages[0] ?? '')).resolves.toMatchObject({ doubts: ['attribute style'] });
  });
  await step('agrees with it', async () => {
    for (const [index, faults] of fc.sample(mutations, { numRuns: PAGES, seed: 88 }).entries()) {
      const page = mutated(pages[index % pages.length] ?? '', faults);
      if ((await refused(renderer().checkPage(page))) !== null) {
        refusedPages += 1;
        continue; // by the whole look, or by a gate before it
      }
      passedQuickly += 1;
      expect({ faults, refused: await refused(wholly(page)) }).toEqual({ faults, refused: null });
    }
  });
  // Of either kind there are some, or nothing was shown.
  expect(Math.min(passedQuickly, refusedPages)).toBeGreaterThan(PAGES / 10);
}, 1_800_000);
