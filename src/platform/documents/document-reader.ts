import { Problem } from '../errors/problem.js';
import { FileRefused, type FileRefusal, type Grid } from '../spreadsheets/grid.js';
import { SpreadsheetReader } from '../spreadsheets/spreadsheet-reader.js';
import { runInThread, ThreadOverran, type ThreadLimits } from '../threads/run-in-thread.js';
import {
  DOCUMENT_LIMITS,
  EMPTY_CELL,
  type SourceBlock,
  type SourceDocument,
  type SourceTable,
} from './source-document.js';

export type DocumentAnswer =
  { ok: true; document: SourceDocument } | { ok: false; code: FileRefusal; message: string };

const LIMITS: ThreadLimits = { heapMb: 256, growthMb: 640, deadlineMs: 15_000 };

const ZIP = Buffer.from([0x50, 0x4b, 3, 4]);

/** Reads documents that people send: Word documents, and workbooks as documents of tables. Each is read in a thread of its own. */
export class DocumentReader {
  private reading = 0;

  constructor(private readonly spreadsheets: SpreadsheetReader) {}

  /**
   * Finds out by the content what the file is; its name does not count.
   * @throws FileRefused when it cannot be read, is too large, or takes too long or too much memory · Problem 503 when one is being read.
   */
  async read(bytes: Buffer): Promise<SourceDocument> {
    if (bytes.length === 0) throw new FileRefused('file-not-readable', 'The file is empty.');
    if (bytes.length > DOCUMENT_LIMITS.bytes)
      throw new FileRefused('file-too-large', 'The file is larger than is accepted here.');
    if (!bytes.subarray(0, 4).equals(ZIP))
      throw new FileRefused(
        'file-not-readable',
        bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
          ? 'The file has a password or is in an old format (.doc, .xls). Save it as .docx or .xlsx without a password.'
          : 'The file is neither a Word document (.docx) nor an Excel workbook (.xlsx).',
      );
    // The names of an archive's parts stand in it as they are, and every Word document has this one.
    return bytes.includes('word/document.xml')
      ? this.word(bytes)
      : tablesOf(await this.spreadsheets.readSheets(bytes));
  }

  private async word(bytes: Buffer): Promise<SourceDocument> {
    if (this.reading > 0)
      throw new Problem({
        code: 'busy',
        status: 503,
        detail: 'Another document is being read at this moment. Try again in a few seconds.',
        retryAfter: 5,
      });
    this.reading++;
    try {
      const answer = await runInThread<DocumentAnswer>(
        new URL('./document-reader.worker', import.meta.url),
        bytes,
        LIMITS,
      );
      if (!answer.ok) throw new FileRefused(answer.code, answer.message);
      return answer.document;
    } catch (error) {
      if (!(error instanceof ThreadOverran)) throw error;
      throw new FileRefused(
        'file-too-large',
        error.limit === 'time'
          ? `The document was not read within ${LIMITS.deadlineMs / 1000} seconds. Send the pages with the tables alone.`
          : 'The document takes more memory than is allowed. Send the pages with the tables alone.',
      );
    } finally {
      this.reading--;
    }
  }
}

/**
 * Worksheets as a document: rows that follow each other are a table, and a row of one cell between empty ones is a paragraph. What a workbook’s
 * cells look like is not read. Pure.
 * @throws FileRefused beyond the limits.
 */
export function tablesOf(grids: readonly Grid[]): SourceDocument {
  const blocks = grids.flatMap((grid): SourceBlock[] => [
    ...(grids.length > 1 && grid.sheet !== null ? [{ kind: 'sheet', title: grid.sheet } as const] : []),
    ...blocksOf(grid),
  ]);
  refuseLarge(blocks);
  return {
    blocks,
    unread: [
      ...grids.flatMap(({ unread }) => unread),
      'Colours of a workbook’s cells: not read. A rating has to be a word.',
    ],
  };
}

function blocksOf(grid: Grid): SourceBlock[] {
  const runs: Grid['rows'][] = [];
  for (const row of grid.rows) {
    const run = runs.at(-1);
    if (run?.at(-1)?.number === row.number - 1) run.push(row);
    else runs.push([row]);
  }
  return runs.map((run) => {
    const [first] = run;
    const filled = first?.cells.filter(({ text }) => text !== '') ?? [];
    return run.length === 1 && filled.length === 1
      ? ({ kind: 'paragraph', text: filled[0]?.text ?? '' } as const)
      : tableOf(run);
  });
}

/** The limits of a Word document hold for a workbook too: what it says is kept, and shown row by row. */
function refuseLarge(blocks: readonly SourceBlock[]): void {
  const tables = blocks.filter((block) => block.kind === 'table');
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const [what, most] =
    tables.length > DOCUMENT_LIMITS.tables
      ? ['tables', DOCUMENT_LIMITS.tables]
      : rows > DOCUMENT_LIMITS.rows
        ? ['rows', DOCUMENT_LIMITS.rows]
        : tables.some((table) => (table.rows[0]?.length ?? 0) > DOCUMENT_LIMITS.columns)
          ? ['columns in a table', DOCUMENT_LIMITS.columns]
          : [null, 0];
  if (what !== null)
    throw new FileRefused(
      'file-too-large',
      `The workbook has more than ${most} ${what}. Send the worksheets of the report alone.`,
    );
  const characters = tables
    .flatMap((table) => table.rows.flat())
    .reduce((sum, { text }) => sum + text.length, 0);
  if (characters > DOCUMENT_LIMITS.whole)
    throw new FileRefused('file-too-large', 'The workbook holds more text than is accepted here.');
}

function tableOf(run: Grid['rows']): SourceTable {
  const width = Math.max(...run.map(({ cells }) => cells.findLastIndex(({ text }) => text !== '') + 1));
  return {
    kind: 'table',
    rows: run.map(({ cells }) =>
      Array.from({ length: width }, (_, at) => {
        const cell = cells[at];
        return cell ? { ...EMPTY_CELL, text: cell.text, fault: cell.fault } : EMPTY_CELL;
      }),
    ),
  };
}
