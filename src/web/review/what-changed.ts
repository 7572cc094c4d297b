import { remembering } from '../../platform/index.js';
import type { PartComparison } from '../../reporting/index.js';
import { sameSince, type PartPiece } from '../part/index.js';
import { placeOf, saidIn } from './piece-changes.js';
import { piecesSince, standsAt, type Comparison, type Since } from './piece-since.rules.js';
import { comparedFields, type ComparedField } from './said-fields.js';

/** A part beside what was said before it. */
interface Compared extends Pick<PartComparison, 'now' | 'earlier' | 'givenBack'> {
  kind: string;
  pieces: readonly Pick<PartPiece, 'at'>[];
}

/** What a part says, field by field, beside what it said before. */
export interface WhatChanged {
  /** Beside the newest of the approved parts before it. */
  fields: readonly ComparedField[];
  /** For each piece: where it stands, its fields, and since when it says what it says; undefined where it changed. */
  pieces: readonly { place: string; fields: readonly ComparedField[]; since: Since | undefined }[];
  /** The fields that stand in no piece. */
  others: readonly ComparedField[];
  /** Beside what it said when it was given back last; null where it is not known what that was. */
  sinceReturn: readonly ComparedField[] | null;
  /** Of each text by its place, since when its paragraphs say what they say: a line for each age; none where it is all new. */
  ages: Readonly<Record<string, readonly string[]>>;
}

/** Pure. */
export function whatChanged({ kind, now, earlier, givenBack, pieces }: Compared): WhatChanged {
  const present = saidIn(kind, now);
  const fields = fieldsBeside(kind, { now, earlier });
  const places = pieces.map((piece) => placeOf(piece, fields));
  const comparisons = earlier.map(({ label, content }, index): Comparison => ({
    label,
    fields: index === 0 ? fields : comparedFields(saidIn(kind, content), present),
  }));
  const since = piecesSince(places, comparisons);
  return {
    fields,
    pieces: places.map((place) => ({
      place,
      fields: fields.filter((field) => standsAt(field.place, place)),
      since: since.get(place),
    })),
    others: fields.filter((field) => !places.some((place) => standsAt(field.place, place))),
    sinceReturn: givenBack && comparedFields(saidIn(kind, givenBack.content), present),
    ages: agesOf(fields, comparisons),
  };
}

function agesOf(fields: readonly ComparedField[], comparisons: readonly Comparison[]): WhatChanged['ages'] {
  const known = comparisons.map(({ label, fields: then }) => ({
    label,
    texts: then.flatMap(({ isText, place, before }) =>
      isText && before !== null ? [{ label: place, text: before }] : [],
    ),
  }));
  return Object.fromEntries(
    fields.flatMap(({ isText, place, after }) =>
      isText && after !== null ? [[place, sameSince({ label: place, text: after }, known)] as const] : [],
    ),
  );
}

/** Reviews that are kept as they were compared last: up to some hundred KB each. */
const KEPT = 50;

/** As {@link whatChanged}. A year of parts is compared, and whoever reviews looks again and again while nothing changes. */
export const knownChanges = remembering(KEPT, whatChanged);

/** What differs from what was approved last. */
export const differences = (kind: string, comparison: PartComparison): ComparedField[] =>
  fieldsBeside(kind, comparison).filter(({ changed }) => changed);

function fieldsBeside(
  kind: string,
  { earlier, now }: Pick<PartComparison, 'earlier' | 'now'>,
): ComparedField[] {
  const [before] = earlier;
  return comparedFields(before === undefined ? null : saidIn(kind, before.content), saidIn(kind, now));
}
