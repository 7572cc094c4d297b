import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../files/project-folder.js';

/** A file of the report's typefaces, and the characters that it has. */
export interface FontFile {
  /** Without its ending. Those of Source Sans 3 have no weight in it: there are three of each. */
  file: string;
  /** Hexadecimal, as in CSS but without `U+`: `20-7E,A0-FF`. */
  ranges: string;
}

/** Every typeface that a report can print, the usual one first; where several have a character, the first prints it. See fonts/README.md. */
export const FONT_FILES = JSON.parse(
  readFileSync(join(projectFolder(), 'fonts', 'coverage.json'), 'utf8'),
) as readonly FontFile[];

let files: Map<number, FontFile> | undefined;

/** The file that prints a character. Undefined where none has it. */
export function fontFileOf(character: string): FontFile | undefined {
  files ??= charactersOf(FONT_FILES);
  return files.get(character.codePointAt(0) ?? 0);
}

function charactersOf(all: readonly FontFile[]): Map<number, FontFile> {
  const found = new Map<number, FontFile>();
  for (const one of all)
    for (const range of one.ranges.split(',')) {
      const [from = '', to = from] = range.split('-');
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code++)
        if (!found.has(code)) found.set(code, one);
    }
  return found;
}

/** Spaces of every width, line ends, and what joins letters or parts them: they have no sign of their own. */
const WITHOUT_SIGN = /[\s\u200B-\u200D\u2060\uFEFF]/u;
const USUAL = /[^\n -~\u00A0-\u00FF]/gu;

/** Characters of a text that no shipped font has, each once, in their order. Pure. */
export function unprintable(text: string): string[] {
  return [...new Set(text.match(USUAL))].filter(
    (character) => !WITHOUT_SIGN.test(character) && fontFileOf(character) === undefined,
  );
}

const BEFORE = 20;

/**
 * @returns `“🙂” (U+1F642), after “Thank you ”`
 * @param character that the text has.
 */
export const placeOf = (character: string, text: string): string =>
  `“${character}” (${codeOf(character)})${afterWords(character, text)}`;

/** The same of a character that does not show: `U+202E, after “Thank you ”` */
export const hiddenPlace = (character: string, text: string): string =>
  `${codeOf(character)}${afterWords(character, text)}`;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The words before it on its line, where there are any. */
function afterWords(character: string, text: string): string {
  const before = text.slice(0, text.indexOf(character)).split('\n').at(-1)?.slice(-BEFORE) ?? '';
  return before.trim() === '' ? '' : `, after “${before.toWellFormed().trimStart()}”`;
}
