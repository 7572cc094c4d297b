import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  MailTransport,
  refused,
  type MailOutcome,
  type OutgoingMail,
  type SendOptions,
} from './mail-transport.js';
import { buildMessage, MessageError, type BuiltMessage } from './message.js';

export interface FileTransportOptions {
  /** Made when it is missing. */
  folder: string;
  /** Recipients elsewhere are refused; empty = any. */
  allowedDomains: readonly string[];
}

/**
 * The zero-setup stand-in for a mail server: each message becomes one `.eml` file that any mail program opens. The name
 * comes from the message id, so the same message sent again is the same file.
 */
export class FileTransport extends MailTransport {
  constructor(private readonly options: FileTransportOptions) {
    super();
  }

  override async send(message: OutgoingMail, options: SendOptions = {}): Promise<MailOutcome> {
    let built: BuiltMessage;
    try {
      built = await buildMessage(message, this.options.allowedDomains);
    } catch (error) {
      if (error instanceof MessageError) return refused(error.code, error.message);
      throw error;
    }
    if (options.signal?.aborted === true)
      return refused('EABORT', 'Sending was given up before it began.', false);
    const name = fileName(message.messageId);
    await options.beforeContent?.();
    try {
      await this.write(name, Buffer.concat(built.pieces.map(({ bytes }) => bytes)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return refused(
        code ?? 'unknown',
        `The mail could not be written to a file (${code ?? 'unknown'}).`,
        false,
      );
    }
    return { kind: 'accepted', response: `250 written to ${name}` };
  }

  override async close(): Promise<void> {
    // Nothing is held open between calls.
  }

  private async write(name: string, bytes: Buffer): Promise<void> {
    const { folder } = this.options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = join(folder, `.${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(folder, name));
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/** The part before the @ when it is plain enough for every file system, otherwise a hash of the whole. */
function fileName(messageId: string): string {
  const local = messageId.slice(1, messageId.lastIndexOf('@'));
  const plain = /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/.test(local);
  return `${plain ? local : createHash('sha256').update(messageId).digest('hex').slice(0, 32)}.eml`;
}
