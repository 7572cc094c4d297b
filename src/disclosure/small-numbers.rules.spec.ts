import { describe, expect, it } from '@jest/globals';
import {
  chartTo,
  content,
  figure,
  measure,
  monthsTo,
  percentage,
  restatement,
  yearToDate,
} from './content.fixture.js';
import { earlier, judge, listed } from './judged.fixture.js';
import { figuresShown, figuresWithheld, type Measure } from './measure-cells.js';
import { SMALL_NUMBERS, smallNumbers } from './small-numbers.rules.js';

describe('the exits of the reference report', () => {
  const january = measure({
    months: monthsTo('2020-01', [15, 18, 14, 5, 4, null]),
    current: yearToDate('2019-12', 105),
  });
  const february = measure({
    months: monthsTo('2020-01', [15, 18, 14, 5, 4, 5]),
    current: yearToDate('2020-01', 110),
  });

  it('lose November and December; the year to date stays, for nobody has printed the one of July', () => {
    expect(judge(january)).toEqual({
      suppressed: [
        { measureId: 'exits', cell: 'month/2019-11', why: 'primary' },
        { measureId: 'exits', cell: 'month/2019-12', why: 'primary' },
      ],
      disclosed: [],
    });
    expect(figuresWithheld([content([january])], judge(january).suppressed)).toEqual(
      earlier({ 'month/2019-11': 5, 'month/2019-12': 4 }),
    );
    expect(figuresShown([content([january])], judge(january).suppressed)).toEqual(
      earlier({
        'month/2019-08': 15,
        'month/2019-09': 18,
        'month/2019-10': 14,
        'year_to_date/2019-12': 105,
      }),
    );
  });

  it('lose the next year to date, which would tell the month between the two', () => {
    const first = figuresShown([content([january])], judge(january).suppressed);
    expect(listed(judge(february, first))).toEqual([
      'month/2019-11',
      'month/2019-12',
      'month/2020-01',
      '(year_to_date/2020-01)',
    ]);
    expect(listed(judge(february))).toEqual(['month/2019-11', 'month/2019-12', 'month/2020-01']);
  });

  it('lose more when the year to date of July is known: 9 is 4 and 5, 10 would be 5 and 5', () => {
    const july = earlier({ 'year_to_date/2019-07': 49 });
    expect(listed(judge(january, july))).toEqual(['month/2019-11', 'month/2019-12']);
    const ten = measure({
      months: monthsTo('2020-01', [15, 18, 14, 5, 5, null]),
      current: yearToDate('2019-12', 106),
    });
    expect(listed(judge(ten, july))).toEqual(['(month/2019-10)', 'month/2019-11', 'month/2019-12']);
  });

  it('are printed whole once a reviewer has let them through, as a whole or the two months', () => {
    expect(judge(january, [], ['entry/exits']).suppressed).toEqual([]);
    const both = ['cell/exits/month/2019-11', 'cell/exits/month/2019-12'];
    expect(judge(january, [], both).suppressed).toEqual([]);
    expect(listed(judge(january, [], both.slice(0, 1)))).toEqual(['month/2019-12']);
    expect(listed(judge(january, [], ['entry/others']))).toHaveLength(2);
  });
});

