import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { known, solved, type Knowledge } from './attacker.fixture.js';
import { suppress, type Cell, type Relation, type Table } from './suppression.rules.js';

const LARGEST = 5;
const isSmall = (value: number): boolean => value >= 1 && value <= LARGEST;

const cell = (id: string, value: number, changes: Partial<Cell> = {}): Cell => ({
  id,
  value,
  shown: true,
  published: false,
  protected: isSmall(value),
  ...changes,
});

/** Parts a, b, c, … and their total. */
function sumOf(parts: readonly number[], changes: Record<string, Partial<Cell>> = {}): Table {
  const ids = parts.map((_, index) => String.fromCharCode(97 + index));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return {
    cells: [
      ...parts.map((value, index) => cell(ids[index]!, value, changes[ids[index]!])),
      cell('total', total, changes['total']),
    ],
    relations: [{ total: 'total', parts: ids }],
    threshold: LARGEST,
  };
}

const suppressed = (table: Table): string[] =>
  suppress(table).suppressed.map(({ id, why }) => (why === 'primary' ? id : `(${id})`));

describe('a sum', () => {
  it.each<[string, number[], string[]]>([
    ['with nothing small in it is printed whole', [12, 0, 30], []],
    ['with one small part loses that and the next smallest', [12, 3, 30], ['(a)', 'b']],
    ['with one small part and zeros keeps the zeros', [0, 3, 30, 0], ['b', '(c)']],
    ['with two small parts loses only those', [12, 3, 4], ['b', 'c']],
    ['whose small parts could only be 1 and 1 loses a third', [12, 1, 1], ['(a)', 'b', 'c']],
    ['whose small parts could only be 5 and 5 loses a third', [12, 5, 5], ['(a)', 'b', 'c']],
    ['whose small parts could be 4 and 5 or 5 and 4 is left', [12, 4, 5], ['b', 'c']],
    ['of one small part and zeros is itself small', [0, 3, 0], ['b', 'total']],
    ['takes a part before the total when they are equal', [3, 0, 9, 0], ['a', '(c)']],
    ['takes the first by name of equal parts', [8, 3, 8], ['(a)', 'b']],
  ])('%s', (_, parts, expected) => {
    expect(suppressed(sumOf(parts))).toEqual(expected);
  });

  it('of one part goes with it when it is equal to it', () => {
    expect(suppressed(sumOf([3], { total: { protected: false } }))).toEqual(['a', '(total)']);
  });

  it('keeps what earlier editions have printed, and takes something else', () => {
    expect(suppressed(sumOf([12, 3, 30], { a: { published: true } }))).toEqual(['b', '(c)']);
    expect(suppressed(sumOf([12, 3], { a: { published: true } }))).toEqual(['b', '(total)']);
  });

  it('needs nothing where a cell that nobody has seen keeps the secret', () => {
    expect(suppressed(sumOf([12, 3, 30], { c: { shown: false } }))).toEqual(['b']);
    // What was never printed but is small must not follow either.
    expect(suppressed(sumOf([12, 3, 30], { b: { shown: false } }))).toEqual(['(a)']);
  });

  it('holds a cell to what its mark said, once an edition has marked it', () => {
    const hidden = { shown: false };
    const marked = { shown: false, marked: true };
    // Nobody knows that the two are not 0 and 2; were they marked, they could only be 1 and 1.
    expect(suppressed(sumOf([12, 1, 1], { b: hidden, c: hidden }))).toEqual([]);
    expect(suppressed(sumOf([12, 1, 1], { b: marked, c: marked }))).toEqual(['(a)']);
    expect(suppressed(sumOf([12, 5, 5], { b: marked, c: marked }))).toEqual(['(a)']);
    expect(suppressed(sumOf([12, 4, 5], { b: marked, c: marked }))).toEqual([]);
  });

  it('takes a zero where no positive cell can help', () => {
    const known = { total: { published: true }, c: { published: true } };
    expect(suppressed(sumOf([0, 3, 30], known))).toEqual(['(a)', 'b']);
  });

  it('says what earlier editions have given away already, and suppresses nothing more for it', () => {
    const known = { published: true };
    expect(suppress(sumOf([12, 3, 30], { a: known, c: known, total: known }))).toEqual({
      suppressed: [{ id: 'b', why: 'primary' }],
      disclosed: ['b'],
    });
    expect(suppress(sumOf([12, 3, 30], { b: known }))).toEqual({
      suppressed: [{ id: 'b', why: 'primary' }],
      disclosed: ['b'],
    });
  });

  it('that does not add up is held together by how it should', () => {
    const table = sumOf([12, 3, 30]);
    const cells = table.cells.map((one) => (one.id === 'total' ? { ...one, value: 44 } : one));
    expect(suppressed({ ...table, cells })).toEqual(['(a)', 'b']);
  });

  it('of a policy with one small number alone does not give up', () => {
    const table = sumOf([12, 1, 30]);
    expect(suppress({ ...table, threshold: 1 }).disclosed).toEqual([]);
  });

  it('of cells that are not there is refused', () => {
    expect(() => suppress({ ...sumOf([1]), relations: [{ total: 'x', parts: ['a'] }] })).toThrow(
      'the cell x',
    );
  });
});

