import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentWhole } from '../../src/document/testing.js';
import { SEAL } from '../../src/snapshot/testing.js';
import { anyReport } from '../support/any-report.js';
import { rounds } from '../support/endurance.js';
import { rendererForAll } from '../support/test-renderer.js';

const REPORTS = rounds({ usual: 4, endurance: 40 });

const renderer = rendererForAll();

it(`any report, also with two groups of measures of one name, passes as a page and in print: ${REPORTS} of them`, async () => {
  for (const report of fc.sample(anyReport, { numRuns: REPORTS, seed: 20 })) {
    const twins = report.sections
      .filter(({ kind }) => kind === 'measures')
      .map((section) => ({
        ...section,
        contributionId: `${section.contributionId}-twin`,
        subject: { ...section.subject, number: section.subject.number + 100 },
      }));
    const sections = [...report.sections, ...twins];
    const view = presentWhole({ ...report, sections, publication: null }, SEAL);
    await expect(renderer().checkPage(renderReportHtml(view, 'page'))).resolves.toMatchObject({
      rulesPassed: expect.any(Number),
    });
    await expect(renderer().render(renderReportHtml(view))).resolves.toMatchObject({ tagged: true });
  }
}, 600_000);
