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
import type { Content, Measure } from './measure-cells.js';
import { suppressMeasures } from './public-measures.rules.js';

const gone = (...cells: string[]) => cells.map((cell) => ({ measureId: 'exits', cell }));
const first = ({ measures }: Content): Measure => measures[0]!;

const GAP: Measure['benchmarks'][number] = {
  area: 'national',
  figure: figure(100),
  period: '2018/19',
  source: 'DfE',
  knownOn: null,
  likeForLike: true,
  stale: false,
  gap: 5,
  gapMeaning: 'better',
};

const exits = measure(
  {
    months: monthsTo('2019-12', [
      15,
      figure(5, { numerator: 5, denominator: 7, asAt: '2019-11-30', state: 'provisional', decimals: 1 }),
      14,
    ]),
    current: yearToDate('2019-12', 105),
    baseline: { ...figure(180), year: '2018/19' },
    direction: { performance: null, value: 'up', fromMonth: '2019-11', toMonth: '2019-12' },
    rag: { derived: 'RED', override: { rag: 'AMBER', reason: 'Only 5 left.' }, printed: 'AMBER' },
    benchmarks: [GAP],
    spc: chartTo('2019-12', [15, 14]),
  },
  { owner: { id: 'p', name: 'Somebody', jobTitle: 'Head of service' } },
);

describe('the public form of a group of measures', () => {
  it('is the same where nothing is suppressed', () => {
    const whole = content([
      measure({ ...exits, months: monthsTo('2019-12', [15, 16, 14]) }, exits.definition),
    ]);
    expect(suppressMeasures(whole, [])).toEqual(whole);
    expect(suppressMeasures(whole, [{ measureId: 'another', cell: 'month/2019-12' }])).toEqual(whole);
  });

  it('has nothing that nobody has decided about', () => {
    const more = { ...content([{ ...exits, note: 'five children' } as Measure]), note: 'five children' };
    expect(JSON.stringify(suppressMeasures(more, []))).not.toContain('five children');
  });

  it('leaves of a suppressed figure its day, its standing and that it is suppressed', () => {
    const { months } = first(suppressMeasures(content([exits]), gone('month/2019-11')));
    expect(months[1]).toEqual({
      month: '2019-11',
      missingReason: 'suppressed',
      value: null,
      decimals: 1,
      numerator: null,
      denominator: null,
      asAt: '2019-11-30',
      state: 'provisional',
      partMonth: false,
    });
    expect([months[0]?.value, months[2]?.value]).toEqual([15, 14]);
  });

  it.each(['month/2019-11', 'month/2019-12'])('says no direction when %s is suppressed', (cell) => {
    const { direction, rag, current } = first(suppressMeasures(content([exits]), gone(cell)));
    expect(direction).toBeNull();
    // These rest on the year to date, which stays.
    expect([rag, current?.value]).toEqual([exits.rag, 105]);
  });

  it('says nothing that rests on a suppressed current figure', () => {
    const row = first(suppressMeasures(content([exits]), gone('year_to_date/2019-12')));
    expect(row.current).toMatchObject({ missingReason: 'suppressed', value: null, span: 'year_to_date' });
    expect(row.rag).toEqual({ derived: null, override: null, printed: null });
    expect(row.benchmarks).toEqual([{ ...GAP, gap: null, gapMeaning: null }]);
    expect(row.direction).toEqual(exits.direction);
    expect(JSON.stringify(row)).not.toMatch(/105|Only 5 left/);
  });

  it('suppresses a figure in each place that prints it', () => {
    const cumulative = measure(
      { months: monthsTo('2019-12', [90, 105]), current: yearToDate('2019-12', 105) },
      { cellBasis: 'cumulative' },
    );
    const row = first(suppressMeasures(content([cumulative]), gone('year_to_date/2019-12')));
    expect([row.months[1]?.value, row.current?.value]).toEqual([null, null]);
    const year = first(suppressMeasures(content([exits]), gone('year/2018/19')));
    expect(year.baseline).toMatchObject({ missingReason: 'suppressed', value: null, year: '2018/19' });
  });

  it('has no chart when the chart is suppressed, or any of its points', () => {
    const spc = (...cells: string[]) => first(suppressMeasures(content([exits]), gone(...cells))).spc;
    expect(spc('year/2018/19')).toEqual(exits.spc);
    expect(spc('chart')).toBeNull();
    expect(spc('month/2019-12')).toBeNull();
  });
});

describe('the parts of a percentage', () => {
  const half = percentage(20, 40);
  const row = (cellBasis: 'in_month' | 'snapshot' | 'cumulative') =>
    measure(
      { months: monthsTo('2019-12', [half, half]), current: yearToDate('2019-12', half) },
      { unit: 'percent', cellBasis },
    );
  const parts = (one: Measure, ...cells: string[]) => {
    const { months, current } = first(suppressMeasures(content([one]), gone(...cells)));
    return [...months, current].map((each) => each?.denominator ?? null);
  };

  it('are printed of a month or a day alone, and only where nothing of the measure is suppressed', () => {
    expect(parts(row('snapshot'))).toEqual([40, 40, null]);
    expect(parts(row('in_month'))).toEqual([40, 40, null]);
    expect(parts(row('cumulative'))).toEqual([null, null, null]);
    expect(parts(row('in_month'), 'month/2019-11')).toEqual([null, null, null]);
  });

  it('are not printed of other figures: what days are the mean of is a number of people', () => {
    expect(parts(measure({ months: monthsTo('2019-12', [half]) }, { unit: 'days' }))).toEqual([null, null]);
  });
});

describe('a restatement', () => {
  const printed = (changes: Parameters<typeof restatement>[0], ...cells: string[]) =>
    suppressMeasures(content([exits], [restatement(changes)]), gone(...cells)).restatements[0];

  it('is printed with its reason where both figures are', () => {
    expect(printed({})).toEqual(restatement());
  });

  it('loses both figures and the reason with its cell', () => {
    expect(printed({}, 'month/2019-10')).toEqual(
      restatement({
        before: figure(null, { missingReason: 'suppressed', state: 'validated' }),
        after: figure(null, { missingReason: 'suppressed', state: 'restated' }),
        reason: null,
      }),
    );
  });

  it('loses what it was before, and the reason, when that is suppressed', () => {
    expect(printed({}, 'before/month/2019-10')).toMatchObject({
      before: { missingReason: 'suppressed', value: null },
      after: { value: 16 },
      reason: null,
    });
  });

  it('does not say what its source has suppressed since', () => {
    const after = figure(null, { missingReason: 'suppressed' });
    expect(printed({ after })).toMatchObject({ before: { value: null }, after, reason: null });
  });

  it('keeps the kind of nothing that it was', () => {
    const before = figure(null, { missingReason: 'not_applicable' });
    expect(printed({ before }, 'month/2019-10')).toMatchObject({
      before: { missingReason: 'not_applicable' },
    });
  });

  it('of a measure that is not in the group is not printed, for nobody has judged it', () => {
    expect(printed({ measureId: 'another' })).toMatchObject({
      before: { value: null },
      after: { value: null },
    });
  });
});
