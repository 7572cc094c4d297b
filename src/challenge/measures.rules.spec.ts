import { describe, expect, it } from '@jest/globals';
import { challenge } from './challenge.rules.js';
import type { MeasureFacts } from './measure-facts.js';
import { asked, figure, measure, measures, questions, report } from './challenge.fixture.js';

describe('a year-to-date count that falls', () => {
  const count = {
    unit: 'count',
    basis: 'year_to_date',
    cellBasis: 'cumulative',
    title: 'No. of exits',
  } as const;

  it('is asked about once, with the first fall', () => {
    expect(
      questions('year-to-date-falls', measures(measure('m', [15, 18, 14, 5, 4], { definition: count }))),
    ).toEqual([
      '“No. of exits” is printed as a year-to-date count, but it falls from 18 in September 2019 to 14 in October 2019. A count since April cannot fall. Is each figure that of its month alone?',
    ]);
  });

  it('is seen across a month without a figure', () => {
    expect(
      asked('year-to-date-falls', measures(measure('m', [5, null, 4], { definition: count }))),
    ).toHaveLength(1);
  });

  it.each<[string, MeasureFacts]>([
    ['one that rises or stays', measure('m', [1, 1, 2, 2, 9, 9], { definition: count })],
    ['a percentage', measure('m', [9, 8], { definition: { ...count, unit: 'percent' } })],
    ['a snapshot', measure('m', [9, 8], { definition: { ...count, cellBasis: 'snapshot' } })],
    [
      'one whose months are of themselves, though its current figure is of the year',
      measure('m', [9, 8], { definition: { ...count, cellBasis: 'in_month' } }),
    ],
    [
      'one that begins again in April',
      measure('m', [], {
        definition: count,
        months: [
          { month: '2019-03', ...figure(90) },
          { month: '2019-04', ...figure(8) },
        ],
      }),
    ],
  ])('is not seen in %s', (_, one) => {
    expect(questions('year-to-date-falls', measures(one))).toEqual([]);
  });
});

describe('two measures with the same series', () => {
  const series = [96.1, 96.1, 96.3, 93.2, 93.9, 93.2];

  it('are asked about together, also across groups, and three at once', () => {
    const [a, b, c] = [measure('a', series), measure('b', series), measure('c', series)];
    expect(questions('identical-series', measures(a, b))).toEqual([
      '“Measure a” and “Measure b” have the same figure in each of 6 months. Is this one measure printed more than once, or is a figure in the wrong place?',
    ]);
    expect(asked('identical-series', measures(a), measures(b, c)).map(({ facts }) => facts['ids'])).toEqual([
      ['a', 'b', 'c'],
    ]);
  });

  it.each<[string, MeasureFacts, MeasureFacts]>([
    ['one figure differs', measure('a', series), measure('b', [...series.slice(0, 5), 93.1])],
    ['one has a month more', measure('a', series), measure('b', series.slice(0, 5))],
    ['there are three months only', measure('a', [1, 2, 3]), measure('b', [1, 2, 3])],
    ['neither ever moves', measure('a', [0, 0, 0, 0, 0]), measure('b', [0, 0, 0, 0, 0])],
    [
      'the current figures differ',
      measure('a', series, { current: figure(93) }),
      measure('b', series, { current: figure(94) }),
    ],
    [
      'the baselines differ',
      measure('a', series, { baseline: figure(93) }),
      measure('b', series, { baseline: figure(94) }),
    ],
    ['the units differ', measure('a', series), measure('b', series, { definition: { unit: 'count' } })],
  ])('are let pass when %s', (_, a, b) => {
    expect(questions('identical-series', measures(a, b))).toEqual([]);
  });
});

describe('a month that was not over', () => {
  it('is asked about once for the whole report', () => {
    expect(
      questions(
        'part-month',
        measures(measure('a', [1, 1, 1, 1, 1, 1]), measure('b', [1])),
        measures(measure('c', [null, null, null, null, null, 2])),
      ),
    ).toEqual([
      'January 2020 was not over on 27 January 2020, yet 2 measures give a figure for it. Will readers take part of a month for the whole?',
    ]);
  });

  it('is not one without a figure, nor one that ended on the as-at date', () => {
    expect(questions('part-month', measures(measure('a', [1, 1, 1, 1, 1, null])))).toEqual([]);
    const { period, ...rest } = report(measures(measure('a', [1, 1, 1, 1, 1, 1])));
    expect(challenge({ ...rest, period: { ...period, asAt: '2020-01-31' } })).toEqual([]);
  });
});

describe('a figure that can hardly be true', () => {
  const of = (unit: 'percent' | 'count', ...values: number[]) =>
    questions('hardly-true', measures(measure('m', values, { definition: { unit } })));

  it('is asked about: above 100%, or ten times what is usual', () => {
    expect(of('percent', 84, 85, 852)).toEqual([
      '“Measure m” is 852% in October 2019, which is more than 100%. Is the figure right?',
    ]);
    expect(of('count', 45, 46, 4547)).toEqual([
      '“Measure m” is 4,547 in October 2019, ten times what it is in its other months, or more. Is the figure right?',
    ]);
  });

  it('is not one of a few cases, one beside zeros, or one within its measure', () => {
    expect(of('count', 1, 1, 11)).toEqual([]);
    expect(of('count', 0, 0, 50)).toEqual([]);
    expect(of('count', 45, 46, 449)).toEqual([]);
    expect(of('percent', 84, 100, 85)).toEqual([]);
  });
});

describe('a percentage of few cases', () => {
  it('is asked about, with the months and without the numbers of children', () => {
    const one = measure('m', [], {
      months: [
        { month: '2019-11', ...figure(75, 4) },
        { month: '2019-12', ...figure(50, 10) },
        { month: '2020-01', ...figure(20, 9) },
      ],
      current: figure(63, 8),
    });
    const [finding] = asked('few-cases', measures(one));
    expect(finding?.question).toBe(
      '“Measure m” is a percentage of fewer than 10 cases (November 2019, January 2020 and the current figure). One case moves it by more than ten points: should it be printed as a percentage, and can a child be recognised from it?',
    );
    expect(JSON.stringify(finding?.facts)).not.toMatch(/\b[489]\b/);
  });

  it.each<[string, MeasureFacts]>([
    ['of ten', measure('m', [], { current: figure(50, 10) })],
    ['of an unknown number', measure('m', [], { current: figure(50, null) })],
    ['that is not printed', measure('m', [], { current: figure(null, 3) })],
    ['that is none', measure('m', [], { current: figure(3, 3), definition: { unit: 'count' } })],
  ])('is not one %s', (_, one) => {
    expect(questions('few-cases', measures(one))).toEqual([]);
  });
});
