import { narrative } from '../platform/index.js';

const MOST_SENTENCES = 3;

/** A full stop after a number or one of these ends no sentence. */
const NO_END = /(?:\b(?:e\.g|i\.e|etc|no|nos|vs|dr|mr|mrs|ms|st)|\d)\.$/iu;

/** The sentences of a text, as a reader counts them. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  for (const piece of text.trim().split(/(?<=[.!?])\s+(?=\S)/u)) {
    const last = found.at(-1);
    if (last !== undefined && NO_END.test(last) && /^[\p{Ll}\d]/u.test(piece))
      found[found.length - 1] = `${last} ${piece}`;
    else if (piece !== '') found.push(piece);
  }
  return found;
}

/** What stands on the first page: short enough to be read by everybody. */
export const reportSummary = narrative(600)
  .refine(
    (text) => sentences(text).length <= MOST_SENTENCES,
    'Say it in at most three sentences: it is what people read who read nothing else.',
  )
  .describe('The whole report in at most three sentences, for its first page.');
