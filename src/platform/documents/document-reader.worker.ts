/** The thread of document-reader.ts: reads one document and ends. A document that needs too much memory ends only this thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { FileRefused } from '../spreadsheets/grid.js';
import type { DocumentAnswer } from './document-reader.js';
import { readDocx } from './docx.js';

function read(bytes: Uint8Array): DocumentAnswer {
  try {
    return { ok: true, document: readDocx(Buffer.from(bytes)) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}

parentPort?.postMessage(read(workerData as Uint8Array));
