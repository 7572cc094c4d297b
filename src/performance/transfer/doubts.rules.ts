import { counted } from '../../platform/index.js';
import type { ReadingChange } from '../reading.rules.js';
import type { FileFigure } from './import-findings.js';
import type { MatchableMeasure } from './measure-index.js';

/** A figure that is about to be recorded, from whichever side it comes. */
interface AskedFigure {
  measure: Pick<MatchableMeasure, 'id' | 'unit'>;
  span: FileFigure['span'];
  /** First day of the month, or of the year. */
  period: string;
  figure: Pick<FileFigure['figure'], 'value' | 'numerator' | 'denominator'>;
}

/** A figure of a period that is recorded. */
export interface UsualFigure {
  measureId: string;
  span: FileFigure['span'];
  /** First day of the period. */
  period: string;
  value: number | null;
}

/** Ten times what is usual, or a tenth of it, is more likely a slip of the pen than news. */
const FACTOR = 10;
/** Of fewer than this, ten times as many (or a tenth) is a matter of one case or two. */
const LEAST = 20;

/**
 * The figures of a file or a table that can hardly be true, each with the reason: above 100%, more cases than there were, ten times what is usual,
 * a tenth of it. Real figures can be so (beds filled beyond their number), so that nothing is refused. Pure.
 * @param known what is recorded of the periods before.
 */
export function doubtsOf<T extends AskedFigure>(
  figures: readonly T[],
  known: readonly UsualFigure[],
): { figure: T; reason: string }[] {
  const byMeasure = groups(figures, keyOf);
  const recorded = groups(known, ({ measureId, span }) => `${measureId} ${span}`);
  const months = new Map([...byMeasure].map(([key, own]) => [key, monthsOf(own, recorded.get(key) ?? [])]));
  return figures.flatMap((figure) => {
    const { value, numerator, denominator } = figure.figure;
    if (value === null) return [];
    const usual = median(nearest(months.get(keyOf(figure)) ?? [], figure.period));
    const reason = doubtOf(figure.measure.unit, value, { numerator, denominator }, usual);
    return reason === null ? [] : [{ figure, reason }];
  });
}

const keyOf = ({ measure, span }: AskedFigure): string => `${measure.id} ${span}`;

interface KnownMonth {
  period: string;
  value: number;
}

/** What a measure has in the file or table, and beside it what is recorded, by period. */
function monthsOf(own: readonly AskedFigure[], recorded: readonly UsualFigure[]): readonly KnownMonth[] {
  const inFile = new Set(own.map(({ period }) => period));
  return [
    ...own.map(({ period, figure: { value } }) => ({ period, value })),
    ...recorded.filter(({ period }) => !inFile.has(period)),
  ]
    .flatMap(({ period, value }) => (value === null ? [] : [{ period, value }]))
    .sort((one, other) => (one.period < other.period ? -1 : 1));
}

function groups<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = found.get(key);
    if (group) group.push(one);
    else found.set(key, [one]);
  }
  return found;
}

function doubtOf(
  unit: MatchableMeasure['unit'],
  value: number,
  { numerator, denominator }: { numerator: number | null; denominator: number | null },
  usual: number | null,
): string | null {
  if (unit === 'percent' && numerator !== null && denominator !== null && numerator > denominator)
    return `${numerator} of ${denominator} is more than there are.`;
  if (unit === 'percent' && value > 100) return `${value}% is more than 100%.`;
  if (usual === null || usual === 0) return null;
  if (Math.abs(value) >= LEAST && Math.abs(value) >= FACTOR * Math.abs(usual))
    return `${value} is ten times what is usual here (${usual}), or more.`;
  if (value !== 0 && Math.abs(usual) >= LEAST && FACTOR * Math.abs(value) <= Math.abs(usual))
    return `${value} is a tenth of what is usual here (${usual}), or less.`;
  return null;
}

/** How many months say what is usual: a year of them, so that what grew over the years was usual at each time. */
const NEAR = 12;

/** The values of the twelve months around one, without its own. Found by place in the sorted months, so that a long file stays fast. */
function nearest(months: readonly KnownMonth[], period: string): readonly number[] {
  let [low, high] = [0, months.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((months[middle]?.period ?? '') < period) low = middle + 1;
    else high = middle;
  }
  const from = Math.max(0, Math.min(low - NEAR / 2, months.length - NEAR - 1));
  return months
    .slice(from, from + NEAR + 1)
    .filter((one) => one.period !== period)
    .map(({ value }) => value);
}

/** The lower one of two in the middle: a slip is mostly too high. */
function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;
}

/**
 * Says that half of the reported measures or more have no figure for the latest month of the file, although they had one for the month
 * before; null where that is not so. A file of one measure is not asked about.
 */
export function gapOf(
  figures: readonly FileFigure[],
  measures: readonly MatchableMeasure[],
  recorded: readonly UsualFigure[],
): string | null {
  const known = recorded.filter(({ span }) => span === 'month');
  const months = figures.filter(({ span }) => span === 'month');
  const latest = months
    .map(({ period }) => period)
    .toSorted()
    .at(-1);
  if (latest === undefined || new Set(months.map(({ measure }) => measure.id)).size < 2) return null;
  const there = new Set([
    ...months.filter(({ period }) => period === latest).map(({ measure }) => measure.id),
    ...known.filter(({ period }) => period === latest).map(({ measureId }) => measureId),
  ]);
  const before = new Set(known.filter(({ period }) => period < latest).map(({ measureId }) => measureId));
  const expected = measures.filter(({ id, reported }) => reported && before.has(id));
  const missing = expected.filter(({ id }) => !there.has(id));
  return missing.length * 2 >= expected.length && missing.length > 1
    ? `${missing.length} of the ${expected.length} measures that had figures before have none for ${latest.slice(0, 7)}, such as “${missing[0]?.title ?? ''}”. Is the file whole?`
    : null;
}

/** Figures that count as provisional only because nobody said otherwise. Null where there are none. Pure. */
export function unsaidStates(
  planned: readonly { figure: FileFigure; change: Pick<ReadingChange, 'outcome'> }[],
): string | null {
  const unsaid = planned.filter(
    ({ figure: { figure, provisional }, change }) =>
      change.outcome === 'new' && figure.state === null && figure.missingReason === null && !provisional,
  ).length;
  return unsaid === 0
    ? null
    : `${counted(unsaid, 'new figure counts', 'new figures count')} as provisional, because neither the file nor you said what ${unsaid === 1 ? 'it is' : 'they are'}.`;
}
