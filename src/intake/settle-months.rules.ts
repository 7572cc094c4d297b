import { monthWords, shiftMonth } from '../programmes/index.js';
import type { Role } from './choices.js';
import type { Recognised } from './recognised.js';

/** By how many months the latest figures may lie before the report: it is written when its month is over, or when it is nearly so. */
const MOST_BEFORE = 1;

/**
 * Gives months without a year (`Aug`, `Sep`) theirs: the latest that has figures is the last of its name up to the report. That is not asked
 * about where two facts agree: the months follow each other, and the latest with figures is that of the report or the one before it. Pure.
 * @param asAt the date of the report. @param dated whether the document, or a person, says it.
 */
export function settleMonths(one: Recognised, asAt: string, dated: boolean): Recognised {
  const bare = one.columns.flatMap((role, at) => {
    const [, number] = /^month:(\d+)$/.exec(role) ?? [];
    return number === undefined ? [] : [{ at, number: Number(number) }];
  });
  if (bare.length === 0) return one;
  const backwards = follow(bare.map(({ number }) => number).toReversed()) && bare.length > 1;
  const ordered = backwards ? bare.toReversed() : bare;
  const rows = one.table.rows.slice(one.heads);
  const filled = ordered.findLastIndex(({ at }) => rows.some((row) => (row[at]?.text ?? '') !== ''));
  const latest = ordered[filled];
  const months = latest ? withYears(ordered, filled, latestOf(latest.number, asAt.slice(0, 7))) : [];
  const columns = one.columns.map((role, at): Role => {
    const own = months[ordered.findIndex((column) => column.at === at)];
    return role.startsWith('month:') ? (own === undefined ? 'none' : `period:${own}`) : role;
  });
  const agree =
    dated &&
    bare.length > 1 &&
    follow(ordered.map(({ number }) => number)) &&
    (months[filled] ?? '') >= shiftMonth(asAt.slice(0, 7), -MOST_BEFORE);
  const [first, last] = [months[0], months.at(-1)];
  return agree || first === undefined || last === undefined
    ? { ...one, columns }
    : {
        ...one,
        columns,
        doubts: [
          ...one.doubts,
          {
            key: 'months',
            message: `The headings do not say to which years the months belong. They are read as ${monthWords(first)} to ${monthWords(last)}.`,
          },
        ],
      };
}

/** Each is the month after the one before it. */
const follow = (numbers: readonly number[]): boolean =>
  numbers.every((number, at) => at === 0 || number === ((numbers[at - 1] ?? 0) % 12) + 1);

/** The last month of this number up to another. */
function latestOf(number: number, until: string): string {
  let month = until;
  while (Number(month.slice(5)) !== number) month = shiftMonth(month, -1);
  return month;
}

/** The columns before the one that is known lie before it, and those after it after it. */
function withYears(ordered: readonly { number: number }[], known: number, month: string): string[] {
  const months: string[] = [];
  let at = month;
  months[known] = month;
  for (let n = known - 1; n >= 0; n--) months[n] = at = latestOf(ordered[n]?.number ?? 1, shiftMonth(at, -1));
  at = month;
  for (let n = known + 1; n < ordered.length; n++) {
    do at = shiftMonth(at, 1);
    while (Number(at.slice(5)) !== ordered[n]?.number);
    months[n] = at;
  }
  return months;
}
