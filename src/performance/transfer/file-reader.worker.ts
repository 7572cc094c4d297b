/**
 * The thread of file-reader.ts: reads one file and ends. A file that takes too much memory takes this thread with it and
 * nothing else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { readCsv } from './csv.js';
import type { ReadAnswer, ReadJob } from './file-reader.js';
import { FileRefused } from './grid.js';

const job = workerData as ReadJob;

async function read(): Promise<ReadAnswer> {
  try {
    if (job.format === 'csv') return { ok: true, grid: readCsv(job.text) };
    // Not for CSV: the package that reads workbooks takes longer to load than a small file to read.
    const { readWorkbook } = await import('./workbook.js');
    return { ok: true, grid: await readWorkbook(Buffer.from(job.bytes)) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ok: false, code: error.code, message: error.message, places: error.places };
  }
}

parentPort?.postMessage(await read());
