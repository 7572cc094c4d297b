import { expect, it } from '@jest/globals';
import type { RatedThemes } from '../../themes/index.js';
import { presentThemeRatings } from './theme-ratings.presenter.js';

const quarter3 = (rag: 'RED' | 'AMBER') => ({ financialYear: 2019, quarter: 3 as const, rag });
const period = (label: string, themes: RatedThemes['themes']): RatedThemes => ({ id: label, label, themes });
const theme = (
  rag: 'RED' | 'AMBER' | null,
  actions: RatedThemes['themes'][number]['actions'],
): RatedThemes['themes'][number] => ({
  themeId: 't1',
  partId: 'p',
  number: 1,
  title: 'Leadership',
  rag,
  actions,
});

const view = (periods: readonly RatedThemes[], readable: 'public' | 'exempt' | null = 'exempt') =>
  presentThemeRatings({ programme: 'CS', programmeId: 'x', periods, versions: new Map([['December', { id: 'v', readable }]]), themeId: undefined }); // prettier-ignore

it('shows a theme and its actions report by report, and says where a later report rates the same quarter otherwise', () => {
  const page = view([
    period('December', [
      theme('RED', [
        { id: 'gone', title: 'An old action', rated: null },
        { id: 'a', title: 'Brief members', rated: quarter3('AMBER') },
      ]),
    ]),
    period('January', [theme(null, [{ id: 'a', title: 'Brief all members', rated: quarter3('RED') }])]),
  ]);
  expect(page.columns.map(({ href, without }) => [href, without])).toEqual([
    ['/versions/v/files/exempt.html#theme-1', 'Not in it'],
    [null, 'Not approved yet'],
  ]);
  expect(page.rows.map(({ text, cells }) => [text, cells.map((cell) => cell?.note)])).toEqual([
    ['Theme 1: Leadership: the whole theme', [null, null]],
    ['Brief all members', ['Q3 2019/20; rated differently later', 'Q3 2019/20']],
    // What is not in the newest plan any more comes last.
    ['An old action', [null, undefined]],
  ]);
});

it('leads to the version where its web page is not printed', () => {
  const page = view([period('December', [theme('RED', [])])], null);
  expect(page.columns.map(({ href }) => href)).toEqual(['/versions/v']);
});

it('says so where nothing was approved', () => {
  const page = view([]);
  expect([page.rows, page.head.lead]).toEqual([[], 'No theme has been approved yet.']);
});
