import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rounds } from '../../test/support/endurance.js';
import { known, type Knowledge } from './attacker.fixture.js';
import { chartTo, content, figure, later, measure, monthsTo, yearToDate } from './content.fixture.js';
import {
  figuresShown,
  figuresWithheld,
  type Content,
  type Measure,
  type PrintedFigure,
} from './measure-cells.js';
import { suppressMeasures } from './public-measures.rules.js';
import { SMALL_NUMBERS, smallNumbers } from './small-numbers.rules.js';

/*
 * Public editions of one count, month after month, and a reader who keeps all of them. The reader knows what the council printed,
 * what it marked as suppressed, its policy and how months make years; and is asked at the end, with everything in hand, for every small number.
 */

const FIRST = '2019-04';
const MONTHS = 24;
const { threshold } = SMALL_NUMBERS;
const isSmall = (value: number): boolean => value >= 1 && value <= threshold;

/** What happened, month by month from April 2019. */
const truths = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) },
    { weight: 1, arbitrary: fc.constantFrom(1, 5) },
    { weight: 4, arbitrary: fc.integer({ min: 6, max: 14 }) },
  ),
  { minLength: MONTHS, maxLength: MONTHS },
);

interface Edition {
  /** Of the month before are printed: the year to date (by how many months late), the last whole year, and a chart. */
  late: number | null;
  baseline: boolean;
  chart: boolean;
  /** Places in the table that have no figure yet. */
  awaited: number[];
  /** It was not published. */
  skipped: boolean;
}

interface Story {
  truth: number[];
  cellBasis: 'in_month' | 'cumulative';
  /** Months that never get a figure. */
  missing: number[];
  /** Months that a reviewer has let through. */
  released: number[];
  /** Of the first edition. */
  start: number;
  editions: Edition[];
}

const storiesWith = (awaited: fc.Arbitrary<number[]>) =>
  fc.record<Story>({
    truth: truths,
    cellBasis: fc.constantFrom('in_month', 'cumulative'),
    missing: fc.array(fc.integer({ min: 0, max: MONTHS - 1 }), { maxLength: 3 }),
    released: fc.array(fc.integer({ min: 0, max: MONTHS - 1 }), { maxLength: 2 }),
    start: fc.integer({ min: 0, max: 11 }),
    editions: fc.array(
      fc.record<Edition>({
        late: fc.constantFrom(null, 0, 0, 0, 0, 1),
        baseline: fc.boolean(),
        chart: fc.boolean(),
        awaited,
        skipped: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
      }),
      { minLength: 2, maxLength: 12 },
    ),
  });
const stories = storiesWith(fc.constant([]));

const monthAt = (index: number): string => later(FIRST, index);
/** Since April. */
const toDate = (truth: readonly number[], index: number): number =>
  truth.slice(index - (index % 12), index + 1).reduce((sum, one) => sum + one, 0);

/** The year's cells and how they add up, written down once more: not by the code that is tested. */
const EQUATIONS = Array.from({ length: MONTHS }, (_, index) => ({
  total: `year_to_date/${monthAt(index)}`,
  parts: [`month/${monthAt(index)}`, ...(index % 12 === 0 ? [] : [`year_to_date/${monthAt(index - 1)}`])],
})).concat([{ total: 'year/2019/20', parts: ['year_to_date/2020-03'] }]);

function truthOf(truth: readonly number[]): Map<string, number> {
  const all = new Map<string, number>([['year/2019/20', toDate(truth, 11)]]);
  for (const [index, value] of truth.entries()) {
    all.set(`month/${monthAt(index)}`, value);
    all.set(`year_to_date/${monthAt(index)}`, toDate(truth, index));
  }
  return all;
}

function rowOf({ truth, cellBasis, missing }: Story, index: number, edition: Edition): Measure {
  const { late, baseline, chart, awaited } = edition;
  const given = (at: number): number => (cellBasis === 'cumulative' ? toDate(truth, at) : (truth[at] ?? 0));
  const window = Array.from({ length: 6 }, (_, place) => index - 5 + place);
  const months = window.map((at, place) =>
    at < 0 || missing.includes(at) || awaited.includes(place) ? null : given(at),
  );
  const known = late === null ? -1 : index - late;
  return measure(
    {
      months: monthsTo(monthAt(index), months),
      current: known < 0 ? null : yearToDate(monthAt(known), toDate(truth, known)),
      baseline: baseline && index >= 12 ? { ...figure(toDate(truth, 11)), year: '2019/20' } : null,
      spc: chart && cellBasis === 'in_month' ? chartTo(monthAt(index), truth.slice(0, index + 1)) : null,
    },
    { cellBasis },
  );
}

