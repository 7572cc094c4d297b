import type { Figure } from '../performance/index.js';
import { financialYearTable, withSums, yearOfCell, type KnownCell } from './financial-year.rules.js';
import {
  beforeCell,
  byMeasureAndCell,
  CHART,
  chartFiguresOf,
  figuresOf,
  restatedCell,
  type Content,
  type Measure,
  type PrintedFigure,
  type Restatement,
} from './measure-cells.js';
import { cellsOfShare, chartHas, sharesOf, toldBy, type Share, type Told } from './shares.rules.js';
import { suppress, type Suppression } from './suppression.rules.js';

/*
 * Small numbers of people in the measures of a report, and what would give them away. Pure.
 *
 * Counts: a number from `smallest` to `threshold` is small, wherever it is printed or would follow from what is: months, quarters and
 * years to date of one financial year add up, in this report and with what earlier public editions have printed or marked. A day's count (a snapshot)
 * adds up to nothing. A measure of which nobody has said the unit may be a count of children, and is judged as one.
 *
 * Percentages: small when the numerator or what it leaves of the denominator is, or when the denominator is under the floor. The parts
 * are those that were recorded with it, or other measures that the dictionary names as its numerator and denominator; what follows of
 * these by multiplying counts among their figures, and the share goes where that would give one away (shares.rules.ts). One whose
 * parts nobody knows cannot be judged and is not suppressed here: another rule asks about it.
 *
 * Days, weeks, full-time equivalents and pounds are not counts of people and are left alone, even if few people are behind them.
 *
 * Not protected against, besides what suppression.rules.ts says: other relations between two measures (one counts part of another,
 * or the same under another name); percentages that are taken apart by trying out what rounds to them; what a figure was before it was
 * restated, where it is not printed as that; a small figure that was once printed as a larger one and has left the table; a figure
 * that arrives late and by its mark tells another (both are listed as disclosed then); texts.
 */

export interface SmallNumbersPolicy {
  /** Zero is not small. */
  smallest: 1;
  /** 5 is usual; 4, 9 and others are in use. */
  threshold: number;
  /** A percentage of fewer than this is not printed. */
  denominatorFloor: number;
}

export const SMALL_NUMBERS: SmallNumbersPolicy = { smallest: 1, threshold: 5, denominatorFloor: 10 };

/** A cell that is left out; besides figures (see {@link PrintedFigure}) `chart`, and `before/<cell>` for what a figure was. */
export interface SuppressedCell {
  measureId: string;
  cell: string;
  /** For the reviewer; not to be printed. `primary`: small itself. `parts`: of a percentage. `secondary`: a small one could be worked out from it. */
  why: 'primary' | 'parts' | 'secondary';
}

export interface SmallNumbersInput {
  /** The groups of measures of the report that is about to be sealed. */
  contents: readonly Content[];
  policy: SmallNumbersPolicy;
  /** What a reviewer has let through: `entry/<measureId>`, or `cell/<measureId>/<cell>` with the cell as it is listed. */
  released: ReadonlySet<string>;
  /** What earlier public editions of the programme have printed (`figuresShown` of each), the oldest first. */
  earlier: readonly PrintedFigure[];
  /**
   * What they have marked as suppressed, with the values that were sealed (`figuresWithheld` of each), the oldest first. Without it, a
   * month that has left the table since could be worked out: a reader keeps the old editions, and knows that two months that were
   * marked and make 2 were 1 and 1.
   */
  withheld: readonly PrintedFigure[];
}

export interface SmallNumbers {
  /** By measure and cell. */
  suppressed: SuppressedCell[];
  /** Small numbers that earlier public editions give away whatever this one leaves out; cells that follow from others among them. */
  disclosed: { measureId: string; cell: string }[];
}

/** What is judged: one measure, and all that bears on it. */
interface Subject {
  measure: Measure;
  restatements: readonly Restatement[];
  policy: SmallNumbersPolicy;
  isReleased: (cell: string) => boolean;
  /** By cell, the oldest first: a figure that was restated has been printed with more than one value. */
  earlier: ReadonlyMap<string, readonly number[]>;
  withheld: ReadonlyMap<string, readonly number[]>;
  /** What follows by multiplying a share and its whole. */
  told: ReadonlyMap<string, Told>;
}

