import { beforeAll, describe, expect, it } from '@jest/globals';
import { renderReportHtml } from '../../src/document/edition-html.js';
import { presentWhole } from '../../src/document/testing.js';
import { loadSample } from '../../src/sample/index.js';
import { OWNER, reportSnapshot, SEAL, themeSection } from '../../src/snapshot/testing.js';
import type { ReportSnapshot, ThemeSnapshotSection } from '../../src/snapshot/snapshot.js';
import { pdfLines, pdfOutline, pdfPages } from '../support/pdf-text.js';
import { rendererForAll } from '../support/test-renderer.js';

/** Points: the lower margin of a page, in which its foot stands. */
const FOOT = (17 / 25.4) * 72;

const renderer = rendererForAll();

/** Texts of many lengths, always the same ones. */
const words = (seed: number, most: number): string =>
  'Work goes on as it was planned. '.repeat(1 + ((seed * 7) % most)).trim();

type Objective = NonNullable<ThemeSnapshotSection['content']>['objectives'][number];

/** Its actions begin and end with words of their own, so that a row can be found again. */
function objective(theme: number, number: number): Objective {
  const key = `${theme}-${number}`;
  return {
    id: key,
    title: `Aim ${key}${' that children are safe and well'.repeat(1 + (number % 4))}`,
    actions: Array.from({ length: 1 + ((theme + number) % 7) }, (_, index) => ({
      id: `${key}-${index}`,
      title: `begin${key}-${index} ${words(theme + index, 9)} end${key}-${index}`,
      owner: OWNER,
      dueOn: '2020-02-29',
      ratings: [],
    })),
    narratives: [{ id: `n${key}`, text: words(theme * number, 12), actionIds: [`${key}-0`] }],
  };
}

function longReport(): ReportSnapshot {
  const sections = Array.from({ length: 12 }, (_, theme) =>
    themeSection({
      contributionId: `c${theme}`,
      subject: { id: `t${theme}`, number: theme + 1, title: `Long theme ${theme + 1}` },
      content: {
        overview: { narrative: words(theme, 20), rag: 'AMBER' },
        objectives: Array.from({ length: 10 }, (_, number) => objective(theme + 1, number + 1)),
      },
    }),
  );
  return reportSnapshot({
    overall: {
      rag: 'AMBER',
      narrative: words(3, 20),
      // The longest that is accepted.
      summary: 'Children wait for less time than they did. '.repeat(14).trim().slice(0, 600),
      asks: ['Note it.', 'Ask for more.', words(5, 6)],
    },
    sections,
  });
}

describe('a long report on paper', () => {
  let pages: { y: number; text: string }[][];
  let outline: { title: string; page: number }[];
  let headings: string[];

  beforeAll(async () => {
    const view = presentWhole(longReport(), SEAL, { verifyAt: 'https://reports.example.org/verify' });
    view.edition.marking = `NOT FOR PUBLICATION: ${'exempt under paragraphs 1, 2 and 3; '.repeat(6)}`;
    const html = renderReportHtml(view);
    headings = [...html.matchAll(/<h[1-4][^>]*>([^<]*)</g)].map(([, words = '']) => words);
    const { bytes } = await renderer().render(html);
    pages = (await pdfLines(bytes)).map((lines) => lines.filter(({ y }) => y > FOOT));
    outline = await pdfOutline(bytes);
  }, 120_000);

  it('has more than sixty pages', () => {
    expect(pages.length).toBeGreaterThan(60);
  });

  it('has all of its first page on one page, and the contents on the next', () => {
    const first = pages[0]?.map(({ text }) => text) ?? [];
    expect(first.some((text) => text.includes('What the committee is asked to do'))).toBe(true);
    expect(outline.find(({ title }) => title === 'Contents')?.page).toBe(2);
  });

  it('has a bookmark for each heading, in its words: once, though it was moved to another page, and with the spaces of its lines', () => {
    expect(outline.map(({ title }) => title)).toEqual(headings);
  });

  it('marks every page', () => {
    expect(pages.filter((lines) => !lines[0]?.text.startsWith('NOT FOR PUBLICATION'))).toEqual([]);
  });

  it('leaves no heading and no caption at the foot of a page', () => {
    const last = pages.map((lines) => lines.at(-1)?.text ?? '');
    const titles = new Set(headings);
    // The last line of a heading has three words or more; fewer also end a list of names.
    const ends = (text: string) =>
      titles.has(text) || (text.split(' ').length > 2 && [...titles].some((title) => title.endsWith(text)));
    expect(titles.size).toBeGreaterThan(130);
    expect(
      last.filter((text) => ends(text) || /^(Actions of objective|Progress$|About:)/.test(text)),
    ).toEqual([]);
    expect(last.filter((text) => /^Action (Q\d|$)/.test(text))).toEqual([]);
  });

  it('breaks no row of a table, and repeats its head on the next page', () => {
    const texts = pages.map((lines) => lines.map(({ text }) => text).join('\n'));
    const begun = texts.flatMap((text, page) =>
      [...text.matchAll(/begin(\d+-\d+-\d+)/g)].map(([, key]) => ({ key, page })),
    );
    expect(begun.length).toBeGreaterThan(300);
    expect(begun.filter(({ key, page }) => !texts[page]?.includes(`end${key}`))).toEqual([]);
    for (const lines of pages) {
      const row = lines.findIndex(({ text }) => /\bbegin\d/.test(text));
      if (row >= 0) expect(lines.slice(0, row).some(({ text }) => /^Action (Q\d|$)/.test(text))).toBe(true);
    }
  });
});

it('a paragraph beside a table is not broken: no line of it stands alone on the next page', async () => {
  const found = loadSample('january-2020')
    .themes.flatMap(({ objectives }) => objectives)
    .find(({ narratives }) => narratives.some(({ text }) => text.endsWith('part of its remit.')));
  if (!found) throw new Error('the sample says something else now');
  const sections = Array.from({ length: 40 }, (_, index) =>
    themeSection({
      contributionId: `c${index}`,
      subject: { id: `t${index}`, number: index + 1, title: `T ${index}` },
      content: {
        // Each begins at another height of its page.
        overview: { narrative: 'Words of a line or so for space. '.repeat(1 + index * 3), rag: 'AMBER' },
        objectives: [
          {
            id: `o${index}`,
            title: found.title,
            actions: found.actions.map(({ title }, action) => ({
              id: `a${index}-${action}`,
              title,
              owner: null,
              dueOn: null,
              ratings: [{ financialYear: 2019, quarter: 3 as const, rag: 'AMBER' as const }],
            })),
            narratives: found.narratives.map(({ text }) => ({
              id: `n${index}`,
              text: text.replace('The share', `The-share-${index}.`).replace('remit.', `remit${index}.`),
              actionIds: [],
            })),
          },
        ],
      },
    }),
  );
  const view = presentWhole(reportSnapshot({ sections }), SEAL, { verifyAt: null });
  const pages = await pdfPages((await renderer().render(renderReportHtml(view))).bytes);
  const on = (mark: string): number => pages.findIndex((text) => text.includes(`${mark}.`));
  const broken = sections.flatMap((_, index) =>
    on(`The-share-${index}`) === on(` remit${index}`) ? [] : [index],
  );
  expect(on(' remit39')).toBeGreaterThan(20);
  expect(broken).toEqual([]);
}, 120_000);