/** What somebody reads in a public edition, and which cells they see to be marked. */
function read({ measures }: Content): { printed: [string, number][]; marked: string[] } {
  const printed: [string, number][] = [];
  const marked: string[] = [];
  for (const { definition, months, current, baseline, spc } of measures) {
    const monthly = definition.cellBasis === 'cumulative' ? 'year_to_date' : 'month';
    const all = [
      ...months.map((one) => [`${monthly}/${one.month}`, one] as const),
      ...(current ? [[`year_to_date/${current.month}`, current] as const] : []),
      ...(baseline ? [[`year/${baseline.year}`, baseline] as const] : []),
    ];
    for (const [cell, { missingReason, value }] of all)
      if (value !== null) printed.push([cell, value]);
      else if (missingReason === 'suppressed') marked.push(cell);
    for (const { month, value } of spc?.points ?? []) printed.push([`month/${month}`, value]);
  }
  return { printed, marked };
}

interface Memory {
  earlier: PrintedFigure[];
  withheld: PrintedFigure[];
}

/** Makes an edition of the contents and adds it to what is remembered. */
type Publish = (
  contents: Content[],
  memory: Memory,
  released: ReadonlySet<string>,
) => { edition: Content[]; disclosed: { cell: string }[] };

const publish: Publish = (contents, memory, released) => {
  const { suppressed, disclosed } = smallNumbers({ contents, policy: SMALL_NUMBERS, released, ...memory });
  memory.earlier.push(...figuresShown(contents, suppressed));
  memory.withheld.push(...figuresWithheld(contents, suppressed));
  return { edition: contents.map((one) => suppressMeasures(one, suppressed)), disclosed };
};

const nothing = (): Memory => ({ earlier: [], withheld: [] });

/** Which small numbers a reader of all editions comes to know. */
function tell(story: Story, how: Publish): { known: string[]; disclosed: string[] } {
  const { truth, start, editions } = story;
  const open = story.released.map((index) => `month/${monthAt(index)}`);
  const released = new Set(open.map((cell) => `cell/exits/${cell}`));
  const values = truthOf(truth);
  const printed = new Map<string, number>();
  const marked = new Set<string>();
  const memory = nothing();
  const disclosed = new Set<string>();
  for (const [step, edition] of editions.entries()) {
    const index = start + step;
    if (edition.skipped || index >= MONTHS) continue;
    const result = how([content([rowOf(story, index, edition)])], memory, released);
    for (const { cell } of result.disclosed) disclosed.add(cell);
    for (const one of result.edition) {
      const said = read(one);
      for (const [cell, value] of said.printed) printed.set(cell, value);
      for (const cell of said.marked) marked.add(cell);
    }
  }
  const guarded = [...values]
    .filter(([cell, value]) => isSmall(value) && !open.includes(cell))
    .map(([cell]) => cell);
  const bounds: Knowledge['bounds'] = new Map(
    [...marked].map((cell) => [
      cell,
      guarded.includes(cell) ? { least: 1, most: threshold } : { least: Math.min(1, values.get(cell) ?? 0) },
    ]),
  );
  // The two years have nothing to do with each other.
  const years = [EQUATIONS.slice(0, 12).concat(EQUATIONS.slice(MONTHS)), EQUATIONS.slice(12, MONTHS)];
  const learnt = years.flatMap((equations) => {
    const cells = new Set(equations.flatMap(({ total, parts }) => [total, ...parts]));
    return known(
      { equations, printed, bounds },
      guarded.filter((cell) => cells.has(cell)),
      threshold,
    );
  });
  return { known: learnt, disclosed: [...disclosed] };
}

/** As many months with somebody in them as their sum, which is the largest small number: whoever sees them all marked knows that each is 1. */
const marksAloneTell = (truth: readonly number[]): boolean =>
  truth.some((_, index) => {
    const year = truth.slice(index - (index % 12), index + 1);
    return (
      year.filter((value) => value > 0).length === threshold &&
      year.reduce((sum, value) => sum + value, 0) === threshold
    );
  });

