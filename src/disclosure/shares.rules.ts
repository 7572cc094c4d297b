import { chartFiguresOf, figuresOf, type Content, type Measure, type Restatement } from './measure-cells.js';

/*
 * Percentages whose parts are other rows of the report. A reader who multiplies a share by its whole has its part, month by month and
 * year to date, and from one edition to the next. So the figures that follow in this way count among those of the part's own table.
 *
 * The dictionary says which belong together: the numerator and the denominator of a percentage name another measure by its reference,
 * its title or both. Percentages whose dictionary names none are asked about (challenge).
 */

/** A percentage with its whole and, where the report has it, its part. */
export interface Share {
  share: Measure;
  whole: Measure;
  part: Measure | null;
}

/** What follows of a measure from a share and its whole: shown by this edition, or by earlier ones already. */
export interface Told {
  value: number;
  published: boolean;
}

/** Values of a measure by cell, from wherever they are known. */
export type KnownValues = (measure: Measure) => ReadonlyMap<string, number>;

const isCount = ({ definition: { unit } }: Measure): boolean => unit === 'count' || unit === null;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.:;]+$/, '')
    .trim();

/** The count that a numerator or a denominator names. */
function named(text: string | null, measures: readonly Measure[]): Measure | null {
  if (text === null) return null;
  const words = plain(text);
  const names = ({ definition: { reference, title } }: Measure) =>
    [title, ...(reference === null ? [] : [reference, `${reference} ${title}`])].map(plain);
  const found = measures.filter((measure) => isCount(measure) && names(measure).includes(words));
  // Two of one name: which is meant nobody can tell.
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The percentages of a report whose whole is one of its counts. */
export function sharesOf(contents: readonly Content[]): Share[] {
  const measures = contents.flatMap((content) => content.measures);
  return measures.flatMap((share) => {
    if (share.definition.unit !== 'percent') return [];
    const whole = named(share.definition.denominator, measures);
    return whole ? [{ share, whole, part: named(share.definition.numerator, measures) }] : [];
  });
}

/** What a share prints, cell by cell, its chart included. */
export function cellsOfShare({ share }: Share, restatements: readonly Restatement[]): Map<string, number> {
  const all = [...chartFiguresOf(share), ...figuresOf(share, restatements)];
  return new Map(all.map(({ cell, value }) => [cell, value]));
}

/**
 * What follows of one row from a share and the other, by cell.
 * @param of `part`: from the whole; `whole`: from the part. Values are as they are known, where they are: a share that is rounded does
 *   not always lead back to a whole number.
 * @param shown what this edition would print of the share. @param earlier what earlier ones have printed of it.
 */
export function toldBy(
  of: 'part' | 'whole',
  { whole, part }: Share,
  shown: ReadonlyMap<string, number>,
  earlier: ReadonlyMap<string, readonly number[]>,
  known: KnownValues,
): Map<string, Told> {
  const told = new Map<string, Told>();
  const before = [...earlier].map(([cell, values]) => [cell, values.at(-1) ?? 0] as const);
  for (const [cell, percent] of [...before, ...shown]) {
    const [one, other] = of === 'part' ? [part, whole] : [whole, part];
    const from = other === null ? null : (known(other).get(cell) ?? null);
    if (from === null) continue;
    const follows = of === 'part' ? (percent * from) / 100 : percent === 0 ? null : (from * 100) / percent;
    const own = one === null ? null : (known(one).get(cell) ?? null);
    if (own !== null || follows !== null)
      told.set(cell, { value: own ?? Math.round(follows ?? 0), published: earlier.has(cell) });
  }
  return told;
}

/** Whether a chart prints one of these cells. */
export const chartHas = ({ share }: Share, cells: ReadonlySet<string>): boolean =>
  chartFiguresOf(share).some(({ cell }) => cells.has(cell));
