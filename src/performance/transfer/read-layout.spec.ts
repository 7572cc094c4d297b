import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../platform/index.js';
import { readLayout } from './read-layout.js';
import { ImportFindings } from './import-findings.js';
import type { MatchableMeasure } from './measure-index.js';
import {
  referenceMeasures,
  referenceTables,
  type SampleCell,
} from '../../../test/support/reference-tables.js';

const sample = referenceMeasures(readFileSync('samples/january-2020/measures.json', 'utf8'));
const AS_AT = '2020-01-27';

const measures: MatchableMeasure[] = sample.map((measure) => ({
  id: measure.id,
  reported: true,
  reference: measure.ref,
  title: measure.title,
  unit: measure.unit,
  decimals: 1,
  basis: measure.basis,
  cellBasis: measure.cellBasis,
  belowZero: null,
  frequency: 'month',
}));

const read = (csv: string, known = measures, asAt = AS_AT) => readLayout(readCsv(csv), known, asAt);

const LONG = 'Reference,Measure,Span,Period,Value\n';
const count: MatchableMeasure = {
  id: 'c',
  reported: true,
  reference: '9.1',
  title: 'Number of things',
  unit: 'count',
  decimals: 0,
  basis: 'year_to_date',
  cellBasis: 'in_month',
  belowZero: null,
  frequency: 'month',
};
const share: MatchableMeasure = {
  ...count,
  id: 's',
  reference: '9.2',
  title: '% of things',
  unit: 'percent',
  basis: 'snapshot',
};

describe('the tables of the reference report', () => {
  const { layout, findings } = read(referenceTables(sample));

  it('are known for what they are, and every figure finds its place', () => {
    expect(layout).toBe('table');
    expect(findings.problems).toEqual([]);
    const expected = sample.flatMap((measure) => [
      ...measure.months.flatMap((cell) => placedAs(measure.id, 'month', `${cell.month}-01`, cell)),
      ...(measure.baseline
        ? placedAs(measure.id, 'year', `${measure.baseline.year.slice(0, 4)}-04-01`, measure.baseline)
        : []),
      ...(measure.basis === 'year_to_date'
        ? placedAs(measure.id, 'year_to_date', '2020-01-01', measure.current)
        : []),
    ]);
    const got = findings.figures.map(({ measure, span, period, figure }) =>
      [measure.id, span, period, figure.missingReason, figure.value, figure.decimals].join(' '),
    );
    expect([...got].sort()).toEqual([...expected].sort());
    expect(got.length).toBeGreaterThan(180);
  });

  it('keep the printed decimals: 57% in January beside 57.0% as Current', () => {
    const january = findings.figures.find(
      ({ measure, period }) => measure.id === 'm16' && period === '2020-01-01',
    );
    expect(january?.figure).toMatchObject({ value: 57, decimals: 0 });
    const year = findings.figures.find(({ measure, span }) => measure.id === 'm17' && span === 'year');
    expect(year?.figure).toMatchObject({ value: 67.2, decimals: 2 });
  });

  it('take January for part of a month, and a series that calls itself provisional for that', () => {
    for (const { period, span, provisional, measure } of findings.figures)
      expect([measure.id, span, period, provisional]).toEqual([
        measure.id,
        span,
        period,
        period === '2020-01-01' || measure.id === 'm24' || (span === 'year' && period === '2019-04-01'),
      ]);
  });

  it('tell where Current is not the latest month, and where a year was not over', () => {
    const reasons = findings.warnings.map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason.startsWith('Current is'))).toEqual([
      'Current is 70, but the latest month here (2019-12) has 77. The months are what is recorded.',
    ]);
    expect(reasons.filter((reason) => reason.includes('was not over'))).toHaveLength(3);
  });

  it('name what is not imported, and what does not stand where it belongs', () => {
    const reasons = findings.ignored.map(({ reason }) => reason).join('\n');
    expect(reasons).toContain('under “Nation”: a benchmark is kept with the measure, not imported here');
    expect(findings.warnings.map(({ reason }) => reason)).toContain(
      '“↓” stands under “Upper” and does not fit there. It is not imported.',
    );
  });

  function placedAs(id: string, span: string, period: string, cell: SampleCell): string[] {
    const nothing = { dash: 'no_data', not_applicable: 'not_applicable' } as const;
    if (cell.kind === 'empty') return [];
    return cell.kind === 'value'
      ? [[id, span, period, null, cell.value, cell.decimals].join(' ')]
      : [[id, span, period, nothing[cell.kind], null, 0].join(' ')];
  }
});

