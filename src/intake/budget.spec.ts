import { describe, expect, it } from '@jest/globals';
import type { FixtureBlock } from './docx.fixture.js';
import { doubts, of, take, why } from './layouts.fixture.js';
import { idsFor, mergeBudget } from './merge.rules.js';

const lines = (blocks: readonly FixtureBlock[]) => {
  const taken = take(blocks);
  return {
    taken,
    found: of(taken, 'budget').map(({ title, financialYear, budget, actual, forecast, needs }) =>
      [title, financialYear, budget, actual, forecast, ...needs].join(' | '),
    ),
  };
};

describe('a table of the budget', () => {
  it('has amounts as councils write them, and is believed where its variances agree', () => {
    const { taken, found } = lines([
      {
        rows: [
          ['Budget line', 'Budget 2025/26', 'Spend to date', 'Forecast outturn', 'Variance', 'Comments'],
          ['Practice', '£1,250,000', '£600k', '£1.3m', '£50,000', 'Two more posts'],
          ['Income from grants', '(£200,000.50)', '-£10', '(200,000.50)', '£0', ''],
          ['Training', '£40,000', 'n/a', 'TBC', '', 'To be updated'],
          ['Total', '£1,089,999.50', '', '£1,099,999.50', '', ''],
        ],
      },
    ]);
    expect(found).toEqual([
      'Practice | 2025 | 1250000.00 | 600000.00 | 1300000.00',
      'Income from grants | 2025 | -200000.50 | -10.00 | -200000.50',
      'Training | 2025 | 40000.00 |  | ',
    ]);
    expect(doubts(taken)).toEqual([]);
    expect(why(taken, 1, 2, 5)).toMatchObject({ fate: 'told' });
    expect(why(taken, 1, 4, 4)?.why).toBe('The amount is not known: it is left blank, which is not zero.');
    expect(why(taken, 1, 5, 2)).toMatchObject({ fate: 'told', why: 'A total is worked out from the lines.' });
    expect(taken.tables[0]?.notes).toEqual([]);
  });

  it('has its amounts in the unit of its headings, and its lines under their themes', () => {
    const { taken, found } = lines([
      'Progress against budget (£000)',
      {
        rows: [
          ['Theme', 'Service', 'Revised budget', 'Actual', 'Projected outturn', 'Over / (under) spend'],
          ['Leadership', 'Posts', '1,250.5', '600', '1,300.5', '50'],
          ['Practice', 'Posts', '300', '', '290', '(10)'],
          ['Grand total', '', '1,550.5', '', '1,700', ''],
        ],
      },
    ]);
    expect(found).toEqual([
      'Leadership: Posts |  | 1250500.00 | 600000.00 | 1300500.00',
      'Practice: Posts |  | 300000.00 |  | 290000.00',
    ]);
    expect(doubts(taken)).toEqual([]);
    expect(taken.tables[0]?.notes).toEqual([
      'Row 4: the total of the document is £1700000.00, but the lines above it add up to £1590500.00.',
    ]);
  });

  it('asks once whether bare amounts are pounds, and about a variance that says something else', () => {
    const { taken, found } = lines([
      {
        rows: [
          ['Area', 'Budget', 'Forecast', 'Variance'],
          ['Posts', '1250', '1300', '-50'],
          ['Agency', '400', '420', '200'],
        ],
      },
    ]);
    expect(found).toEqual([
      'Posts |  | 1250.00 |  | 1300.00 | unit',
      'Agency |  | 400.00 |  | 420.00 | unit | variance:3',
    ]);
    expect(doubts(taken)).toEqual(['1 unit', '1 variance:3']);
    expect(taken.tables[0]?.notes[0]).toContain('budget minus forecast');
    expect(why(taken, 1, 3, 2)).toMatchObject({ fate: 'asked' });
  });

  it('says of what is no amount, and of a row without a name, why it has no place', () => {
    const { taken, found } = lines([
      {
        rows: [
          ['Area', 'Budget (£)', 'Forecast (£)'],
          ['Posts', 'about 1,250', '12,50'],
          ['', '300', '310'],
        ],
      },
    ]);
    expect(found).toEqual(['Posts |  |  |  | ']);
    expect(why(taken, 1, 2, 2)).toMatchObject({
      fate: 'unplaced',
      why: '“about 1,250” is not an amount in pounds and pence.',
    });
    expect(why(taken, 1, 2, 3)?.fate).toBe('unplaced');
    expect(why(taken, 1, 3, 2)?.why).toBe('There are amounts in this row, but it names no line.');
  });

  it('adds its lines to a draft, beside those that are there', () => {
    const { taken } = lines([
      {
        rows: [
          ['Area', 'Budget (£)', 'Actual (£)'],
          ['Posts', '100', '50'],
          ['Agency', '200', '90'],
        ],
      },
    ]);
    const ids = idsFor('part');
    const first = mergeBudget({ lines: [] }, of(taken, 'budget'), ids);
    expect(first).toMatchObject({ added: 2, left: [] });
    const kept = first.document.lines.map((line) => ({ ...line, actual: '60.00' }));
    expect(mergeBudget({ lines: kept }, of(taken, 'budget'), ids)).toEqual({
      document: { lines: kept },
      added: 0,
      left: [],
    });
  });
});
