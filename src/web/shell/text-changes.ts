import { diffArrays, diffWordsWithSpace } from 'diff';
import { forMacro } from './strict-view.js';

/** A piece of text that is the same in both, only in the later one, or only in the earlier one. */
export interface TextRun {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Long texts that share little take seconds to compare by word; a page has many of them. */
const WORDS_WITHIN_MS = 100;

/**
 * What changed between two texts, by word. Texts that are long and have little in common are compared by paragraph.
 * @returns in the order of reading; for the macro `changedText`.
 */
export function textChanges(before: string, after: string): readonly TextRun[] {
  const words = diffWordsWithSpace(before, after, { timeout: WORDS_WITHIN_MS });
  const found =
    words ??
    diffArrays(paragraphsIn(before), paragraphsIn(after)).map(({ value, ...run }) => ({
      ...run,
      value: value.join(''),
    }));
  return forMacro(
    found.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })),
  );
}

/** With the empty lines that end them. */
const paragraphsIn = (text: string): string[] => text.match(/[^]+?(?:\n\s*\n|$)/g) ?? [];
