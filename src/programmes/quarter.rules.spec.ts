import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addQuarters, quarterLabel, quarterOf, quartersToPrint, type Quarter } from './quarter.rules.js';

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
    expect(quartersToPrint('2020-01-27', 'trailing', []).map(quarterLabel)).toEqual([
      'Q4 2018/19',
      'Q1 2019/20',
      'Q2 2019/20',
      'Q3 2019/20',
    ]);
    expect(quartersToPrint('2020-01-27', 'forward', []).map(quarterLabel)).toEqual([
      'Q4 2019/20',
      'Q1 2020/21',
      'Q2 2020/21',
      'Q3 2020/21',
    ]);
  });

  it('prints a quarter from its last day on as ended, and before that once something is rated in it', () => {
    const q3 = [{ financialYear: 2019, quarter: 3 }] as const;
    const printed = (asAt: string, rated: readonly Quarter[]) =>
      quartersToPrint(asAt, 'trailing', rated).map(quarterLabel);
    const untilQ2 = ['Q3 2018/19', 'Q4 2018/19', 'Q1 2019/20', 'Q2 2019/20'];
    expect(printed('2019-11-30', [])).toEqual(untilQ2);
    expect(printed('2019-11-30', q3)).toEqual([...untilQ2, 'Q3 2019/20']);
    for (const rated of [[], q3])
      expect(printed('2019-12-31', rated)).toEqual([...untilQ2.slice(1), 'Q3 2019/20']);
    expect(printed('2020-01-27', q3)).toEqual([...untilQ2.slice(1), 'Q3 2019/20']);
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
