import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { readDocx } from './docx.js';

const W = 'xmlns:w="w" xmlns:mc="mc"';
const archive = (parts: Record<string, string>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
  );
const word = (body: string, more: Record<string, string> = {}): Buffer =>
  archive({ 'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`, ...more });
const p = (text: string, properties = ''): string => `<w:p>${properties}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const tc = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.join('')}</w:tr>`).join('')}</w:tbl>`;
const rowsOf = (bytes: Buffer) =>
  readDocx(bytes).blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));

describe('a Word document', () => {
  it('has paragraphs and tables in their order, with the colours and the merges of cells', () => {
    const { blocks } = readDocx(
      word(
        p('Theme &amp; heading') +
          table(
            [tc(p('Wide'), '<w:gridSpan w:val="2"/>'), tc(p('Tall'), '<w:vMerge w:val="restart"/>')],
            [
              tc(p('a'), '<w:shd w:val="clear" w:fill="ff0000"/>'),
              tc(p('b'), '<w:shd w:fill="auto"/>'),
              tc('<w:p/>', '<w:vMerge/>'),
            ],
            [tc(p('short'))],
          ),
      ),
    );
    expect(blocks[0]).toEqual({ kind: 'paragraph', text: 'Theme & heading' });
    expect(
      blocks[1]?.kind === 'table' &&
        blocks[1].rows.map((row) => row.map(({ text, covered, shade }) => `${text}|${covered}|${shade}`)),
    ).toEqual([
      ['Wide|null|null', '|left|null', 'Tall|null|null'],
      ['a|null|FF0000', 'b|null|null', '|above|null'],
      ['short|null|null', '|null|null', '|null|null'],
    ]);
  });

  it('has lists as lists, and paragraphs apart', () => {
    const list = '<w:pPr><w:numPr/></w:pPr>';
    const [rows] = rowsOf(
      word(table([tc(p('One.') + p('first', list) + p('second', list) + p('• third') + p('Two.'))])),
    );
    expect(rows?.[0]?.[0]?.text).toBe('One.\n\n- first\n- second\n- third\n\nTwo.');
  });

  it('leaves out what is deleted, hidden, raised or in a text box, and says so', () => {
    const document = readDocx(
      word(
        '<w:p><w:ins><w:r><w:t>84</w:t></w:r></w:ins><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>' +
          '<w:del><w:r><w:delText>85</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>' +
          '<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>' +
          '<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>again</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>',
        { 'word/header1.xml': '<x/>', 'word/media/image1.png': 'x' },
      ),
    );
    expect(document.blocks).toEqual([{ kind: 'paragraph', text: '84' }]);
    expect(document.unread.map((line) => line.split(':')[0])).toEqual([
      '1 tracked deletion',
      '1 hidden text',
      '1 text box',
      '1 raised mark beside text or figures',
      '1 picture',
      '1 page header or footer',
    ]);
  });

  it('marks what is struck through, and reads a table inside another before it', () => {
    const [inner, outer] = rowsOf(
      word(
        table([
          tc(table([tc(p('inside'))]) + p('around')),
          tc('<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r></w:p>'),
        ]),
      ),
    );
    expect(inner?.[0]?.map(({ text }) => text)).toEqual(['inside']);
    expect(outer?.[0]?.map(({ text, fault }) => [text, fault !== null])).toEqual([
      ['around', false],
      ['gone', true],
    ]);
  });

  it.each([
    ['no archive at all', Buffer.from('Report')],
    ['another archive', archive({ 'xl/workbook.xml': '<x/>' })],
    ['XML that ends too early', archive({ 'word/document.xml': `<w:document ${W}><w:body><w:p>` })],
    ['entities', archive({ 'word/document.xml': `<!DOCTYPE x [<!ENTITY a "b">]><w:document ${W}/>` })],
    ['macros', word(p('x'), { 'word/vbaProject.bin': 'x' })],
    ['a table with too many columns', word(table(Array.from({ length: 70 }, () => tc(p('x')))))],
  ])('is refused: %s', (_, bytes) => {
    expect(() => readDocx(bytes)).toThrow(expect.objectContaining({ name: 'FileRefused' }));
  });
});
