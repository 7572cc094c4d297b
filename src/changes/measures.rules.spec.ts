import { describe, expect, it } from '@jest/globals';
import { figure, measure, measures, sentences, suppressed, told } from './changes.fixture.js';

type Months = Parameters<typeof measure>[0];
type Definition = NonNullable<Parameters<typeof measure>[1]>;

const from = (before: Months, after: Months, definition: Definition = {}, month = '2019-12') =>
  told('measures', measures([measure(before, definition)]), measures([measure(after, definition)]), {
    month,
  });

describe('a measure got better or worse', () => {
  it('from the last figure of the one report to that of the other, and both months are named', () => {
    expect(from({ '2019-12': 15.8 }, { '2019-12': 15.8, '2020-01': 17 })).toMatchObject([
      {
        kind: 'measure_figure',
        direction: 'worse',
        title: 'Vacancies',
        entryId: 'm1',
        was: { text: '15.8%', value: 15.8, of: 'December 2019' },
        now: { text: '17.0%', value: 17, of: 'January 2020' },
        sentence: '“Vacancies” got worse: it was 15.8% (December 2019) and is 17.0% (January 2020).',
      },
    ]);
    expect(from({ '2019-12': 17 }, { '2020-01': 15 })).toMatchObject([{ direction: 'better' }]);
  });

  it('by more than its dead band, which is the least change that counts', () => {
    expect(from({ '2019-12': 15 }, { '2020-01': 16 })).toEqual([]);
    expect(from({ '2019-12': 15 }, { '2020-01': 16.1 })).toHaveLength(1);
    expect(from({ '2019-12': 0.1 }, { '2020-01': 0.3 }, { deadBand: 0.2 })).toEqual([]);
    expect(from({ '2019-12': 15 }, { '2020-01': 15.1 }, { deadBand: null })).toHaveLength(1);
  });

  it('by its polarity; what has no better direction is not told', () => {
    const up = (polarity: 'higher' | 'lower' | 'neutral') =>
      from({ '2019-12': 10 }, { '2020-01': 20 }, { polarity }).map(({ direction }) => direction);
    expect([up('higher'), up('lower'), up('neutral')]).toEqual([['better'], ['worse'], []]);
  });

  it('since the last report that this reader had, whatever the reports between them said', () => {
    const [item] = from(
      { '2019-10': 10 },
      { '2019-10': 10, '2019-11': 30, '2019-12': 30, '2020-01': 12 },
      {},
      '2019-10',
    );
    expect(item?.sentence).toBe(
      '“Vacancies” got worse: it was 10.0% (October 2019) and is 12.0% (January 2020).',
    );
  });

  it('no part of a month is held against a whole one: the last whole months are', () => {
    const part = figure(3, { partMonth: true });
    const monthly = { cellBasis: 'in_month', unit: 'count', basis: 'year_to_date' } as const;
    expect(
      sentences(from({ '2019-11': 20, '2019-12': part }, { '2019-12': 26, '2020-01': part }, monthly)),
    ).toEqual(['“Vacancies” got worse: it was 20.0 (November 2019) and is 26.0 (December 2019).']);
    expect(from({ '2019-12': 20 }, { '2019-12': 20, '2020-01': part }, monthly)).toEqual([]);
    expect(from({ '2019-12': 20 }, { '2020-01': part }, { cellBasis: 'snapshot' })[0]?.now).toMatchObject({
      of: 'January 2020, provisional',
    });
  });

  it('not between counts of the year to date within one year, but between the same months of two; shares and averages also within one', () => {
    const soFar = (month: string, value: number, unit: 'percent' | 'count' | 'days') =>
      measures([
        measure(
          {},
          { cellBasis: 'cumulative', basis: 'year_to_date', unit },
          {
            current: { ...figure(value), month, span: 'year_to_date', computed: false },
          },
        ),
      ]);
    const between = (before: string, after: string, unit: 'percent' | 'count' | 'days' = 'count') =>
      told('measures', soFar(before, 40, unit), soFar(after, 60, unit));
    expect(between('2019-12', '2020-01')).toEqual([]);
    expect(between('2019-01', '2020-01')).toHaveLength(1);
    expect(between('2019-12', '2020-01', 'days')).toHaveLength(1);
    // With April another year begins.
    expect(between('2019-03', '2019-04', 'percent')).toEqual([]);
    expect(sentences(between('2019-12', '2020-01', 'percent'))).toEqual([
      '“Vacancies” got worse: it was 40.0% (December 2019, year to date) and is 60.0% (January 2020, year to date).',
    ]);
    expect(sentences(between('2019-01', '2020-01', 'percent'))).toEqual([
      '“Vacancies” got worse: it was 40.0% (January 2019, year to date) and is 60.0% (January 2020, year to date).',
    ]);
  });

  it('not when it is counted in another way now; a formula that was merely written down is still the same', () => {
    const change = (was: Definition, now: Definition) =>
      told(
        'measures',
        measures([measure({ '2019-12': 10 }, was)]),
        measures([measure({ '2020-01': 20 }, now)]),
      ).filter(({ kind }) => kind === 'measure_figure');
    expect(change({ unit: 'percent' }, { unit: 'count' })).toEqual([]);
    expect(change({ cellBasis: 'snapshot' }, { cellBasis: 'in_month' })).toEqual([]);
    expect(change({ denominator: 'All posts' }, { denominator: 'Filled posts' })).toEqual([]);
    expect(change({ denominator: null }, { denominator: 'All posts' })).toHaveLength(1);
  });

  it('not with a figure that one of the reports suppresses, nor with an older one in its place', () => {
    const next = { '2019-11': 10, '2019-12': 10, '2020-01': 20 };
    expect(from({ '2019-11': 10, '2019-12': suppressed }, next)).toEqual([]);
    expect(from({ '2019-11': 10 }, { ...next, '2020-01': suppressed }, {}, '2019-11')).toEqual([]);
  });

  it('not of a measure that one of the reports does not have: it may be withheld there', () => {
    const one = measures([measure({ '2019-12': 10 })]);
    expect(told('measures', measures([]), one)).toEqual([]);
    expect(told('measures', one, measures([]))).toEqual([]);
    expect(told('measures', null, one)).toEqual([]);
  });
});

