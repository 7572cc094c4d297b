import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addQuarters, quarterLabel, quarterOf, quartersToPrint } from './quarter.rules.js';

describe('financial quarters', () => {
  it.each([
    ['2019-03-31', 'Q4 2018/19'],
    ['2019-04-01', 'Q1 2019/20'],
    ['2019-09-30', 'Q2 2019/20'],
    ['2019-12-31', 'Q3 2019/20'],
    ['2020-01-27', 'Q4 2019/20'],
    ['1999-12-31', 'Q3 1999/00'],
  ])('%s lies in %s', (date, label) => {
    expect(quarterLabel(quarterOf(date))).toBe(label);
  });

  it('prints the reference’s order Q4, Q1, Q2, Q3 for January 2020, with its years', () => {
    expect(quartersToPrint('2020-01-27', 'trailing').map(quarterLabel)).toEqual([
      'Q4 2018/19',
      'Q1 2019/20',
      'Q2 2019/20',
      'Q3 2019/20',
    ]);
    expect(quartersToPrint('2020-01-27', 'forward').map(quarterLabel)).toEqual([
      'Q4 2019/20',
      'Q1 2020/21',
      'Q2 2020/21',
      'Q3 2020/21',
    ]);
  });

  it('there and back is where it started', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2090 }),
        fc.constantFrom(1, 2, 3, 4),
        fc.integer({ min: -80, max: 80 }),
        (financialYear, quarter, steps) => {
          const from = { financialYear, quarter } as const;
          expect(addQuarters(addQuarters(from, steps), -steps)).toEqual(from);
        },
      ),
    );
  });
});
