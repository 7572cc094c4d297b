/**
 * Bookmarks. Chromium makes one of each heading, but says a heading twice that was moved to the next page, and joins the lines of a long
 * one without the space between them. Here each gets the words of its heading.
 */
import { PDFDict, PDFHexString, PDFName, PDFString, type PDFDocument } from 'pdf-lib';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
  '&#x5C;': '\\',
};

/** The headings of a document in order, as they are read. @param html of our own template. */
export function headingsOf(html: string): string[] {
  return [...html.matchAll(/<h([1-6])[\s>][^<>]*>?([\s\S]*?)<\/h\1>/g)].map(([element]) =>
    element
      .replace(/<[^<>]*>/g, '')
      .replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** In place. What cannot be told to be the bookmark of its heading stays as it is. */
export function nameOutline(pdf: PDFDocument, headings: readonly string[]): void {
  const items = [...outlineItems(pdf.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict))];
  if (items.length !== headings.length) return;
  for (const [index, item] of items.entries()) {
    const title = item.lookup(PDFName.of('Title'));
    const heading = headings[index] ?? '';
    const printed = title instanceof PDFHexString || title instanceof PDFString ? title.decodeText() : '';
    if (heading !== '' && letters(printed).endsWith(letters(heading)))
      item.set(PDFName.of('Title'), PDFHexString.fromText(heading));
  }
}

const letters = (text: string): string => text.replace(/\s+/g, '');

/** From the top, each before those below it. */
function* outlineItems(parent: PDFDict | undefined): Generator<PDFDict> {
  let item = parent?.lookupMaybe(PDFName.of('First'), PDFDict);
  while (item) {
    yield item;
    yield* outlineItems(item);
    item = item.lookupMaybe(PDFName.of('Next'), PDFDict);
  }
}