interface Verdict {
  suppressed: { cell: string; why: SuppressedCell['why'] }[];
  disclosed: string[];
}

export function smallNumbers(input: SmallNumbersInput): SmallNumbers {
  const { contents, policy, released } = input;
  const [earlier, withheld] = [byMeasure(input.earlier), byMeasure(input.withheld)];
  const shares = sharesOf(contents).filter(({ share }) => !released.has(`entry/${share.id}`));
  const kinds = new Set(shares.map(({ share }) => share.definition.frequency));
  const contentOf = (id: string) => contents.find(({ measures }) => measures.some((one) => one.id === id));
  const none: ReadonlyMap<string, readonly number[]> = new Map();
  const known = (measure: Measure): ReadonlyMap<string, number> => {
    const values = new Map<string, number>();
    for (const all of [withheld, earlier])
      for (const [cell, given] of all.get(measure.id) ?? none) values.set(cell, given.at(-1) ?? 0);
    const restatements = contentOf(measure.id)?.restatements ?? [];
    for (const { cell, value } of [...chartFiguresOf(measure), ...figuresOf(measure, restatements)])
      values.set(cell, value);
    return standsAlone(measure) ? values : withSums(values, kinds);
  };
  const toldOf = (id: string): Map<string, Told> => {
    const told = new Map<string, Told>();
    for (const one of shares)
      for (const row of ['part', 'whole'] as const) {
        if (one[row]?.id !== id) continue;
        const shown = cellsOfShare(one, contentOf(one.share.id)?.restatements ?? []);
        for (const [cell, value] of toldBy(row, one, shown, earlier.get(one.share.id) ?? none, known))
          told.set(cell, { ...value, published: value.published || told.get(cell)?.published === true });
      }
    return told;
  };
  const judged = contents.flatMap(({ measures, restatements }) =>
    measures
      .filter(({ id }) => !released.has(`entry/${id}`))
      .map((measure) => ({
        measure,
        ...judge({
          measure,
          restatements: restatements.filter(({ measureId }) => measureId === measure.id),
          policy,
          isReleased: (cell) => released.has(`cell/${measure.id}/${cell}`),
          earlier: earlier.get(measure.id) ?? new Map<string, number[]>(),
          withheld: withheld.get(measure.id) ?? new Map<string, number[]>(),
          told: toldOf(measure.id),
        }),
      })),
  );
  const cellsGone = new Map(
    judged.map(({ measure, suppressed }) => [measure.id, new Set(suppressed.map(({ cell }) => cell))]),
  );
  const verdicts = judged.map(({ measure, suppressed, disclosed }) => {
    // What only follows from a share has no place where it could be left out: the share is.
    const printed = new Set(
      [...chartFiguresOf(measure), ...figuresOf(measure, contentOf(measure.id)?.restatements ?? [])].map(
        ({ cell }) => cell,
      ),
    );
    const told = toldOf(measure.id);
    const own = suppressed.filter(({ cell }) => printed.has(cell) || !told.has(cell));
    const share = shares.find((one) => one.share.id === measure.id);
    const more = share
      ? judgeShare(share, contentOf(measure.id)?.restatements ?? [], known(share.whole), cellsGone, policy)
      : [];
    const fresh = more.filter(
      ({ cell }) => !released.has(`cell/${measure.id}/${cell}`) && !own.some((one) => one.cell === cell),
    );
    return { measureId: measure.id, suppressed: [...own, ...fresh], disclosed };
  });
  return {
    suppressed: verdicts
      .flatMap(({ measureId, suppressed }) => suppressed.map((one) => ({ measureId, ...one })))
      .toSorted(byMeasureAndCell),
    disclosed: verdicts
      .flatMap(({ measureId, disclosed }) => disclosed.map((cell) => ({ measureId, cell })))
      .toSorted(byMeasureAndCell),
  };
}

/**
 * A share whose whole is another measure: by its parts as if they were recorded with it, and wherever its part or its whole is left out,
 * because any two of the three give the third.
 */
