import { frequencyOf, parseFigure, periodDate } from '../performance/index.js';
import { financialYearOf } from '../programmes/index.js';
import { periodsIn, type MeasureRow, type Unit } from './measure-row.js';
import type { TableTaker } from './take-table.js';

/**
 * Of a year to date: whether its months are counted by themselves or as the year so far. A count that falls within a year does not go on
 * counting. Else the latest month tells, where Current is known: it is the same where the months go on counting, and another where they do not.
 * With a count that is the same, earlier months of the year leave no other reading: they would have been added.
 */
export function yearOf(
  taker: TableTaker,
  { cells, current }: Pick<MeasureRow, 'cells' | 'current'>,
  unit: Unit,
): { kind: MeasureRow['kindOfYear']; isSure: boolean } {
  const value = (text: string): number | null => {
    const read = parseFigure(text.trim(), { unit, belowZero: null });
    return read && 'value' in read ? read.value : null;
  };
  const months = periodsIn(taker)
    .filter(({ period }) => frequencyOf(period) !== 'year')
    .flatMap(({ at, period }) => {
      const read = value(cells[at]?.text ?? '');
      return read === null ? [] : [{ year: yearOfPeriod(period), value: read }];
    });
  const whole = current ? value(current.text) : null;
  const last = months.at(-1);
  if (!last) return { kind: 'in_month', isSure: true };
  const ofYear = months.filter(({ year }) => year === last.year);
  const falls = months.some((one, at) => {
    const before = months[at - 1];
    return before?.year === one.year && one.value < before.value;
  });
  if (unit === 'count' && falls) return { kind: 'in_month', isSure: true };
  if (whole === null || months.length < 2) return { kind: 'unknown', isSure: false };
  if (last.value !== whole) return { kind: 'in_month', isSure: true };
  return {
    kind: 'cumulative',
    isSure: unit === 'count' && ofYear.slice(0, -1).some((one) => one.value > 0),
  };
}

const yearOfPeriod = (period: string): number => financialYearOf(periodDate(period));
