import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The report's typeface, SIL Open Font License 1.1; shipped with the project, so that every machine prints the same. */
const TYPEFACE = 'Source Sans 3';

const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json'));

/** The faces that report.css uses. Bold italics are slanted by the browser: too rare to carry a file in every report. */
const FACES = [
  { weight: 400, style: 'normal' },
  { weight: 700, style: 'normal' },
  { weight: 400, style: 'italic' },
] as const;

interface Subset {
  name: string;
  /** As in CSS: `U+0000-00FF,U+0131`. */
  unicodeRange: string;
  spans: (readonly [from: number, to: number])[];
}

/** The typeface's files are cut by alphabet; `latin` first, because nearly every report needs nothing else. */
const SUBSETS: readonly Subset[] = Object.entries(
  JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>,
)
  .map(([name, unicodeRange]) => ({
    name,
    unicodeRange,
    spans: unicodeRange.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [parseInt(from, 16), parseInt(to, 16)] as const;
    }),
  }))
  .toSorted((a, b) => preference(a.name) - preference(b.name));

function preference(subset: string): number {
  return ['latin', 'latin-ext'].indexOf(subset) + 1 || 3;
}

const cache = new Map<string, string>();

/** The `@font-face` rules of one alphabet, with the files inlined. Read once in the life of the process. */
function rulesOf({ name, unicodeRange }: Subset): string {
  const made =
    cache.get(name) ??
    FACES.map(({ weight, style }) => {
      const file = join(folder, 'files', `source-sans-3-${name}-${weight}-${style}.woff2`);
      return (
        `@font-face{font-family:'${TYPEFACE}';font-weight:${weight};font-style:${style};font-display:block;` +
        `src:url(data:font/woff2;base64,${readFileSync(file).toString('base64')}) format('woff2');unicode-range:${unicodeRange}}`
      );
    }).join('\n');
  cache.set(name, made);
  return made;
}

/**
 * The `@font-face` rules that a text needs: the Latin alphabet always, another one only when the text uses it.
 * Characters that the typeface does not have (emoji, Arabic, Chinese) are left to the fonts of the machine.
 */
export function fontFaces(text: string): string {
  const needed = new Set(SUBSETS.slice(0, 1));
  // Nearly all of a report is in the first of them, and a report is long.
  for (const character of new Set(text.match(/[^ -\u00ff\n]/gu))) {
    const code = character.codePointAt(0) ?? 0;
    const subset = SUBSETS.find(({ spans }) => spans.some(([from, to]) => code >= from && code <= to));
    if (subset) needed.add(subset);
  }
  return [...needed].map(rulesOf).join('\n');
}
