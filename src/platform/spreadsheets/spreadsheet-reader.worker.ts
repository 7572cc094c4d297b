/** The thread of spreadsheet-reader.ts: reads one file and ends. A file that needs too much memory ends only this thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { readCsv } from './csv.js';
import type { ReadAnswer, ReadJob } from './spreadsheet-reader.js';
import { FileRefused } from './grid.js';

const job = workerData as ReadJob;

async function read(): Promise<ReadAnswer> {
  try {
    if (job.format === 'csv') return { ok: true, grids: [readCsv(job.text)] };
    // Only for workbooks: loading the package takes longer than reading a small CSV file.
    const { readWorkbook } = await import('./workbook.js');
    return { ok: true, grids: await readWorkbook(Buffer.from(job.bytes), job.which) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ok: false, code: error.code, message: error.message, places: error.places, row: error.row };
  }
}

parentPort?.postMessage(await read());
