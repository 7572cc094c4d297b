import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastDayOf, month, shiftMonth } from './month.rules.js';

describe('months', () => {
  it('are written in one way', () => {
    for (const text of ['2020-1', '2020-13', '2020-00', 'Jan 2020', '2020-01-01'])
      expect(month.safeParse(text).success).toBe(false);
    expect(month.safeParse('2020-12').success).toBe(true);
  });

  it('end on the day before the next begins', () => {
    expect(lastDayOf('2020-02')).toBe('2020-02-29');
    expect(lastDayOf('2019-02')).toBe('2019-02-28');
    expect(lastDayOf('2019-12')).toBe('2019-12-31');
  });

  it('lie as far back as they lie ahead', () => {
    expect(shiftMonth('2019-12', 1)).toBe('2020-01');
    expect(shiftMonth('2020-01', -13)).toBe('2018-12');
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 600 }), (by) => {
        expect(shiftMonth(shiftMonth('2020-01', by), -by)).toBe('2020-01');
      }),
    );
  });
});