describe('whatever happened, and whatever was published month after month', () => {
  it('no small number becomes known from all public editions together, and none is given up', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { known: learnt, disclosed } = tell(story, publish);
        expect(learnt.filter((cell) => !disclosed.includes(cell))).toEqual([]);
        if (!marksAloneTell(story.truth)) expect(disclosed).toEqual([]);
      }),
      { numRuns: rounds({ usual: 80, endurance: 400 }) },
    );
  });

  it('five months that are marked as small, and a year to date that is too, can only be one each: that is said before it is published', () => {
    const story: Story = {
      truth: [...Array<number>(12).fill(9), 1, 1, 1, 1, 1, ...Array<number>(7).fill(9)],
      cellBasis: 'in_month',
      missing: [],
      released: [],
      start: 16,
      editions: [{ late: 0, baseline: false, chart: false, awaited: [], skipped: false }],
    };
    const { known: learnt, disclosed } = tell(story, publish);
    expect(learnt).toContain('month/2020-04');
    expect(learnt.filter((cell) => !disclosed.includes(cell))).toEqual([]);
    expect(marksAloneTell(story.truth)).toBe(true);
  });

  it('where figures arrive late, what becomes known by being marked as small is said to be', () => {
    // April was awaited, May was marked, their sum of 10 printed: once April is marked as well, both can only be 5.
    const late = storiesWith(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }));
    fc.assert(
      fc.property(late, (story) => {
        const { known: all, disclosed } = tell(story, publish);
        expect(all.filter((cell) => !disclosed.includes(cell))).toEqual([]);
      }),
      { numRuns: rounds({ usual: 40, endurance: 200 }) },
    );
  });

  it('it would, were each edition judged without those before it', () => {
    const forgetful: Publish = (contents, _, released) => publish(contents, nothing(), released);
    expect(() =>
      fc.assert(
        fc.property(stories, (story) => {
          expect(tell(story, forgetful).known).toEqual([]);
        }),
        { numRuns: 250, endOnFailure: true },
      ),
    ).toThrow();
  });

  it('and would, were only what is small left out', () => {
    const careless: Publish = (contents, memory, released) => {
      const { suppressed } = smallNumbers({ contents, policy: SMALL_NUMBERS, released, ...memory });
      const small = suppressed.filter(({ why }) => why === 'primary');
      return { edition: contents.map((one) => suppressMeasures(one, small)), disclosed: [] };
    };
    expect(() =>
      fc.assert(
        fc.property(stories, (story) => {
          expect(tell(story, careless).known).toEqual([]);
        }),
        { numRuns: 250, endOnFailure: true },
      ),
    ).toThrow();
  });

  it('everything is printed where nothing is small', () => {
    const large = stories.map((story) => ({ ...story, truth: story.truth.map((value) => value + 6) }));
    fc.assert(
      fc.property(large, (story) => {
        const memory = nothing();
        for (const [step, edition] of story.editions.entries()) {
          const contents = [content([rowOf(story, story.start + step, edition)])];
          const { suppressed } = smallNumbers({
            contents,
            policy: SMALL_NUMBERS,
            released: new Set(),
            ...memory,
          });
          expect(suppressed).toEqual([]);
          memory.earlier.push(...figuresShown(contents, suppressed));
        }
      }),
      { numRuns: rounds({ usual: 40, endurance: 200 }) },
    );
  });

  it('what is remembered of an edition is what it prints and what it marks', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const [edition] = story.editions;
        if (!edition) return;
        const memory = nothing();
        const contents = [content([rowOf(story, story.start, edition)])];
        const { edition: all } = publish(contents, memory, new Set());
        const said = all.map(read);
        const values = (figures: readonly PrintedFigure[]) =>
          new Map(figures.map(({ cell, value }) => [cell, value]));
        expect(values(memory.earlier)).toEqual(new Map(said.flatMap(({ printed }) => printed)));
        expect(new Set(values(memory.withheld).keys())).toEqual(
          new Set(said.flatMap(({ marked }) => marked)),
        );
      }),
      { numRuns: rounds({ usual: 40, endurance: 200 }) },
    );
  });
});