describe('counts', () => {
  it('of zero stay: 0, 0, 1, 1, 2 graded “High risk”', () => {
    const graded = measure({
      months: monthsTo('2020-01', [0, 0, 1, 1, 2, null]),
      current: yearToDate('2019-12', 4),
    });
    expect(listed(judge(graded))).toEqual([
      'month/2019-10',
      'month/2019-11',
      'month/2019-12',
      'year_to_date/2019-12',
    ]);
  });

  it('that are all large lose nothing, whatever is known', () => {
    const whole = measure({
      months: monthsTo('2020-01', [6, 7, 0, 20, 31, 8]),
      current: yearToDate('2020-01', 112),
      baseline: { ...figure(400), year: '2018/19' },
      spc: chartTo('2020-01', [9, 10, 11, 6, 7, 0, 20, 31, 8]),
    });
    expect(judge(whole)).toEqual({ suppressed: [], disclosed: [] });
    expect(judge(whole, earlier({ 'year_to_date/2019-07': 40 }))).toEqual({ suppressed: [], disclosed: [] });
  });

  it('since April: a month that is not printed must not follow from two years to date', () => {
    const cumulative = measure(
      { months: monthsTo('2020-01', [49, 64, 82, 96, 101, 120]) },
      { cellBasis: 'cumulative' },
    );
    expect(listed(judge(cumulative))).toEqual(['(year_to_date/2019-11)']);
    const known = earlier({ 'year_to_date/2019-11': 96 });
    expect(listed(judge(cumulative, known))).toEqual(['(year_to_date/2019-12)']);
    const both = earlier({ 'year_to_date/2019-11': 96, 'year_to_date/2019-12': 101 });
    expect(judge(cumulative, both)).toEqual({
      suppressed: [],
      disclosed: [{ measureId: 'exits', cell: 'month/2019-12' }],
    });
  });

  it('of one month that is out of the table do not follow from the others', () => {
    const months = monthsTo('2019-10', [12, 13, 14, 15, 16, 17]);
    const printed = measure({ months, current: yearToDate('2019-10', 90) });
    expect(listed(judge(printed))).toEqual(['(month/2019-05)']);
    expect(listed(judge({ ...printed, current: yearToDate('2019-10', 97) }))).toEqual([]);
  });

  it('of two months that have left the table are held to what their marks said', () => {
    const months = monthsTo('2019-11', [13, 14, 15, 16, 17, 18]);
    const left = (april: number, may: number) => {
      const row = measure({ months, current: yearToDate('2019-11', 93 + april + may) });
      const marked = earlier({ 'month/2019-04': april, 'month/2019-05': may });
      return [listed(judge(row, [], [], marked)), listed(judge(row))];
    };
    expect(left(1, 1)).toEqual([['(month/2019-06)'], ['(month/2019-06)']]);
    expect(left(5, 5)).toEqual([['(month/2019-06)'], []]);
    expect(left(5, 4)).toEqual([[], []]);
    expect(left(0, 0)).toEqual([[], []]);
  });

  it('of a whole year are its year to date of March', () => {
    const months = monthsTo('2020-04', [12, 13, 14, 15, 4, 20]);
    const printed = measure({ months, baseline: { ...figure(150), year: '2019/20' } });
    expect(listed(judge(printed, earlier({ 'year_to_date/2020-02': 146 })))).toEqual([
      'month/2020-03',
      '(year/2019/20)',
    ]);
    expect(listed(judge(printed))).toEqual(['month/2020-03']);
  });

  it('of a day add up to nothing', () => {
    const snapshot = measure(
      { months: monthsTo('2020-01', [15, 18, 14, 5, 4, 0]), current: null },
      { cellBasis: 'snapshot', basis: 'snapshot' },
    );
    expect(listed(judge(snapshot))).toEqual(['month/2019-11', 'month/2019-12']);
    expect(judge(snapshot, earlier({ 'month/2019-11': 5 })).disclosed).toEqual([
      { measureId: 'exits', cell: 'month/2019-11' },
    ]);
  });

  it('that were printed with another value count as printed, unless they are small now', () => {
    const restated = measure({ months: monthsTo('2020-01', [12, 3]), current: yearToDate('2020-01', 90) });
    const known = earlier({ 'year_to_date/2019-12': 86, 'month/2020-01': 7 });
    expect(judge(restated, known)).toEqual({
      suppressed: [
        { measureId: 'exits', cell: 'month/2020-01', why: 'primary' },
        { measureId: 'exits', cell: 'year_to_date/2020-01', why: 'secondary' },
      ],
      disclosed: [],
    });
  });

  it('follow the council’s own limit', () => {
    const months = monthsTo('2020-01', [12, 9, 10]);
    const policy = { ...SMALL_NUMBERS, threshold: 9 };
    const { suppressed } = smallNumbers({
      contents: [content([measure({ months })])],
      policy,
      released: new Set(),
      earlier: [],
      withheld: [],
    });
    expect(suppressed.map(({ cell }) => cell)).toEqual(['month/2019-12']);
  });

  it('are what a measure without a unit may be; days, weeks, posts and money are not', () => {
    const months = monthsTo('2020-01', [12, 3]);
    const of = (unit: Measure['definition']['unit']) => listed(judge(measure({ months }, { unit })));
    expect(of(null)).toEqual(['month/2020-01']);
    expect([of('days'), of('weeks'), of('fte'), of('pounds')]).toEqual([[], [], [], []]);
  });
});

describe('the chart of a count', () => {
  const months = monthsTo('2020-01', [12, 13, 14, 15, 16, 17]);

  it('goes when one of its months is small, in the table or before it', () => {
    const long = measure({ months, spc: chartTo('2020-01', [4, 12, 13, 14, 15, 16, 17]) });
    expect(listed(judge(long))).toEqual(['chart']);
    expect(listed(judge(long, [], ['cell/exits/month/2019-07']))).toEqual([]);
  });

  it('goes rather than a figure of the table that its months would give away', () => {
    // April, in the chart alone, and the table leave 4 of the year to date: November.
    const long = measure({
      months: monthsTo('2019-10', [13, 14, 15, 16, 17, 18]),
      current: yearToDate('2019-11', 104),
      spc: chartTo('2019-10', [7, 13, 14, 15, 16, 17, 18]),
    });
    expect(listed(judge(long))).toEqual(['(chart)']);
    expect(listed(judge({ ...long, spc: null }))).toEqual([]);
    expect(listed(judge({ ...long, current: null }))).toEqual([]);
    expect(listed(judge(long, earlier({ 'month/2019-04': 7 })))).toEqual(['(chart)', '(month/2019-05)']);
  });

  it('counts as printed where it was', () => {
    const shown = figuresShown([content([measure({ months, spc: chartTo('2020-01', [8, 12]) })])], []);
    expect(shown).toContainEqual({ measureId: 'exits', cell: 'month/2019-12', value: 16 });
    const gone = figuresShown(
      [content([measure({ months: [], spc: chartTo('2020-01', [8, 12]) })])],
      [{ measureId: 'exits', cell: 'chart' }],
    );
    expect(gone).toEqual([]);
  });
});

