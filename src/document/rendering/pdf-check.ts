import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import { refuseReferences } from './pdf-references.js';
import { refuseScaledDown } from './pdf-scale.js';
import { structureTree } from './pdf-structure.js';
import { refuseUnreadable } from './pdf-tags.js';
import { RenderError } from './render-error.js';

export interface PdfFont {
  /** PostScript name without the subset's prefix; `Type 3` for fonts that are drawings and have no name. */
  name: string;
  embedded: boolean;
}

/** What a stored report must have, as read from the bytes. */
export interface PdfFacts {
  pageCount: number;
  fonts: PdfFont[];
  /** Marked as tagged, with a structure tree. */
  tagged: boolean;
  /** Elements of the structure tree: headings, paragraphs, table cells. */
  structureElements: number;
  title: string | undefined;
  /** BCP 47, such as `en-GB`. */
  language: string | undefined;
  /** Bookmarks, of all levels. */
  outlineEntries: number;
}

/**
 * Reads a report's PDF and refuses one that is blank, not accessible, or not a PDF, or that leads out of itself. Some 100 ms of computing for a report
 * of a dozen pages: on a server's main thread only for a check now and then; rendering does it in its worker thread.
 *
 * @throws RenderError
 */
export async function inspectPdf(bytes: Uint8Array): Promise<PdfFacts> {
  const pdf = await loadPdf(bytes);
  const facts = factsOf(pdf);
  refuseUnfit(facts);
  refuseScaledDown(pdf);
  refuseUnreadable(pdf, structureTree(pdf));
  refuseReferences(pdf);
  return facts;
}

/** @throws RenderError `not-a-pdf` */
export async function loadPdf(bytes: Uint8Array): Promise<PDFDocument> {
  if (Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(5, bytes.length)).toString('latin1') !== '%PDF-') {
    throw new RenderError('not-a-pdf', 'The bytes do not begin as a PDF does.');
  }
  try {
    // Not its own metadata: the dates and the producer stay those of the browser that printed it.
    const pdf = await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: true,
      parseSpeed: Infinity,
    });
    pdf.getPageCount(); // throws when what leads to the pages is missing, which load lets pass
    return pdf;
  } catch (error) {
    throw new RenderError('not-a-pdf', 'The PDF cannot be read.', { cause: error });
  }
}

export function factsOf(pdf: PDFDocument): PdfFacts {
  const { catalog } = pdf;
  const dictionaries = pdf.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object) => object instanceof PDFDict);
  const typed = (name: string): PDFDict[] => dictionaries.filter((dict) => nameIn(dict, 'Type') === name);
  const marked = catalog.lookupMaybe(PDFName.of('MarkInfo'), PDFDict)?.get(PDFName.of('Marked'));
  const structure = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  return {
    pageCount: pdf.getPageCount(),
    fonts: typed('Font')
      .filter((font) => !nameIn(font, 'Subtype')?.startsWith('CIDFont')) // part of the Type0 font that names it
      .map(fontOf),
    tagged: marked?.toString() === 'true' && structure !== undefined,
    structureElements: typed('StructElem').length,
    title: pdf.getTitle(),
    language: textOf(catalog.lookup(PDFName.of('Lang'))),
    outlineEntries: countOutline(catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)),
  };
}

/** @throws RenderError naming the first thing that is missing. */
export function refuseUnfit(facts: PdfFacts): void {
  const loose = facts.fonts.filter((font) => !font.embedded).map((font) => font.name);
  if (facts.fonts.length === 0)
    throw new RenderError('no-fonts', 'The PDF has no fonts: its text would be blank.');
  if (loose.length > 0)
    throw new RenderError('font-not-embedded', `Fonts are not embedded: ${loose.join(', ')}.`);
  if (!facts.tagged || facts.structureElements === 0) {
    throw new RenderError('not-tagged', 'The PDF is not tagged: a screen reader could not follow it.');
  }
  // Chrome puts the address where a title is missing, and a kept page's address is always this one.
  if (!facts.title?.trim() || facts.title === 'about:blank')
    throw new RenderError('no-title', 'The PDF has no title.');
  if (!facts.language?.trim()) throw new RenderError('no-language', 'The PDF does not say its language.');
  if (facts.outlineEntries === 0) throw new RenderError('no-outline', 'The PDF has no bookmarks.');
}

function fontOf(font: PDFDict): PdfFont {
  if (nameIn(font, 'Subtype') === 'Type3') return { name: 'Type 3', embedded: true }; // its glyphs are in it
  const name = nameIn(font, 'BaseFont')?.replace(/^[A-Z]{6}\+/, '') ?? 'unnamed';
  const descendants = font.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray);
  const described = descendants ? descendants.lookup(0, PDFDict) : font;
  const descriptor = described.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
  const embedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(PDFName.of(key)));
  return { name, embedded };
}

function nameIn(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
}

function textOf(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
}

function countOutline(root: PDFDict | undefined): number {
  const seen = new Set<PDFDict>(); // a damaged file may lead in a circle
  const open = root ? [root] : [];
  for (let item = open.pop(); item; item = open.pop()) {
    if (seen.has(item)) continue;
    seen.add(item);
    for (const key of ['First', 'Next']) {
      const next = item.get(PDFName.of(key)) instanceof PDFRef ? item.lookup(PDFName.of(key)) : undefined;
      if (next instanceof PDFDict) open.push(next);
    }
  }
  return Math.max(0, seen.size - 1); // the root is no entry
}
