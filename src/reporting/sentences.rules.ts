/*
 * What a summary counts as a sentence, and how many it may have. The page counts with the same rule while somebody writes, so this file
 * imports nothing.
 */
export const MOST_SENTENCES = 3;

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

/** How many sentences a text has, of how many it may have, as the page says it beside the field. */
export function sentencesWords(text: string): string {
  const count = sentences(text).length;
  const over = count - MOST_SENTENCES;
  if (over > 0) return `${count} sentences: ${over} more than the ${MOST_SENTENCES} that fit`;
  return `${count} of at most ${MOST_SENTENCES} sentences`;
}
