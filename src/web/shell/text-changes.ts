import { diffWordsWithSpace } from 'diff';
import { narrativeWords } from '../../platform/index.js';
import { forMacro } from './strict-view.js';

/**
 * A piece of text that is the same in both, only in the later one, or only in the earlier one. `struck` and `written` are a passage that
 * was written again: the old sentences, and those in their place.
 */
export interface TextRun {
  kind: 'same' | 'added' | 'removed' | 'struck' | 'written';
  text: string;
}

/**
 * Long sentences that share little take seconds to compare by word; a page has many of them. A number of words and no time, so that a
 * busy machine shows the same.
 */
const MOST_WORDS_CHANGED = 500;
/** Below this share of words in common, marks on single words are harder to read than both sentences. */
const ALIKE = 0.5;
/** Above so many pairs of sentences, only the beginning and the end of both texts are looked at. */
const PAIRS = 40_000;

/**
 * What changed between two texts: by word within sentences that are alike, by sentence where one was written again. Pure.
 * @returns in the order of reading; for the macro `changedText`.
 */
export function textChanges(before: string, after: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  const add = (kind: TextRun['kind'], text: string): void => {
    const last = runs.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  };
  for (const { old, now } of passages(sentencesIn(before), sentencesIn(after))) {
    const words = old !== '' && now !== '' && alike(old, now) ? wordChanges(old, now) : undefined;
    if (words) for (const { kind, text } of words) add(kind, text);
    else {
      const rewritten = old.trim() !== '' && now.trim() !== '';
      add(rewritten ? 'struck' : 'removed', old);
      add(rewritten ? 'written' : 'added', now);
    }
  }
  return forMacro(runs);
}

/** Of two narratives: by their words; by their marks too where only these changed. Pure. */
export function narrativeChanges(before: string, after: string): readonly TextRun[] {
  const [old, now] = [narrativeWords(before), narrativeWords(after)];
  return old === now ? textChanges(before, after) : textChanges(old, now);
}

/** Undefined where too many words changed. */
const wordChanges = (old: string, now: string): TextRun[] | undefined =>
  old === now
    ? [{ kind: 'same', text: old }]
    : inPhrases(
        diffWordsWithSpace(old, now, { maxEditLength: MOST_WORDS_CHANGED })?.map(
          ({ added, removed, value }) => ({
            kind: added ? 'added' : removed ? 'removed' : 'same',
            text: value,
          }),
        ),
      );

/**
 * Neighbouring words that changed, as one phrase that went and one that came in its place: word by word between the spaces that both
 * texts have they can neither be read nor listened to.
 */
function inPhrases(words: readonly TextRun[] | undefined): TextRun[] | undefined {
  if (!words) return undefined;
  const runs: TextRun[] = [];
  let phrase: TextRun[] = [];
  const end = (): void => {
    const space = phrase.at(-1)?.kind === 'same' ? [phrase.pop()] : [];
    const without = (kind: TextRun['kind']): string =>
      phrase.flatMap((run) => (run.kind === kind ? [] : [run.text])).join('');
    const [removed, added] = [without('added'), without('removed')];
    if (removed.trim() === '' || added.trim() === '') runs.push(...phrase);
    else runs.push({ kind: 'removed', text: removed }, { kind: 'added', text: added });
    runs.push(...space.filter((run) => run !== undefined));
    phrase = [];
  };
  for (const run of words) {
    if (run.kind !== 'same' || (phrase.length > 0 && /^[^\S\n]+$/.test(run.text))) phrase.push(run);
    else {
      end();
      runs.push(run);
    }
  }
  end();
  return runs;
}

/** With the space that follows each. */
const sentencesIn = (text: string): string[] =>
  text.match(/[^]+?(?:[.!?][”’"')\]]*\s+|\n\s*|$)/g)?.filter((sentence) => sentence !== '') ?? [];

/** A sentence with how often each of its words stands in it. */
interface Sentence {
  text: string;
  words: ReadonlyMap<string, number>;
  /** How many words it has. */
  length: number;
}

function sentence(text: string): Sentence {
  const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const words = new Map<string, number>();
  for (const word of all) words.set(word, (words.get(word) ?? 0) + 1);
  return { text, words, length: all.length };
}

/** The share of words that two sentences have in common, from 0 to 1. */
function likeness(old: Sentence, now: Sentence): number {
  const length = old.length + now.length;
  if (old.text === now.text || length === 0) return 1;
  let common = 0;
  for (const [word, number] of now.words) common += Math.min(number, old.words.get(word) ?? 0);
  return (2 * common) / length;
}

const alike = (old: string, now: string): boolean => likeness(sentence(old), sentence(now)) >= ALIKE;

interface Passage {
  old: string;
  now: string;
}

/** Sentences beside those that are like them; what stands between two such pairs is one passage. */
function passages(old: readonly string[], now: readonly string[]): Passage[] {
  const found: Passage[] = [];
  let [i, j] = [0, 0];
  for (const [k, l] of [...pairs(old, now), [old.length, now.length] as const]) {
    const between = { old: old.slice(i, k).join(''), now: now.slice(j, l).join('') };
    if (between.old !== '' || between.now !== '') found.push(between);
    if (k < old.length && l < now.length) found.push({ old: old[k] ?? '', now: now[l] ?? '' });
    [i, j] = [k + 1, l + 1];
  }
  return found;
}

/** The sentences that are alike, as places in both texts, in order: those with the most words in common in all. */
function pairs(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const least = Math.min(old.length, now.length);
  let first = 0;
  while (first < least && old[first] === now[first]) first++;
  let last = 0;
  while (last < least - first && old[old.length - 1 - last] === now[now.length - 1 - last]) last++;
  const [rows, columns] = [old.length - first - last, now.length - first - last];
  const tail = Array.from(
    { length: last },
    (_, n) => [old.length - last + n, now.length - last + n] as const,
  );
  const head = Array.from({ length: first }, (_, n) => [n, n] as const);
  if (rows * columns === 0 || rows * columns > PAIRS) return [...head, ...tail];
  const later = now.slice(first, first + columns).map(sentence);
  const like = old
    .slice(first, first + rows)
    .map(sentence)
    .map((one) =>
      later.map((other) => {
        const share = likeness(one, other);
        return share >= ALIKE ? share : 0;
      }),
    );
  // best[i][j]: the most that sentences from i and from j on can have in common.
  const best = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--) {
      const share = like[i]?.[j] ?? 0;
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), share > 0 ? share + at(i + 1, j + 1) : 0);
    }
  const middle: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    const share = like[i]?.[j] ?? 0;
    if (share > 0 && at(i, j) === share + at(i + 1, j + 1)) {
      middle.push([first + i, first + j]);
      i++;
      j++;
    } else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return [...head, ...middle, ...tail];
}
