/**
 * Whether a PDF leads anywhere outside of itself, or runs anything. Looks at every object of the file, in use or not. Not looked
 * into: the bytes of streams. What a page draws has no instruction for either; fonts and pictures are not read.
 */
import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFStream,
  type PDFDocument,
  type PDFObject,
  type PDFRef,
} from 'pdf-lib';
import { RenderError } from './render-error.js';

const named = (words: Readonly<Record<string, string>>): ReadonlyMap<PDFObject | undefined, string> =>
  new Map(Object.entries(words).map(([name, what]) => [PDFName.of(name), what]));

/** Actions that leave the file, or run or play something. What stays: `GoTo`, a place in this file. */
const ACTIONS = named({
  URI: 'a link to an address',
  GoToR: 'a link to another file',
  GoToE: 'a link to an embedded file',
  Launch: 'the start of a program',
  SubmitForm: 'a form that is sent away',
  ImportData: 'data from another file',
  JavaScript: 'a script',
  Rendition: 'something to play',
  Movie: 'something to play',
  Sound: 'something to play',
  RichMediaExecute: 'something to play',
});

/** Keys that have no other use than these. */
const KEYS = named({
  URI: 'an address',
  JS: 'a script',
  JavaScript: 'a script',
  AA: 'an action that nobody asks for',
  EmbeddedFiles: 'an embedded file',
  EF: 'an embedded file',
  AF: 'an embedded file',
  XFA: 'a form with a program',
  RichMediaContent: 'something to play',
});

const TYPE = PDFName.of('Type');
const ELEMENT = PDFName.of('StructElem');
const KIND = PDFName.of('S');
const SYSTEM = PDFName.of('FS');
const URL_SYSTEM = PDFName.of('URL');
const FILE = PDFName.of('F');
const ACTION = PDFName.of('A');

/** @throws RenderError `network-reference`, naming the first one and its place. */
export function refuseReferences(pdf: PDFDocument): void {
  const pages = pagesOfAnnotations(pdf);
  for (const [ref, object] of pdf.context.enumerateIndirectObjects()) {
    const found = referenceIn(object);
    if (found === undefined) continue;
    const page = pages.get(ref);
    const place = page === undefined ? `object ${ref.objectNumber}` : `page ${page}`;
    throw new RenderError('network-reference', `The PDF has ${found} (${place}).`);
  }
}

/** What a value holds itself; what it refers to is an object of its own. */
function referenceIn(value: PDFObject): string | undefined {
  if (value instanceof PDFArray) return firstOf(value.asArray());
  // The bytes of such a stream lie in another file.
  if (value instanceof PDFStream)
    return value.dict.has(FILE) ? 'content from another file' : referenceIn(value.dict);
  if (!(value instanceof PDFDict)) return undefined;
  const action = value.lookup(TYPE) === ELEMENT ? undefined : ACTIONS.get(value.lookup(KIND));
  if (action) return action;
  if (value.lookup(SYSTEM) === URL_SYSTEM) return 'content from an address';
  for (const key of value.keys()) {
    const found = KEYS.get(key);
    if (found) return found;
  }
  return firstOf(value.values());
}

function firstOf(values: readonly PDFObject[]): string | undefined {
  for (const value of values) {
    if (!(value instanceof PDFDict || value instanceof PDFArray || value instanceof PDFStream)) continue;
    const found = referenceIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Also by their action, where that is an object of its own. */
function pagesOfAnnotations(pdf: PDFDocument): Map<PDFRef, number> {
  const pages = new Map<PDFRef, number>();
  for (const [index, page] of pdf.getPages().entries())
    for (const entry of page.node.Annots()?.asArray() ?? []) {
      const action = pdf.context.lookupMaybe(entry, PDFDict)?.get(ACTION);
      for (const ref of [entry, action]) if (ref !== undefined) pages.set(ref as PDFRef, index + 1);
    }
  return pages;
}