function judgeShare(
  share: Share,
  restatements: readonly Restatement[],
  whole: ReadonlyMap<string, number>,
  gone: ReadonlyMap<string, ReadonlySet<string>>,
  policy: SmallNumbersPolicy,
): Verdict['suppressed'] {
  const isGone = (measure: Measure | null, cell: string) =>
    measure !== null && gone.get(measure.id)?.has(cell) === true;
  const cells = [...cellsOfShare(share, restatements)].flatMap(([cell, percent]): Verdict['suppressed'] => {
    const denominator = whole.get(cell) ?? null;
    const numerator = denominator === null ? null : Math.round((percent * denominator) / 100);
    if (hasSmallParts({ numerator, denominator }, policy)) return [{ cell, why: 'parts' }];
    return isGone(share.part, cell) || isGone(share.whole, cell) ? [{ cell, why: 'secondary' }] : [];
  });
  const chart = chartHas(share, new Set(cells.map(({ cell }) => cell)));
  const printed = new Set(figuresOf(share.share, restatements).map(({ cell }) => cell));
  return [
    ...cells.filter(({ cell }) => printed.has(cell)),
    ...(chart ? [{ cell: CHART, why: 'secondary' as const }] : []),
  ];
}

function byMeasure(figures: readonly PrintedFigure[]): Map<string, Map<string, number[]>> {
  const result = new Map<string, Map<string, number[]>>();
  for (const { measureId, cell, value } of figures) {
    const cells = result.get(measureId) ?? new Map<string, number[]>();
    const values = cells.get(cell) ?? [];
    // The same figure stands in many editions: to copy the list for each took longer than all that is judged.
    values.push(value);
    result.set(measureId, cells.set(cell, values));
  }
  return result;
}

function judge(subject: Subject): Verdict {
  switch (subject.measure.definition.unit) {
    case 'percent':
      return judgePercentages(subject);
    case 'count':
    case null:
      return judgeCounts(subject);
    case 'days':
    case 'weeks':
    case 'fte':
    case 'pounds':
      return { suppressed: [], disclosed: [] };
  }
}

const isSmall = (value: number, { smallest, threshold }: SmallNumbersPolicy): boolean =>
  value >= smallest && value <= threshold;

