import type { MeasureDefinition } from '../measures.content.js';

/** What has to be known of a measure to place a figure under it. `reported`: it stands in a group of the report. */
export type MatchableMeasure = { id: string; reported: boolean } & Pick<
  MeasureDefinition,
  'reference' | 'title' | 'unit' | 'decimals' | 'basis' | 'cellBasis' | 'belowZero' | 'frequency'
>;

export type Match =
  { measure: MatchableMeasure; provisional: boolean; warning: string | null } | { reason: string };

/** What reports write behind a title although it is about the figures. */
const REMARK = /\s*\((not yet available|provisional[^()]*|[^()]*needs? to be developed)\)$/i;

/** How many unknown titles get a proposal: each costs a comparison with every title. */
const MAX_HINTS = 50;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Finds the measure that a row is about: by its reference, then by its exact title (spaces and case aside). */
export class MeasureIndex {
  private readonly byReference = new Map<string, MatchableMeasure[]>();
  private readonly byTitle = new Map<string, MatchableMeasure[]>();
  private hints = 0;

  constructor(private readonly measures: readonly MatchableMeasure[]) {
    for (const measure of measures) {
      if (measure.reference !== null) add(this.byReference, plain(measure.reference), measure);
      add(this.byTitle, plain(measure.title), measure);
    }
  }

  /** @param reference @param title as written; empty = not given. At least one is given. */
  find(reference: string, title: string): Match {
    const named = this.titled(title);
    if (reference !== '') {
      const [found, second] = this.byReference.get(plain(reference)) ?? [];
      if (found && second)
        return { reason: `The reference “${reference}” belongs to more than one measure.` };
      if (found) return this.referred(found, reference, title, named);
    }
    const reported = named.measures.filter((measure) => measure.reported);
    const [found, second] = reported.length > 0 ? reported : named.measures;
    if (found && second)
      return { reason: `The title “${title}” fits more than one measure: give the reference.` };
    if (found)
      return {
        measure: found,
        provisional: named.provisional,
        warning:
          reference === ''
            ? null
            : `There is no measure with the reference “${reference}”: it was found by its title.`,
      };
    return {
      reason: `There is no measure ${reference === '' ? '' : `“${reference}” `}“${title}”.${this.hint(title)}`,
    };
  }

  private referred(
    found: MatchableMeasure,
    reference: string,
    title: string,
    named: { measures: readonly MatchableMeasure[]; provisional: boolean },
  ): Match {
    if (title === '' || named.measures.includes(found))
      return { measure: found, provisional: named.provisional, warning: null };
    if (named.measures.length > 0)
      return {
        reason: `The reference “${reference}” is “${found.title}”, but the title here is that of another measure.`,
      };
    return {
      measure: found,
      provisional: named.provisional,
      warning: `It was found by its reference “${reference}”; its title here is not “${found.title}”.`,
    };
  }

  private titled(title: string): { measures: readonly MatchableMeasure[]; provisional: boolean } {
    const exact = this.byTitle.get(plain(title));
    if (exact) return { measures: exact, provisional: false };
    const remark = REMARK.exec(title);
    if (!remark) return { measures: [], provisional: false };
    return {
      measures: this.byTitle.get(plain(title.slice(0, remark.index))) ?? [],
      provisional: /^provisional/i.test(remark[1] ?? ''),
    };
  }

  private hint(title: string): string {
    if (title === '' || ++this.hints > MAX_HINTS) return '';
    const wanted = plain(title).slice(0, 300);
    let best: { title: string; distance: number } | undefined;
    for (const measure of this.measures) {
      const distance = editDistance(wanted, plain(measure.title));
      if (best === undefined || distance < best.distance) best = { title: measure.title, distance };
    }
    return best !== undefined && best.distance <= Math.max(3, wanted.length / 2)
      ? ` The nearest is “${best.title}”.`
      : '';
  }
}

function add(map: Map<string, MatchableMeasure[]>, key: string, measure: MatchableMeasure): void {
  const there = map.get(key);
  if (there) there.push(measure);
  else map.set(key, [measure]);
}

/** Levenshtein: letters to change, add or leave out. */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++)
      now.push(
        Math.min(
          (before[j] ?? 0) + 1,
          (now[j - 1] ?? 0) + 1,
          (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    before = now;
  }
  return before[b.length] ?? 0;
}
