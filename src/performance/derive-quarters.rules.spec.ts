import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shiftMonth } from '../programmes/index.js';
import { derive, months, reading } from './derive.fixture.js';
import { deriveMeasure, lastPeriod, windowOf } from './derive.rules.js';
import type { MeasureRow } from './measures.content.js';
import { periodDate, shiftPeriod } from './period.rules.js';
import type { Reading } from './reading.rules.js';

describe('a measure that is counted by quarter or by year', () => {
  const quarters = (...values: (number | null)[]): Reading[] =>
    values.map((value, index) => reading('', value, { span: 'quarter', period: quarterAt(index) }));
  /** First days of the quarters from Q2 2018/19 on: the sixth is Q3 2019/20, the last that had ended on 27 January 2020. */
  const quarterAt = (index: number): string => `${shiftMonth('2018-07', 3 * index)}-01`;

  it('has a window of the six that had ended by the as-at date; one that runs is neither printed nor missing', () => {
    const row = derive(quarters(1, 2, 3, 4, 5, 6, 7), { frequency: 'quarter', cellBasis: 'in_month' });
    expect(row.months.map(({ month, value }) => [month, value])).toEqual([
      ['2018/19 Q2', 1],
      ['2018/19 Q3', 2],
      ['2018/19 Q4', 3],
      ['2019/20 Q1', 4],
      ['2019/20 Q2', 5],
      ['2019/20 Q3', 6],
    ]);
    expect(row.current).toMatchObject({ month: '2019/20 Q3', span: 'quarter', value: 6, partMonth: false });
    expect(derive([], { frequency: 'year' }).months.map(({ month }) => month)).toEqual([
      '2013/14',
      '2014/15',
      '2015/16',
      '2016/17',
      '2017/18',
      '2018/19',
    ]);
  });

  it('takes in the quarter that ends on the as-at day', () => {
    expect(windowOf(lastPeriod('quarter', { month: '2020-03', asAt: '2020-03-31' })).at(-1)).toBe(
      '2019/20 Q4',
    );
    expect(windowOf(lastPeriod('quarter', { month: '2020-03', asAt: '2020-03-30' })).at(-1)).toBe(
      '2019/20 Q3',
    );
  });

  it('does not take a month for its quarter', () => {
    expect(
      derive(months(1, 2, 3, 4, 5, 6), { frequency: 'quarter' }).months.every(({ value }) => value === null),
    ).toBe(true);
  });

  it('is added up from the quarters since April, all of which must be there', () => {
    const counted = {
      frequency: 'quarter',
      unit: 'count',
      decimals: 0,
      basis: 'year_to_date',
      cellBasis: 'in_month',
    } as const;
    expect(derive(quarters(1, 2, 3, 4, 5, 6), counted).current).toMatchObject({
      value: 15,
      month: '2019-12',
      span: 'year_to_date',
      computed: true,
    });
    expect(derive(quarters(1, 2, 3, 4, null, 6), counted).current).toBeNull();
    const given = reading('2019-12', 16, { span: 'year_to_date' });
    expect(derive([...quarters(1, 2, 3, 4, 5, 6), given], counted).current).toMatchObject({
      value: 16,
      computed: false,
    });
    expect(derive(quarters(1, 2, 3, 4, 9, 15), { ...counted, cellBasis: 'cumulative' })).toMatchObject({
      current: { value: 15, month: '2019-12', span: 'year_to_date' },
      direction: { fromMonth: '2019/20 Q2', toMonth: '2019/20 Q3' },
    });
    // Between two financial years there is no direction.
    expect(
      derive(quarters(1, 2, 3, 4, null, null), { ...counted, cellBasis: 'cumulative' }).direction,
    ).toBeNull();
  });

  it('has no baseline beside its own years', () => {
    const year = reading('', 67, { span: 'year', period: '2018-04-01' });
    expect(derive([year], { frequency: 'year' })).toMatchObject({
      baseline: null,
      current: { month: '2018/19', span: 'year', value: 67 },
    });
    expect(derive([year], { frequency: 'quarter' }).baseline).toMatchObject({ year: '2018/19', value: 67 });
  });

  it('is in everything else what the same figures of months are: values, direction, rating, limits and signals', () => {
    const value = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 6 });
    const series = fc.array(value, { minLength: 1, maxLength: 24 });
    const rest = fc.record({
      polarity: fc.constantFrom('higher' as const, 'lower' as const, 'neutral' as const),
      cellBasis: fc.constantFrom('in_month' as const, 'snapshot' as const, 'rolling' as const),
    });
    fc.assert(
      fc.property(
        series,
        rest,
        fc.constantFrom('quarter' as const, 'year' as const),
        (values, more, frequency) => {
          const count = values.length;
          const last = { quarter: '2019/20 Q3', year: '2018/19' }[frequency];
          const definition = {
            ...more,
            ...(more.polarity === 'neutral'
              ? {}
              : { target: { minimum: 50, upper: 50, from: null, until: null } }),
          };
          const at = (index: number) => shiftPeriod(last, index - count + 1);
          const own = derive(
            values.map((one, index) => reading('', one, { span: frequency, period: periodDate(at(index)) })),
            { ...definition, frequency },
          );
          // Months that are all over on the as-at date: up to December 2019.
          const monthAt = (index: number) => shiftMonth('2019-12', index - count + 1);
          const twin = deriveMeasure(
            {
              id: 'm',
              benchmarks: [],
              rebases: [],
              override: null,
              definition: { ...own.definition, frequency: 'month' },
              readings: values.map((one, index) => reading(monthAt(index), one)),
            },
            { month: '2019-12', asAt: '2019-12-31' },
          );
          const points = (row: MeasureRow) =>
            row.spc?.points.slice(-12).map(({ value, signal, meaning }) => [value, signal, meaning]);
          expect(own.months.map((one) => one.value)).toEqual(twin.months.map((one) => one.value));
          expect(own.current?.value).toBe(twin.current?.value);
          expect([own.rag, own.direction?.value, own.direction?.performance]).toEqual([
            twin.rag,
            twin.direction?.value,
            twin.direction?.performance,
          ]);
          if (frequency === 'year' && count > 12) return;
          expect(points(own)).toEqual(points(twin));
          expect(own.spc?.points.map(({ limits }) => limits)).toEqual(
            twin.spc?.points.map(({ limits }) => limits),
          );
          expect(own.spc?.sentence).toBe(twin.spc?.sentence.replaceAll('month', frequency));
        },
      ),
    );
  });
});
