import { Parser } from 'htmlparser2';
import { FileRefused } from '../spreadsheets/grid.js';
import { unpack, type ZipPart } from '../spreadsheets/zip.js';
import { counted } from '../text/counted.js';
import { oneLine } from '../text/thousands.js';
import { gridOf, newCell, shadeOf, type OpenCell } from './docx-table.js';
import { DOCUMENT_LIMITS, type SourceBlock, type SourceDocument } from './source-document.js';

/** The content type of a Word document without macros. */
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const WORDS = {
  kind: 'Word document (.docx)',
  noun: 'document',
  smaller: 'Send the pages with the tables alone.',
};

const MAIN = 'word/document.xml';

/** Parts that run, with the words for a person. Pictures and embedded tables of figures are common in reports; they are not read. */
const ACTIVE: readonly [RegExp, string][] = [
  [/vbaProject/i, 'macros'],
  [/activeX\//i, 'form controls'],
];

/**
 * Reads a Word document's paragraphs and tables. Tracked deletions, hidden text and whatever stands outside of the body are left out and
 * named. It runs in a thread with a heap limit and a deadline (document-reader.ts).
 * @throws FileRefused for what is no whole document, for macros and form controls, a DOCTYPE, and beyond the limits.
 */
export function readDocx(bytes: Buffer): SourceDocument {
  const names: string[] = [];
  const parts = unpack(bytes, WORDS, (name) => {
    names.push(name);
    return name === MAIN || name === '[Content_Types].xml';
  });
  refuseActive(names, parts);
  const main = parts.find(({ name }) => name === MAIN);
  if (!main) throw new FileRefused('file-not-readable', 'The file is not a Word document (.docx).');
  const xml = main.bytes.toString('utf8');
  if (main.bytes.includes(0) || /<!(DOCTYPE|ENTITY)/i.test(xml))
    throw new FileRefused(
      'active-content',
      'The document holds a document type declaration, which no word processor writes.',
    );
  const body = new Body();
  body.read(xml);
  return { blocks: body.blocks, unread: [...body.unread(), ...outside(names)] };
}

function refuseActive(names: readonly string[], parts: readonly ZipPart[]): void {
  const found = ACTIVE.filter(([pattern]) => names.some((name) => pattern.test(name))).map(
    ([, what]) => what,
  );
  const types = parts.find(({ name }) => name === '[Content_Types].xml')?.bytes.toString('latin1') ?? '';
  if (/macroEnabled/i.test(types) && !found.includes('macros')) found.unshift('macros');
  if (found.length > 0)
    throw new FileRefused(
      'active-content',
      `The document holds ${found.join(' and ')}. Save it as a Word document (.docx) without them.`,
    );
}

/** What stands in other parts of the archive. */
function outside(names: readonly string[]): string[] {
  const number = (pattern: RegExp): number => names.filter((name) => pattern.test(name)).length;
  const found: [number, string][] = [
    [number(/^word\/media\//), 'picture'],
    [number(/^word\/charts\/chart[^/]*\.xml$/), 'chart'],
    [number(/^word\/embeddings\//), 'embedded file'],
    [number(/^word\/(header|footer)\d*\.xml$/), 'page header or footer'],
    [number(/^word\/(footnotes|endnotes)\.xml$/), 'set of notes'],
    [number(/^word\/comments\.xml$/), 'set of comments'],
  ];
  return found.filter(([count]) => count > 0).map(([count, what]) => `${counted(count, what)}: not read.`);
}

interface OpenTable {
  rows: OpenCell[][];
  row: OpenCell[] | null;
  cell: OpenCell | null;
}

/** What no text has, and the database cannot keep. */
// eslint-disable-next-line no-control-regex -- controls are exactly what is looked for
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;

/** Elements whose content is not what the document says: deleted or moved away, instructions of fields, the second form of a drawing. */
const SKIPPED = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'mc:Fallback',
  'w:pict',
  'w:sectPr',
  'w:txbxContent',
]);
/** Properties that a run has unless they say otherwise. */
const OFF = new Set(['0', 'false', 'off', 'none']);

/** Reads the body, element by element. */
class Body {
  readonly blocks: SourceBlock[] = [];
  private readonly tables: OpenTable[] = [];
  private paragraph: { text: string; list: boolean } | null = null;
  private run = { hidden: false, struck: false, raised: false };
  private inText = false;
  /** How deep the parser stands in something that is skipped. */
  private skipping = 0;
  private depth = 0;
  private readonly found = { deleted: 0, hidden: 0, nested: 0, raised: 0, boxes: 0 };
  private size = 0;
  private tableCount = 0;
  private rowCount = 0;

  /** @throws FileRefused for XML that is not whole. */
  read(xml: string): void {
    const end = { reached: false };
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.open(name, attributes);
        },
        ontext: (text) => {
          if (this.inText && this.skipping === 0) this.text(text);
        },
        onclosetag: (name, implied) => {
          if (name === 'w:document' && !implied) end.reached = true;
          this.close(name);
        },
      },
      { xmlMode: true },
    );
    parser.write(xml);
    parser.end();
    if (!end.reached)
      throw new FileRefused('file-not-readable', 'The file is not a whole Word document (.docx).');
  }

  unread(): string[] {
    const { deleted, hidden, nested, raised, boxes } = this.found;
    return [
      ...(deleted > 0 ? [`${counted(deleted, 'tracked deletion')}: left out.`] : []),
      ...(hidden > 0 ? [`${counted(hidden, 'hidden text')}: left out.`] : []),
      ...(boxes > 0 ? [`${counted(boxes, 'text box', 'text boxes')}: not read.`] : []),
      ...(raised > 0 ? [`${counted(raised, 'raised mark')} beside text or figures: left out.`] : []),
      ...(nested > 0
        ? [
            `${counted(nested, 'table')} inside another: each is read as a table of its own, before the one around it.`,
          ]
        : []),
    ];
  }

  private open(name: string, attributes: Record<string, string>): void {
    if (this.skipping > 0 || SKIPPED.has(name)) {
      this.skipping++;
      if (name === 'w:del') this.found.deleted++;
      if (name === 'w:txbxContent') this.found.boxes++;
      return;
    }
    if (++this.depth > 500) throw new FileRefused('file-not-readable', 'The document is nested too deeply.');
    const value = attributes['w:val'];
    const cell = this.tables.at(-1)?.cell;
    switch (name) {
      case 'w:tbl':
        this.openTable();
        break;
      case 'w:tr':
        this.openRow();
        break;
      case 'w:gridBefore':
        this.pad(Number(value));
        break;
      case 'w:tc':
        this.openCell();
        break;
      case 'w:gridSpan':
        if (cell) cell.span = Math.min(DOCUMENT_LIMITS.columns, Math.max(1, Number(value) || 1));
        break;
      case 'w:vMerge':
        if (cell) cell.merge = value === 'restart' ? 'restart' : 'continue';
        break;
      case 'w:shd':
        // Of the cell itself: a shaded paragraph or run stands inside a paragraph.
        if (cell && this.paragraph === null) cell.shade = shadeOf(attributes['w:fill']);
        break;
      case 'w:p':
        this.paragraph = { text: '', list: false };
        break;
      case 'w:numPr':
        if (this.paragraph) this.paragraph.list = true;
        break;
      case 'w:r':
        this.run = { hidden: false, struck: false, raised: false };
        break;
      case 'w:vanish':
        this.run.hidden = !OFF.has(value ?? '');
        break;
      case 'w:strike':
      case 'w:dstrike':
        this.run.struck = !OFF.has(value ?? '');
        break;
      case 'w:vertAlign':
        this.run.raised = value === 'superscript';
        break;
      case 'w:t':
        this.inText = true;
        break;
      case 'w:tab':
        this.text(' ');
        break;
      case 'w:br':
      case 'w:cr':
        this.text('\n');
        break;
      case 'w:noBreakHyphen':
        this.text('-');
        break;
      default:
        break;
    }
  }

  private close(name: string): void {
    if (this.skipping > 0) {
      this.skipping--;
      return;
    }
    this.depth--;
    switch (name) {
      case 'w:t':
        this.inText = false;
        break;
      case 'w:p':
        this.closeParagraph();
        break;
      case 'w:tc': {
        const table = this.tables.at(-1);
        if (table) table.cell = null;
        break;
      }
      case 'w:tr': {
        const table = this.tables.at(-1);
        if (table?.row) table.rows.push(table.row);
        if (table) table.row = null;
        break;
      }
      case 'w:tbl':
        this.closeTable();
        break;
      default:
        break;
    }
  }

  private text(text: string): void {
    if (this.paragraph === null || this.skipping > 0) return;
    if (this.run.hidden) {
      if (text.trim() !== '') this.found.hidden++;
      return;
    }
    const cell = this.tables.at(-1)?.cell;
    // The mark of a note: 84 with a raised 1 is not 841. Raised words such as the “th” of “4th” belong to the text.
    if (this.run.raised && /^\s*[\d*†‡,]+\s*$/u.test(text)) {
      this.found.raised++;
      return;
    }
    if (this.run.struck && cell && text.trim() !== '') cell.struck = true;
    this.size += text.length;
    if (this.size > DOCUMENT_LIMITS.whole)
      throw new FileRefused(
        'file-too-large',
        'The document is too long. Send the pages with the tables alone.',
      );
    this.paragraph.text += text;
  }

  private closeParagraph(): void {
    const { paragraph } = this;
    this.paragraph = null;
    if (paragraph === null) return;
    const plain = paragraph.text
      .toWellFormed()
      .normalize('NFC')
      .replace(CONTROLS, '')
      .split('\n')
      .map(oneLine)
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, DOCUMENT_LIMITS.text);
    if (plain === '') return;
    const bullet = /^[•●▪‣◦·\uF0B7\uF0A7-]\s*(?=\S)/u;
    const text =
      paragraph.list || bullet.test(plain)
        ? plain
            .split('\n')
            .map((line) => `- ${line.replace(bullet, '')}`)
            .join('\n')
        : plain;
    const table = this.tables.at(-1);
    if (table?.cell) table.cell.paragraphs.push(text);
    else if (!table) this.blocks.push({ kind: 'paragraph', text: plain });
  }

  private openTable(): void {
    if (++this.tableCount > DOCUMENT_LIMITS.tables)
      throw new FileRefused('file-too-large', `The document has more than ${DOCUMENT_LIMITS.tables} tables.`);
    if (this.tables.length > 0) this.found.nested++;
    this.tables.push({ rows: [], row: null, cell: null });
  }

  private openRow(): void {
    if (++this.rowCount > DOCUMENT_LIMITS.rows)
      throw new FileRefused('file-too-large', `The tables have more than ${DOCUMENT_LIMITS.rows} rows.`);
    const table = this.tables.at(-1);
    if (table) table.row = [];
  }

  /** Columns that a row leaves out at its beginning. */
  private pad(columns: number): void {
    const row = this.tables.at(-1)?.row;
    for (let i = 0; row && i < Math.min(columns, DOCUMENT_LIMITS.columns); i++) row.push(newCell());
  }

  private openCell(): void {
    const table = this.tables.at(-1);
    if (!table?.row) return;
    table.cell = newCell();
    table.row.push(table.cell);
  }

  private closeTable(): void {
    const table = this.tables.pop();
    if (table && table.rows.length > 0) this.blocks.push({ kind: 'table', rows: gridOf(table.rows) });
  }
}
