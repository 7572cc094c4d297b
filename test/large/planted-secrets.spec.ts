import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderReportHtml } from '../../src/reporting/edition/edition.html.js';
import { presentReport } from '../../src/reporting/edition/edition.view.js';
import { editionOf, type Edition } from '../../src/reporting/publication/edition.js';
import { NotPublishable } from '../../src/reporting/publication/public-edition.js';
import type { ReportSnapshot } from '../../src/reporting/index.js';
import { planted, SECRET, type Planted } from '../support/planted.js';

const RUNS = 10_000;

const HASH = '0'.repeat(64);
const PRINTING = { seal: null, verifyAt: null, since: null, corrected: null };

/** Null where the product refuses to make one, which is safe but must stay rare. */
function publicEdition(report: ReportSnapshot): Edition | null {
  try {
    return editionOf(report, 'public', HASH);
  } catch (error) {
    if (error instanceof NotPublishable) return null;
    throw error;
  }
}

describe(`secrets planted in ${RUNS} reports`, () => {
  it('are in no page, drawing, text alternative or data file of the public edition, and are in the other', () => {
    const kinds = new Map<string, number>();
    let refused = 0;
    fc.assert(
      fc.property(planted, ({ report, kinds: own }: Planted) => {
        for (const kind of own) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const edition = publicEdition(report);
        if (!edition) {
          refused += 1;
          return;
        }
        expect(JSON.stringify(edition.snapshot)).not.toContain(SECRET);
        const html = renderReportHtml(presentReport(edition, PRINTING), 'page');
        expect(html).not.toContain(SECRET);
        expect(html).not.toMatch(/<script|<img[^>]+onerror/iu);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    // Each kind of block was withheld often enough for the silence to mean something.
    for (const kind of ['section', 'entry', 'paragraph', 'person'])
      expect(kinds.get(kind) ?? 0).toBeGreaterThan(RUNS / 50);
    expect(refused).toBeLessThan(RUNS / 20);
  });

  it('are found by this test where they may stand', () => {
    fc.assert(
      fc.property(planted, ({ report }) => {
        expect(JSON.stringify(editionOf(report, 'exempt', HASH).snapshot)).toContain(SECRET);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});