describe('a table', () => {
  const known = [count, share];
  const table = (...rows: string[]): string =>
    ['Ref,Performance Measure,2018/19,Current,Period,Nov 19,Dec 19,Jan 20,Min', ...rows].join('\n');

  it.each([
    [
      'no such measure',
      ',% of thing,,,Snapshot,1%,2%,3%,',
      2,
      'B',
      'There is no measure “% of thing”. The nearest is “% of things”.',
    ],
    [
      'a percent sign on a count',
      ',Number of things,,,YTD,1,2%,3,',
      2,
      'G',
      '“2%” has a percent sign, but this measure is counted in whole numbers.',
    ],
    ['half a thing', ',Number of things,,,YTD,1,2.5,3,', 2, 'G', '“2.5” is not a whole number.'],
    ['words', ',Number of things,,,YTD,1,about 2,3,', 2, 'G', '“about 2” is not a figure.'],
    [
      'a withheld number in another dialect',
      ',Number of things,,,YTD,1,<5,3,',
      2,
      'G',
      '“<5” is not a figure. Write [c] where a small number is withheld.',
    ],
    [
      'a formula',
      ',Number of things,,=SUM(F2:G2),YTD,1,2,3,',
      2,
      'D',
      'It is a formula. Paste the value instead.',
    ],
    [
      'a row that is cut',
      ',Number of things,,,YTD,1',
      2,
      null,
      'The row has only 6 columns, its table has 9: it is not certain what belongs where.',
    ],
    [
      'figures of nobody',
      ',,,,YTD,1,2,3,',
      2,
      'E',
      'There are figures in this row, but it names no measure.',
    ],
    [
      'a basis that contradicts',
      ',Number of things,,5,Snapshot,1,2,3,',
      2,
      'E',
      'The file says Snapshot; the dictionary says year to date.',
    ],
    [
      'a share that may be a hundredth',
      ',% of things,,,Snapshot,0.64,2%,3%,',
      2,
      'F',
      '“0.64” may mean 0.64% or 64%. Write it with a percent sign.',
    ],
    [
      'a month that has not begun',
      ',Number of things,,,YTD,1,2,3,',
      2,
      'H',
      '2020-01 begins after the as-at date, 2019-12-31.',
    ],
  ])('with %s says where and why', (what, row, number, column, reason) => {
    const asAt = what.startsWith('a month') ? '2019-12-31' : AS_AT;
    const { findings } = read(table(row), known, asAt);
    expect(findings.problems).toEqual([expect.objectContaining({ row: number, column, reason })]);
  });

  it('reads a row that stands one column aside, and says so', () => {
    const { findings } = read(table('Number of things,,5,YTD,1,2,3,,'), known);
    expect(findings.problems).toEqual([]);
    expect(findings.figures.map(({ period, span, figure }) => [period, span, figure.value])).toEqual([
      ['2019-11-01', 'month', 1],
      ['2019-12-01', 'month', 2],
      ['2020-01-01', 'month', 3],
      ['2020-01-01', 'year_to_date', 5],
    ]);
    expect(findings.warnings[0]?.reason).toContain('1 column left of its headings');
  });

  it('refuses a second row for the same measure, and a month that stands twice', () => {
    const row = ',Number of things,,,YTD,1,2,3,';
    expect(read(table(row, row), known).findings.problems).toHaveLength(3);
    const twice = read('Ref,Performance Measure,Period,Nov 19,2019-11\n,Number of things,YTD,1,2', known);
    expect(twice.findings.problems[0]).toMatchObject({
      row: 1,
      column: 'E',
      reason: 'The month 2019-11 stands in two columns.',
    });
  });

  it.each([
    [1, '(1 cell)'],
    [2, '(2 cells)'],
  ])('counts what it does not import: %i', (rows, words) => {
    const { findings } = read(
      table(...[',Number of things,,,YTD,1,2,3,9', ',% of things,,,Snapshot,1%,2%,3%,9%'].slice(0, rows)),
      known,
    );
    expect(findings.ignored.map(({ reason }) => reason)).toEqual([
      expect.stringContaining(`not imported here ${words}`),
    ]);
  });

  it('does not take the 19th of August for August 2019', () => {
    const { findings } = read(
      `Ref,Performance Measure,Period,2026-08-19,Nov 19\n,Number of things,YTD,1,2`,
      known,
    );
    expect(findings.problems[0]).toMatchObject({ row: 1, column: 'D', value: '2026-08-19' });
  });

  it('refuses a title that fits two measures, and takes the reference for an answer', () => {
    const twins = [count, { ...count, id: 'd', reference: '9.9' }];
    expect(read(table(',Number of things,,,YTD,1,2,3,'), twins).findings.problems[0]?.reason).toBe(
      'The title “Number of things” fits more than one measure: give the reference.',
    );
    expect(read(table('9.9,Number of things,,,YTD,1,2,3,'), twins).findings.figures[0]?.measure.id).toBe('d');
    expect(read(table('9.1,% of things,,,YTD,1,2,3,'), known).findings.problems[0]?.reason).toContain(
      'another measure',
    );
  });
});

