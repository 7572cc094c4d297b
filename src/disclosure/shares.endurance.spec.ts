import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rounds } from '../../test/support/endurance.js';
import { known, solved, type Knowledge } from './attacker.fixture.js';
import { content, figure, later, measure, monthsTo, yearToDate } from './content.fixture.js';
import { figuresShown, figuresWithheld, type Measure, type PrintedFigure } from './measure-cells.js';
import { suppressMeasures } from './public-measures.rules.js';
import { sharesOf } from './shares.rules.js';
import { SMALL_NUMBERS, smallNumbers, type SmallNumbers } from './small-numbers.rules.js';

const PART = { reference: 'CC8', title: 'Adoptions' };
const WHOLE = { reference: 'CC5', title: 'Children who ceased to be looked after' };
const SHARE = {
  reference: 'CC6',
  title: 'Adopted, % of those who ceased',
  unit: 'percent' as const,
  numerator: 'Adoptions',
  denominator: 'CC5 Children who  ceased to be looked after.',
};

const FIRST = '2019-04';
const monthAt = (index: number): string => later(FIRST, index);
const sumTo = (values: readonly number[], index: number): number =>
  values.slice(0, index + 1).reduce((sum, one) => sum + one, 0);
const tenths = (part: number, whole: number): number => Math.round((part / whole) * 1_000) / 10;

/** The three rows of a month: counts by month with their year to date, the share by month or year to date. */
function rows(
  part: readonly number[],
  whole: readonly number[],
  last: number,
  cumulative: boolean,
): Measure[] {
  const months = Array.from(
    { length: Math.min(6, last + 1) },
    (_, place) => last - Math.min(5, last) + place,
  );
  const count = (id: string, words: typeof PART, values: readonly number[]) =>
    measure(
      {
        id,
        months: monthsTo(
          monthAt(last),
          months.map((at) => values[at] ?? 0),
        ),
        current: yearToDate(monthAt(last), sumTo(values, last)),
      },
      words,
    );
  const shared = (at: number): number =>
    cumulative ? tenths(sumTo(part, at), sumTo(whole, at)) : tenths(part[at] ?? 0, whole[at] ?? 1);
  const share = measure(
    {
      id: 'share',
      months: monthsTo(
        monthAt(last),
        months.map((at) => figure(shared(at), { decimals: 1 })),
      ),
    },
    { ...SHARE, cellBasis: cumulative ? 'cumulative' : 'in_month' },
  );
  return [count('part', PART, part), count('whole', WHOLE, whole), share];
}

const judge = (
  measures: Measure[],
  earlier: readonly PrintedFigure[] = [],
  withheld: readonly PrintedFigure[] = [],
): SmallNumbers =>
  smallNumbers({
    contents: [content(measures)],
    policy: SMALL_NUMBERS,
    released: new Set(),
    earlier,
    withheld,
  });
const of = (id: string, { suppressed }: SmallNumbers) =>
  suppressed.filter(({ measureId }) => measureId === id).map(({ cell }) => cell);

describe('a share', () => {
  const linked = (changes: object, ...others: Measure[]) =>
    sharesOf([content([measure({ id: 'share' }, { ...SHARE, ...changes }), ...others])]).map(
      ({ whole, part }) => [whole.id, part?.id ?? null],
    );
  const whole = measure({ id: 'whole' }, WHOLE);
  const part = measure({ id: 'part' }, PART);

  it.each([
    ['title, in any letters', { numerator: 'adoptions', denominator: WHOLE.title }, 'part'],
    ['reference', { numerator: 'cc8', denominator: 'CC5' }, 'part'],
    ['reference and title', { numerator: 'CC8 Adoptions', denominator: SHARE.denominator }, 'part'],
    ['whole alone', { numerator: 'Children adopted by relatives', denominator: 'CC5' }, null],
  ])('belongs to what its dictionary names: by its %s', (_, changes, found) => {
    expect(linked(changes, whole, part)).toEqual([['whole', found]]);
  });

  it.each([
    ['no whole', { denominator: null }],
    ['a whole that the report does not have', { denominator: 'CC9' }],
    ['words that only contain a name', { denominator: 'Of CC5, those over ten' }],
    ['counts only', { unit: 'count' as const }],
  ])('with %s is none', (_, changes) => {
    expect(linked(changes, whole, part)).toEqual([]);
  });

  it('is none where two counts have the name', () => {
    expect(linked({}, whole, measure({ id: 'again' }, WHOLE))).toEqual([]);
  });
});

