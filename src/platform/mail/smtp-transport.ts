import { Readable, Transform } from 'node:stream';
import { createTransport } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type Mail from 'nodemailer/lib/mailer';
import {
  MailTransport,
  refused,
  said,
  type MailOutcome,
  type OutgoingMail,
  type SendOptions,
} from './mail-transport.js';
import { buildMessage, MessageError, type BuiltMessage, type Piece } from './message.js';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…` (TLS from the first byte); parts are percent-encoded. */
  url: string;
  /** Refuse a server that does not offer STARTTLS. `?requireTLS=true|false` in the url outweighs it. */
  requireTls: boolean;
  /** Recipients elsewhere are refused; empty = any. */
  allowedDomains: readonly string[];
  /** Ask a server that can (DSN, RFC 3461) to report also what it delivered: somebody reads the mailbox of the sender. */
  reportDelivered?: boolean;
  /** Milliseconds. Defaults: connect 10 s, greeting 10 s, silence 60 s, one whole attempt 180 s. */
  timeouts?: Partial<SmtpTimeouts>;
}

export interface SmtpTimeouts {
  connect: number;
  greeting: number;
  socket: number;
  /** From `send` to outcome, waiting for a free connection included; a server that trickles never falls silent. */
  attempt: number;
}

const TIMEOUTS: SmtpTimeouts = { connect: 10_000, greeting: 10_000, socket: 60_000, attempt: 180_000 };
const CONNECTIONS = 5;

/** SMTP over a pool of kept connections (connecting and greeting are most of the cost of a single message). */
export class SmtpTransport extends MailTransport {
  private readonly transporter: Mail<SMTPPool.SentMessageInfo, SMTPPool.Options>;
  private readonly timeouts: SmtpTimeouts;
  private readonly allowedDomains: readonly string[];
  private readonly notify: ('failure' | 'delay' | 'success')[];
  private readonly contents = new WeakMap<Buffer, Content>();
  private readonly underWay = new Set<Promise<MailOutcome>>();
  private closed = false;

  /** @throws Error naming SMTP_URL, without its value, when it cannot be read. */
  constructor(options: SmtpOptions) {
    super();
    this.timeouts = { ...TIMEOUTS, ...options.timeouts };
    this.allowedDomains = options.allowedDomains;
    this.notify = ['failure', 'delay', ...(options.reportDelivered === true ? (['success'] as const) : [])];
    this.transporter = createTransport({
      ...readUrl(options.url, options.requireTls),
      pool: true,
      maxConnections: CONNECTIONS,
      // Twice: once for a kept connection that the server had closed meanwhile, once more for bad luck. The pool does this
      // only while not a byte of the message has left; everything slower is the caller's to repeat.
      maxRequeues: 2,
      connectionTimeout: this.timeouts.connect,
      greetingTimeout: this.timeouts.greeting,
      dnsTimeout: this.timeouts.connect,
      socketTimeout: this.timeouts.socket,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transporter.use('stream', (mail, done) => {
      this.watchContent(mail);
      done();
    });
    // Every send learns of its own fault; what idle connections meet is not news.
    this.transporter.on('error', () => undefined);
  }

  override async send(message: OutgoingMail, options: SendOptions = {}): Promise<MailOutcome> {
    let built: BuiltMessage;
    try {
      built = await buildMessage(message, this.allowedDomains);
    } catch (error) {
      if (error instanceof MessageError) return refused(error.code, error.message);
      throw error;
    }
    if (this.closed) return refused('closed', 'The mail transport is closing.', false);
    const attempt = this.attempt(built, message.messageId, options);
    this.underWay.add(attempt);
    try {
      return await attempt;
    } finally {
      this.underWay.delete(attempt);
    }
  }

  override async close(): Promise<void> {
    this.closed = true;
    this.transporter.close();
    await Promise.allSettled(this.underWay);
  }

  private async attempt(
    { envelope, pieces, size }: BuiltMessage,
    messageId: string,
    { signal, beforeContent }: SendOptions,
  ): Promise<MailOutcome> {
    const content = new Content(pieces, beforeContent);
    // Which message it is: nodemailer hands this on as it is, and never reads it.
    const raw = Buffer.alloc(0);
    this.contents.set(raw, content);
    const limit = AbortSignal.timeout(this.timeouts.attempt);
    try {
      const info = await this.transporter.sendMail({
        envelope: { from: envelope.from, to: [envelope.to], size },
        raw,
        // Only said where the server offers it. A report brings back the headers, never the papers.
        dsn: { return: 'headers', notify: this.notify, id: messageId.slice(1, -1), recipient: envelope.to },
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      return { kind: 'accepted', response: said(info.response) };
    } catch (error) {
      await content.before;
      return classify(asSaid(error as SmtpFault), content.begun);
    }
  }

  /**
   * The pool reads the message only after the server has answered DATA with 354: nodemailer has no other sign of that moment. So the
   * first read is where `beforeContent` belongs. What is read are the pieces as they are: they need no line ends and no encoding any more.
   */
  private watchContent(mail: Parameters<Mail.PluginFunction>[0]): void {
    const { message } = mail;
    const content = Buffer.isBuffer(mail.data.raw) ? this.contents.get(mail.data.raw) : undefined;
    if (content === undefined) throw new Error('BUG: only built messages are sent');
    message.createReadStream = () => content.stream();
  }
}

/** The content of one message, and whether it began to travel: until then a failure is certain, from then on only an answer is. */
class Content {
  begun = false;
  /** Set once the server has asked for the content; rejects as `beforeContent` does. */
  before: Promise<void> | undefined;
  private readonly files: ReadonlySet<Buffer>;

  constructor(
    private readonly pieces: readonly Piece[],
    private readonly beforeContent: (() => Promise<void>) | undefined,
  ) {
    this.files = new Set(pieces.filter(({ base64 }) => base64).map(({ bytes }) => bytes));
  }

  /** Asked for again when the pool repeats a message over another connection. */
  stream(): Readable {
    const stream = Readable.from(this.chunks(() => stream.destroyed));
    const pipe = stream.pipe.bind(stream);
    stream.pipe = (destination, options) => {
      this.passFiles(destination);
      return pipe(destination, options);
    };
    return stream;
  }

  private async *chunks(lost: () => boolean): AsyncGenerator<Buffer> {
    this.before ??= this.beforeContent?.();
    await this.before;
    // The line may have broken meanwhile: then nobody reads this any more.
    if (lost()) return;
    this.begun = true;
    for (const { bytes } of this.pieces) yield bytes;
  }

  /**
   * Nodemailer pipes a message through a transform that looks at each byte for dots and line ends to be escaped, which is most of the work
   * of sending a file. It sees everything but the files, in which there is nothing to be escaped.
   */
  private passFiles(escaping: NodeJS.WritableStream): void {
    if (!(escaping instanceof Transform)) return;
    const escape = escaping._transform.bind(escaping);
    escaping._transform = (chunk: Buffer, encoding, done) => {
      if (this.files.has(chunk)) done(null, chunk);
      else escape(chunk, encoding, done);
    };
  }
}

/** What nodemailer puts on its errors. */
interface SmtpFault {
  message: string;
  code?: string | undefined;
  /** The command that was refused; `CONN` when the line itself failed. */
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
}

/** What the server said stands in the message as well. */
const asSaid = (fault: SmtpFault): SmtpFault => ({
  code: fault.code,
  command: fault.command,
  responseCode: fault.responseCode,
  response: fault.response === undefined ? undefined : said(fault.response),
  message: said(fault.message),
});

/** Commands whose refusal is about this message; a 5xx to any other (greeting, EHLO, AUTH) is about us or the server. */
const ABOUT_THE_MESSAGE = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** Refusals of the message that a change of our own set-up cures: sign-in required, TLS required. */
const ABOUT_US = new Set([503, 530, 534, 535, 538]);

/** @param begun whether any of the message's content had left. */
function classify(fault: SmtpFault, begun: boolean): MailOutcome {
  const { response, responseCode } = fault;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 600) {
    const permanent =
      responseCode >= 500 && ABOUT_THE_MESSAGE.has(fault.command ?? '') && !ABOUT_US.has(responseCode);
    return {
      kind: 'rejected',
      permanent,
      code: String(responseCode),
      response,
      reason: fault.message,
      ...(aboutSize(responseCode, response) ? { tooLarge: true } : {}),
    };
  }
  if (begun)
    return {
      kind: 'uncertain',
      reason: `The message was on its way to the server, but no answer came (${fault.code ?? 'unknown'}: ${fault.message}).`,
    };
  // Larger than the size that the server announced: nodemailer does not even try.
  const permanent = fault.code === 'EMESSAGE' && fault.command === 'MAIL FROM';
  return {
    kind: 'rejected',
    permanent,
    code: fault.code ?? 'unknown',
    response,
    reason: fault.message,
    ...(permanent ? { tooLarge: true } : {}),
  };
}

/** RFC 1870: 552 refuses a size, and so does the enhanced code 5.3.4. With 5.2.2 it says that a mailbox is full. */
const aboutSize = (code: number, response = ''): boolean =>
  /\b5\.3\.4\b/.test(response) || (code === 552 && !/\b5\.2\.2\b/.test(response));

function readUrl(text: string, requireTls: boolean): SMTPPool.Options {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error('SMTP_URL is not a URL (smtp://user:password@host:587 is expected).');
  }
  if ((url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw new Error('SMTP_URL must begin with smtp:// or smtps:// and name a host.');
  const secure = url.protocol === 'smtps:';
  const wanted = url.searchParams.get('requireTLS');
  if (wanted !== null && wanted !== 'true' && wanted !== 'false')
    throw new Error('requireTLS in SMTP_URL is either true or false.');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: wanted === null ? requireTls : wanted === 'true',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  };
}
