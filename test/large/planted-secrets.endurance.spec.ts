import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PDFDocument, PDFHexString, PDFRawStream, PDFString } from 'pdf-lib';
import { dispatchMessage } from '../../src/distribution/dispatch-mail.js';
import { coveringReport } from '../../src/distribution/handoff/covering-report.rules.js';
import { coveringText } from '../../src/distribution/handoff/handoff-texts.js';
import { dataFile } from '../../src/document/data-file.js';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentReport, type ReportView } from '../../src/document/edition.view.js';
import { namedSections, namedWords } from '../../src/document/named-sections.js';
import { editionOf, type Edition } from '../../src/disclosure/edition.js';
import { NotPublishable } from '../../src/disclosure/public-edition.js';
import { sectionKey, type ReportSnapshot } from '../../src/snapshot/index.js';
import { rounds } from '../support/endurance.js';
import { pdfText } from '../support/pdf-text.js';
import { planted, SECRET, type Planted } from '../support/planted.js';
import { rendererForAll } from '../support/test-renderer.js';

/**
 * Of every report the snapshot that its public edition is made from, its page, its data file and what is written about it are looked
 * through; a few are printed, because a PDF is made from the page's HTML alone. Names of files are made of the programme's code, the
 * month and the version, which are no texts of a report.
 */
const RUNS = rounds({ usual: 150, endurance: 10_000 });
const PRINTED = rounds({ usual: 4, endurance: 40 });

const HASH = '0'.repeat(64);
const present = (edition: Edition): ReportView =>
  presentReport(edition, { seal: null, verifyAt: null, since: null, corrected: null });

/** Null where the product refuses to make one, which is safe but must stay rare. */
function publicEdition(report: ReportSnapshot): Edition | null {
  try {
    return editionOf(report, 'public', HASH);
  } catch (error) {
    if (error instanceof NotPublishable) return null;
    throw error;
  }
}

/** What is written about an edition: the mail that brings it, and the covering report of the pack. */
function papersOf(edition: Edition): string {
  const { roles } = edition.snapshot;
  const approvedBy = roles[0]?.person ?? { id: '1', name: 'Ada Example', jobTitle: 'Director' };
  const told = {
    edition,
    seal: { version: 2, sha256: HASH, approvedBy, approvedAt: '2020-02-01T12:00:00Z' },
    committee: 'Cabinet',
    meeting: { startsAt: '2020-02-11T10:00:00Z', place: null },
  };
  const file = { fileName: 'programme-highlight-report-2020-01-v2.pdf', sha256: HASH };
  const mail = dispatchMessage({
    ...told,
    file,
    sections: namedWords(
      namedSections(
        edition,
        edition.snapshot.sections.map(({ kind, subject }) => sectionKey(kind, subject.id)),
        {},
      ),
    ),
    late: null,
    attached: true,
    address: 'https://reports.example.org/received/token',
    signIn: false,
    days: 30,
    publicUrl: 'https://reports.example.org',
  });
  return [
    mail.subject,
    mail.text,
    coveringText(coveringReport({ ...told, exemption: null, sections: [], late: null })),
  ].join('\n');
}

describe(`secrets planted in ${RUNS} reports`, () => {
  it('are in no page, drawing, text alternative, data file, mail or covering report of the public edition', () => {
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
        // Compared here, so that a page of 100 KB is not printed into the report of a failure.
        const page = renderReportHtml(present(edition), 'page');
        expect(/<script|<[^>]+\sonerror=/iu.test(page)).toBe(false);
        const told = [JSON.stringify(edition.snapshot), dataFile(edition), papersOf(edition), page];
        expect(told.some((one) => one.includes(SECRET))).toBe(false);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    // Each kind of block was withheld often enough for the silence to mean something.
    for (const kind of ['section', 'entry', 'paragraph', 'person'])
      expect(kinds.get(kind) ?? 0).toBeGreaterThan(RUNS / 50);
    expect(refused).toBeLessThan(RUNS / 10);
  }, 1_800_000);

  it('are in the whole report, so that they would be found where they may not be', () => {
    fc.assert(
      fc.property(planted, ({ report }) => {
        expect(JSON.stringify(editionOf(report, 'exempt', HASH).snapshot).includes(SECRET)).toBe(true);
      }),
      { numRuns: rounds({ usual: 50, endurance: 500 }), endOnFailure: true },
    );
  });
});

describe(`of these, ${PRINTED} printed`, () => {
  const renderer = rendererForAll({ pages: 2 });

  it('tell nothing in their text, structure, outline and metadata', async () => {
    for (const { report } of fc.sample(planted, { numRuns: PRINTED, seed: 12 })) {
      const edition = publicEdition(report);
      if (!edition) continue;
      const { bytes } = await renderer().render(renderReportHtml(present(edition), 'pdf'));
      const [text, strings] = [await pdfText(bytes), await stringsOf(bytes)];
      expect([text, strings].map((one) => one.includes(SECRET))).toEqual([false, false]);
      expect(text).toContain('Improvement Programme');
    }
  }, 300_000);

  it('tell it in an exempt edition, in text and structure', async () => {
    const [one] = fc.sample(planted, { numRuns: 1, seed: 12 });
    if (!one) throw new Error('no report');
    const view = present(editionOf(one.report, 'exempt', HASH));
    const { bytes } = await renderer().render(
      renderReportHtml({ ...view, title: `${view.title} ${SECRET}` }, 'pdf'),
    );
    expect((await stringsOf(bytes)).includes(SECRET)).toBe(true);
  }, 60_000);
});

/** Every string of a PDF that is no drawing: titles, alternative texts, names, dates, metadata. */
async function stringsOf(bytes: Uint8Array): Promise<string> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const found: string[] = [];
  const seen = new Set<unknown>();
  const walk = (object: unknown): void => {
    if (typeof object !== 'object' || object === null || seen.has(object)) return;
    seen.add(object);
    if (object instanceof PDFString || object instanceof PDFHexString) found.push(object.decodeText());
    else if (object instanceof PDFRawStream) {
      try {
        found.push(inflateSync(object.contents).toString('latin1'));
      } catch {
        found.push(Buffer.from(object.contents).toString('latin1')); // not packed
      }
      walk(object.dict);
    } else if ('entries' in object && typeof object.entries === 'function')
      for (const [, value] of (object.entries as () => Iterable<[unknown, unknown]>).call(object))
        walk(value);
    else if ('asArray' in object && typeof object.asArray === 'function')
      for (const value of (object.asArray as () => unknown[]).call(object)) walk(value);
  };
  for (const [, object] of pdf.context.enumerateIndirectObjects()) walk(object);
  return found.join('\n');
}
