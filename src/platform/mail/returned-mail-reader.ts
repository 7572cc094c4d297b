import { runInThread, type ThreadLimits } from '../threads/run-in-thread.js';
import type { ReturnedMail } from './returned-mail.js';

const LIMITS: ThreadLimits = { heapMb: 128, growthMb: 384, deadlineMs: 15_000 };

/** What became of a mail: `unreadable` took too much time or memory, or the parser refused it. */
export type ReadMail = ReturnedMail | 'unreadable';

/**
 * Reads mails that anybody may have written, in a thread of its own: together, and each alone where one of them ends the thread.
 * @returns in their order.
 */
export async function readReturnedMails(mails: readonly Buffer[]): Promise<ReadMail[]> {
  if (mails.length === 0) return [];
  try {
    return await runInThread<ReadMail[]>(new URL('./returned-mails.worker', import.meta.url), mails, LIMITS);
  } catch {
    if (mails.length === 1) return ['unreadable'];
    const read: ReadMail[] = [];
    for (const mail of mails) read.push(...(await readReturnedMails([mail])));
    return read;
  }
}
