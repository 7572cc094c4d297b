import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PDFDict, PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentWhole } from '../../src/document/testing.js';
import { MANAGER, reportSnapshot, SEAL, themeSection } from '../../src/snapshot/testing.js';
import { readContent } from '../../src/document/rendering/pdf-content.js';
import { PdfCompressor } from '../../src/document/rendering/pdf-compress.js';
import { inReadingOrder, structureTree } from '../../src/document/rendering/pdf-structure.js';
import { inspectPdf } from '../../src/document/rendering/rendering.js';
import type { ReportSnapshot } from '../../src/snapshot/snapshot.js';
import { pdfText } from '../support/pdf-text.js';
import { pageHtml, reportHtml } from '../support/report-fixture.js';
import { rendererForAll } from '../support/test-renderer.js';

/**
 * Nothing is published that does not pass: each fault by itself, in a document that is otherwise as it should be. Faults that our
 * Chromium does not make are written into a good PDF. The sample report passes all of it in
 * end-to-end.endurance.spec.ts, any other in any-report.endurance.spec.ts.
 */

const renderer = rendererForAll();
let finisher: PdfCompressor;
/** A good PDF, as it was printed. */
let good: Uint8Array;

const DRAWING = `<svg width="20" height="20" role="img" aria-label="Up by two"><text y="15" font-size="12">2</text></svg>`;
const GOOD = `<h1>Report</h1><p>All is well: <a href="#two">more</a>.</p><figure><figcaption>Figure</figcaption>${DRAWING}</figure>
<h2 id="two">Two</h2><table><caption>Two</caption><tr><th scope="col">A</th><th scope="col">B</th></tr><tr><th scope="row">1</th><td>2</td></tr></table>`;

const LATE = themeSection({
  contributionId: 'c2',
  subject: { id: 't2', number: 2, title: 'Practice' },
  notUpdatedSince: '2019-12-27',
});
const WORD = 'unbreakable'.repeat(9);
const AWKWARD = themeSection({
  subject: { id: 't1', number: 1, title: `${WORD} 🎉` },
  content: {
    overview: { narrative: `- ✓\n- ${WORD}`, rag: 'AMBER' },
    objectives: [
      {
        id: 'o1',
        title: WORD,
        actions: [
          { id: 'a1', title: `→ ${WORD}`, owner: { ...MANAGER, jobTitle: WORD }, dueOn: null, ratings: [] },
        ],
        narratives: [{ id: 'n1', text: '🎉', actionIds: ['a1'] }],
      },
    ],
  },
});
const CORRECTED: ReportSnapshot['report'] = {
  id: 're',
  revision: 2,
  correctionReason: 'A figure was wrong.',
  corrects: {
    version: 1,
    sha256: SEAL.sha256,
    changes: [{ section: null, change: 'changed', entries: [] }],
  },
};
const ANSWERED: ReportSnapshot['challenges'][number] = {
  rule: 'part-month',
  key: 'k',
  place: 'Theme 1',
  question: 'Is that so?',
  reason: 'It is.',
  print: true,
  answeredBy: MANAGER,
  answeredAt: '2020-01-29T16:20:00Z',
};

beforeAll(async () => {
  finisher = new PdfCompressor(30_000);
  good = (await renderer().render(reportHtml({ body: GOOD }), { compress: false })).bytes;
}, 120_000);

afterAll(async () => {
  await finisher.close();
});

