/*
 * A reader who wants to know what was left out. Knows nothing of how it was chosen, and shares no code with what chose it: linear
 * algebra over exact fractions first, then a search through whole numbers.
 */

interface Equation {
  total: string;
  parts: readonly string[];
}

export interface Knowledge {
  equations: readonly Equation[];
  /** Cells whose value was printed. */
  printed: ReadonlyMap<string, number>;
  /** What is known of the others; a cell without bounds is 0 or more. */
  bounds: ReadonlyMap<string, { least: number; most?: number }>;
}

interface Row {
  terms: Map<string, bigint>;
  sum: bigint;
}

/** What is not printed, with what is left of each sum when that is taken from it. */
function rowsOf({ equations, printed }: Knowledge): Row[] {
  return equations.map(({ total, parts }) => {
    const row: Row = { terms: new Map(), sum: 0n };
    for (const [cell, sign] of [...parts.map((part) => [part, 1n] as const), [total, -1n] as const]) {
      const value = printed.get(cell);
      if (value === undefined) row.terms.set(cell, (row.terms.get(cell) ?? 0n) + sign);
      else row.sum -= sign * BigInt(value);
    }
    return row;
  });
}

/** Cells whose values follow by linear algebra: Gauss and Jordan, rows kept as whole numbers instead of fractions. */
export function solved(knowledge: Knowledge): Map<string, number> {
  const rows = rowsOf(knowledge);
  const unknown = new Set(rows.flatMap(({ terms }) => [...terms.keys()]));
  const done = new Set<Row>();
  for (const cell of unknown) {
    const pivot = rows.find((row) => !done.has(row) && (row.terms.get(cell) ?? 0n) !== 0n);
    if (!pivot) continue;
    done.add(pivot);
    const by = pivot.terms.get(cell) ?? 0n;
    for (const row of rows) {
      const times = row.terms.get(cell) ?? 0n;
      if (row === pivot || times === 0n) continue;
      for (const one of unknown) {
        const term = (row.terms.get(one) ?? 0n) * by - (pivot.terms.get(one) ?? 0n) * times;
        if (term === 0n) row.terms.delete(one);
        else row.terms.set(one, term);
      }
      row.sum = row.sum * by - pivot.sum * times;
    }
  }
  const result = new Map<string, number>();
  for (const { terms, sum } of rows) {
    const [only, more] = [...terms].filter(([, term]) => term !== 0n);
    if (only && !more) result.set(only[0], Number(sum / only[1]));
  }
  return result;
}

/**
 * Which of these small cells a reader knows: printed, solved, or with one number left that goes with whole numbers for all others.
 * @param threshold the reader asks about every number up to one more than this.
 */
export function known(knowledge: Knowledge, cells: readonly string[], threshold: number): string[] {
  const algebra = solved(knowledge);
  // Ways in which everything may be; each of them answers for more than the cell that it was looked for.
  const ways: ReadonlyMap<string, number>[] = [];
  return cells.filter((cell) => {
    if (knowledge.printed.has(cell) || algebra.has(cell)) return true;
    const { least = 0, most = Infinity } = knowledge.bounds.get(cell) ?? {};
    const found = new Set(ways.map((way) => way.get(cell)));
    for (let value = least; value <= Math.min(most, threshold + 1) && found.size < 2; value += 1) {
      if (found.has(value)) continue;
      const way = wayWith({ ...knowledge, printed: new Map(knowledge.printed).set(cell, value) });
      if (!way) continue;
      ways.push(way.set(cell, value));
      found.add(value);
    }
    return found.size === 1;
  });
}

/** No cell of the generated tables is larger than this. */
const CEILING = 200;

/** The least and the most that each unknown may be, by its place. */
interface Ranges {
  low: number[];
  high: number[];
}

/** Whole numbers for everything that is not printed, if there are any. */
function wayWith(knowledge: Knowledge): Map<string, number> | null {
  const given = rowsOf(knowledge);
  const cells = [...new Set(given.flatMap(({ terms }) => [...terms.keys()]))];
  const place = new Map(cells.map((cell, index) => [cell, index]));
  const rows = given.map(({ terms, sum }) => ({
    terms: [...terms].map(([cell, term]): [number, number] => [place.get(cell) ?? 0, Number(term)]),
    sum: Number(sum),
  }));
  const bounds = cells.map((cell) => knowledge.bounds.get(cell) ?? { least: 0 });
  let steps = 0;
  const found = search({
    low: bounds.map(({ least }) => least),
    high: bounds.map(({ most = CEILING }) => most),
  });
  return found && new Map(cells.map((cell, index) => [cell, found[index] ?? 0]));

  function search({ low, high }: Ranges): number[] | null {
    steps += 1;
    if (steps > 50_000) throw new Error('The attacker gave up: make the tables smaller.');
    if (!narrow({ low, high })) return null;
    const width = (index: number): number => (high[index] ?? 0) - (low[index] ?? 0);
    let next = -1;
    for (const index of cells.keys())
      if (width(index) > 0 && (next < 0 || width(index) < width(next))) next = index;
    if (next < 0) return low;
    for (let value = low[next] ?? 0; value <= (high[next] ?? 0); value += 1) {
      const way = search({ low: low.with(next, value), high: high.with(next, value) });
      if (way) return way;
    }
    return null;
  }

  /** Takes from every range what no whole number of the others allows. @returns false when nothing is left. */
  function narrow({ low, high }: Ranges): boolean {
    const end = (index: number, term: number, upper: boolean): number =>
      term * ((term > 0 === upper ? high : low)[index] ?? 0);
    for (let changed = true; changed;) {
      changed = false;
      for (const { terms, sum } of rows) {
        let [lowest, highest] = [0, 0];
        for (const [index, term] of terms) {
          lowest += end(index, term, false);
          highest += end(index, term, true);
        }
        if (lowest > sum || highest < sum) return false;
        for (const [index, term] of terms) {
          const one = (sum - lowest + end(index, term, false)) / term;
          const other = (sum - highest + end(index, term, true)) / term;
          const least = Math.ceil(Math.min(one, other));
          const most = Math.floor(Math.max(one, other));
          if (least <= (low[index] ?? 0) && most >= (high[index] ?? 0)) continue;
          lowest -= end(index, term, false);
          highest -= end(index, term, true);
          low[index] = Math.max(low[index] ?? 0, least);
          high[index] = Math.min(high[index] ?? 0, most);
          if (low[index] > high[index]) return false;
          lowest += end(index, term, false);
          highest += end(index, term, true);
          changed = true;
        }
      }
    }
    return true;
  }
}