describe('a share, its part and its whole', () => {
  // July 1, September 2, November 2, December 1, January 1 adoptions, as a council had them.
  const part = [0, 0, 0, 1, 0, 2, 0, 2, 1, 1];
  const whole = [10, 12, 9, 11, 14, 12, 13, 10, 9, 8];

  it('of the year so far goes where it would tell the month between two', () => {
    const judged = judge(rows(part, whole, 9, true));
    expect(of('part', judged)).toEqual(expect.arrayContaining(['month/2019-09', 'month/2019-11']));
    // Without the rule none of these is touched, and the differences of their products are the small months.
    const alone = judge(
      rows(part, whole, 9, true).map((one) => ({
        ...one,
        definition: { ...one.definition, denominator: null },
      })),
    );
    expect(of('share', alone)).toEqual([]);
    expect(of('share', judged).length).toBeGreaterThan(0);
  });

  it('of a month goes with a small part, and with one that is left out', () => {
    const judged = judge(rows([10, 3, 12, 11, 14, 12], [30, 30, 30, 30, 30, 30], 5, false));
    expect(of('share', judged)).toEqual(
      expect.arrayContaining(of('part', judged).filter((cell) => cell.startsWith('month/'))),
    );
    expect(of('share', judged)).toContain('month/2019-05');
  });

  it('goes for a small part that is no row of the report', () => {
    const [, wholeRow, shareRow] = rows([10, 3, 12], [30, 30, 30], 2, false);
    const judged = judge([wholeRow!, shareRow!]);
    expect(judged.suppressed).toEqual([{ measureId: 'share', cell: 'month/2019-05', why: 'parts' }]);
  });

  it('stays where nothing is small', () => {
    expect(judge(rows([10, 13, 12], [30, 30, 30], 2, false)).suppressed).toEqual([]);
    expect(judge(rows([10, 13, 12], [30, 30, 30], 2, true)).suppressed).toEqual([]);
  });

  it('that was printed is known: what follows from it is listed as disclosed', () => {
    const [partRow, wholeRow, shareRow] = rows([10, 3, 12], [30, 30, 30], 2, false);
    const printed = figuresShown([content([wholeRow!, shareRow!])], []);
    expect(judge([partRow!, wholeRow!, shareRow!], printed).disclosed).toEqual([
      { measureId: 'part', cell: 'month/2019-05' },
    ]);
  });
});

describe('a reader who multiplies', () => {
  const MONTHS = 12;
  const EQUATIONS = Array.from({ length: MONTHS }, (_, index) => ({
    total: `year_to_date/${monthAt(index)}`,
    parts: [`month/${monthAt(index)}`, ...(index === 0 ? [] : [`year_to_date/${monthAt(index - 1)}`])],
  }));

  /** Everything that an edition prints, by row and cell. */
  function read(measures: Measure[], judged: SmallNumbers): PrintedFigure[] {
    const open = suppressMeasures(content(measures), judged.suppressed).measures;
    return open.flatMap(({ id, definition, months, current }) => {
      const monthly = definition.cellBasis === 'cumulative' ? 'year_to_date' : 'month';
      return [
        ...months.map(({ month, value }) => ({ cell: `${monthly}/${month}`, value })),
        ...(current ? [{ cell: `year_to_date/${current.month}`, value: current.value }] : []),
      ].flatMap(({ cell, value }) => (value === null ? [] : [{ measureId: id, cell, value }]));
    });
  }

  const story = fc.record({
    whole: fc.array(fc.integer({ min: 8, max: 40 }), { minLength: MONTHS, maxLength: MONTHS }),
    share: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: MONTHS, maxLength: MONTHS }),
    cumulative: fc.boolean(),
    editions: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
  });

  it('does not find a small number in what any row of editions prints, year to date, month by month', () => {
    let hidden = 0;
    fc.assert(
      fc.property(story, ({ whole, share, cumulative, editions }) => {
        const part = whole.map((of, index) => Math.round(((share[index] ?? 0) * of) / 300));
        const earlier: PrintedFigure[] = [];
        const withheld: PrintedFigure[] = [];
        const printed = new Map<string, number>();
        const disclosed = new Set<string>();
        let last = 0;
        for (const by of editions) {
          last = Math.min(MONTHS - 1, last + by);
          const measures = rows(part, whole, last, cumulative);
          const judged = judge(measures, earlier, withheld);
          earlier.push(...figuresShown([content(measures)], judged.suppressed));
          withheld.push(...figuresWithheld([content(measures)], judged.suppressed));
          for (const { measureId, cell, value } of read(measures, judged))
            printed.set(`${measureId}|${cell}`, value);
          for (const { measureId, cell } of judged.disclosed) if (measureId === 'part') disclosed.add(cell);
        }
        const cells = (id: string) =>
          new Map(
            [...printed].flatMap(([key, value]) =>
              key.startsWith(`${id}|`) ? [[key.slice(id.length + 1), value] as const] : [],
            ),
          );
        // The whole as far as it is printed, or adds up; then the part from both.
        const counted = cells('whole');
        const added = solved({ equations: EQUATIONS, printed: counted, bounds: new Map() });
        const wholes = new Map([...added, ...counted]);
        const own = new Map(cells('part'));
        for (const [cell, percent] of cells('share')) {
          const of = wholes.get(cell);
          if (of === undefined) continue;
          const fits = Array.from({ length: of + 1 }, (_, one) => one).filter(
            (one) => tenths(one, of) === percent,
          );
          if (fits.length === 1) own.set(cell, fits[0] ?? 0);
        }
        const knowledge: Knowledge = { equations: EQUATIONS, printed: own, bounds: new Map() };
        const small = part.flatMap((value, index) =>
          value >= 1 &&
          value <= SMALL_NUMBERS.threshold &&
          index <= last &&
          !disclosed.has(`month/${monthAt(index)}`)
            ? [`month/${monthAt(index)}`]
            : [],
        );
        // Months that no table has printed are nobody's business; those in a table are.
        const asked = small.filter((cell) =>
          withheld.some((one) => one.measureId === 'part' && one.cell === cell),
        );
        hidden += asked.length;
        expect(known(knowledge, asked, SMALL_NUMBERS.threshold)).toEqual([]);
      }),
      { numRuns: rounds({ usual: 150, endurance: 1_500 }), endOnFailure: true },
    );
    expect(hidden).toBeGreaterThan(50);
  });
});
