import { describe, expect, it } from '@jest/globals';
import { PDFDocument, PDFName, PDFString, type PDFObject, type PDFRef } from 'pdf-lib';
import { refuseReferences } from './pdf-references.js';

async function pdfWith(add: (pdf: PDFDocument) => void): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  add(pdf);
  return PDFDocument.load(await pdf.save({ useObjectStreams: false }));
}

interface Literal {
  [key: string]: Literal | Literal[] | PDFObject | string | number | number[] | (number | string)[];
}

const inCatalog = (key: string, value: Literal) => (pdf: PDFDocument) => {
  pdf.catalog.set(PDFName.of(key), pdf.context.obj(value));
};
/** A link, its action inside it. */
const link = (action: Literal | PDFRef) => (pdf: PDFDocument) => {
  const annotation = pdf.context.register(
    pdf.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 1, 1], A: action }),
  );
  pdf.getPage(0).node.addAnnot(annotation);
};

describe('where a PDF may lead', () => {
  it.each<[string, (pdf: PDFDocument) => void]>([
    ['nowhere', () => undefined],
    ['to a place in itself', link({ Type: 'Action', S: 'GoTo', D: [0, 'Fit'] })],
    ['to a place in itself when it is opened', inCatalog('OpenAction', { S: 'GoTo', D: [0, 'Fit'] })],
    [
      'a part of the text that is called as an action is',
      inCatalog('Extra', { Type: 'StructElem', S: 'Sound' }),
    ],
  ])('passes: %s', async (_what, add) => {
    const pdf = await pdfWith(add);
    expect(() => refuseReferences(pdf)).not.toThrow();
  });

  it.each<[string, string, (pdf: PDFDocument) => void]>([
    ['a link', 'a link to an address (page 1)', link({ S: 'URI', URI: PDFString.of('https://example.org') })],
    ['another file', 'a link to another file (page 1)', link({ S: 'GoToR', F: PDFString.of('other.pdf') })],
    ['a program', 'the start of a program (page 1)', link({ S: 'Launch' })],
    ['a form', 'a form that is sent away (page 1)', link({ S: 'SubmitForm' })],
    ['a script', 'a script (page 1)', link({ S: 'JavaScript', JS: PDFString.of('1') })],
    ['a script at the start', 'a script (object', inCatalog('OpenAction', { S: 'JavaScript' })],
    ['a second action', 'a link to an address (page 1)', link({ S: 'GoTo', Next: [{ S: 'URI' }] })],
    ['an action of the file', 'an action that nobody asks for', inCatalog('AA', { WC: { S: 'GoTo' } })],
    ['named scripts', 'a script', inCatalog('Names', { JavaScript: { Names: [] } })],
    ['an embedded file', 'an embedded file', inCatalog('Names', { EmbeddedFiles: { Names: [] } })],
    ['a base address', 'an address', inCatalog('URI', { Base: PDFString.of('https://example.org') })],
    [
      'content by address',
      'content from an address',
      inCatalog('Extra', { FS: 'URL', F: PDFString.of('x') }),
    ],
    [
      'a stream in another file',
      'content from another file',
      (pdf) => pdf.context.register(pdf.context.stream('', { F: PDFString.of('x') })),
    ],
    [
      'an object that nothing leads to',
      'a link to an address (object',
      (pdf) => pdf.context.register(pdf.context.obj({ S: 'URI' })),
    ],
    [
      'an action that is an object of its own',
      'a link to an address (page 1)',
      (pdf) => link(pdf.context.register(pdf.context.obj({ S: 'URI' })))(pdf),
    ],
  ])('refuses %s', async (_what, words, add) => {
    const pdf = await pdfWith(add);
    expect(() => refuseReferences(pdf)).toThrow(
      expect.objectContaining({
        code: 'network-reference',
        permanent: true,
        message: expect.stringContaining(`The PDF has ${words}`) as unknown,
      }),
    );
  });
});