it('names in every script of the shipped fonts are printed, sign by sign', async () => {
  const names = 'ਕੌਰ, குமார், علي, כהן, উমা, 伟, पटेल ✓ → 84% ≥ 80% CO₂ ☐ ⚠';
  const overview = { narrative: names, rag: 'AMBER' as const };
  const snapshot = reportSnapshot({ sections: [themeSection({ content: { overview, objectives: [] } })] });
  const { bytes, fonts } = await renderer().render(renderReportHtml(presentWhole(snapshot, SEAL)));
  expect(fonts.filter((name) => !/^(Source|Noto|Open)Sans/.test(name))).toEqual([]);
  // The text layer keeps the signs, not the order in which a script of joined letters is written. Where a letter is drawn of several
  // pieces, what it says stands beside them, for readers that ask.
  const pages = (await PDFDocument.load(bytes)).getPages().map(readContent).join('\n');
  const beside = [...pages.matchAll(/\/ActualText <FEFF([0-9A-F]+)>/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  );
  const printed = new Set([await pdfText(bytes), ...beside].join('').normalize('NFKC'));
  expect([...new Set(names.normalize('NFKC'))].filter((sign) => !printed.has(sign))).toEqual([]);
});

describe('a PDF that is otherwise good is refused', () => {
  it.each([
    ['a heading is skipped', 'heading-skipped', GOOD.replaceAll('h2', 'h3')],
    ['it does not begin with its title', 'heading-skipped', GOOD.replaceAll('h1', 'h2')],
    ['it has no heading at all, so no bookmarks', 'no-outline', GOOD.replaceAll(/h[12]/g, 'p')],
    ['a table has no header cell', 'table-without-headers', GOOD.replaceAll('th', 'td')],
    ['a drawing has no text', 'figure-without-alt', GOOD.replace(' aria-label="Up by two"', '')],
    [
      'a drawing without words is lost, as some versions of Chromium do',
      'figure-without-alt',
      GOOD.replace(/<text.*<\/text>/, '<path d="M0 0L9 9" stroke="#000"/>'),
    ],
    ['a word is wider than the page', 'scaled-down', `${GOOD}<p>${'unbreakable'.repeat(20)}</p>`],
    ['it has a link to the network', 'network-reference', GOOD.replace('#two', 'https://example.org')],
    [
      'it has an address in its style',
      'network-reference',
      `${GOOD}<p style="background:url(//a.example)">x</p>`,
    ],
  ])('when %s', async (_what, code, body) => {
    expect(body).not.toBe(GOOD);
    await expect(renderer().render(reportHtml({ body }))).rejects.toMatchObject({ code, permanent: true });
  });

  it.each<[string, string, (pdf: PDFDocument) => unknown]>([
    ['it has no title', 'no-title', (pdf) => pdf.setTitle('')],
    ['it does not say its language', 'no-language', ({ catalog }) => catalog.delete(PDFName.of('Lang'))],
    ['it has no bookmarks', 'no-outline', ({ catalog }) => catalog.delete(PDFName.of('Outlines'))],
    ['it is not tagged', 'not-tagged', ({ catalog }) => catalog.delete(PDFName.of('StructTreeRoot'))],
    [
      'a font is not embedded',
      'font-not-embedded',
      async (pdf) => pdf.getPage(0).drawText('x', { font: await pdf.embedFont(StandardFonts.Helvetica) }),
    ],
    [
      'a header cell has no scope',
      'header-without-scope',
      (pdf) => elements(pdf, 'TH')[0]?.delete(PDFName.of('A')),
    ],
    [
      'a drawing’s text is empty',
      'figure-without-alt',
      (pdf) => elements(pdf, 'Figure').at(-1)?.set(PDFName.of('Alt'), PDFString.of('')),
    ],
    [
      'a heading became a paragraph',
      'heading-skipped',
      (pdf) => elements(pdf, 'H1')[0]?.set(PDFName.of('S'), PDFName.of('P')),
    ],
    [
      'a part of the text lost its place in the tree',
      'untagged-content',
      (pdf) => {
        const root = pdf.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
        root.set(PDFName.of('ParentTree'), pdf.context.obj({ Nums: [] }));
      },
    ],
    [
      'a link leads to the network',
      'network-reference',
      (pdf) => {
        const link = pdf.context.lookup(pdf.getPage(0).node.Annots()?.get(0), PDFDict);
        link.delete(PDFName.of('Dest'));
        link.set(PDFName.of('A'), pdf.context.obj({ S: 'URI', URI: PDFString.of('https://example.org') }));
      },
    ],
    ['a script runs when it is opened', 'network-reference', (pdf) => pdf.addJavaScript('x', 'app.alert(1)')],
    ['a file is inside it', 'network-reference', (pdf) => pdf.attach(new Uint8Array([1]), 'a.txt')],
  ])('when %s', async (_what, code, spoil) => {
    const pdf = await PDFDocument.load(good, { updateMetadata: false });
    await spoil(pdf);
    const spoilt = new Uint8Array(await pdf.save({ useObjectStreams: false }));
    await expect(inspectPdf(spoilt)).rejects.toMatchObject({ code });
    await expect(finisher.finish(spoilt)).rejects.toMatchObject({ code, permanent: true });
  });

  it('while the good one passes, shows its title, and reads the words of a drawing in place of its frame', async () => {
    const { bytes } = await finisher.finish(new Uint8Array(good));
    await expect(inspectPdf(bytes)).resolves.toMatchObject({ pageCount: 2, outlineEntries: 2 });
    const pdf = await PDFDocument.load(bytes);
    expect(pdf.catalog.getViewerPreferences()?.getDisplayDocTitle()).toBe(true);
    const figures = elements(pdf, 'Figure').map((figure) =>
      figure.lookup(PDFName.of('Alt'), PDFString).decodeText(),
    );
    expect(figures).toEqual(['Up by two']);
    expect(bytes.toString('latin1')).not.toMatch(/pdfuaid|pdfaid/);
  });

  function elements(pdf: PDFDocument, role: string): PDFDict[] {
    return [...inReadingOrder(structureTree(pdf))]
      .filter((element) => element.role === role)
      .map(({ dictionary }) => dictionary);
  }
});

describe('a page that is otherwise good is refused', () => {
  const refusal = async (html: string): Promise<unknown> =>
    renderer()
      .checkPage(html)
      .catch((reason: unknown) => reason);

  it.each([
    ['its text is hard to see', 'color-contrast', GOOD.replace('<p>', '<p style="color: #aaa">')],
    [
      'a picture has no text',
      'image-alt',
      `${GOOD}<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></p>`,
    ],
    ['a drawing has no text', 'svg-img-alt', GOOD.replace(' aria-label="Up by two"', '')],
    ['a heading is skipped', 'heading-order', GOOD.replaceAll('h2', 'h4')],
    ['it has no main heading', 'page-has-heading-one', GOOD.replaceAll('h1', 'p')],
    ['a link has no words', 'link-name', GOOD.replace('>more<', '><')],
    ['a list holds something else', 'list', `${GOOD}<ul><p>x</p></ul>`],
    ['a role does not exist', 'aria-roles', `${GOOD}<p role="sparkle">x</p>`],
    ['a header cell is empty', 'empty-table-header', GOOD.replace('>B<', '><')],
    [
      'a part scrolls, but not by keyboard',
      'scrollable-region-focusable',
      `${GOOD}<div style="overflow: auto; width: 9em"><p style="width: 99em">${'word '.repeat(99)}</p></div>`,
    ],
    [
      'what is pressed is too small',
      'target-size',
      `${GOOD}<p><button style="width: 9px; height: 9px; padding: 0">a</button><button style="width: 9px; height: 9px; padding: 0">b</button></p>`,
    ],
    ['it is wider than a phone', 'reflow', `${GOOD}<p style="width: 99em">x</p>`],
    [
      'the contrast cannot be told',
      'color-contrast (cannot be told: bgGradient)',
      GOOD.replace('<p>', '<p style="background: linear-gradient(#fff, #000)">'),
    ],
  ])('when %s', async (_what, rule, body) => {
    expect(body).not.toBe(GOOD);
    const error = await refusal(pageHtml({ body }));
    expect(error).toMatchObject({ code: 'inaccessible-html', permanent: true });
    expect(String(error)).toContain(`${rule} at `);
  });

  it.each([
    ['has no title', 'inaccessible-html', { title: '' }],
    ['does not say its language', 'bad-html', { language: '' }],
    ['says a language that does not exist', 'inaccessible-html', { language: 'xx-notalang' }],
    ['has a link to the network', 'network-reference', { body: GOOD.replace('#two', 'https://example.org') }],
    [
      'forbids to make it larger',
      'inaccessible-html',
      { head: '<meta name="viewport" content="width=device-width, user-scalable=no">' },
    ],
    ['brings a broken font', 'fonts-not-loaded', { font: 'AAAA' }],
  ])('when it %s', async (_what, code, fault) => {
    expect(await refusal(pageHtml({ body: GOOD, ...fault }))).toMatchObject({ code, permanent: true });
  });

  it('when it shows nothing: the form that prints was given by mistake', async () => {
    expect(String(await refusal(reportHtml({ body: GOOD })))).toContain('visible at the whole page');
  });

  it('while the good one passes, and leaves the kept page as it was', async () => {
    const checked = await renderer().checkPage(pageHtml({ body: GOOD }));
    expect(checked.rulesPassed).toBeGreaterThan(20);
    await expect(renderer().render(reportHtml({ body: GOOD }))).resolves.toMatchObject({ pageCount: 2 });
    expect(renderer().health()).toMatchObject({ browsersStarted: 1, rendersRetried: 0 });
  });

  it.each<[string, Partial<ReportSnapshot>]>([
    ['as it mostly is', {}],
    [
      'with themes of which nothing or nothing new is approved',
      { sections: [themeSection({ content: null }), LATE] },
    ],
    ['that corrects another', { report: CORRECTED }],
    ['with questions and answers', { challenges: [ANSWERED] }],
    [
      'with words that are too long for a phone, and signs',
      { sections: [AWKWARD], overall: { rag: 'RED', narrative: `✓\n\n${WORD}` } },
    ],
  ])('and a report of our templates passes, as a page and in print: one %s', async (_what, changes) => {
    const view = presentWhole(reportSnapshot(changes), SEAL, {
      verifyAt: 'https://reports.example.org/verify',
    });
    expect(await refusal(renderReportHtml(view, 'page'))).toMatchObject({ rulesPassed: expect.any(Number) });
    await expect(renderer().render(renderReportHtml(view))).resolves.toMatchObject({ tagged: true });
  });
});

describe('a check during which the browser dies', () => {
  it('is made once more in a new one', async () => {
    const { pid, browsersStarted } = renderer().health();
    const cells = '<td>Recruitment is under way.</td>'.repeat(5);
    const rows = `<tr><th scope="row">x</th>${cells}</tr>`.repeat(800);
    const head = `<tr>${'<th scope="col">Progress</th>'.repeat(6)}</tr>`;
    const check = renderer().checkPage(pageHtml({ body: `<h1>Long</h1><table>${head}${rows}</table>` }));
    // The page of the test before this one is made blank first; the check itself takes several times this long.
    await new Promise((resume) => setTimeout(resume, 600));
    process.kill(pid ?? 0, 'SIGKILL');
    await expect(check).rejects.toMatchObject({ code: 'inaccessible-html' }); // too wide for a phone
    expect(renderer().health()).toMatchObject({ rendersRetried: 1, browsersStarted: browsersStarted + 1 });
  });
});