function hasSmallParts(
  { numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>,
  policy: SmallNumbersPolicy,
): boolean {
  if (numerator === null || denominator === null) return false;
  return (
    isSmall(numerator, policy) ||
    isSmall(denominator - numerator, policy) ||
    denominator < policy.denominatorFloor
  );
}

/**
 * Each by its own parts. A chart goes with any of its months. What earlier releases sealed has no parts in its chart: it also goes
 * when it reaches back to months that no public edition has printed and the parts of this measure are recorded, because one of those
 * months may have been left out at its time.
 */
function judgePercentages({ measure, restatements, policy, isReleased, earlier }: Subject): Verdict {
  const figures = figuresOf(measure, restatements);
  const told = figures.filter(({ figure }) => hasSmallParts(figure, policy)).map(({ cell }) => cell);
  const before = restatements
    .filter((one) => one.before.value !== null && hasSmallParts(one.before, policy))
    .map((one) => beforeCell(restatedCell(measure, one)));
  const cells = new Set([...told, ...before].filter((cell) => !isReleased(cell)));
  const judged = new Set(figures.map(({ cell }) => cell));
  const partsKnown = figures.some(({ figure }) => figure.denominator !== null);
  const chart = chartFiguresOf(measure).some(
    ({ cell, parts }) =>
      cells.has(cell) ||
      (parts === undefined
        ? partsKnown && !judged.has(cell) && !earlier.has(cell)
        : hasSmallParts(parts, policy) && !isReleased(cell)),
  );
  if (chart && !isReleased(CHART)) cells.add(CHART);
  return { suppressed: [...cells].map((cell) => ({ cell, why: 'parts' })), disclosed: [] };
}

/** A chart prints months of three years: it goes rather than any of the figures beside it. */
function judgeCounts(subject: Subject): Verdict {
  const { measure, policy, isReleased } = subject;
  const chart = chartFiguresOf(measure);
  const small = chart.some(({ cell, value }) => isSmall(value, policy) && !isReleased(cell));
  const whole = small ? null : judgeTables(subject, true);
  const gone = whole === null || chart.some(({ cell }) => whole.suppressed.some((one) => one.cell === cell));
  const { suppressed, disclosed } = gone ? judgeTables(subject, false) : whole;
  return {
    suppressed: [
      ...suppressed,
      ...(gone ? [{ cell: CHART, why: small ? ('primary' as const) : ('secondary' as const) }] : []),
      ...judgeBefore(subject),
    ],
    disclosed,
  };
}

/**
 * What a figure was before belongs to a table that is not printed any more, in which other numbers may have been small. So, where
 * figures add up, it is printed only if a public edition has printed it already.
 */
function judgeBefore({ measure, restatements, policy, isReleased, earlier }: Subject): Verdict['suppressed'] {
  return restatements.flatMap((one): Verdict['suppressed'] => {
    const { value } = one.before;
    const cell = restatedCell(measure, one);
    if (value === null || isReleased(beforeCell(cell))) return [];
    if (isSmall(value, policy)) return [{ cell: beforeCell(cell), why: 'primary' }];
    const known = standsAlone(measure) || earlier.get(cell)?.includes(value) === true;
    return known ? [] : [{ cell: beforeCell(cell), why: 'secondary' }];
  });
}

/** The counts of a measure, year by year: what adds up in one financial year has nothing to do with the next. */
function judgeTables(subject: Subject, withChart: boolean): Verdict {
  const { measure, policy } = subject;
  const known = knownCells(subject, withChart);
  const isProtected = (cell: string, value: number): boolean =>
    isSmall(value, policy) && !subject.isReleased(cell);
  const years = new Map<number, Map<string, KnownCell>>();
  for (const [cell, one] of known) {
    const year = yearOfCell(cell);
    years.set(year, (years.get(year) ?? new Map<string, KnownCell>()).set(cell, one));
  }
  const results: Suppression[] = [...years]
    .filter(([, cells]) => [...cells.values()].some(({ shown }) => shown))
    .map(([year, cells]) => {
      if (standsAlone(measure)) {
        const alone = [...cells].map(([id, one]) => ({ id, ...one, protected: isProtected(id, one.value) }));
        return suppress({ cells: alone, relations: [], threshold: policy.threshold });
      }
      return suppress(financialYearTable(year, cells, { threshold: policy.threshold, isProtected }));
    });
  return {
    suppressed: results.flatMap(({ suppressed }) => suppressed.map(({ id, why }) => ({ cell: id, why }))),
    disclosed: results.flatMap(({ disclosed }) => disclosed),
  };
}

/**
 * Everything that this report says of a measure or that earlier public editions have said or marked. A cell that was printed with
 * another value counts as printed, for a reader may hold the two together; unless it is small now, which the other does not tell.
 */
function knownCells(subject: Subject, withChart: boolean): Map<string, KnownCell> {
  const { measure, restatements, policy, earlier, withheld } = subject;
  const known = new Map<string, KnownCell>();
  const add = (cell: string, value: number, shown: boolean): void => {
    const values = earlier.get(cell);
    const published = values !== undefined && (values.includes(value) || !isSmall(value, policy));
    known.set(cell, { value, shown, published, marked: withheld.has(cell) });
  };
  for (const values of [withheld, earlier])
    for (const [cell, all] of values) add(cell, all.at(-1) ?? 0, false);
  for (const { cell, value } of chartFiguresOf(measure)) add(cell, value, withChart);
  for (const { cell, value } of figuresOf(measure, restatements)) add(cell, value, true);
  for (const [cell, { value, published }] of subject.told) {
    const one = known.get(cell) ?? { value, shown: true, published: false, marked: false };
    known.set(cell, { ...one, shown: true, published: one.published || published });
  }
  return known;
}

/** A day's count, and that of the twelve months to a day, add up to nothing with those of other months. */
const standsAlone = ({ definition }: Measure): boolean =>
  definition.cellBasis === 'snapshot' || definition.cellBasis === 'rolling';
