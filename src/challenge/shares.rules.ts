import { sharesOf } from '../disclosure/index.js';
import { sectionsOf, USUAL_POLICY, type ReportContent, type TextLocation } from '../snapshot/index.js';
import { measuresOf, type MeasureFacts } from './measure-facts.js';
import { rule, type Rule } from './finding.js';

/**
 * About percentages that nobody has linked with the counts that they are made of. A reader multiplies a share with its whole, and has its part
 * to the child. Asked only where a count of the report fits and the product would be a small number; a share whose own parts were
 * recorded, or whose dictionary names its whole, is suppressed with them.
 */
export const SHARE_RULES: readonly Rule[] = [
  rule({
    key: 'share-not-linked',
    look: unlinkedShares,
    // The figures of another month are no news.
    rests: (facts) => facts,
    ask: ({ title, whole, part }) =>
      `“${title}” looks like a share of “${whole}”${part === null ? '' : ` with “${part}” as its part`}: who multiplies the two finds small numbers that are left out elsewhere. Name ${part === null ? `“${whole}” as its denominator` : `“${part}” as its numerator and “${whole}” as its denominator`} in the dictionary, or say why that is not so.`,
  }),
];

interface Unlinked {
  title: string;
  whole: string;
  /** Null where the report has no row for it. */
  part: string | null;
}

/** The fewest months whose figures fit by more than chance. */
const LEAST_MONTHS = 4;
/** How likely it may be that figures fit by chance. */
const CHANCE = 0.001;
/** Letters by which forms of one word are known as such: ceased, ceasing. */
const STEM = 4;

type Found = { place: TextLocation; facts: Unlinked }[];

function unlinkedShares(report: ReportContent): Found {
  const linked = new Set(
    sharesOf(sectionsOf(report, 'measures').map(({ content }) => content)).map(({ share }) => share.id),
  );
  const all = measuresOf(report);
  const counts = all.map(({ measure }) => measure).filter(({ definition }) => definition.unit === 'count');
  return all.flatMap(({ measure, place }): Found => {
    if (measure.definition.unit !== 'percent' || linked.has(measure.id) || hasParts(measure)) return [];
    const found = fitting(measure, counts);
    if (found === null || !tellsSmall(measure, found)) return [];
    const { whole, part } = found;
    return [
      {
        place,
        facts: {
          title: measure.definition.title,
          whole: whole.definition.title,
          part: part?.definition.title ?? null,
        },
      },
    ];
  });
}

const hasParts = ({ months, current }: MeasureFacts): boolean =>
  [...months, current].some((figure) => (figure?.denominator ?? null) !== null);

interface Fitting {
  whole: MeasureFacts;
  part: MeasureFacts | null;
}

/** By figures first: part and whole, or a whole of which the share is always a whole number; then by names. Null where nothing fits. */
function fitting(share: MeasureFacts, counts: readonly MeasureFacts[]): Fitting | null {
  for (const whole of counts)
    for (const part of counts) if (part !== whole && isQuotient(share, part, whole)) return { whole, part };
  const [byFigures, another] = counts.filter((whole) => isWholeOf(share, whole));
  if (byFigures && !another) return { whole: byFigures, part: null };
  const [byName, other] = counts.filter((whole) => isNamedAsWhole(share, whole));
  return byName && !other ? { whole: byName, part: null } : null;
}

interface Row {
  /** In per cent, as it is printed. */
  percent: number;
  whole: number;
  /** How far the product may be from what it was before the share was rounded. */
  slack: number;
}

/** The months that both print. */
function rowsOf(share: MeasureFacts, whole: MeasureFacts): (Row & { month: string })[] {
  const by = new Map(whole.months.map(({ month, value }) => [month, value]));
  return share.months.flatMap(({ month, value, decimals }) => {
    const of = by.get(month) ?? null;
    return value === null || of === null || of <= 0
      ? []
      : [{ month, percent: value, whole: of, slack: (0.5 * 10 ** -decimals * of) / 100 + 1e-9 }];
  });
}

function isQuotient(share: MeasureFacts, part: MeasureFacts, whole: MeasureFacts): boolean {
  const parts = new Map(part.months.map(({ month, value }) => [month, value]));
  const rows = rowsOf(share, whole).flatMap(({ month, ...row }) => {
    const value = parts.get(month) ?? null;
    return value === null ? [] : [{ ...row, value }];
  });
  // A series that never moves fits many.
  const moves = new Set(rows.map(({ percent }) => percent)).size > 1;
  return (
    rows.length >= LEAST_MONTHS &&
    moves &&
    rows.every(({ percent, whole: of, value, slack }) => Math.abs((percent * of) / 100 - value) <= slack)
  );
}

/** Whether the share of this count is a whole number in each month, less likely than {@link CHANCE} by chance. */
function isWholeOf(share: MeasureFacts, whole: MeasureFacts): boolean {
  const rows = rowsOf(share, whole).filter(({ percent }) => percent > 0 && percent < 100);
  const fits = rows.every(({ percent, whole: of, slack }) => {
    const product = (percent * of) / 100;
    return Math.abs(product - Math.round(product)) <= slack;
  });
  const chance = rows.reduce((product, { slack }) => product * Math.min(1, 2 * slack), 1);
  return rows.length >= LEAST_MONTHS && fits && chance < CHANCE;
}

/** Words that name nobody in particular. */
const COMMON = new Set(
  'children child young people person number total with from that this those were been have year month date their whose which'
    .split(' ')
    .map((word) => word.slice(0, STEM)),
);
const stemsOf = (text: string): Set<string> =>
  new Set(
    [...text.toLowerCase().matchAll(/\p{L}{4,}/gu)]
      .map(([word]) => word.slice(0, STEM))
      .filter((stem) => !COMMON.has(stem)),
  );

/** `Adopted, % of those who ceased` beside `Children who ceased`: what follows “% of” has every word that tells the count from others. */
function isNamedAsWhole({ definition }: MeasureFacts, whole: MeasureFacts): boolean {
  const [, of] = /(?:%|per cent|percentage|proportion|share) of (.*)$/iu.exec(definition.title) ?? [];
  const named = stemsOf([of ?? '', definition.denominator ?? ''].join(' '));
  const words = stemsOf(whole.definition.title);
  return words.size > 0 && [...words].every((word) => named.has(word));
}

/** Whether the product of the two, or what it leaves of the whole, is a small number in some month that both print. */
function tellsSmall(share: MeasureFacts, { whole }: Fitting): boolean {
  const isSmall = (count: number): boolean => count >= 1 && count <= USUAL_POLICY.threshold;
  return rowsOf(share, whole).some(({ percent, whole: of }) => {
    const part = Math.round((percent * of) / 100);
    return isSmall(part) || isSmall(of - part);
  });
}
