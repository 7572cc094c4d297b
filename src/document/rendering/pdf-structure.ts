import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNull,
  PDFNumber,
  PDFRef,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from 'pdf-lib';

/** An element of the structure tree, with what is in it in reading order. */
export interface StructureElement {
  /** A standard role, such as `H1` or `TH`; the file's own names are translated. */
  role: string;
  dictionary: PDFDict;
  /** The element's own page, or that of the first thing in it; counted from 1. */
  page: number | undefined;
  kids: StructureElement[];
}

// Made once: making a name costs more than looking it up, and a report has ten thousand dictionaries.
const KIDS = PDFName.of('K');
const ROLE = PDFName.of('S');
const PAGE = PDFName.of('Pg');

/** @returns what a screen reader walks through; empty for a file that is not tagged. */
export function structureTree(pdf: PDFDocument): StructureElement[] {
  const root = pdf.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  const names = root?.lookupMaybe(PDFName.of('RoleMap'), PDFDict);
  const pages = new Map<unknown, number>(pdf.getPages().map(({ ref }, index) => [ref, index + 1]));
  const seen = new Set<PDFDict>(); // a damaged file may lead in a circle
  const roles = new Map<PDFObject | undefined, string>();
  const roleOf = (dictionary: PDFDict): string => {
    const own = dictionary.lookup(ROLE);
    const known = roles.get(own);
    if (known !== undefined) return known;
    let role = own;
    for (let step = 0; step < DEPTH && role instanceof PDFName && names?.has(role); step += 1)
      role = names.lookup(role);
    const word = role instanceof PDFName ? role.decodeText() : '';
    roles.set(own, word);
    return word;
  };
  const kidsOf = (dictionary: PDFDict): PDFDict[] => {
    const kids = dictionary.lookup(KIDS);
    const all = kids instanceof PDFArray ? kids.asArray().map((kid) => pdf.context.lookup(kid)) : [kids];
    return all.filter((kid) => kid instanceof PDFDict).filter((kid) => !seen.has(kid));
  };
  const element = (dictionary: PDFDict): StructureElement => {
    seen.add(dictionary);
    const inside = kidsOf(dictionary);
    const kids = inside.filter((kid) => kid.has(ROLE)).map(element);
    const page =
      [dictionary, ...inside].map((one) => pages.get(one.get(PAGE))).find((one) => one !== undefined) ??
      kids.find((kid) => kid.page !== undefined)?.page;
    return { role: roleOf(dictionary), dictionary, page, kids };
  };
  return root ? kidsOf(root).map(element) : [];
}

/** The elements and all that is in them, in reading order. */
export function* inReadingOrder(elements: readonly StructureElement[]): Generator<StructureElement> {
  for (const element of elements) {
    yield element;
    yield* inReadingOrder(element.kids);
  }
}

const ATTRIBUTES = PDFName.of('A');
const SCOPE = PDFName.of('Scope');

/** What a header cell heads: `Row`, `Column` or `Both`; empty when it does not say. */
export function headerScope(cell: PDFDict): string {
  const attributes = cell.lookup(ATTRIBUTES);
  const all = attributes instanceof PDFArray ? attributes.asArray() : [attributes];
  for (const one of all) {
    const dictionary = cell.context.lookup(one);
    const scope = dictionary instanceof PDFDict ? dictionary.lookup(SCOPE) : undefined;
    if (scope instanceof PDFName) return scope.decodeText();
  }
  return '';
}

/** From what is drawn to the structure element that it belongs to. */
export interface ParentTree {
  /** By the number of the marked run (MCID); empty for a page that has none. */
  ofPage: (page: PDFPage) => readonly (PDFRef | undefined)[];
  /** Of an annotation. */
  ofObject: (dictionary: PDFDict) => PDFRef | undefined;
  /** The marked run belongs to no element any more. */
  forget: (page: PDFPage, mcid: number) => void;
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
    forget: (page, mcid) => {
      const elements = pdf.context.lookup(entry(page.node, 'StructParents'));
      if (elements instanceof PDFArray && mcid < elements.size()) elements.set(mcid, PDFNull);
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
