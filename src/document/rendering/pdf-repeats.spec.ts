import { describe, expect, it } from '@jest/globals';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNull } from 'pdf-lib';
import { readContent } from './pdf-content.js';
import { silenceRepeatedHeaders } from './pdf-repeats.js';
import { structureTree } from './pdf-structure.js';

/** A header cell drawn on two pages, each time as the first marked run there, with a cell of its row after it. */
async function overTwoPages(scope: string): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  const pages = [pdf.addPage(), pdf.addPage()];
  const run = context.obj({ S: 'NonStruct', K: pages.map(({ ref }) => ({ Type: 'MCR', Pg: ref, MCID: 0 })) });
  const words = context.register(run);
  const header = context.register(context.obj({ S: 'TH', A: [{ O: 'Table', Scope: scope }], K: [words] }));
  const cell = context.register(context.obj({ S: 'TD', Pg: pages[0]?.ref, K: 1 }));
  for (const [index, page] of pages.entries()) {
    page.node.set(PDFName.of('StructParents'), context.obj(index));
    const content = context.stream('/NonStruct <</MCID 0 >>BDC BT ET EMC /P <</MCID 1>> BDC BT ET EMC');
    page.node.set(PDFName.of('Contents'), context.register(content));
  }
  const owners = pages.map((_, index) => [index, [words, cell]]).flat();
  const root = { Type: 'StructTreeRoot', K: [header, cell], ParentTree: { Nums: owners } };
  pdf.catalog.set(PDFName.of('StructTreeRoot'), context.register(context.obj(root)));
  silenceRepeatedHeaders(pdf, structureTree(pdf));
  return pdf;
}

const runsOf = (pdf: PDFDocument): number =>
  structureTree(pdf)[0]?.kids[0]?.dictionary.lookup(PDFName.of('K'), PDFArray).size() ?? 0;

describe('a header row that is printed again on the next page', () => {
  it('is read once: the repeat is drawn as an artefact, and nothing else is touched', async () => {
    const pdf = await overTwoPages('Column');
    expect(runsOf(pdf)).toBe(1);
    const [first, second] = pdf.getPages();
    expect(first && readContent(first)).toContain('/NonStruct <</MCID 0 >>BDC BT ET EMC /P <</MCID 1>> BDC');
    expect(second && readContent(second)).toBe('/Artifact BMC BT ET EMC /P <</MCID 1>> BDC BT ET EMC');
    const owners = pdf.catalog
      .lookup(PDFName.of('StructTreeRoot'), PDFDict)
      .lookup(PDFName.of('ParentTree'), PDFDict)
      .lookup(PDFName.of('Nums'), PDFArray);
    expect(owners.lookup(3, PDFArray).get(0)).toBe(PDFNull);
    expect(owners.lookup(1, PDFArray).get(0)).not.toBe(PDFNull);
  });

  it('is left alone when it heads a row: a tall cell goes on over a page', async () => {
    const pdf = await overTwoPages('Row');
    expect(runsOf(pdf)).toBe(2);
    expect(pdf.getPages().map(readContent).join()).not.toContain('Artifact');
  });
});
