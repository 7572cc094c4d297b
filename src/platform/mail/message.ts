import { randomBytes } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './mail-transport.js';
import { domainAllowed, domainOf, isMailAddress } from './mail-address.js';

interface Mailbox {
  name: string;
  address: string;
}

/** A part of a message. Base64 holds no dot and no line end but CRLF, so nothing in it is to be escaped on the way. */
export interface Piece {
  bytes: Buffer;
  base64: boolean;
}

/** A message in the form in which it travels: RFC 5322, CRLF line ends. */
export interface BuiltMessage {
  envelope: { from: string; to: string };
  /** One after the other they are the message; a file is the same piece in the messages to all of its recipients. */
  pieces: readonly Piece[];
  /** Of all pieces, in bytes. */
  size: number;
}

/** The message breaks a rule of ours; it is refused before anything is sent. */
export class MessageError extends Error {
  override name = 'MessageError';

  constructor(
    readonly code: 'invalid-message' | 'domain-not-allowed',
    message: string,
  ) {
    super(message);
  }
}

/** A file in the form in which it travels. */
interface Travelling {
  /** Base64 in lines of 76 characters, without the line end of the last. */
  lines: Buffer;
  /** Stands for the file while the message around it is made: 45 random bytes, one line of base64 that nothing else holds. */
  standIn: Buffer;
}

/** The same file goes to many, and encoding it costs more than all else of a message. */
const encoded = new WeakMap<Buffer, Travelling>();

function travelling(content: Buffer): Travelling {
  let file = encoded.get(content);
  if (file === undefined) {
    const lines = Buffer.from(content.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n'), 'latin1');
    encoded.set(content, (file = { lines, standIn: randomBytes(45) }));
  }
  return file;
}

const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
const FILENAME = /^[^\p{Cc}\p{Cs}\u2028\u2029/\\:*?"<>|]{1,150}$/u;
const CONTENT_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/;
const MESSAGE_ID = /^<[A-Za-z0-9._%+=-]{1,150}@[A-Za-z0-9.-]{1,100}>$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,60}$/;
const OUR_HEADERS =
  /^(?:from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-.*|dkim-.*)$/i;

/**
 * Checks every part that could carry something else than it seems, and builds the message once.
 * @param allowedDomains recipients elsewhere are refused; empty = any. Subdomains are not implied.
 * @throws MessageError; its message names the part, never its content.
 */
export async function buildMessage(
  mail: OutgoingMail,
  allowedDomains: readonly string[],
): Promise<BuiltMessage> {
  const from = mailbox(mail.from, 'sender');
  const to = address(mail.to, 'recipient');
  assertDomain(to, allowedDomains);
  check(MESSAGE_ID.test(mail.messageId), 'The message id is not one of ours.');
  check(!CONTROL.test(mail.subject), 'The subject holds a line break or another control character.');
  checkHeaders(mail.headers ?? {});
  checkAttachments(mail);
  const files = (mail.attachments ?? []).map((file) => ({ ...file, ...travelling(file.content) }));
  const composer = new MailComposer({
    from,
    to,
    ...(mail.replyTo === undefined ? {} : { replyTo: mailbox(mail.replyTo, 'reply address') }),
    messageId: mail.messageId,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: { ...mail.headers },
    attachments: files.map(({ filename, contentType, standIn }) => ({
      filename,
      contentType,
      content: standIn,
      contentTransferEncoding: 'base64',
    })),
    newline: 'windows',
    // The content of a message is what the caller holds in memory; it can never name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const around = await composer.compile().build();
  const pieces: Piece[] = [];
  let done = 0;
  for (const { lines, standIn } of files) {
    const line = standIn.toString('base64');
    const at = around.indexOf(line, done, 'latin1');
    if (at < 0) throw new Error('BUG: a file has no place in its message');
    pieces.push({ bytes: around.subarray(done, at), base64: false }, { bytes: lines, base64: true });
    done = at + line.length;
  }
  pieces.push({ bytes: around.subarray(done), base64: false });
  return {
    envelope: { from: from.address, to },
    pieces,
    size: pieces.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

function check(holds: boolean, sentence: string): void {
  if (!holds) throw new MessageError('invalid-message', sentence);
}

function address(text: string, what: string): string {
  check(isMailAddress(text), `The ${what} is not a mail address.`);
  return text;
}

function mailbox(text: string, what: string): Mailbox {
  check(!CONTROL.test(text), `The ${what} holds a line break or another control character.`);
  const named = /^"?([^"<>]*?)"? *<([^<>]*)>$/.exec(text);
  return { name: named?.[1] ?? '', address: address(named?.[2] ?? text, what) };
}

function assertDomain(to: string, allowed: readonly string[]): void {
  if (!domainAllowed(to, allowed))
    throw new MessageError(
      'domain-not-allowed',
      `Mail to ${domainOf(to)} is not allowed here (ALLOWED_MAIL_DOMAINS).`,
    );
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    check(HEADER_NAME.test(name), 'A header has a name that is none.');
    check(!OUR_HEADERS.test(name), `The header ${name} is made from the message itself.`);
    check(!CONTROL.test(value), `The header ${name} holds a line break or another control character.`);
  }
}

function checkAttachments(mail: OutgoingMail): void {
  for (const { filename, contentType, content } of mail.attachments ?? []) {
    check(
      FILENAME.test(filename) && !filename.startsWith('.'),
      'An attachment has a name with a folder or a forbidden character.',
    );
    check(CONTENT_TYPE.test(contentType), 'An attachment has a content type that is none.');
    check(Buffer.isBuffer(content), 'An attachment has no content.');
  }
}
