/** The thread of returned-mail-reader.ts: reads some mails and ends. A mail that needs too much ends only this thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { readReturnedMail, type ReturnedMail } from './returned-mail.js';

const read: (ReturnedMail | 'unreadable')[] = [];
for (const bytes of workerData as readonly Uint8Array[])
  // The parser refuses what has too many parts, or too large a head.
  read.push(await readReturnedMail(Buffer.from(bytes)).catch(() => 'unreadable' as const));
parentPort?.postMessage(read);
