/**
 * Page numbers in the contents. Chromium knows on which page a heading stands only when it has printed, and has no
 * `target-counter()`; printing twice would cost another print. So:
 *
 * 1. Each row of the contents is a link, and ends in `<span class="page-number">000</span>`: three digits that stand apart
 *    (`letter-spacing`) and are all equally wide (`tabular-nums`).
 * 2. In the PDF the span is a marked run of its own, three times one glyph. The structure tree leads from the run to its
 *    link, the link to a named destination, the destination to a page.
 * 3. Here the three glyphs are written over with those of the number; a glyph too many is left out, so that numbers stay
 *    aligned at the right. Which glyph is which digit, the font's own table to Unicode says, which is also what readers copy by.
 *
 * A font in a PDF holds only the glyphs that were printed. Page 12 prints "Page 12 of 35" at its foot, so that every digit that
 * a number can have was printed in the face of the foot; the style sheet gives the contents the same face. What Chromium cuts a
 * face into is its own affair: a digit that the row's font lacks is taken from another font of that face on the same page.
 */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFDocument,
  type PDFPage,
} from 'pdf-lib';
import { editContent, operationsOf, readContent, type Edit, type Operation } from './pdf-content.js';
import { parentTree, type ParentTree } from './pdf-structure.js';
import { counted } from '../../platform/index.js';
import { RenderError } from './render-error.js';

const PLACEHOLDER = '000';

/** How many numbers a document asks for. @param html of our own template. */
export function countPageNumbers(html: string): number {
  return html.split('<span class="page-number">').length - 1;
}

/**
 * Fills in the page numbers, in place.
 * @param expected how many placeholders the document had.
 * @returns the page of each heading that the contents name, by its id in the document.
 * @throws RenderError `contents-not-numbered` unless each was found, led to a page, and got its digits: 000 is never published.
 */
export function numberContents(pdf: PDFDocument, expected: number): Record<string, number> {
  const found: Record<string, number> = {};
  if (expected === 0) return found;
  const tree = parentTree(pdf);
  const pages = new Map(pdf.getPages().map((page, index) => [page.ref, index + 1]));
  let filled = 0;
  for (const page of pdf.getPages()) {
    const targets = linkTargets(pdf, page, tree, pages);
    if (targets.size === 0) continue;
    const fonts = fontsOf(page);
    const content = readContent(page);
    const edits: Edit[] = [];
    for (const { mcid, font, size, shown } of placeholders(content, fonts)) {
      const target = linkedPage(pdf, tree.ofPage(page)[mcid], targets);
      if (target === undefined) continue;
      edits.push(...written(String(target.page), { font, size, shown }, fonts));
      if (target.name !== null) found[target.name] = target.page;
      filled += 1;
    }
    editContent(pdf, page, content, edits);
  }
  if (filled !== expected) {
    throw refused(`The contents have ${counted(expected, 'row')}, but the pages of ${filled} could be told.`);
  }
  return found;
}

interface Font {
  /** Name of the face, without the prefix that tells its subsets apart. */
  face: string;
  /** Digit to glyph, as four hexadecimal digits. */
  digits: ReadonlyMap<string, string>;
}

interface Placeholder {
  mcid: number;
  font: string;
  size: string;
  /** The three instructions that show a zero each. */
  shown: Operation[];
}

/** Where a link leads. */
interface Target {
  page: number;
  /** Of the named destination: the id that the heading has in the document. */
  name: string | null;
}

/** Where each link of a page leads, by the link's structure element. */
function linkTargets(
  pdf: PDFDocument,
  page: PDFPage,
  tree: ParentTree,
  pages: ReadonlyMap<PDFRef, number>,
): Map<PDFRef, Target> {
  const targets = new Map<PDFRef, Target>();
  const named = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  for (const entry of page.node.Annots()?.asArray() ?? []) {
    const link = pdf.context.lookupMaybe(entry, PDFDict);
    const name = link?.get(PDFName.of('Dest'));
    const element = link && tree.ofObject(link);
    const destination = name instanceof PDFName ? named?.lookup(name) : link?.lookup(PDFName.of('Dest'));
    const target = destination instanceof PDFArray ? destination.get(0) : undefined;
    const number = target instanceof PDFRef ? pages.get(target) : undefined;
    if (element && number !== undefined)
      targets.set(element, { page: number, name: name instanceof PDFName ? name.decodeText() : null });
  }
  return targets;
}

