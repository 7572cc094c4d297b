import { describe, expect, it } from '@jest/globals';
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { factsOf, inspectPdf, refuseUnfit, type PdfFacts } from './pdf-check.js';

const FIT: PdfFacts = {
  pageCount: 1,
  fonts: [{ name: 'SourceSans3-Regular', embedded: true }],
  tagged: true,
  structureElements: 3,
  title: 'Report',
  language: 'en-GB',
  outlineEntries: 1,
};

describe('what may be stored', () => {
  it('passes a PDF that has everything', () => {
    expect(() => {
      refuseUnfit(FIT);
    }).not.toThrow();
  });

  it.each([
    ['no-fonts', { fonts: [] }],
    ['font-not-embedded', { fonts: [...FIT.fonts, { name: 'Helvetica', embedded: false }] }],
    ['not-tagged', { tagged: false }],
    ['not-tagged', { structureElements: 0 }],
    ['no-title', { title: undefined }],
    ['no-title', { title: ' ' }],
    ['no-title', { title: 'about:blank' }],
    ['no-language', { language: undefined }],
    ['no-outline', { outlineEntries: 0 }],
  ])('refuses with %s when the facts are %j', (code, fault) => {
    expect(() => {
      refuseUnfit({ ...FIT, ...fault });
    }).toThrow(expect.objectContaining({ code, permanent: true }));
  });

  it.each([
    ['a web page', '<!doctype html>'],
    ['nothing', ''],
    ['a PDF’s beginning only', '%PDF-1.7\n'],
  ])('refuses %s as not a PDF', async (_what, text) => {
    await expect(inspectPdf(Buffer.from(text))).rejects.toMatchObject({ code: 'not-a-pdf' });
  });
});

describe('what is read from a PDF', () => {
  it('names a font that the file refers to but does not carry, and sees that nothing is tagged', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage().drawText('Hello', { font: await pdf.embedFont(StandardFonts.Helvetica) });
    pdf.setTitle('Greeting');
    pdf.catalog.set(PDFName.of('Lang'), PDFString.of('en-GB'));
    const bytes = await pdf.save();
    expect(factsOf(await PDFDocument.load(bytes))).toEqual({
      pageCount: 1,
      fonts: [{ name: 'Helvetica', embedded: false }],
      tagged: false,
      structureElements: 0,
      title: 'Greeting',
      language: 'en-GB',
      outlineEntries: 0,
    });
    await expect(inspectPdf(bytes)).rejects.toMatchObject({ code: 'font-not-embedded' });
  });
});
