import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fontFileOf, FONT_FILES, projectFolder, type FontFile } from '../platform/index.js';

/** The report's typeface, SIL Open Font License 1.1; shipped with the project, so that every machine prints the same. */
const TYPEFACE = 'Source Sans 3';
/** What other scripts and signs are printed in, under one name: report.css names it second. */
const OTHERS = 'Other scripts';

const usual = dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json'));
const others = join(projectFolder(), 'fonts');

/** The faces that report.css uses. Bold italics are slanted by the browser: too rare to carry a file in every report. */
const FACES = [
  { weight: 400, style: 'normal' },
  { weight: 700, style: 'normal' },
  { weight: 400, style: 'italic' },
] as const;

const cache = new Map<string, string>();

/** The `@font-face` rules of one file, or of the three of the usual typeface, inlined. Read once in the life of the process. */
function rulesOf({ file, ranges }: FontFile): string {
  const range = ranges.replace(/[^,]+/g, 'U+$&');
  const face = (family: string, { weight, style }: { weight: number; style: string }, path: string): string =>
    `@font-face{font-family:'${family}';font-weight:${weight};font-style:${style};font-display:block;` +
    `src:url(data:font/woff2;base64,${readFileSync(path).toString('base64')}) format('woff2');unicode-range:${range}}`;
  const made =
    cache.get(file) ??
    (file.startsWith('source-sans-3-')
      ? FACES.map((one) =>
          face(TYPEFACE, one, join(usual, 'files', `${file}-${one.weight}-${one.style}.woff2`)),
        ).join('\n')
      : // Bold and slanted by the browser.
        face(OTHERS, { weight: 400, style: 'normal' }, join(others, `${file}.woff2`)));
  cache.set(file, made);
  return made;
}

/** The `@font-face` rules that a text needs: the Latin alphabet always, another file only when the text uses it. */
export function fontFaces(text: string): string {
  const needed = new Set(FONT_FILES.slice(0, 1));
  // Nearly all of a report is in the first of them, and a report is long.
  for (const character of new Set(text.match(/[^ -\u00ff\n]/gu))) {
    const file = fontFileOf(character);
    if (file) needed.add(file);
  }
  return [...needed].map(rulesOf).join('\n');
}
