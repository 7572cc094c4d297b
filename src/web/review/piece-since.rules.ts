import type { ComparedField } from './said-fields.js';

/** A part beside an approved one before it. */
export interface Comparison {
  /** The period of the one before: `December 2019`. */
  label: string;
  fields: readonly ComparedField[];
}

/** How long a piece of a part has said what it says. */
export interface Since {
  /** The earliest of the reports in a row that say the same: `October 2019`. */
  label: string;
  reports: number;
}

/** @param place of a piece; '' is the whole part. A field stands in the piece. */
export const standsAt = (field: string, place: string): boolean =>
  place === '' || field === place || field.startsWith(`${place}.`) || field.startsWith(`${place}[`);

/**
 * Since when each of these pieces of a part says what it says now. Pure.
 * @param places by which fields are known: `.objectives[1f0c…]`.
 * @param comparisons with what was approved before, the newest first.
 * @returns by place; without those that say something else than the last report did.
 */
export function piecesSince(
  places: readonly string[],
  comparisons: Iterable<Comparison>,
): ReadonlyMap<string, Since> {
  const found = new Map<string, Since>();
  let same = places;
  for (const { label, fields } of comparisons) {
    same = same.filter((place) => isSame(fields.filter((field) => standsAt(field.place, place))));
    for (const place of same) found.set(place, { label, reports: (found.get(place)?.reports ?? 0) + 1 });
    if (same.length === 0) break;
  }
  return found;
}

/** A piece of which nothing is said has not said so since any month. */
const isSame = (fields: readonly ComparedField[]): boolean =>
  fields.length > 0 && fields.every(({ changed }) => !changed);
