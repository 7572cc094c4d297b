import { describe, expect, it } from '@jest/globals';
import { PDFDocument, PDFName } from 'pdf-lib';
import { readContent, shortenSteps } from './pdf-content.js';

/** Pages that draw just this. */
async function drawn(...contents: string[]): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  for (const content of contents)
    pdf.addPage().node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.flateStream(content)));
  return pdf;
}

const shortened = async (content: string): Promise<string | undefined> => {
  const pdf = await drawn(content);
  shortenSteps(pdf);
  return pdf.getPages().map(readContent).join();
};

describe('the steps between letters', () => {
  it.each([
    ['2.6655884 0 Td <0001> Tj', '2.666 0 Td <0001> Tj'],
    ['-12.0004999 -3.5 Td <0001> Tj', '-12 -3.5 Td <0001> Tj'],
    ['.00041 0 Td <00010002> Tj', '0 0 Td <00010002> Tj'],
    ['-.00041 0 Td <0001> Tj', '0 0 Td <0001> Tj'],
  ])('of %p become %p', async (before, after) => {
    const around = (line: string): string =>
      `BT\n/F5 12.6599998 Tf\n1 0 0 -1 998.20313 760.5 Tm\n${line}\nET`;
    expect(await shortened(around(before))).toBe(around(after));
  });

  it.each([
    ['has few places already', '2.531 0 Td <002A> Tj'],
    ['says where a line begins', '1 0 0 -1 998.20313 760.12345 Tm'],
    ['is a shape', '10.12345 20.54321 m\n11.98765 20.54321 l\nS'],
    ['is a text that looks like one', '/Span <</ActualText (2.6655884 0 Td) >>BDC\nEMC'],
  ])('are all that is changed, not what %s', async (_, content) => {
    expect(await shortened(content)).toBe(content);
  });

  it('leave a page alone that has none, and leave no content behind that no page draws', async () => {
    const pdf = await drawn('q Q', '2.6655884 0 Td <0001> Tj');
    const before = pdf.context.enumerateIndirectObjects().length;
    const [first, second] = pdf.getPages().map((page) => page.node.get(PDFName.of('Contents')));
    shortenSteps(pdf);
    expect(pdf.getPage(0).node.get(PDFName.of('Contents'))).toBe(first);
    expect(pdf.getPage(1).node.get(PDFName.of('Contents'))).not.toBe(second);
    expect(pdf.context.enumerateIndirectObjects()).toHaveLength(before);
  });
});
