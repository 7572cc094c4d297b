import { Worker } from 'node:worker_threads';
import { csvText, Problem } from '../../platform/index.js';
import { FILE_LIMITS, FileRefused, type FileRefusal, type Grid } from './grid.js';

export type FileFormat = 'csv' | 'xlsx';

export type ReadJob = { format: 'csv'; text: string } | { format: 'xlsx'; bytes: Uint8Array };

export type ReadAnswer =
  { ok: true; grid: Grid } | { ok: false; code: FileRefusal; message: string; places: FileRefused['places'] };

interface ReadLimits {
  /** Of the thread that reads one file. */
  heapMb: number;
  deadlineMs: number;
  /** How many files are read at the same time. */
  atOnce: number;
}

const LIMITS: ReadLimits = { heapMb: 256, deadlineMs: 15_000, atOnce: 2 };

/**
 * Reads files that somebody sent, each in a thread of its own with a capped heap and a deadline, so that no file can stop or
 * end the process that serves everybody.
 */
export class FileReader {
  private reading = 0;

  constructor(private readonly limits: ReadLimits = LIMITS) {}

  /**
   * @throws FileRefused when the file cannot be read, is too large, takes too long or too much memory.
   * @throws Problem 503 when as many files as allowed are being read already.
   */
  async read(format: FileFormat, bytes: Buffer): Promise<Grid> {
    refuseOtherFormat(format, bytes);
    if (this.reading >= this.limits.atOnce)
      throw new Problem({
        code: 'busy',
        status: 503,
        detail: 'Other files are being read at this moment. Please try again in a few seconds.',
        retryAfter: 5,
      });
    this.reading++;
    try {
      const answer = await this.inThread(
        format === 'csv' ? { format, text: csvText(bytes) } : { format, bytes },
      );
      if (!answer.ok) throw new FileRefused(answer.code, answer.message, answer.places);
      return answer.grid;
    } finally {
      this.reading--;
    }
  }

  private inThread(job: ReadJob): Promise<ReadAnswer> {
    // Beside this file, compiled as it is; from source (tests) it is read by the TypeScript loader that Node was started with.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./file-reader.worker.${extension}`, import.meta.url), {
      env: {}, // none of our settings
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMb },
    });
    return new Promise<ReadAnswer>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new FileRefused(
            'file-too-large',
            `The file was not read within ${this.limits.deadlineMs / 1000} seconds. Import the readings alone.`,
          ),
        );
      }, this.limits.deadlineMs);
      worker.on('message', resolve);
      worker.on('error', (error: Error & { code?: string }) => {
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new FileRefused(
                'file-too-large',
                'The file takes more memory than is allowed. Import the readings alone.',
              )
            : error,
        );
      });
      worker.on('exit', () => {
        clearTimeout(timer);
        reject(new Error('The thread that reads files ended without an answer.'));
      });
    }).finally(() => worker.terminate());
  }
}

/** Every workbook is a ZIP archive. */
export const looksLikeArchive = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]));

/** The first bytes say what a file is; its name and type only say what somebody called it. */
function refuseOtherFormat(format: FileFormat, bytes: Buffer): void {
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
