import { Problem } from '../errors/problem.js';
import { runInThread, ThreadOverran, type ThreadLimits } from '../threads/run-in-thread.js';
import { csvText } from './csv-text.js';
import { FILE_LIMITS, FileRefused, XLSX, type FileRefusal, type Grid } from './grid.js';

export type SpreadsheetFormat = 'csv' | 'xlsx';

export type ReadJob =
  { format: 'csv'; text: string } | { format: 'xlsx'; bytes: Uint8Array; which: 'first' | 'every' };

export type ReadAnswer =
  | { ok: true; grids: Grid[] }
  | { ok: false; code: FileRefusal; message: string; places: FileRefused['places']; row: number | null };

interface ReadLimits extends ThreadLimits {
  /** How many files are read at the same time. */
  atOnce: number;
}

const LIMITS: ReadLimits = { heapMb: 256, growthMb: 640, deadlineMs: 15_000, atOnce: 2 };

/**
 * Reads spreadsheets that people send. Each is read in a thread of its own with a heap limit and a deadline, so that no file can
 * block or end the process that serves requests.
 */
export class SpreadsheetReader {
  private reading = 0;

  constructor(private readonly limits: ReadLimits = LIMITS) {}

  /**
   * @throws FileRefused when the file cannot be read, is too large, or takes too long or too much memory.
   * @throws Problem 503 when the allowed number of files is being read already.
   */
  async read(format: SpreadsheetFormat, bytes: Buffer): Promise<Grid> {
    const [grid] = await this.grids(
      format,
      bytes,
      format === 'csv' ? { format, text: csvText(bytes) } : { format, bytes, which: 'first' },
    );
    if (!grid) throw new Error('BUG: a file that was read has no table');
    return grid;
  }

  /** Every worksheet of a workbook that holds something, in its order. @throws as {@link read}. */
  readSheets(bytes: Buffer): Promise<Grid[]> {
    return this.grids('xlsx', bytes, { format: 'xlsx', bytes, which: 'every' });
  }

  private async grids(format: SpreadsheetFormat, bytes: Buffer, job: ReadJob): Promise<Grid[]> {
    refuseOtherFormat(format, bytes);
    if (this.reading >= this.limits.atOnce)
      throw new Problem({
        code: 'busy',
        status: 503,
        detail: 'Other files are being read at this moment. Try again in a few seconds.',
        retryAfter: 5,
      });
    this.reading++;
    try {
      const answer = await this.inThread(job);
      if (!answer.ok) throw new FileRefused(answer.code, answer.message, answer.places, answer.row);
      return answer.grids;
    } finally {
      this.reading--;
    }
  }

  private async inThread(job: ReadJob): Promise<ReadAnswer> {
    try {
      return await runInThread<ReadAnswer>(
        new URL('./spreadsheet-reader.worker', import.meta.url),
        job,
        this.limits,
      );
    } catch (error) {
      if (!(error instanceof ThreadOverran)) throw error;
      throw new FileRefused(
        'file-too-large',
        error.limit === 'time'
          ? `The file was not read within ${this.limits.deadlineMs / 1000} seconds. Send the table alone.`
          : 'The file takes more memory than is allowed. Send the table alone.',
      );
    }
  }
}

/** Every workbook is a ZIP archive. */
const looksLikeArchive = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]));

/** The format of a file that somebody sent. @param type its content type; undefined (a file in a form) = decided by the first bytes. */
export function spreadsheetFormat(type: string | undefined, bytes: Buffer): SpreadsheetFormat {
  const isWorkbook = type === undefined ? looksLikeArchive(bytes) : type === XLSX;
  return isWorkbook ? 'xlsx' : 'csv';
}

/** The first bytes decide what a file is; its name and its content type are only what the sender claims. */
function refuseOtherFormat(format: SpreadsheetFormat, bytes: Buffer): void {
  const zip = looksLikeArchive(bytes);
  const oldOffice = bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  if (bytes.length === 0) throw new FileRefused('file-not-readable', 'The file is empty.');
  if (bytes.length > (format === 'csv' ? FILE_LIMITS.csvBytes : FILE_LIMITS.xlsxBytes))
    throw new FileRefused('file-too-large', 'The file is larger than is accepted here.');
  if (format === 'csv' && (zip || oldOffice))
    throw new FileRefused('file-not-readable', 'This is not a CSV file but a workbook or an archive.');
  if (format === 'xlsx' && oldOffice)
    throw new FileRefused(
      'file-not-readable',
      'The workbook has a password or is in the old format (.xls). Save it as .xlsx without a password.',
    );
  if (format === 'xlsx' && !zip)
    throw new FileRefused('file-not-readable', 'The file is not an Excel workbook (.xlsx).');
}
