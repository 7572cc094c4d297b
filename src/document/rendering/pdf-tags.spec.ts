import { describe, expect, it } from '@jest/globals';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef } from 'pdf-lib';
import { structureTree } from './pdf-structure.js';
import { countDrawings, groupOuterFigures, refuseUnreadable } from './pdf-tags.js';

/** A role with what it says about itself and what is in it. */
type Tag = [role: string, says: { alt?: string; scope?: string }, ...kids: Tag[]];

async function tagged(...tags: Tag[]): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage();
  const write = ([role, { alt, scope }, ...kids]: Tag): PDFRef => {
    const element = pdf.context.obj({ Type: 'StructElem', S: role, Pg: page.ref, K: kids.map(write) });
    if (alt !== undefined) element.set(PDFName.of('Alt'), PDFHexString.fromText(alt));
    if (scope !== undefined)
      element.set(
        PDFName.of('A'),
        pdf.context.obj([
          { O: 'Table', ColSpan: 1 },
          { O: 'Table', Scope: scope },
        ]),
      );
    return pdf.context.register(element);
  };
  const root = pdf.context.obj({ Type: 'StructTreeRoot', K: tags.map(write) });
  pdf.catalog.set(PDFName.of('StructTreeRoot'), pdf.context.register(root));
  return pdf;
}

const H = (level: number): Tag => [`H${level}`, {}];
const ROW: Tag = ['TR', {}, ['TH', { scope: 'Row' }], ['TD', {}]];
const TABLE: Tag = ['Table', {}, ['TR', {}, ['TH', { scope: 'Column' }], ['TH', { scope: 'Column' }]], ROW];

const refusal = async (tags: Tag[], drawings?: number): Promise<unknown> => {
  try {
    const pdf = await tagged(...tags);
    refuseUnreadable(pdf, structureTree(pdf), drawings);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('what a screen reader needs', () => {
  it.each<[string, Tag[]]>([
    ['headings that go down one at a time and up as they like', [H(1), H(2), H(3), H(4), H(2), H(3)]],
    ['a table whose headers have their scope', [H(1), TABLE]],
    [
      'a table in a cell of another',
      [H(1), ['Table', {}, ['TR', {}, ['TH', { scope: 'Both' }], ['TD', {}, TABLE]]]],
    ],
    ['a drawing with its words', [H(1), ['Figure', { alt: 'Twelve of fifteen' }]]],
    ['headers in the parts of a table', [H(1), ['Table', {}, ['THead', {}, ROW], ['TBody', {}, ROW]]]],
  ])('passes %s', async (_what, tags) => {
    expect(await refusal(tags)).toBeUndefined();
  });

  it.each<[string, string, Tag[]]>([
    ['no-heading', 'The PDF has no heading.', [['P', {}]]],
    ['heading-skipped', 'A heading of level 2 (page 1) is the first.', [H(2)]],
    ['heading-skipped', 'A heading of level 3 (page 1) follows one of level 1.', [H(1), ['Div', {}, H(3)]]],
    [
      'table-without-headers',
      'Table 2 (page 1) has no header cell.',
      [H(1), TABLE, ['Table', {}, ['TR', {}, ['TD', {}]]]],
    ],
    [
      'table-without-headers',
      'Table 1 (page 1) has no header cell.',
      [H(1), ['Table', {}, ['TR', {}, ['TD', {}, TABLE]]]],
    ],
    [
      'header-without-scope',
      'Header cell 2 of table 1 (page 1) does not say whether it heads a row or a column.',
      [H(1), ['Table', {}, ROW, ['TR', {}, ['TH', {}]]]],
    ],
    [
      'header-without-scope',
      'Header cell 1 of table 1 (page 1) does not say whether it heads a row or a column.',
      [H(1), ['Table', {}, ['TR', {}, ['TH', { scope: 'Sideways' }]]]],
    ],
    ['figure-without-alt', 'Drawing 1 (page 1) has no text for who cannot see it.', [H(1), ['Figure', {}]]],
    [
      'figure-without-alt',
      'Drawing 2 (page 1) has no text for who cannot see it.',
      [H(1), ['Figure', { alt: 'a' }], ['Figure', { alt: ' ' }]],
    ],
  ])('refuses with %s: %s', async (code, message, tags) => {
    expect(await refusal(tags)).toMatchObject({ code, message, permanent: true });
  });

  it('refuses a PDF that lost a drawing of the document, and the drawing’s words with it', async () => {
    const tags: Tag[] = [H(1), ['Figure', { alt: 'Twelve of fifteen' }]];
    expect(await refusal(tags, 1)).toBeUndefined();
    expect(await refusal(tags, 2)).toMatchObject({
      code: 'figure-without-alt',
      message: 'The document describes 2 drawings; the PDF has the words of 1.',
    });
    expect(await refusal([H(1)], 1)).toMatchObject({
      message: 'The document describes 1 drawing; the PDF has the words of 0.',
    });
  });

  it('refuses text that is drawn as a part of the report and has no place in it', async () => {
    const pdf = await tagged(H(1));
    const draw = pdf.context.stream('/P <</MCID 0 >>BDC BT ET EMC');
    pdf.getPage(0).node.set(PDFName.of('Contents'), pdf.context.register(draw));
    expect(() => refuseUnreadable(pdf, structureTree(pdf))).toThrow(
      expect.objectContaining({
        code: 'untagged-content',
        message: 'Page 1 draws a part of the text that has no place in the reading order.',
      }),
    );
  });

  it('reads the file’s own names of roles, and is not led in a circle', async () => {
    const pdf = await tagged(['Title', {}, ['P', {}]]);
    const root = pdf.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    root.set(PDFName.of('RoleMap'), pdf.context.obj({ Title: 'Top', Top: 'H1', Loop: 'Loop' }));
    const [title] = structureTree(pdf);
    expect(title).toMatchObject({ role: 'H1', kids: [{ role: 'P', page: 1 }] });
    title?.kids[0]?.dictionary.set(PDFName.of('K'), title.dictionary);
    expect(structureTree(pdf)).toMatchObject([{ role: 'H1', kids: [{ role: 'P', kids: [] }] }]);
  });
});

describe('a figure around a drawing', () => {
  it('becomes a group, so that the drawing’s own words and the caption are read; any other stays', async () => {
    const pdf = await tagged(
      H(1),
      ['Figure', {}, ['Caption', {}], ['Figure', { alt: 'inner' }]],
      ['Figure', { alt: 'outer' }, ['Figure', { alt: 'inner' }]],
      ['Figure', {}],
    );
    groupOuterFigures(structureTree(pdf));
    const roles = structureTree(pdf).map(({ role, kids }) => [role, ...kids.map((kid) => kid.role)]);
    expect(roles).toEqual([['H1'], ['Div', 'Caption', 'Figure'], ['Figure', 'Figure'], ['Figure']]);
  });
});

describe('drawings of a document', () => {
  it('are those with a text: what is decoration has none', () => {
    expect(
      countDrawings('<svg viewBox="0 0 1 1" role="img" aria-label="a > b"></svg><img alt="c" src="d">'),
    ).toBe(2);
    expect(countDrawings('<svg aria-hidden="true"></svg><img alt="" src="d"><p>role="img"</p>')).toBe(0);
  });
});