describe('a table of rows and columns', () => {
  it('protects one small cell by a rectangle, and shows again what was not needed', () => {
    const table = grid([
      [3, 20, 40],
      [21, 30, 50],
      [41, 51, 60],
    ]);
    expect(suppressed(table)).toEqual(['0/0', '(0/1)', '(1/0)', '(1/1)']);
  });

  it('that is as large as any report has is judged whole', () => {
    const values = Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: 7 }, (__, column) => ((row * 13 + column * 29) % 40) + (row === column ? 0 : 6)),
    );
    const { suppressed: all, disclosed } = suppress(grid(values));
    expect(disclosed).toEqual([]);
    expect(all.some(({ why }) => why === 'primary')).toBe(true);
  });
});

/** Rows and columns with totals, and the total of both. Cells are called by row and column, totals by `row`, `column` and `all`. */
function grid(values: readonly (readonly number[])[], change = (_: string): Partial<Cell> => ({})): Table {
  const rows = values.map((_, row) => row);
  const columns = (values[0] ?? []).map((_, column) => column);
  const at = (row: number, column: number): number => values[row]?.[column] ?? 0;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const make = (id: string, value: number): Cell => cell(id, value, change(id));
  return {
    cells: [
      ...rows.flatMap((row) => columns.map((column) => make(`${row}/${column}`, at(row, column)))),
      ...rows.map((row) => make(`row ${row}`, sum(columns.map((column) => at(row, column))))),
      ...columns.map((column) => make(`column ${column}`, sum(rows.map((row) => at(row, column))))),
      make('all', sum(values.flat())),
    ],
    relations: [
      ...rows.map((row): Relation => ({ total: `row ${row}`, parts: columns.map((one) => `${row}/${one}`) })),
      ...columns.map((column): Relation => ({
        total: `column ${column}`,
        parts: rows.map((one) => `${one}/${column}`),
      })),
      { total: 'all', parts: rows.map((row) => `row ${row}`) },
      { total: 'all', parts: columns.map((column) => `column ${column}`) },
    ],
    threshold: LARGEST,
  };
}

/** What a reader has in hand who sees these cells of the table. */
function reading(table: Table, sees: (one: Cell) => boolean): Knowledge {
  const unseen = table.cells.filter((one) => !sees(one));
  return {
    equations: table.relations,
    printed: new Map(table.cells.filter(sees).map(({ id, value }) => [id, value])),
    bounds: new Map(
      unseen
        .filter(({ shown, marked }) => shown || marked === true)
        .map((one) => [
          one.id,
          one.protected ? { least: 1, most: LARGEST } : { least: Math.min(1, one.value) },
        ]),
    ),
  };
}

