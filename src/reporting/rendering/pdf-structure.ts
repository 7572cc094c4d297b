import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from 'pdf-lib';

/** From what is drawn to the structure element that it belongs to. */
export interface ParentTree {
  /** By the number of the marked run (MCID); empty for a page that has none. */
  ofPage: (page: PDFPage) => readonly (PDFRef | undefined)[];
  /** Of an annotation. */
  ofObject: (dictionary: PDFDict) => PDFRef | undefined;
}

/** Deeper than any number tree of a report; a damaged file may lead in a circle. */
const DEPTH = 8;

export function parentTree(pdf: PDFDocument): ParentTree {
  const root = pdf.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  const entries = new Map<number, PDFObject>();
  readNumbers(root?.lookupMaybe(PDFName.of('ParentTree'), PDFDict), entries, DEPTH);
  const entry = (dictionary: PDFDict, key: string): PDFObject | undefined => {
    const number = dictionary.lookup(PDFName.of(key));
    return number instanceof PDFNumber ? entries.get(number.asNumber()) : undefined;
  };
  return {
    ofPage: (page) => {
      const elements = pdf.context.lookup(entry(page.node, 'StructParents'));
      return elements instanceof PDFArray
        ? elements.asArray().map((element) => (element instanceof PDFRef ? element : undefined))
        : [];
    },
    ofObject: (dictionary) => {
      const element = entry(dictionary, 'StructParent');
      return element instanceof PDFRef ? element : undefined;
    },
  };
}

function readNumbers(node: PDFDict | undefined, into: Map<number, PDFObject>, depth: number): void {
  if (!node || depth === 0) return;
  const numbers = node.lookupMaybe(PDFName.of('Nums'), PDFArray);
  for (let at = 0; numbers && at + 1 < numbers.size(); at += 2)
    into.set(numbers.lookup(at, PDFNumber).asNumber(), numbers.get(at + 1));
  const kids = node.lookupMaybe(PDFName.of('Kids'), PDFArray);
  for (let at = 0; kids && at < kids.size(); at += 1)
    readNumbers(kids.lookupMaybe(at, PDFDict), into, depth - 1);
}
