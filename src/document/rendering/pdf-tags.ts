/**
 * Whether the structure tree of a PDF says what a reader needs who cannot see the page: ISO 14289-1, 7.3 (figures), 7.4
 * (headings), 7.5 (tables). Not checked, because it takes a person: whether a text alternative says what the drawing shows, and
 * whether the reading order makes sense. Not checked either: what stands outside of every marked run. Chromium draws lines,
 * backgrounds, the running foot and whatever is hidden from readers that way, without calling it an artefact as the standard
 * asks; readers that follow the tags pass over it.
 */
import { PDFHexString, PDFName, PDFString, type PDFDocument } from 'pdf-lib';
import { readContent } from './pdf-content.js';
import { headerScope, inReadingOrder, parentTree, type StructureElement } from './pdf-structure.js';
import { counted } from '../../platform/index.js';
import { RenderError } from './render-error.js';

/** How many drawings a document describes. @param html of our own template. */
export function countDrawings(html: string): number {
  return html.match(/<svg\b[^>]*\srole="img"|<img\b[^>]*\salt="[^"]/g)?.length ?? 0;
}

/**
 * Makes a group of each figure that only holds another one, in place. Chromium tags `<figure>` and the drawing in it alike; the
 * inner one has the text. Given to the outer one, a text would be read in place of the inner one and of the caption.
 */
export function groupOuterFigures(structure: readonly StructureElement[]): void {
  for (const figure of figuresOf(structure))
    if (!hasText(figure) && figuresOf(figure.kids).length > 0) {
      figure.role = 'Div';
      figure.dictionary.set(PDFName.of('S'), PDFName.of('Div'));
    }
}

/**
 * @param drawings how many texts of drawings there must be at least. Some versions of Chromium leave out a drawing without words,
 * and its text with it, which the PDF alone would not show.
 * @throws RenderError naming the first fault and its place.
 */
export function refuseUnreadable(
  pdf: PDFDocument,
  structure: readonly StructureElement[],
  drawings = 0,
): void {
  refuseHeadings(structure);
  refuseTables(structure);
  refuseFigures(structure, drawings);
  refuseUnowned(pdf);
}

function refuseHeadings(tree: readonly StructureElement[]): void {
  let level = 0;
  for (const { role, page } of inReadingOrder(tree)) {
    const next = Number(/^H([1-6])$/.exec(role)?.[1] ?? 0);
    if (next === 0) continue;
    if (next > level + 1) {
      const before = level === 0 ? 'is the first' : `follows one of level ${level}`;
      throw new RenderError('heading-skipped', `A heading of level ${next}${on(page)} ${before}.`);
    }
    level = next;
  }
  if (level === 0) throw new RenderError('no-heading', 'The PDF has no heading.');
}

function refuseTables(tree: readonly StructureElement[]): void {
  let number = 0;
  for (const table of inReadingOrder(tree)) {
    if (table.role !== 'Table') continue;
    number += 1;
    const headers = [...cellsOf(table.kids)].filter(({ role }) => role === 'TH');
    if (headers.length === 0)
      throw new RenderError('table-without-headers', `Table ${number}${on(table.page)} has no header cell.`);
    const vague = headers.findIndex(
      ({ dictionary }) => !['Row', 'Column', 'Both'].includes(headerScope(dictionary)),
    );
    if (vague >= 0)
      throw new RenderError(
        'header-without-scope',
        `Header cell ${vague + 1} of table ${number}${on(headers[vague]?.page)} does not say whether it heads a row or a column.`,
      );
  }
}

/** Those of the table itself, not of a table in one of its cells. */
function* cellsOf(elements: readonly StructureElement[]): Generator<StructureElement> {
  for (const element of elements) {
    if (element.role === 'TH' || element.role === 'TD') yield element;
    else if (element.role !== 'Table') yield* cellsOf(element.kids);
  }
}

function refuseFigures(tree: readonly StructureElement[], drawings: number): void {
  const figures = figuresOf(tree);
  const silent = figures.findIndex((figure) => !hasText(figure));
  if (silent >= 0)
    throw new RenderError(
      'figure-without-alt',
      `Drawing ${silent + 1}${on(figures[silent]?.page)} has no text for who cannot see it.`,
    );
  if (figures.length < drawings)
    throw new RenderError(
      'figure-without-alt',
      `The document describes ${counted(drawings, 'drawing')}; the PDF has the words of ${figures.length}.`,
    );
}

const figuresOf = (elements: readonly StructureElement[]): StructureElement[] =>
  [...inReadingOrder(elements)].filter(({ role }) => role === 'Figure');

function hasText({ dictionary }: StructureElement): boolean {
  return ['Alt', 'ActualText'].some((key) => {
    const text = dictionary.lookup(PDFName.of(key));
    return (text instanceof PDFString || text instanceof PDFHexString) && text.decodeText().trim() !== '';
  });
}

/** What a page marks as a part of the text must have its place in the tree, or it is drawn and never read. */
function refuseUnowned(pdf: PDFDocument): void {
  const tree = parentTree(pdf);
  for (const [index, page] of pdf.getPages().entries()) {
    const owners = tree.ofPage(page);
    for (const [, mcid] of readContent(page).matchAll(/\/MCID\s+(\d+)/g))
      if (owners[Number(mcid)] === undefined)
        throw new RenderError(
          'untagged-content',
          `Page ${index + 1} draws a part of the text that has no place in the reading order.`,
        );
  }
}

function on(page: number | undefined): string {
  return page === undefined ? '' : ` (page ${page})`;
}
