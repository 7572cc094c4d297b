/**
 * The header row of a table that goes on over a page is printed on each. Chromium gives every repeat to the same header cell, so
 * that a screen reader would say “Owner Owner Owner”. Here the first one stays the cell's words, and the repeats become artefacts:
 * printed, and passed over by readers, as ISO 14289-1 (7.1) asks of what only the layout needs.
 */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, type PDFDocument, type PDFObject } from 'pdf-lib';
import { editContent, readContent, type Edit } from './pdf-content.js';
import { headerScope, inReadingOrder, parentTree, type StructureElement } from './pdf-structure.js';

const KIDS = PDFName.of('K');
const ROLE = PDFName.of('S');
const PAGE = PDFName.of('Pg');
const MCID = PDFName.of('MCID');

/** Marked runs by the page on which they are drawn. */
type Runs = Map<PDFRef, Set<number>>;

/** In place. A cell that heads a row is left alone: a tall one may go on over a page. */
export function silenceRepeatedHeaders(pdf: PDFDocument, structure: readonly StructureElement[]): void {
  const repeats: Runs = new Map();
  for (const { role, dictionary, kids } of inReadingOrder(structure))
    if (role === 'TH' && headerScope(dictionary) === 'Column') {
      const parts = [dictionary, ...[...inReadingOrder(kids)].map((kid) => kid.dictionary)];
      const first = parts.flatMap(runsOf)[0]?.page;
      for (const part of parts) dropRuns(part, first, repeats);
    }
  if (repeats.size === 0) return;
  const tree = parentTree(pdf);
  for (const page of pdf.getPages()) {
    const silent = repeats.get(page.ref);
    if (!silent) continue;
    const content = readContent(page);
    const edits: Edit[] = [];
    for (const { 0: mark, 1: mcid, index } of content.matchAll(/\/\w+\s*<<\s*\/MCID\s+(\d+)\s*>>\s*BDC/g))
      if (silent.has(Number(mcid)))
        edits.push({ start: index, end: index + mark.length, text: '/Artifact BMC' });
    editContent(pdf, page, content, edits);
    for (const mcid of silent) tree.forget(page, mcid);
  }
}

interface Run {
  page: PDFRef;
  mcid: number;
  /** As it stands among the element's kids. */
  entry: PDFObject;
}

/** What is drawn for the element itself, not for elements in it. */
function runsOf(element: PDFDict): Run[] {
  const kids = element.lookup(KIDS);
  const entries = kids instanceof PDFArray ? kids.asArray() : kids === undefined ? [] : [kids];
  return entries.flatMap((entry) => {
    const value = element.context.lookup(entry);
    const reference = value instanceof PDFDict && !value.has(ROLE) ? value : undefined;
    const mcid = reference ? reference.lookup(MCID) : value;
    const page = reference?.get(PAGE) ?? element.get(PAGE);
    return mcid instanceof PDFNumber && page instanceof PDFRef
      ? [{ page, mcid: mcid.asNumber(), entry }]
      : [];
  });
}

function dropRuns(element: PDFDict, keep: PDFRef | undefined, into: Runs): void {
  const kids = element.lookup(KIDS);
  if (!(kids instanceof PDFArray)) return; // one run alone is no repeat
  const dropped = runsOf(element).filter(({ page }) => page !== keep);
  for (const { page, mcid } of dropped) into.set(page, (into.get(page) ?? new Set()).add(mcid));
  const gone = new Set(dropped.map(({ entry }) => entry));
  const left = kids.asArray().filter((kid) => !gone.has(kid));
  if (gone.size > 0) element.set(KIDS, element.context.obj(left));
}
