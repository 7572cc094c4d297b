import { describe, expect, it } from '@jest/globals';
import type { FixtureBlock } from './docx.fixture.js';
import { doubts, of, take } from './layouts.fixture.js';
import { openQuestions } from './take.rules.js';

const figures = (title: string): FixtureBlock => ({
  rows: [
    ['Indicator', 'Apr 26'],
    [title, '4'],
  ],
});
const plan = (objective: string): FixtureBlock => ({
  rows: [
    ['Objective', 'Actions', 'Progress'],
    [objective, 'Do it', 'Done.'],
  ],
});

describe('figures between a plan and the next theme', () => {
  const report = (groups: readonly string[], first: readonly FixtureBlock[] = [figures('One')]) =>
    take([
      'Theme 1: Leadership',
      ...first,
      plan('Leading well'),
      ...groups.flatMap((group, n) => [group, figures(`Between ${n}`)]),
      'Theme 2: Practice',
      plan('Public Law Outline'),
    ]);
  const themes = (taken: ReturnType<typeof report>) => of(taken, 'measure').map(({ theme }) => theme);

  it('belong to the next without a question where its plan names a group, and figures come first elsewhere', () => {
    const taken = report(['Child protection', 'Public law  outline']);
    expect(themes(taken)).toEqual([1, 2, 2]);
    expect(doubts(taken)).toEqual([]);
  });

  it('are one question where one of the two facts is missing, or speaks against it', () => {
    const unnamed = report(['Child protection', 'Permanence']);
    expect(doubts(unnamed)).toEqual(['3 theme', '4 theme']);
    expect(openQuestions(unnamed)).toBe(1);
    expect(openQuestions(report(['Public Law Outline'], []))).toBe(1);
    expect(openQuestions(report(['Leading well', 'Public Law Outline']))).toBe(1);
  });
});

describe('years to date of which the figures leave one reading', () => {
  const row = (...cells: string[]) =>
    take([
      'Theme 1',
      {
        rows: [['KPI', 'Current', 'Period', 'Feb 26', 'Mar 26', 'Apr 26', 'May 26'], cells],
      },
    ]);

  it('are not asked about: a count that falls, and one that is the same as Current after others', () => {
    const falls = row('Number of exits', '', 'YTD', '9', '4', '', '');
    expect(doubts(falls)).toEqual([]);
    expect(of(falls, 'measure')[0]?.definition.cellBasis).toBe('in_month');
    const counts = row('Number of exits', '12', 'YTD', '', '', '5', '12');
    expect(doubts(counts)).toEqual([]);
    expect(of(counts, 'measure')[0]?.definition.cellBasis).toBe('cumulative');
  });

  it('stay a question for shares, for a count that never falls, and where a new year begins', () => {
    expect(doubts(row('% adopted', '19%', 'YTD', '', '', '21%', '19%'))).toEqual(['1 cumulative']);
    expect(doubts(row('Number of exits', '', 'YTD', '4', '9', '', ''))).toEqual(['1 ytd']);
    expect(doubts(row('Number of exits', '', 'YTD', '40', '44', '3', '7'))).toContain('1 ytd');
  });
});

describe('months without a year', () => {
  const months = (
    headings: readonly string[],
    cells: readonly string[],
    asAt: string | null = '2026-02-27',
  ) => {
    const taken = take(
      [
        {
          rows: [
            ['Indicator', ...headings],
            ['Number of contacts', ...cells],
          ],
        },
      ],
      { asAt },
    );
    return {
      asked: doubts(taken),
      periods: of(taken, 'measure')[0]?.figures.map(({ period }) => period.slice(0, 7)),
    };
  };

  it('have theirs where they follow each other up to the month of the report', () => {
    expect(months(['Oct', 'Nov', 'Dec', 'Jan'], ['1', '2', '3', '4'])).toEqual({
      asked: [],
      periods: ['2025-10', '2025-11', '2025-12', '2026-01'],
    });
    expect(months(['January', 'December', 'November'], ['4', '3', '2'])).toEqual({
      asked: [],
      periods: ['2025-11', '2025-12', '2026-01'],
    });
    const year = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar'];
    const sofar = months(year, [...Array.from({ length: 10 }, (_, n) => String(n + 1)), '', '']);
    expect(sofar.asked).toEqual([]);
    expect([sofar.periods?.[0], sofar.periods?.at(-1)]).toEqual(['2025-04', '2026-01']);
  });

  it('are asked about once where they do not follow each other, end long before, or the report has no date', () => {
    expect(months(['Oct', 'Dec', 'Jan'], ['1', '2', '3'])).toEqual({
      asked: ['1 months'],
      periods: ['2025-10', '2025-12', '2026-01'],
    });
    expect(months(['Aug', 'Sep', 'Oct'], ['1', '2', '3']).asked).toEqual(['1 months']);
    expect(months(['Mar', 'Apr', 'May'], ['1', '2', '3'], null).asked).toEqual(['1 months']);
  });
});

describe('the end of a row that stands beside its headings', () => {
  const table = (arrow: string) =>
    take([
      'Theme 1',
      {
        rows: [
          ['KPI', 'Apr 26', 'Target', '', 'Trend', 'National', 'Stat Neigh'],
          ['% seen', '60%', '', arrow, '61%', '62%', ''],
          ['% visited', '70%', '', '', '71%', '72%', ''],
        ],
      },
    ]);

  it('is believed where an arrow stands as far beside its own', () => {
    expect(doubts(table('↓'))).toEqual([]);
    expect(of(table('↓'), 'measure')[1]?.benchmarks.map(({ area, value }) => [area, value])).toEqual([
      ['national', 71],
      ['neighbours', 72],
    ]);
    expect(doubts(table(''))).toEqual(['1 benchmarks']);
  });
});
