import { financialYearLabel, financialYearOf, shiftMonth } from '../programmes/index.js';
import type { Cell, Relation, Table } from './suppression.rules.js';

/*
 * One financial year of a count, as cells that add up: each year to date is the one before it and its month, and the year is March's
 * year to date.
 */

/** What is known to us of one cell. */
export interface KnownCell {
  value: number;
  shown: boolean;
  published: boolean;
  marked: boolean;
}

/** The year that a cell belongs to, by the calendar year that it begins in. */
export function yearOfCell(cell: string): number {
  const [, year = '', month = ''] = /\/(\d{4})[-/](\d{2})$/.exec(cell) ?? [];
  return cell.startsWith('year/') ? Number(year) : financialYearOf(`${year}-${month}`);
}

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
  const months = monthsUpToLast(year, [...known.keys()]);
  const relations = relationsOf(year, months, known);
  const values = new Map([...known].map(([cell, { value }]) => [cell, value]));
  deduce(values, relations);
  const guessed = guess(values, months);
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

/** What is known of a count with everything that follows by adding up and taking away, all of its years. */
export function withSums(known: ReadonlyMap<string, number>): Map<string, number> {
  const all = new Map(known);
  for (const year of new Set([...known.keys()].map(yearOfCell))) {
    const own = new Map([...known].filter(([cell]) => yearOfCell(cell) === year));
    const months = monthsUpToLast(year, [...own.keys()]);
    deduce(own, relationsOf(year, months, own));
    for (const [cell, value] of own) all.set(cell, value);
  }
  return all;
}

const yearCell = (year: number): string => `year/${financialYearLabel(year)}`;
const monthOf = (month: string): string => `month/${month}`;
const toDate = (month: string): string => `year_to_date/${month}`;

/** April to the last month of which anything is known; to March when the year is. */
function monthsUpToLast(year: number, cells: readonly string[]): string[] {
  const all = Array.from({ length: 12 }, (_, index) => shiftMonth(`${year}-04`, index));
  if (cells.includes(yearCell(year))) return all;
  const last = all.findLastIndex((month) => cells.includes(monthOf(month)) || cells.includes(toDate(month)));
  return all.slice(0, last + 1);
}

function relationsOf(
  year: number,
  months: readonly string[],
  known: ReadonlyMap<string, unknown>,
): Relation[] {
  const running = months.map((month, index) => {
    const before = months[index - 1];
    return {
      total: toDate(month),
      parts: [...(before === undefined ? [] : [toDate(before)]), monthOf(month)],
    };
  });
  const whole = yearCell(year);
  const march = months[11];
  return march !== undefined && known.has(whole)
    ? [...running, { total: whole, parts: [toDate(march)] }]
    : running;
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
 * Values for what is unknown still, such that it adds up; any will do. Where a sum of unknown months is known, all of it goes to the
 * first of them.
 */
function guess(values: ReadonlyMap<string, number>, months: readonly string[]): Map<string, number> {
  const guessed = new Map<string, number>();
  let start = 0;
  for (const [index, month] of months.entries()) {
    const total = values.get(toDate(month));
    if (total === undefined) continue;
    const run = months.slice(start, index + 1);
    const before = start === 0 ? 0 : (values.get(toDate(months[start - 1] ?? '')) ?? 0);
    const told = run.reduce((sum, one) => sum + (values.get(monthOf(one)) ?? 0), 0);
    const first = run.find((one) => !values.has(monthOf(one)));
    if (first !== undefined) guessed.set(monthOf(first), total - before - told);
    start = index + 1;
  }
  let running = 0;
  for (const month of months) {
    running += values.get(monthOf(month)) ?? guessed.get(monthOf(month)) ?? 0;
    const total = values.get(toDate(month));
    if (total === undefined) guessed.set(toDate(month), running);
    else running = total;
  }
  return guessed;
}