describe('the rating of a measure', () => {
  const as = (rag: 'RED' | 'GREEN' | null, current: Parameters<typeof figure>[0] | 'suppressed' = 10) =>
    measures([
      measure(
        { '2019-12': current === 'suppressed' ? suppressed : current },
        {},
        {
          rag: { derived: null, override: null, printed: rag },
          ...(current === 'suppressed'
            ? { current: { ...suppressed, month: '2019-12', span: 'month', computed: false } }
            : {}),
        },
      ),
    ]);

  it('is told when both reports print one, and they differ', () => {
    expect(told('measures', as('GREEN'), as('RED'))).toMatchObject([
      { kind: 'measure_rating', direction: 'worse', was: { value: 'GREEN' }, now: { value: 'RED' } },
    ]);
    expect(told('measures', as('RED'), as('RED'))).toEqual([]);
    expect(told('measures', as(null), as('RED'))).toEqual([]);
    expect(told('measures', as('RED'), as(null))).toEqual([]);
  });

  it('is not told while the figure is suppressed, because it would say where that lies', () => {
    expect(told('measures', as('GREEN', 'suppressed'), as('RED'))).toEqual([]);
    expect(told('measures', as('GREEN'), as('RED', 'suppressed'))).toEqual([]);
  });
});

describe('a figure was restated', () => {
  it('when both reports print the month and print it otherwise, and it is then no movement', () => {
    expect(from({ '2019-12': 15 }, { '2019-12': 25 })).toMatchObject([
      {
        kind: 'figure_restated',
        direction: 'neutral',
        was: { value: 15, of: 'December 2019' },
        now: { value: 25, of: 'December 2019' },
        sentence:
          '“Vacancies”: the figure for December 2019 was 15.0% in the earlier report and is now 25.0%.',
      },
    ]);
    expect(from({ '2019-12': 15 }, { '2019-12': 15 })).toEqual([]);
  });

  it('not when a month was completed, a figure arrived, or one is not there', () => {
    expect(from({ '2019-12': figure(15, { partMonth: true }) }, { '2019-12': 25 })).toEqual([]);
    expect(from({ '2019-12': null }, { '2019-12': 25 })).toEqual([]);
    expect(from({ '2019-12': suppressed }, { '2019-12': 25 })).toEqual([]);
    expect(from({ '2019-12': 15 }, { '2019-12': suppressed })).toEqual([]);
  });

  it('also a whole year, and a year to date of the same month', () => {
    const of = (year: number, soFar: number) =>
      measures([
        measure(
          {},
          {},
          {
            baseline: { ...figure(year), year: '2018/19' },
            current: { ...figure(soFar), month: '2019-12', span: 'year_to_date', computed: false },
          },
        ),
      ]);
    expect(told('measures', of(10, 5), of(11, 6)).map(({ now }) => now?.of)).toEqual([
      '2018/19',
      'December 2019, year to date',
    ]);
  });

  describe('as the later report lists it, against the report of the month before', () => {
    const LAST: Months = { '2020-01': 15 };
    const listed = (
      before: Months,
      restatement: object,
      { month = '2019-12', after = LAST }: { month?: string; after?: Months } = {},
    ) =>
      sentences(
        told('measures', measures([measure(before)]), measures([measure(after)], [restatement]), { month }),
      ).filter((one) => one.includes('the figure for'));

    it('is told once, with what this reader had', () => {
      expect(listed({ '2019-12': 15 }, {}, { after: { '2019-12': 16 } })).toEqual([
        '“Vacancies”: the figure for December 2019 was 15.0% in the earlier report and is now 16.0%.',
      ]);
      expect(listed({ '2019-09': 13 }, { period: '2019-09' }, { month: '2019-09' })).toEqual([
        '“Vacancies”: the figure for September 2019 was 13.0% in the earlier report and is now 16.0%.',
      ]);
    });

    it('of a figure that the earlier report did not print by itself, without what it was', () => {
      expect(listed({ '2019-12': 15 }, { period: '2019-03' })).toEqual([
        '“Vacancies”: the figure for March 2019 was restated and is now 16.0%.',
      ]);
    });

    it('not of a month after the report that this reader had, nor when they had the same figure', () => {
      expect(listed({ '2019-09': 15 }, { period: '2019-11' }, { month: '2019-09' })).toEqual([]);
      expect(listed({ '2019-09': 16 }, { period: '2019-09' }, { month: '2019-09' })).toEqual([]);
      expect(listed({ '2019-12': null }, {})).toEqual([]);
    });

    it('never with a figure that this reader’s report suppressed, though the list has it', () => {
      expect(listed({ '2019-12': suppressed }, { before: figure(3), after: figure(12) })).toEqual([]);
      expect(listed({ '2019-12': 15 }, { before: suppressed })).toEqual([]);
      expect(listed({ '2019-12': 15 }, { after: suppressed })).toEqual([]);
      expect(listed({ '2019-12': 15 }, {}, { after: { '2019-12': suppressed } })).toEqual([]);
    });
  });
});

