import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  follows,
  FREQUENCIES,
  frequencyOf,
  isPeriod,
  lastEnded,
  monthsOf,
  period as periodText,
  periodDate,
  periodEnd,
  periodLabel,
  periodOf,
  periodsTo,
  periodWords,
  shiftPeriod,
  shortPeriod,
  yearOf,
} from './period.rules.js';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const frequency = fc.constantFrom(...FREQUENCIES);
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

describe('a period', () => {
  it.each([
    ['2020-01', '2020-01-01', '2020-01-31', 'January 2020', 'Jan 2020', 2019],
    ['2020-02', '2020-02-01', '2020-02-29', 'February 2020', 'Feb 2020', 2019],
    ['2019/20 Q1', '2019-04-01', '2019-06-30', 'Q1 2019/20', 'Q1 2019/20', 2019],
    ['2019/20 Q3', '2019-10-01', '2019-12-31', 'Q3 2019/20', 'Q3 2019/20', 2019],
    ['2019/20 Q4', '2020-01-01', '2020-03-31', 'Q4 2019/20', 'Q4 2019/20', 2019],
    ['1999/00', '1999-04-01', '2000-03-31', '1999/00', '1999/00', 1999],
  ])('%s is from %s to %s', (period, first, last, words, short, year) => {
    expect([periodDate(period), periodEnd(period)]).toEqual([first, last]);
    expect([periodWords(period), shortPeriod(period), yearOf(period)]).toEqual([words, short, year]);
    expect(periodText.safeParse(period).success).toBe(true);
  });

  it.each(['2020-13', '2019/21', '2019/20 Q5', '2019/20Q1', 'Q1 2019/20', '2020', ''])(
    'is not %p',
    (text) => {
      expect(periodText.safeParse(text).success).toBe(false);
    },
  );

  it('belongs to a span by its text alone', () => {
    expect(isPeriod('quarter', '2019/20 Q4')).toBe(true);
    expect(isPeriod('year', '2019/20 Q4')).toBe(false);
    expect(isPeriod('quarter', '2019/20')).toBe(false);
    expect(isPeriod('quarter', '2019-12')).toBe(false);
    expect(isPeriod('year_to_date', '2019-12')).toBe(true);
  });

  it('holds its days, begins after the one before, and is ordered as text', () => {
    fc.assert(
      fc.property(frequency, day, fc.integer({ min: -40, max: 40 }), (kind, date, by) => {
        const period = periodOf(kind, date);
        expect(frequencyOf(period)).toBe(kind);
        expect(periodDate(period) <= date && date <= periodEnd(period)).toBe(true);
        expect(periodLabel(kind, periodDate(period))).toBe(period);
        const next = shiftPeriod(period, 1);
        expect(periodDate(next)).toBe(dayAfter(periodEnd(period)));
        expect(follows(period, next)).toBe(true);
        expect(follows(period, shiftPeriod(period, by))).toBe(by === 1);
        expect(shiftPeriod(shiftPeriod(period, by), -by)).toBe(period);
        expect(Math.sign(shiftPeriod(period, by).localeCompare(period))).toBe(Math.sign(by));
        expect(monthsOf(period).every((month) => periodOf(kind, month) === period)).toBe(true);
        expect(`${monthsOf(period)[0] ?? ''}-01`).toBe(periodDate(period));
      }),
    );
  });

  it('has ended when its last day is over, and on that day', () => {
    expect(lastEnded('quarter', '2020-01-27')).toBe('2019/20 Q3');
    expect(lastEnded('quarter', '2020-03-31')).toBe('2019/20 Q4');
    expect(lastEnded('year', '2020-03-30')).toBe('2018/19');
    expect(lastEnded('year', '2020-03-31')).toBe('2019/20');
    fc.assert(
      fc.property(frequency, day, (kind, date) => {
        const ended = lastEnded(kind, date);
        expect(periodEnd(ended) <= date && periodEnd(shiftPeriod(ended, 1)) > date).toBe(true);
      }),
    );
  });

  it('stands at the end of a window', () => {
    expect(periodsTo('2019/20 Q3', 6)).toEqual([
      '2018/19 Q2',
      '2018/19 Q3',
      '2018/19 Q4',
      '2019/20 Q1',
      '2019/20 Q2',
      '2019/20 Q3',
    ]);
    expect(periodsTo('2018/19', 2)).toEqual(['2017/18', '2018/19']);
  });
});
