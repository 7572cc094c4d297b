/*
 * The protocol of clamd (man clamd, INSTREAM and PING), by hand: the package `clamscan` starts programs and reads settings of its own, and
 * what is needed is one command. Commands begin with `z` and end with NUL, and so does the answer.
 */
import { converse, ScannerAway, type Listening } from './conversation.js';

/** clamd takes pieces of any size; small ones let it begin early. */
const PIECE = 64 * 1024;
const ANSWER_LIMIT = 4096;

const isWhole = (answer: Buffer): boolean => answer.includes(0);

function* instream(bytes: Buffer): Generator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(piece.length);
    yield size;
    yield piece;
  }
  yield Buffer.alloc(4);
}

/** @returns what clamd found, or null when it found nothing. @throws ScannerAway. */
export async function askClamd(at: Listening, bytes: Buffer, deadlineMs: number): Promise<string | null> {
  const answer = await said(at, instream(bytes), deadlineMs);
  if (answer === 'stream: OK') return null;
  const [, signature] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (signature !== undefined) return signature;
  if (/size limit exceeded/i.test(answer))
    throw new ScannerAway(
      'The scanner does not take files of this size: StreamMaxLength of clamd is less than EVIDENCE_FILE_MB.',
      true,
    );
  throw new ScannerAway('The scanner could not scan the file, or said something that clamd does not say.');
}

/** @throws ScannerAway unless clamd answers. */
export async function pingClamd(at: Listening, deadlineMs: number): Promise<void> {
  if ((await said(at, [Buffer.from('zPING\0')], deadlineMs)) !== 'PONG')
    throw new ScannerAway('What answers at the scanner’s address is not clamd.');
}

/** An answer that broke off before its NUL is none. */
async function said(at: Listening, request: Iterable<Buffer>, deadlineMs: number): Promise<string> {
  const answer = await converse(at, request, isWhole, ANSWER_LIMIT, deadlineMs);
  const end = answer.indexOf(0);
  if (end === -1) throw new ScannerAway('The scanner closed the connection in the middle of its answer.');
  return answer.toString('latin1', 0, end).trim();
}