describe('percentages', () => {
  const plans = (months: Measure['months'], changes: Partial<Measure> = {}): Measure =>
    measure(
      { id: 'plans', months, ...changes },
      { unit: 'percent', basis: 'snapshot', cellBasis: 'snapshot' },
    );

  it.each<[string, number, number, boolean]>([
    ['2 of 11', 2, 11, true],
    ['9 of 11, which leaves 2', 9, 11, true],
    ['0 of 8: a denominator under the floor', 0, 8, true],
    ['6 of 12', 6, 12, false],
    ['0 of 10', 0, 10, false],
    ['all of 10', 10, 10, false],
  ])('%s', (_, numerator, denominator, gone) => {
    expect(listed(judge(plans(monthsTo('2020-01', [percentage(numerator, denominator)]))))).toEqual(
      gone ? ['month/2020-01 %'] : [],
    );
  });

  it('without recorded parts cannot be judged', () => {
    const months = monthsTo('2020-01', [63.6, 18]);
    expect(listed(judge(plans(months, { spc: chartTo('2020-01', [50, 63.6, 18]) })))).toEqual([]);
  });

  it('lose their chart with any of its months, and when it goes back to months that nobody has judged', () => {
    const months = monthsTo('2020-01', [percentage(20, 40), percentage(22, 40)]);
    const chart = (points: number[]) => plans(months, { spc: chartTo('2020-01', points) });
    expect(listed(judge(chart([50, 55])))).toEqual([]);
    expect(listed(judge(chart([60, 50, 55])))).toEqual(['chart %']);
    expect(listed(judge(chart([60, 50, 55]), earlier({ 'month/2019-11': 60 }, 'plans')))).toEqual([]);
    expect(listed(judge(chart([60, 50, 55]), [], ['cell/plans/chart']))).toEqual([]);
    const small = plans(monthsTo('2020-01', [percentage(2, 11)]), { spc: chartTo('2020-01', [18.1818]) });
    expect(listed(judge(small))).toEqual(['chart %', 'month/2020-01 %']);
  });

  it('are listed by what they are the figure of', () => {
    const few = percentage(3, 20);
    const row = plans(monthsTo('2020-01', [few]), {
      current: yearToDate('2020-01', few),
      baseline: { ...few, year: '2018/19' },
    });
    expect(listed(judge(row))).toEqual(['month/2020-01 %', 'year/2018/19 %', 'year_to_date/2020-01 %']);
    expect(judge(row, [], ['cell/plans/year/2018/19']).suppressed).toHaveLength(2);
  });
});

describe('what a restated figure was before', () => {
  const row = measure({ months: monthsTo('2019-10', [15, 18, 16]) });
  const judged = (before: number, after: number, known: Record<string, number> = {}, changes = {}) =>
    listed(
      judge(
        content(
          [{ ...row, definition: { ...row.definition, ...changes } }],
          [restatement({ before: figure(before), after: figure(after) })],
        ),
        earlier(known),
      ),
    );

  it('is left out when it is small, or nobody has printed it and it belongs to a sum', () => {
    expect(judged(4, 16)).toEqual(['before/month/2019-10']);
    expect(judged(14, 16)).toEqual(['(before/month/2019-10)']);
    expect(judged(14, 16, { 'month/2019-10': 14 })).toEqual([]);
    expect(judged(14, 16, {}, { cellBasis: 'snapshot' })).toEqual([]);
  });

  it('goes with the figure that replaced it', () => {
    const cells = judge(
      content(
        [measure()],
        [restatement({ period: '2018/19', span: 'year', before: figure(40), after: figure(3) })],
      ),
    );
    expect(listed(cells)).toEqual(['(before/year/2018/19)', 'year/2018/19']);
  });
});

it('judges measures by themselves, and lists them in order', () => {
  const months = monthsTo('2020-01', [12, 3]);
  const { suppressed } = smallNumbers({
    contents: [content([measure({ id: 'b', months })]), content([measure({ id: 'a', months })])],
    policy: SMALL_NUMBERS,
    released: new Set(),
    earlier: earlier({ 'year_to_date/2019-12': 50, 'year_to_date/2020-01': 53 }, 'c'),
    withheld: [],
  });
  expect(suppressed.map(({ measureId }) => measureId)).toEqual(['a', 'b']);
});
