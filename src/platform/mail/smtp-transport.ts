import { createTransport } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type Mail from 'nodemailer/lib/mailer';
import { MailTransport, refused, said, type MailOutcome, type OutgoingMail } from './mail-transport.js';
import { buildMessage, MessageError, type BuiltMessage } from './message.js';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…` (TLS from the first byte); parts are percent-encoded. */
  url: string;
  /** Refuse a server that does not offer STARTTLS. `?requireTLS=true|false` in the url outweighs it. */
  requireTls: boolean;
  /** Recipients elsewhere are refused; empty = any. */
  allowedDomains: readonly string[];
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
  /** Messages whose content began to travel. Until then a failure is certain, from then on only an answer is. */
  private readonly begun = new WeakSet<Buffer>();
  private readonly underWay = new Set<Promise<MailOutcome>>();
  private closed = false;

  /** @throws Error naming SMTP_URL, without its value, when it cannot be read. */
  constructor(options: SmtpOptions) {
    super();
    this.timeouts = { ...TIMEOUTS, ...options.timeouts };
    this.allowedDomains = options.allowedDomains;
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

  override async send(message: OutgoingMail, signal?: AbortSignal): Promise<MailOutcome> {
    let built: BuiltMessage;
    try {
      built = await buildMessage(message, this.allowedDomains);
    } catch (error) {
      if (error instanceof MessageError) return refused(error.code, error.message);
      throw error;
    }
    if (this.closed) return refused('closed', 'The mail transport is closing.', false);
    const attempt = this.attempt(built, signal);
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

  private async attempt({ envelope, bytes }: BuiltMessage, signal?: AbortSignal): Promise<MailOutcome> {
    const limit = AbortSignal.timeout(this.timeouts.attempt);
    try {
      const info = await this.transporter.sendMail({
        envelope: { from: envelope.from, to: [envelope.to], size: bytes.length },
        raw: bytes,
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      return { kind: 'accepted', response: said(info.response) };
    } catch (error) {
      return classify(asSaid(error as SmtpFault), this.begun.has(bytes));
    }
  }

  /**
   * The pool reads the message only after the server has answered DATA with 354, so the first byte read is the point from
   * which a lost line leaves the outcome open. A fault itself does not tell: it is the same before and after.
   */
  private watchContent(mail: Parameters<Mail.PluginFunction>[0]): void {
    const { raw } = mail.data;
    const { message } = mail;
    if (!Buffer.isBuffer(raw)) throw new Error('BUG: only built messages are sent');
    const createReadStream = message.createReadStream.bind(message);
    message.createReadStream = (...args) => {
      const stream = createReadStream(...args);
      const read = stream.read.bind(stream);
      stream.read = (size?: number): unknown => {
        const chunk: unknown = read(size);
        if (chunk !== null) this.begun.add(raw);
        return chunk;
      };
      return stream;
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
    return { kind: 'rejected', permanent, code: String(responseCode), response, reason: fault.message };
  }
  if (begun)
    return {
      kind: 'uncertain',
      reason: `The message was on its way to the server, but no answer came (${fault.code ?? 'unknown'}: ${fault.message}).`,
    };
  // Larger than the size that the server announced: nodemailer does not even try.
  const permanent = fault.code === 'EMESSAGE' && fault.command === 'MAIL FROM';
  return { kind: 'rejected', permanent, code: fault.code ?? 'unknown', response, reason: fault.message };
}

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