/** Runs of a page that show exactly three zeros. */
function* placeholders(content: string, fonts: ReadonlyMap<string, Font>): Generator<Placeholder> {
  let mcid: number | undefined;
  let font = '';
  let size = '';
  let shown: Operation[] = [];
  for (const operation of operationsOf(content)) {
    const { operator, operands } = operation;
    if (operator === 'BDC') {
      const at = operands.indexOf('/MCID');
      mcid = at < 0 ? undefined : Number(operands[at + 1]);
      shown = [];
    } else if (operator === 'Tf') [font = '', size = ''] = operands;
    else if (operator === 'Tj' || operator === 'TJ') shown.push(operation);
    else if (operator === 'EMC') {
      const zero = fonts.get(font)?.digits.get('0');
      const isPlaceholder =
        shown.length === PLACEHOLDER.length && shown.every(({ operands: [glyph] }) => glyph === zero);
      if (mcid !== undefined && zero !== undefined && isPlaceholder) yield { mcid, font, size, shown };
      mcid = undefined;
    }
  }
}

/** Climbs from what is marked to the link around it. */
function linkedPage(
  pdf: PDFDocument,
  from: PDFRef | undefined,
  targets: ReadonlyMap<PDFRef, Target>,
): Target | undefined {
  let element = from;
  for (let step = 0; element && step < 8; step += 1) {
    const found = targets.get(element);
    if (found !== undefined) return found;
    const parent: unknown = pdf.context.lookupMaybe(element, PDFDict)?.get(PDFName.of('P'));
    element = parent instanceof PDFRef ? parent : undefined;
  }
  return undefined;
}

function written(
  number: string,
  { font, size, shown }: Omit<Placeholder, 'mcid'>,
  fonts: ReadonlyMap<string, Font>,
): Edit[] {
  if (number.length > shown.length)
    throw refused(`Page ${number} has more digits than the contents have room for.`);
  const own = fonts.get(font);
  const able = [...fonts].filter(
    ([, { face, digits }]) => face === own?.face && Array.from(number).every((digit) => digits.has(digit)),
  );
  const [name, chosen] = able.find(([one]) => one === font) ?? able[0] ?? [];
  if (name === undefined || chosen === undefined)
    throw refused(`No font of the contents has every digit of ${number}, the page of one of their rows.`);
  const padded = number.padStart(shown.length);
  return shown.map(({ start, end }, index) => {
    const glyph = chosen.digits.get(padded.charAt(index));
    if (glyph === undefined) return { start, end, text: '' };
    return { start, end, text: `${name === font ? '' : `${name} ${size} Tf `}${glyph} Tj` };
  });
}

function fontsOf(page: PDFPage): Map<string, Font> {
  const fonts = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict);
  return new Map(
    (fonts?.keys() ?? []).map((key) => {
      const font = fonts?.lookup(key, PDFDict);
      const name = font?.lookup(PDFName.of('BaseFont'));
      const table = font?.lookup(PDFName.of('ToUnicode'));
      return [
        key.toString(),
        {
          face: name instanceof PDFName ? name.decodeText().replace(/^[A-Z]{6}\+/, '') : '',
          digits: digitsIn(
            table instanceof PDFRawStream
              ? Buffer.from(decodePDFRawStream(table).decode()).toString('latin1')
              : '',
          ),
        },
      ];
    }),
  );
}

/** @param table a font's ToUnicode program: `<0084> <0030>` for one glyph, `<0084> <008D> <0030>` for a row of them. */
function digitsIn(table: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (glyph: number, unicode: number): void => {
    const character = String.fromCodePoint(unicode);
    const code = `<${glyph.toString(16).toUpperCase().padStart(4, '0')}>`;
    if (/\d/.test(character) && !found.has(character)) found.set(character, code);
  };
  for (const [, kind, lines = ''] of table.matchAll(/beginbf(char|range)([\s\S]*?)endbf\1/g)) {
    const numbers = [...lines.matchAll(/<([\dA-Fa-f]{4})>/g)].map(([, hex = '']) => parseInt(hex, 16));
    if (kind === 'char' && !/<[\dA-Fa-f]{5,}>/.test(lines))
      for (let at = 0; at + 1 < numbers.length; at += 2) add(numbers[at] ?? 0, numbers[at + 1] ?? 0);
    if (kind === 'range' && !lines.includes('['))
      for (let at = 0; at + 2 < numbers.length; at += 3) {
        const [from = 0, to = 0, unicode = 0] = numbers.slice(at, at + 3);
        for (let glyph = from; glyph <= to; glyph += 1) add(glyph, unicode + glyph - from);
      }
  }
  return found;
}

function refused(message: string): RenderError {
  return new RenderError('contents-not-numbered', message);
}