describe('a measure that is counted by quarter', () => {
  const quarterly = (before: Months, after: Months, definition: Definition = {}) =>
    from(before, after, { frequency: 'quarter', ...definition });

  it('is news when it has a new quarter, and not before', () => {
    expect(quarterly({ '2019/20 Q2': 15 }, { '2019/20 Q2': 15, '2019/20 Q3': 18 })).toMatchObject([
      { sentence: '“Vacancies” got worse: it was 15.0% (Q2 2019/20) and is 18.0% (Q3 2019/20).' },
    ]);
    expect(quarterly({ '2019/20 Q2': 15 }, { '2019/20 Q2': 15 })).toEqual([]);
  });

  it('is restated when its quarter is told otherwise', () => {
    expect(quarterly({ '2019/20 Q2': 15 }, { '2019/20 Q2': 18 })).toMatchObject([
      { kind: 'figure_restated', was: { of: 'Q2 2019/20' }, now: { text: '18.0%' } },
    ]);
  });

  it('is compared with nothing when it was counted by month before; that is told as its new definition', () => {
    const changes = told(
      'measures',
      measures([measure({ '2019-12': 15 })]),
      measures([measure({ '2019/20 Q3': 40 }, { frequency: 'quarter' })]),
      { month: '2019-12' },
    );
    expect(changes.map(({ kind }) => kind)).not.toContain('measure_figure');
  });
});
