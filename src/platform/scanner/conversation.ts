import { connect } from 'node:net';

/** The scanner did not answer clearly: it is not there, too slow, too busy, or says something that it should not say. */
export class ScannerAway extends Error {
  override name = 'ScannerAway';

  /**
   * @param message a sentence for the operator.
   * @param tooLarge the scanner does not take files of this size, so that trying again does not help.
   */
  constructor(
    message: string,
    readonly tooLarge = false,
  ) {
    super(message);
  }
}

/** Where the scanner listens: a socket of this machine, or an address. */
export type Listening = { path: string } | { host: string; port: number };

/**
 * Sends a request and reads the answer to its end, or to where it is whole.
 * @param request in pieces; the scanner may answer before it has read all of them.
 * @param whole says whether the answer is complete; without it the scanner closes the connection.
 * @param limit the most bytes of an answer.
 * @throws ScannerAway when it cannot be reached, closes without a word, answers too much, or is not done in time.
 */
export function converse(
  at: Listening,
  request: Iterable<Buffer>,
  whole: (answer: Buffer) => boolean,
  limit: number,
  deadlineMs: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(at);
    let answer = Buffer.alloc(0);
    let done = false;
    const end = (error?: ScannerAway): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve(answer);
    };
    const timer = setTimeout(() => {
      end(new ScannerAway(`The scanner did not answer within ${Math.round(deadlineMs / 100) / 10} seconds.`));
    }, deadlineMs);
    const pieces = request[Symbol.iterator]();
    const send = (): void => {
      for (;;) {
        const next = pieces.next();
        if (next.done === true || done) return;
        if (!socket.write(next.value)) {
          socket.once('drain', send);
          return;
        }
      }
    };
    // A scanner that refuses a file in the middle closes while we still write: what it said before counts.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (answer.length > 0) end();
      else end(new ScannerAway(`The scanner cannot be reached (${error.code ?? 'unknown'}).`));
    });
    socket.on('data', (piece: Buffer) => {
      answer = Buffer.concat([answer, piece]);
      if (answer.length > limit) end(new ScannerAway('The scanner said more than a scanner says.'));
      else if (whole(answer)) end();
    });
    socket.on('close', () => {
      end(
        answer.length > 0
          ? undefined
          : new ScannerAway('The scanner closed the connection without an answer.'),
      );
    });
    socket.once('connect', send);
  });
}