describe('the long layout', () => {
  const known = [count, share];

  it.each([
    ['9.1', '1 column'],
    ['9.1,Number of things', '2 columns'],
  ])('says how much there is of a row that is cut: %s', (row, words) => {
    expect(read(`${LONG}${row}`, known).findings.problems[0]?.reason).toContain(`The row has only ${words};`);
  });

  it.each([
    '2019-08',
    'Aug 19',
    'Aug-19',
    'Aug-2019',
    'August 2019',
    '01/08/2019',
    '31/08/2019',
    '2019-08-01',
    '08/2019',
    '43678',
  ])('reads the month %s', (period) => {
    const { findings } = read(`${LONG}9.1,,,${period},7`, known);
    expect(findings.problems).toEqual([]);
    expect(findings.figures[0]).toMatchObject({ span: 'month', period: '2019-08-01', figure: { value: 7 } });
  });

  it('knows 2011-12 as a month and as a year, by its span', () => {
    const { findings } = read(`${LONG}9.1,,month,2011-12,7\n9.1,,year,2011-12,8\n9.1,,YTD,2011-12,9`, known);
    expect(findings.figures.map(({ span, period }) => [span, period])).toEqual([
      ['month', '2011-12-01'],
      ['year', '2011-04-01'],
      ['year_to_date', '2011-12-01'],
    ]);
  });

  it('takes headings in any order and case, and names the columns it has no place for', () => {
    const { findings } = read('VALUE,comment,Month,kpi ref\n78.10%,fine,Aug 19,9.2', known);
    expect(findings.figures[0]).toMatchObject({ figure: { value: 78.1, decimals: 2 } });
    expect(findings.ignored[0]).toMatchObject({ row: 1, column: 'B', value: 'comment' });
  });

  it('works the value out of numerator and denominator, and refuses one that is not theirs', () => {
    const head = 'Reference,Period,Value,Numerator,Denominator\n';
    expect(read(`${head}9.2,Aug 19,,7,11`, known).findings.figures[0]?.figure).toMatchObject({
      value: 64,
      decimals: 0,
      numerator: 7,
      denominator: 11,
    });
    expect(read(`${head}9.2,Aug 19,63.6%,7,11`, known).findings.problems).toEqual([]);
    for (const [row, reason] of [
      ['9.2,Aug 19,65%,7,11', 'The value is not numerator over denominator, which is 64.'],
      ['9.2,Aug 19,65%,7,', 'Numerator and denominator come together or not at all.'],
      ['9.2,Aug 19,,7,0', 'Nothing can be divided by zero. Write n/a as the value.'],
    ] as const)
      expect(read(head + row, known).findings.problems[0]?.reason).toBe(reason);
  });

  it('keeps the four kinds of nothing apart from each other, from empty and from zero', () => {
    const values = ['-', 'n/a', '[c]', 'not collected', '', '0'];
    const rows = values.map((value, i) => `9.1,,,2019-0${i + 1},${value}`).join('\n');
    expect(
      read(LONG + rows, known).findings.figures.map(({ figure }) => figure.missingReason ?? figure.value),
    ).toEqual(['no_data', 'not_applicable', 'suppressed', 'not_collected', 0]);
  });
});

describe('what could not be placed', () => {
  it('is named row by row, however many there are', () => {
    const rows = Array.from({ length: 700 }, (_, n) => `9.9,Unknown ${n},month,2019-08,1`);
    const { findings } = read(LONG + rows.join('\n'), [count]);
    expect(findings.problems.map(({ row }) => row)).toEqual(rows.map((_, n) => n + 2));
  });

  it('is counted where one row has more of it than anybody reads, and every row is named all the same', () => {
    const findings = new ImportFindings();
    for (let number = 1; number <= 300; number += 1)
      for (let column = 0; column < 100; column += 1)
        findings.problem({ number, cells: [] }, column, 'It is no figure.');
    expect(findings.problemCount).toBe(30_000);
    expect(findings.problems).toHaveLength(20_000 + 100);
    expect(new Set(findings.problems.map(({ row }) => row)).size).toBe(300);
  });
});
