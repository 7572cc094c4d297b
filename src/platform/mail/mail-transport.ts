/** One file in a mail; content is held in memory, never named by a path or an address. */
export interface MailAttachment {
  /** Shown to the recipient; letters, digits and simple punctuation, no folders. */
  filename: string;
  /** `application/pdf`. */
  contentType: string;
  content: Buffer;
}

/** One message to one recipient. */
export interface OutgoingMail {
  /**
   * `<delivery-uuid.group@domain>`. The caller keeps it the same whenever it sends the same message again: some servers and
   * mail programs drop a second copy by it, none promises to.
   */
  messageId: string;
  /** `Name <address>` or a bare address; also the envelope's sender, so bounces go there. */
  from: string;
  /** A bare address; exactly one, so that no recipient learns of another and none is accepted in part. */
  to: string;
  replyTo?: string;
  subject: string;
  text: string;
  html?: string;
  attachments?: readonly MailAttachment[];
  /** Further headers, such as `Auto-Submitted`. Those that the fields above make cannot be given here. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * What became of one message.
 * - `accepted`: the next server took it over; `response` is its answer. Whether it reaches the inbox is not known here.
 * - `rejected`: it was certainly not taken over. `permanent`: the same message would be refused again (the delivery has
 *   failed, or bounced); otherwise it may be sent again later (deferred). `code` is the SMTP reply code (`"451"`) or, when
 *   no server answered, a short name (`ETIMEDOUT`, `invalid-message`).
 * - `uncertain`: the server may or may not have taken it: its content was on the way when the line was lost. It must not be
 *   sent again without a person's decision.
 */
export type MailOutcome =
  | { kind: 'accepted'; response: string }
  | {
      kind: 'rejected';
      permanent: boolean;
      code: string;
      response: string | undefined;
      reason: string;
      /** It was refused for its size: the same message without its files may be taken. */
      tooLarge?: boolean;
    }
  | { kind: 'uncertain'; reason: string };

/** How one message is sent. */
export interface SendOptions {
  /** Aborting gives up at once; the outcome says honestly whether the message may already be out. */
  signal?: AbortSignal | undefined;
  /**
   * Called at most once, after the server has asked for the content and before a byte of it leaves: until it resolves, nothing is out
   * for certain. When it throws, nothing is sent.
   */
  beforeContent?: (() => Promise<void>) | undefined;
}

/** Hands messages to a mail server, or to files in its place. */
export abstract class MailTransport {
  /**
   * Tries once. Never throws for what a message, a server or a line does: that is the outcome.
   * @throws whatever `beforeContent` throws.
   */
  abstract send(message: OutgoingMail, options?: SendOptions): Promise<MailOutcome>;

  /** Takes no more messages, lets those under way finish, and closes connections. */
  abstract close(): Promise<void>;
}

/** More than any honest server says. */
const MOST_SAID = 500;

/** What a server said, as it may be kept and shown: one line without controls, clipped. A server says what it likes. */
export function said(words: string): string {
  // Not more than is looked at: a server may send megabytes.
  const line = words
    .slice(0, MOST_SAID * 4)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const signs = Array.from(line);
  return signs.length <= MOST_SAID ? line : `${signs.slice(0, MOST_SAID - 1).join('')}…`;
}

/** A refusal by ourselves, before anything was written or sent. */
export function refused(code: string, reason: string, permanent = true): MailOutcome {
  return { kind: 'rejected', permanent, code, response: undefined, reason };
}
