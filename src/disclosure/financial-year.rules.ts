import { lastMonthOf, monthsOf, shiftPeriod, yearOf, type Frequency } from '../performance/index.js';
import { financialYearLabel } from '../programmes/index.js';
import type { Cell, Relation, Table } from './suppression.rules.js';

/*
 * One financial year of a count, as cells that add up: each year to date is the one before it and its month, or the one at the end of
 * the quarter before and its quarter; a quarter is its three months; and the year is March's year to date.
 */

/** What is known to us of one cell. */
export interface KnownCell {
  value: number;
  shown: boolean;
  published: boolean;
  marked: boolean;
}

/** The year that a cell belongs to, by the calendar year that it begins in. */
export const yearOfCell = (cell: string): number => yearOf(cell.slice(cell.indexOf('/') + 1));

/**
 * The table of one financial year. Values of cells that nobody has given are worked out as a reader would; whichever of them is small
 * is protected like one that is printed, for it would follow. What cannot be worked out cannot be by a reader either, and is no more
 * than 0 or more to them: no public edition has printed or marked it.
 * @param known cells of this year alone.
 */
export function financialYearTable(
  year: number,
  known: ReadonlyMap<string, KnownCell>,
  policy: { threshold: number; isProtected: (cell: string, value: number) => boolean },
): Table {
  const chains = chainsOf(year, [...known.keys()]);
  const relations = relationsOf(year, chains, known.has(yearCell(year)));
  const values = new Map([...known].map(([cell, { value }]) => [cell, value]));
  deduce(values, relations);
  const guessed = guess(values, chains[0] ?? []);
  const ids = new Set(relations.flatMap(({ total, parts }) => [total, ...parts]));
  const cells = [...ids].map((id): Cell => {
    const value = values.get(id);
    const { shown = false, published = false, marked = false } = known.get(id) ?? {};
    return {
      id,
      value: value ?? guessed.get(id) ?? 0,
      shown,
      published,
      marked,
      protected: value !== undefined && policy.isProtected(id, value),
    };
  });
  return { cells, relations, threshold: policy.threshold };
}

/**
 * What is known of a count with everything that follows by adding up and taking away, all of its years.
 * @param wanted of which kinds sums are wanted even where nothing of that kind is known: what is multiplied with them.
 */
export function withSums(
  known: ReadonlyMap<string, number>,
  wanted: ReadonlySet<Frequency> = new Set(),
): Map<string, number> {
  const all = new Map(known);
  for (const year of new Set([...known.keys()].map(yearOfCell))) {
    const own = new Map([...known].filter(([cell]) => yearOfCell(cell) === year));
    const whole = own.has(yearCell(year)) || wanted.has('year');
    deduce(own, relationsOf(year, chainsOf(year, [...own.keys()], wanted.has('quarter')), whole));
    for (const [cell, value] of own) all.set(cell, value);
  }
  return all;
}

const yearCell = (year: number): string => `year/${financialYearLabel(year)}`;
const toDate = (month: string): string => `year_to_date/${month}`;

/** A month or a quarter, and the last month of it. */
interface Step {
  cell: string;
  month: string;
}

/**
 * April to the last period of which anything is known, to March when the year is: by month, by quarter, or by both where a measure was
 * counted in both ways (then the months come first).
 */
function chainsOf(year: number, cells: readonly string[], quartersToo = false): Step[][] {
  const whole = cells.includes(yearCell(year));
  const chain = (span: 'month' | 'quarter', first: string, count: number): Step[] => {
    const all = Array.from({ length: count }, (_, index) => shiftPeriod(first, index));
    const last = all.findLastIndex((period) =>
      [`${span}/${period}`, ...monthsOf(period).flatMap((month) => [toDate(month), `month/${month}`])].some(
        (cell) => cells.includes(cell),
      ),
    );
    return all
      .slice(0, whole ? count : last + 1)
      .map((period) => ({ cell: `${span}/${period}`, month: lastMonthOf(period) }));
  };
  const quarters = chain('quarter', `${financialYearLabel(year)} Q1`, 4);
  const byQuarter = cells.some((cell) => cell.startsWith('quarter/'));
  // A year to date that ends within a quarter is one of months.
  const byMonth = cells.some(
    (cell) =>
      cell.startsWith('month/') ||
      (cell.startsWith('year_to_date/') && !quarters.some(({ month }) => cell === toDate(month))),
  );
  if (byQuarter && !byMonth) return [quarters];
  const months = chain('month', `${year}-04`, 12);
  if (!byQuarter) return quartersToo ? [months, quarters] : [months];
  const end = quarters.filter(({ cell }) => cells.includes(cell)).at(-1)?.month ?? '';
  const more = Array.from({ length: 12 }, (_, index) => shiftPeriod(`${year}-04`, index))
    .slice(months.length)
    .filter((month) => month <= end)
    .map((month) => ({ cell: `month/${month}`, month }));
  return [[...months, ...more], quarters];
}

function relationsOf(year: number, chains: readonly (readonly Step[])[], withYear: boolean): Relation[] {
  const running = chains.flatMap((chain) =>
    chain.map(({ cell, month }, index): Relation => {
      const before = chain[index - 1];
      return { total: toDate(month), parts: [...(before === undefined ? [] : [toDate(before.month)]), cell] };
    }),
  );
  const [months = [], quarters = []] = chains;
  const ofMonths = quarters
    .map(({ cell }, index) => ({
      total: cell,
      parts: months.slice(3 * index, 3 * index + 3).map((one) => one.cell),
    }))
    .filter(({ parts }) => parts.length === 3);
  const march = `${year + 1}-03`;
  const ends = chains.some((chain) => chain.at(-1)?.month === march);
  return [
    ...running,
    ...ofMonths,
    ...(withYear && ends ? [{ total: yearCell(year), parts: [toDate(march)] }] : []),
  ];
}

/** Fills in, until nothing more follows, whatever is the only unknown of a relation. */
function deduce(values: Map<string, number>, relations: readonly Relation[]): void {
  for (let found = true; found;) {
    found = false;
    for (const { total, parts } of relations) {
      const [unknown, more] = [total, ...parts].filter((cell) => !values.has(cell));
      if (unknown === undefined || more !== undefined) continue;
      const sum = parts.reduce((all, part) => all + (values.get(part) ?? 0), 0);
      values.set(unknown, unknown === total ? sum : (values.get(total) ?? 0) - sum);
      found = true;
    }
  }
}

/**
 * Values for what is unknown still, such that it adds up along the chain; any will do. Where a sum of unknown steps is known, all of it
 * goes to the first of them.
 */
function guess(values: ReadonlyMap<string, number>, chain: readonly Step[]): Map<string, number> {
  const guessed = new Map<string, number>();
  let start = 0;
  for (const [index, { month }] of chain.entries()) {
    const total = values.get(toDate(month));
    if (total === undefined) continue;
    const run = chain.slice(start, index + 1);
    const before = start === 0 ? 0 : (values.get(toDate(chain[start - 1]?.month ?? '')) ?? 0);
    const told = run.reduce((sum, { cell }) => sum + (values.get(cell) ?? 0), 0);
    const first = run.find(({ cell }) => !values.has(cell));
    if (first !== undefined) guessed.set(first.cell, total - before - told);
    start = index + 1;
  }
  let running = 0;
  for (const { cell, month } of chain) {
    running += values.get(cell) ?? guessed.get(cell) ?? 0;
    const total = values.get(toDate(month));
    if (total === undefined) guessed.set(toDate(month), running);
    else running = total;
  }
  return guessed;
}
