import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shiftMonth } from '../programmes/index.js';
import { derive, months, reading } from './derive.fixture.js';
import { decimalsOf } from './figure.rules.js';
import { ragOf, ratio, windowOf } from './derive.rules.js';

describe('the window', () => {
  it('is six months that end with the report’s, also over the turn of a year', () => {
    expect(windowOf('2020-01')).toEqual(['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01']);
  });

  it('prints a month that nobody recorded as not collected, which is neither zero nor “no data”', () => {
    const row = derive([...months(0, null), reading('2019-10', null, { missingReason: 'suppressed' })]);
    expect(row.months.map(({ missingReason, value }) => missingReason ?? value)).toEqual([
      0,
      'no_data',
      'suppressed',
      'not_collected',
      'not_collected',
      'not_collected',
    ]);
  });

  it('marks the month that was not over', () => {
    expect(derive(months(1, 2, 3, 4, 5, 6)).months.map(({ partMonth }) => partMonth)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('the current figure', () => {
  it('of a snapshot is its latest month that has a value', () => {
    expect(derive(months(70.8, 74.7, 72.3, 78.8, 73.3, 64)).current).toMatchObject({
      value: 64,
      month: '2020-01',
    });
    expect(derive(months(67, 88, 86, 80, 77, null)).current).toMatchObject({ value: 77, month: '2019-12' });
    expect(derive(months(null, null)).current).toBeNull();
  });

  it('of the year to date is the one that the source gives', () => {
    const given = reading('2020-01', 81.4, { span: 'year_to_date' });
    expect(
      derive([...months(78, 92.1, 88.1, 78.1, 68.6, 72.6), given], { basis: 'year_to_date' }).current,
    ).toMatchObject({ value: 81.4, computed: false, span: 'year_to_date' });
  });

  it('of a count is added up only when no month since April is missing', () => {
    const count = { basis: 'year_to_date', cellBasis: 'in_month', unit: 'count', decimals: 0 } as const;
    const all = Array.from({ length: 10 }, (_, index) => reading(shiftMonth('2019-04', index), index));
    expect(derive(all, count).current).toMatchObject({ value: 45, computed: true, partMonth: true });
    expect(derive(months(15, 18, 14, 5, 4), count).current).toBeNull();
  });

  it('of a sum keeps every place that its months have', () => {
    const money = { basis: 'year_to_date', cellBasis: 'in_month', unit: 'pounds', decimals: 0 } as const;
    const all = Array.from({ length: 10 }, (_, index) =>
      reading(shiftMonth('2019-04', index), index === 3 ? 0.25 : 0.1, { decimals: index === 3 ? 2 : 1 }),
    );
    expect(derive(all, money).current).toMatchObject({ value: 1.15, decimals: 2 });
  });

  it('of a percentage is pooled, never the mean of percentages', () => {
    const parts = (month: number, numerator: number, denominator: number) =>
      reading(shiftMonth('2019-04', month), ratio(numerator, denominator, 'percent', 1), {
        numerator,
        denominator,
      });
    const all = [...Array.from({ length: 8 }, (_, i) => parts(i, 0, 0)), parts(8, 1, 2), parts(9, 98, 98)];
    const row = derive(all, { basis: 'year_to_date', cellBasis: 'in_month' });
    expect(row.current).toMatchObject({ value: 99, computed: true, numerator: 99, denominator: 100 });
  });

  it('of a cumulative series is its latest month, and none at all at the start of a year', () => {
    const cumulative = { basis: 'year_to_date', cellBasis: 'cumulative' } as const;
    expect(derive(months(19, 21, 19, 20, 19), cumulative).current).toMatchObject({
      value: 19,
      month: '2019-12',
    });
  });
});

describe('direction', () => {
  it.each<[string, number[], 'higher' | 'lower' | 'neutral', number | null, string | null, string]>([
    ['3 or more placements rises, and that is worse', [18.8, 19.9], 'lower', null, 'worse', 'up'],
    ['stability falls, and that is worse', [57.4, 56.6], 'higher', null, 'worse', 'down'],
    ['fewer far away is better', [35.1, 31.5], 'lower', null, 'better', 'down'],
    ['a change within the dead band is none', [10, 10.5], 'lower', 0.5, 'same', 'level'],
    ['0.1 + 0.2 is 0.3', [0.3, 0.1 + 0.2], 'lower', null, 'same', 'level'],
    ['a count without a better direction only rises', [4, 5], 'neutral', null, null, 'up'],
  ])('%s', (_what, values, polarity, deadBand, performance, value) => {
    expect(derive(months(...values), { polarity, deadBand }).direction).toEqual({
      performance,
      value,
      fromMonth: '2019-08',
      toMonth: '2019-09',
    });
  });

  it('does not hold part of a month against a whole one, unless a month tells of one day', () => {
    const values = [5, 5, 5, 5, 9, 6];
    expect(derive(months(...values), { cellBasis: 'in_month' }).direction).toMatchObject({
      value: 'up',
      toMonth: '2019-12',
    });
    expect(derive(months(...values), { cellBasis: 'snapshot' }).direction).toMatchObject({
      value: 'down',
      toMonth: '2020-01',
    });
    const whole = months(...values).map((one) => ({ ...one, asAt: '2020-01-31' }));
    expect(derive(whole, { cellBasis: 'in_month' }).direction).toMatchObject({ toMonth: '2020-01' });
  });

  it('passes over months without a figure, and needs two', () => {
    expect(derive(months(1, null, 3)).direction).toMatchObject({ fromMonth: '2019-08', toMonth: '2019-10' });
    expect(derive(months(1)).direction).toBeNull();
  });
});

describe('the rating', () => {
  const target = { minimum: 70, upper: 90, from: null, until: null };
  it.each<[number | null, 'higher' | 'lower' | 'neutral', number | null, string | null]>([
    [90, 'higher', null, 'GREEN'],
    [89.9, 'higher', null, 'AMBER'],
    [70, 'higher', null, 'AMBER'],
    [69.9, 'higher', null, 'RED'],
    [69.9, 'higher', 0.1, 'AMBER'],
    [69.8, 'higher', 0.1, 'RED'],
    [null, 'higher', null, null],
    [50, 'neutral', null, null],
  ])('of %s where %s is better, tolerance %s: %s', (value, polarity, tolerance, rag) => {
    expect(ragOf({ value, decimals: 1 }, { polarity, target, tolerance }, '2020-01-27')).toBe(rag);
  });

  it('is that of the figure as it is printed', () => {
    const at90 = { minimum: 90, upper: null, from: null, until: null };
    const rated = (value: number, decimals: number) =>
      ragOf({ value, decimals }, { polarity: 'higher', target: at90, tolerance: null }, '2020-01-27');
    expect(rated(89.96, 1)).toBe('GREEN');
    expect(rated(89.96, 2)).toBe('RED');
    expect(rated(89.94, 1)).toBe('RED');
    expect(rated(89.95, 1)).toBe('GREEN');
  });

  it('is mirrored where lower is better', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (value) => {
        const mirrored = { ...target, minimum: -70, upper: -90 };
        expect(
          ragOf(
            { value: -value, decimals: 0 },
            { polarity: 'lower', target: mirrored, tolerance: 1 },
            '2020-01-27',
          ),
        ).toBe(ragOf({ value, decimals: 0 }, { polarity: 'higher', target, tolerance: 1 }, '2020-01-27'));
      }),
    );
  });

  it('needs a target that is in force', () => {
    const of = (changes: object) =>
      ragOf(
        { value: 80, decimals: 0 },
        { polarity: 'higher', target: { ...target, ...changes }, tolerance: null },
        '2020-01-27',
      );
    expect(of({ from: '2020-02-01' })).toBeNull();
    expect(of({ until: '2019-12-31' })).toBeNull();
    expect(of({ minimum: null, upper: null })).toBeNull();
    expect(of({ upper: null })).toBe('GREEN');
    expect(of({ minimum: null })).toBe('RED');
  });

  it('is printed as somebody overrode it, and keeps what follows from the targets', () => {
    const override = { rag: 'RED' as const, reason: 'The audit found that records were late.' };
    expect(derive(months(95), { target }, { override }).rag).toEqual({
      derived: 'GREEN',
      override,
      printed: 'RED',
    });
  });
});

describe('a benchmark', () => {
  const benchmark = {
    area: 'national' as const,
    missingReason: null,
    value: 70,
    decimals: 1,
    period: '2018/19',
    periodEndsOn: '2019-03-31',
    source: 'DfE',
    knownOn: '2019-12-05',
    likeForLike: true,
  };
  const only = (changes: Partial<typeof benchmark>) =>
    derive(months(56.6), {}, { benchmarks: [{ ...benchmark, ...changes }] }).benchmarks[0];

  it('has a gap, and what it means', () => {
    expect(only({})).toMatchObject({ gap: -13.4, gapMeaning: 'worse', stale: false });
  });
  it('that is not like for like means nothing, and an old one is stale', () => {
    expect(only({ likeForLike: false })?.gapMeaning).toBeNull();
    expect(only({ periodEndsOn: '2018-01-26' })?.stale).toBe(true);
    expect(only({ periodEndsOn: '2018-01-27' })?.stale).toBe(false);
  });
});

describe('the baseline', () => {
  it('carries its own year', () => {
    const year = reading('2018-04', 67.2, { span: 'year', decimals: 2 });
    expect(derive([year]).baseline).toMatchObject({
      value: 67.2,
      decimals: 1,
      year: '2018/19',
      partMonth: false,
    });
    expect(derive([]).baseline).toBeNull();
  });
});

describe('a chart', () => {
  const values = [78, 92.1, 88.1, 78.1, 68.6, 72.6];
  it('has no target that is not in force', () => {
    const target = { minimum: null, upper: 10, from: null, until: '2019-12-31' };
    expect(derive(months(...values), { target }).spc?.assurance).toBeNull();
    expect(derive(months(...values), { target: { ...target, until: null } }).spc?.assurance).toBe(
      'consistently_passing',
    );
  });

  it('is drawn of months, and not of running totals or counts of the last twelve months', () => {
    expect(derive(months(...values)).spc?.points).toHaveLength(6);
    expect(derive(months(...values), { cellBasis: 'in_month' }).spc?.points).toHaveLength(5);
    expect(derive(months(...values), { cellBasis: 'cumulative' }).spc).toBeNull();
    expect(derive(months(...values), { cellBasis: 'rolling' }).spc).toBeNull();
  });

  it('knows of no new beginning that lies after the report', () => {
    const rebases = [{ from: '2020-02', reason: 'A new form.' }];
    expect(derive(months(...values), {}, { rebases }).spc).toEqual(derive(months(...values)).spc);
  });
});

describe('a value from its parts', () => {
  it('is rounded half up once, and nothing over nothing is nothing', () => {
    expect(ratio(1, 8, 'percent', 0)).toBe(13);
    expect(ratio(7, 11, 'percent', 1)).toBe(63.6);
    expect(ratio(0, 0, 'percent', 1)).toBeNull();
    expect(ratio(0, 7, 'percent', 1)).toBe(0);
    expect(ratio(930, 10, 'days', 0)).toBe(93);
  });
});

describe('the places of a number', () => {
  it.each([
    [78, 0],
    [92.1, 1],
    [-67.25, 2],
    [0.0001, 4],
    [0.30000000000000004, 4],
    [1e-6, 4],
    [1e-7, 0],
    [1e21, 0],
  ])('of %p are %p, and never more than can be printed', (value, places) => {
    expect(decimalsOf(value)).toBe(places);
  });
});
