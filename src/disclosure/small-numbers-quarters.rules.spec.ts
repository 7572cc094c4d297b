import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figure, content, measure, monthsTo, yearToDate } from './content.fixture.js';
import { earlier, judge, listed } from './judged.fixture.js';
import type { Measure } from './measure-cells.js';
import type { SmallNumbers } from './small-numbers.rules.js';

describe('a count by quarter', () => {
  const quarterly = (values: readonly (number | null)[], current: Measure['current'] = null, id = 'exits') =>
    measure(
      {
        id,
        months: values.map((value, index) => ({
          month: `2019/20 Q${index + 1}`,
          ...figure(value),
        })),
        current,
      },
      { frequency: 'quarter' },
    );

  it('loses a small quarter, and one more where the year to date would give it away', () => {
    expect(listed(judge(quarterly([20, 3, 12])))).toEqual(['quarter/2019/20 Q2']);
    expect(listed(judge(quarterly([20, 3, 12], yearToDate('2019-12', 35))))).toEqual(
      ['(quarter/2019/20 Q3)', 'quarter/2019/20 Q2'].toSorted((a, b) =>
        a.replace('(', '') < b.replace('(', '') ? -1 : 1,
      ),
    );
    expect(listed(judge(quarterly([20, 30, 12], yearToDate('2019-12', 62))))).toEqual([]);
  });

  it('is judged as the same figures of months are', () => {
    const count = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (values, total, before) => {
          const sum = values.reduce((all, one) => all + one, 0);
          const monthAt = (index: number) => `2019-0${4 + index}`;
          const endAt = (index: number) => ['2019-06', '2019-09', '2019-12', '2020-03'][index] ?? '';
          const last = values.length - 1;
          const known = before && last > 0 ? values.slice(0, last).reduce((all, one) => all + one, 0) : null;
          const byQuarter = judge(
            quarterly(values, total ? yearToDate(endAt(last), sum) : null),
            known === null ? [] : earlier({ [`year_to_date/${endAt(last - 1)}`]: known }),
          );
          const byMonth = judge(
            measure({
              months: values.map((value, index) => ({ month: monthAt(index), ...figure(value) })),
              current: total ? yearToDate(monthAt(last), sum) : null,
            }),
            known === null ? [] : earlier({ [`year_to_date/${monthAt(last - 1)}`]: known }),
          );
          const asMonths = (cell: string) =>
            cell.startsWith('quarter/')
              ? `month/${monthAt(Number(cell.slice(-1)) - 1)}`
              : cell.replace(/\d{4}-\d{2}/, (end) =>
                  monthAt([0, 1, 2, 3].findIndex((index) => endAt(index) === end)),
                );
          const cells = ({ suppressed, disclosed }: SmallNumbers, named: (cell: string) => string) =>
            [
              ...suppressed.map(({ cell, why }) => `${named(cell)} ${why}`),
              ...disclosed.map(({ cell }) => `${named(cell)} disclosed`),
            ].toSorted();
          expect(cells(byQuarter, asMonths)).toEqual(cells(byMonth, (cell) => cell));
        },
      ),
    );
  });

  it('gives away the one small month of a quarter that was counted by month before', () => {
    const now = quarterly([24]);
    const months = { 'month/2019-04': 10, 'month/2019-05': 11 };
    expect(listed(judge(now, earlier(months), [], earlier({ 'month/2019-06': 3 })))).toEqual([
      '(quarter/2019/20 Q1)',
    ]);
    // Of two that were marked nobody knows which is which.
    const [first] = Object.entries(months);
    expect(
      listed(
        judge(
          quarterly([24]),
          earlier(Object.fromEntries(first ? [first] : [])),
          [],
          earlier({ 'month/2019-05': 3, 'month/2019-06': 11 }),
        ),
      ),
    ).toEqual([]);
  });

  it('goes as a share where share and months together would tell the small month of its part', () => {
    const whole = measure(
      { id: 'all', months: monthsTo('2019-06', [100, 100, 100]) },
      { title: 'All exits' },
    );
    const part = measure({ id: 'some', months: monthsTo('2019-06', [20, 3, 7]) }, { title: 'Some exits' });
    const share = measure(
      { id: 'share', months: [{ month: '2019/20 Q1', ...figure(10, { decimals: 1 }) }] },
      {
        title: 'Share of exits',
        unit: 'percent',
        frequency: 'quarter',
        numerator: 'Some exits',
        denominator: 'All exits',
      },
    );
    const { suppressed } = judge(content([whole, part, share]));
    const of = (id: string) => suppressed.filter(({ measureId }) => measureId === id).map(({ cell }) => cell);
    expect(of('some')).toContain('month/2019-05');
    // Either the share is left out, or a second month of the part.
    expect(of('share').length + of('some').length).toBeGreaterThan(1);
  });
});
