import { describe, expect, it } from '@jest/globals';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentWhole } from '../../src/document/testing.js';
import { reportSnapshot, SEAL, themeSection } from '../../src/snapshot/testing.js';
import { pdfOutline, pdfPages } from '../support/pdf-text.js';
import { reportHtml } from '../support/report-fixture.js';
import { rendererForAll } from '../support/test-renderer.js';

const renderer = rendererForAll();

/** One chapter on each page after the contents. */
function chapters(count: number, foot = true): string {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const row = (number: number) =>
    `<li><a href="#c${number}">Chapter ${number}: <span class="page-number">000</span></a></li>`;
  return reportHtml({
    head: `<style>@page { font: 11pt "Source Sans 3"; font-variant-numeric: tabular-nums;
${foot ? '@bottom-right { content: "Page " counter(page) }' : ''} }
.page-number { font-variant-numeric: tabular-nums; letter-spacing: .02em }</style>`,
    body: `<h1>Report</h1><nav><ol>${numbers.map(row).join('')}</ol></nav>
${numbers.map((number) => `<h2 id="c${number}">Chapter</h2><p>Text.</p>`).join('')}`,
  });
}

/** What a reader finds behind each row. */
const numbersIn = (text: string) =>
  [...text.matchAll(/Chapter (\d+): (\d+)/g)].map(([, chapter, page]) => [Number(chapter), Number(page)]);

describe('page numbers of the contents', () => {
  it.each([3, 12, 104])('read as the pages that the rows lead to, of %i chapters', async (count) => {
    const { bytes, pageCount, pages } = await renderer().render(chapters(count));
    const text = (await pdfPages(bytes)).join(' ');
    const before = pageCount - count;
    expect(numbersIn(text)).toEqual(
      Array.from({ length: count }, (_, index) => [index + 1, before + index + 1]),
    );
    expect(text).not.toContain('000');
    expect(Object.entries(pages)).toEqual(
      Array.from({ length: count }, (_, index) => [`c${index + 1}`, before + index + 1]),
    );
  });

  it('of a real report: each row names the page where its heading stands', async () => {
    const sections = ['One', 'Two', 'Three'].map((title, index) =>
      themeSection({
        contributionId: `c${index}`,
        subject: { id: `t${index}`, number: index + 1, title: `${title} ${'long '.repeat(20)}` },
      }),
    );
    const view = presentWhole(reportSnapshot({ sections }), SEAL);
    const { bytes, pages } = await renderer().render(renderReportHtml(view));
    const page = (await pdfPages(bytes)).find((one) => one.includes('Contents')) ?? '';
    const [contents = ''] = page.split('Ratings of the themes'); // the first table may stand below them
    const rows = [...contents.matchAll(/(Overall progress|What the ratings and signs mean|Theme \d: \w+|How this report was approved)[^\d]*(\d+)/g)]; // prettier-ignore
    const outline = await pdfOutline(bytes);
    expect(rows).toHaveLength(6);
    for (const [, words = '', number] of rows) {
      expect(outline.find(({ title }) => title.startsWith(words))?.page).toBe(Number(number));
    }
    expect(new Set(rows.map(([, , number]) => number)).size).toBeGreaterThan(2);
    // What the mails to committees say.
    for (const number of [1, 2, 3])
      expect(outline.find(({ title }) => title.startsWith(`Theme ${number}`))?.page).toBe(
        pages[`theme-${number}`],
      );
  });

  it.each([
    [
      'a row leads nowhere',
      chapters(3).replace('id="c2"', ''),
      'The contents have 3 rows, but the pages of 2 could be told.',
    ],
    [
      'a placeholder is no link',
      reportHtml({ body: '<h1>Report</h1><p>Chapter <span class="page-number">000</span></p>' }),
      'The contents have 1 row, but the pages of 0 could be told.',
    ],
    [
      'a digit was never printed: the markers of the list are 1 to 3, the pages 2 to 4',
      chapters(3, false).replace(/Chapter \d:/g, 'Chapter:'),
      'No font of the contents has every digit of 4, the page of one of their rows.',
    ],
  ])('are refused when %s', async (_what, html, message) => {
    const code = 'contents-not-numbered';
    const error: unknown = await renderer()
      .render(html)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, permanent: true });
    expect(String(error)).toBe(`RenderError: ${message}`);
  });
});
