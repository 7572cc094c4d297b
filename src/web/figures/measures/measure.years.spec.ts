import { describe, expect, it } from '@jest/globals';
import type { KnownFigure, MeasureDefinition } from '../../../performance/index.js';
import { columnName, columnPlace } from '../figures.form.js';
import { yearsOf } from './measure.years.js';

const figure = (
  span: KnownFigure['span'],
  period: string,
  value: number | null,
  changes: Partial<KnownFigure> = {},
): KnownFigure => ({
  span,
  period,
  value,
  missingReason: value === null ? 'no_data' : null,
  decimals: 1,
  numerator: null,
  denominator: null,
  asAt: null,
  state: 'validated',
  reason: null,
  revisions: 1,
  ...changes,
});
const years = (frequency: MeasureDefinition['frequency'], ...figures: KnownFigure[]) => {
  const table = yearsOf(
    'm',
    { unit: 'percent', decimals: 1, frequency } as MeasureDefinition,
    figures,
    '2020-01-27',
  );
  return (
    table && {
      columns: table.columns,
      rows: table.rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)]),
    }
  );
};

describe('figures by financial year', () => {
  it('keep the place of a month without a figure; what comes after the last one is empty', () => {
    const found = years(
      'month',
      figure('month', '2019-04', 70),
      figure('month', '2019-06', 72, { state: 'restated' }),
    );
    expect(found?.columns).toEqual([
      'Apr',
      'May',
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
      'Dec',
      'Jan',
      'Feb',
      'Mar',
    ]);
    expect(found?.rows).toEqual([['2019/20', '70.0%', '[n]', '72.0% [r]', ...Array<string>(9).fill('')]]);
  });

  it('of quarters and of years stand by their own periods, the newest year first', () => {
    expect(
      years(
        'quarter',
        figure('quarter', '2019/20 Q3', null),
        figure('quarter', '2018/19 Q4', 60),
        figure('year', '2018/19', 61),
      ),
    ).toEqual({
      columns: ['Q1', 'Q2', 'Q3', 'Q4', 'Year'],
      rows: [
        ['2019/20', '[n]', '[n]', '[x]', '', ''],
        ['2018/19', '[n]', '[n]', '[n]', '60.0%', '61.0%'],
      ],
    });
    expect(years('year', figure('year', '2018/19', 61), figure('year', '2019/20', 62))).toEqual({
      columns: ['Year'],
      rows: [
        ['2019/20', '62.0% [p]'],
        ['2018/19', '61.0%'],
      ],
    });
  });

  it('show the last year to date of each year', () => {
    const found = yearsOf(
      'm',
      { unit: 'count', frequency: 'month' } as MeasureDefinition,
      [
        figure('year_to_date', '2019-11', 40, { decimals: 0 }),
        figure('year_to_date', '2019-12', 44, { decimals: 0, revisions: 2 }),
      ],
      '2020-01-27',
    );
    expect(found?.rows[0]?.cells.at(-1)).toMatchObject({
      text: '44',
      note: 'to Dec, recorded 2 times',
      href: '/measures/m/figures/t2019-12',
    });
  });

  it('are none without a figure', () => expect(years('month')).toBeNull());
});

describe('the address of a figure', () => {
  it.each([
    ['month', '2019-12-01'],
    ['quarter', '2020-01-01'],
    ['year_to_date', '2019-12-01'],
    ['year', '2018-04-01'],
  ] as const)('of a %s leads back to it', (span, period) => {
    expect(columnPlace(columnName({ span, period }))).toEqual({ span, period });
  });

  it.each(['', 'm2019', 'y2019-04', 'q2019-05', 'm2019-13', 'x2019-04', 'm2019-04-01'])(
    '“%s” names none',
    (name) => {
      expect(columnPlace(name)).toBeUndefined();
    },
  );
});
