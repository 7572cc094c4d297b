import { strToU8, zipSync } from 'fflate';

/** A cell of a table that a test writes. */
export type FixtureCell =
  | string
  | {
      text: string;
      shade?: string;
      /** Over how many columns it goes. */
      span?: number;
      /** `begin` a merge downwards; `below` is covered by the cell above. */
      merge?: 'begin' | 'below';
      struck?: boolean;
    };

/** A paragraph, or a table. */
export type FixtureBlock = string | { rows: readonly (readonly FixtureCell[])[] };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const run = (text: string, struck = false): string =>
  `<w:r>${struck ? '<w:rPr><w:strike/></w:rPr>' : ''}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

function paragraphs(text: string, struck = false): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line.startsWith('- ')
        ? `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(line.slice(2), struck)}</w:p>`
        : `<w:p>${run(line, struck)}</w:p>`,
    )
    .join('');
}

function cell(of: FixtureCell): string {
  const { text, shade, span, merge, struck } =
    typeof of === 'string' ? ({ text: of } as Exclude<FixtureCell, string>) : of;
  const properties = [
    span === undefined ? '' : `<w:gridSpan w:val="${span}"/>`,
    merge === undefined ? '' : merge === 'begin' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>',
    shade === undefined ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>`,
  ].join('');
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${text === '' ? '<w:p/>' : paragraphs(text, struck)}</w:tc>`;
}

const block = (of: FixtureBlock): string =>
  typeof of === 'string'
    ? paragraphs(of)
    : `<w:tbl><w:tblPr/>${of.rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;

/** The XML of a document’s body, for what the other builder cannot say. */
export function docxOfXml(body: string, more: Readonly<Record<string, string>> = {}): Buffer {
  const document = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`;
  const parts = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    'word/document.xml': document,
    ...more,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
  );
}

/** A Word document with these paragraphs and tables. */
export const docxOf = (blocks: readonly FixtureBlock[]): Buffer => docxOfXml(blocks.map(block).join(''));