describe('whatever the table', () => {
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
    { weight: 2, arbitrary: fc.integer({ min: 6, max: 14 }) },
  );
  /** How a cell stands: 0 to 5 shown, 6 hidden, 7 published and hidden, 8 shown again, 9 released, 10 hidden and marked before. */
  const standing = fc.integer({ min: 0, max: 10 });
  const tables = fc
    .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) })
    .chain(({ rows, columns }) =>
      fc.record({
        values: fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
        standings: fc.array(standing, { minLength: 16, maxLength: 16 }),
      }),
    )
    .map(({ values, standings }) => {
      let next = 0;
      return grid(values, (): Partial<Cell> => {
        const one = standings[next++ % 16] ?? 0;
        if (one === 6 || one === 10) return { shown: false, marked: one === 10 };
        if (one === 7 || one === 8) return { shown: one === 8, published: true };
        return one === 9 ? { protected: false } : {};
      });
    });

  it('an attacker finds no protected cell but those that are said to be known, and these are', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const result = suppress(table);
        const gone = new Set(result.suppressed.map(({ id }) => id));
        const all = reading(table, (one) => one.published || (one.shown && !gone.has(one.id)));
        const least = reading(table, (one) => one.published);
        const guarded = table.cells.filter((one) => one.protected).map(({ id }) => id);
        expect(known(all, guarded, LARGEST).toSorted()).toEqual(result.disclosed);
        expect(known(least, guarded, LARGEST).toSorted()).toEqual(result.disclosed);
      }),
      { numRuns: 200 },
    );
  });

  it('nothing is suppressed without need: no secondary cell could be shown again', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { suppressed: all, disclosed } = suppress(table);
        const guarded = table.cells.filter((one) => one.protected && !disclosed.includes(one.id));
        const gone = new Set(all.map(({ id }) => id));
        if (guarded.length === 0) expect(all.filter(({ why }) => why !== 'primary')).toEqual([]);
        for (const { id, why } of all) {
          if (why === 'primary') continue;
          const more = reading(
            table,
            (one) => one.published || one.id === id || (one.shown && !gone.has(one.id)),
          );
          expect(
            known(
              more,
              guarded.map((one) => one.id),
              LARGEST,
            ),
          ).not.toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('no protected cell becomes known where cells stand in many sums that cross each other', () => {
    const crossing = fc
      .record({
        values: fc.array(value, { minLength: 3, maxLength: 6 }),
        sums: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 5 }), {
          minLength: 1,
          maxLength: 5,
        }),
        standings: fc.array(standing, { minLength: 11, maxLength: 11 }),
      })
      .map(({ values, sums, standings }): Table => {
        const stands = (index: number): Partial<Cell> =>
          standings[index] === 6 ? { shown: false } : standings[index] === 7 ? { published: true } : {};
        const parts = values.map((one, index) => cell(`part ${index}`, one, stands(index)));
        const made = sums.map((places, index) => {
          const of = parts.filter((_, place) => places.includes(place));
          const total = of.reduce((all, one) => all + one.value, 0);
          return { of: of.map(({ id }) => id), total: cell(`sum ${index}`, total, stands(6 + index)) };
        });
        return {
          cells: [...parts, ...made.map(({ total }) => total)],
          relations: made.map(({ of, total }) => ({ total: total.id, parts: of })),
          threshold: LARGEST,
        };
      });
    fc.assert(
      fc.property(crossing, (table) => {
        const { suppressed: all, disclosed } = suppress(table);
        const gone = new Set(all.map(({ id }) => id));
        const knowledge = reading(table, (one) => one.published || (one.shown && !gone.has(one.id)));
        const guarded = table.cells.filter((one) => one.protected).map(({ id }) => id);
        expect(known(knowledge, guarded, LARGEST).filter((id) => !disclosed.includes(id))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the order of cells and relations makes no difference', () => {
    fc.assert(
      fc.property(tables, ({ cells, relations, threshold }) => {
        expect(suppress({ cells: cells.toReversed(), relations: relations.toReversed(), threshold })).toEqual(
          suppress({ cells, relations, threshold }),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('the attacker', () => {
  it('finds what was suppressed for being small alone', () => {
    const table = sumOf([12, 3, 30]);
    expect(solved(reading(table, ({ id }) => id !== 'b')).get('b')).toBe(3);
    expect(
      known(
        reading(table, ({ id }) => id !== 'b' && id !== 'a'),
        ['b'],
        LARGEST,
      ),
    ).toEqual([]);
  });

  it('finds what linear algebra does not: two marked cells that make two', () => {
    const knowledge = reading(sumOf([12, 1, 1]), ({ id }) => id !== 'b' && id !== 'c');
    expect(solved(knowledge).size).toBe(0);
    expect(known(knowledge, ['b', 'c'], LARGEST)).toEqual(['b', 'c']);
  });
});
