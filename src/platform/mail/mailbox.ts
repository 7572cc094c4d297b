import { ImapFlow, type SearchObject } from 'imapflow';
import { said } from './mail-transport.js';

export interface MailboxOptions {
  /** `imaps://user:password@host:993/Folder` or `imap://…` (STARTTLS); parts are percent-encoded. Without a folder: INBOX. */
  url: string;
  /** Refuse a server that does not offer STARTTLS. `?requireTLS=true|false` in the url outweighs it. */
  requireTls: boolean;
  /** Where mails go once they were read; without it they stay, with a mark. */
  moveTo?: string | undefined;
  /** Milliseconds; defaults: connect 10 s, silence 60 s. */
  timeouts?: { connect: number; socket: number } | undefined;
}

/** One mail, as far as it was fetched. */
export interface FetchedMail {
  bytes: Buffer;
  /** When the mailbox's own server took it. */
  receivedAt: Date;
}

/** The mailbox cannot be read. The message is for an operator and holds no secret. */
export class MailboxError extends Error {
  override name = 'MailboxError';
}

/** Bytes of one mail that are looked at. A notice says what it is about before it repeats what was sent. */
const MOST_BYTES = 256 * 1024;
/** Mails in one visit, and together in memory. */
const MOST_MAILS = 400;
const AT_ONCE = 20;
/** On mails that were read. A keyword, so that people's own marks stay theirs. */
const MARK = '$HighlightReportRead';

/** A folder on an IMAP server whose new mails are read one after the other and marked. Nothing is deleted and nothing is sent. */
export class Mailbox {
  private readonly connection: ConstructorParameters<typeof ImapFlow>[0];
  private readonly folder: string;

  /** @throws Error naming DELIVERY_MAILBOX_URL, without its value, when it cannot be read. */
  constructor(private readonly options: MailboxOptions) {
    const { folder, ...server } = readUrl(options.url, options.requireTls);
    this.folder = folder;
    const { connect, socket } = options.timeouts ?? { connect: 10_000, socket: 60_000 };
    this.connection = {
      ...server,
      logger: false,
      disableAutoIdle: true,
      disableCompression: true,
      clientInfo: { name: 'highlight-report' },
      connectionTimeout: connect,
      greetingTimeout: connect,
      socketTimeout: socket,
      maxLiteralSize: MOST_BYTES + 1024,
    };
  }

  /**
   * Hands over what is new, in the order in which it came, some mails at a time, and marks them afterwards. What was handed over and not
   * marked, because the line broke, comes again.
   * @throws MailboxError when the server cannot be reached, refuses us, or does not let mails be marked · whatever `take` throws.
   */
  async readNew(take: (mails: FetchedMail[]) => Promise<void>, signal?: AbortSignal): Promise<void> {
    const client = new ImapFlow(this.connection);
    // Every command learns of its own fault; one between two commands shows in the next.
    client.on('error', () => undefined);
    const stop = (): void => {
      client.close();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await asMailboxError('could not be opened', async () => {
        await client.connect();
        await client.mailboxOpen(this.folder);
      });
      const { search, mark } = this.marking(client);
      const found = await asMailboxError('could not be searched', () => client.search(search, { uid: true }));
      const uids = (found === false || found === undefined ? [] : found).slice(0, MOST_MAILS);
      for (let at = 0; at < uids.length && signal?.aborted !== true; at += AT_ONCE) {
        const some = uids.slice(at, at + AT_ONCE);
        await take(await asMailboxError('could not be read', () => this.fetch(client, some)));
        await asMailboxError('lets no mail be marked', () => mark(some.join(',')));
      }
    } finally {
      signal?.removeEventListener('abort', stop);
      // A goodbye is polite, and not waited for longer than a moment: the server may be gone.
      await Promise.race([
        client.logout().catch(() => undefined),
        new Promise((end) => setTimeout(end, 1000).unref()),
      ]);
      client.close();
    }
  }

  private async fetch(client: ImapFlow, uids: readonly number[]): Promise<FetchedMail[]> {
    const mails: FetchedMail[] = [];
    const query = { uid: true, internalDate: true, source: { start: 0, maxLength: MOST_BYTES } };
    for await (const { source, internalDate } of client.fetch(uids.join(','), query, { uid: true })) {
      const receivedAt = new Date(internalDate ?? Date.now());
      if (source) mails.push({ bytes: source, receivedAt });
    }
    return mails;
  }

  /** Which mails are new, and how they are marked. Servers that keep no keywords, such as Exchange, have them marked as seen. */
  private marking(client: ImapFlow): { search: SearchObject; mark: (uids: string) => Promise<void> } {
    const { moveTo } = this.options;
    const done = (marked: unknown): void => {
      if (marked === false) throw new Error('the server refused');
    };
    if (moveTo !== undefined)
      return {
        search: { all: true },
        mark: async (uids) => {
          done(await client.messageMove(uids, moveTo, { uid: true }));
        },
      };
    const flags = client.mailbox === false ? undefined : client.mailbox.permanentFlags;
    const keeps = flags?.has('\\*') === true || flags?.has(MARK) === true;
    return {
      search: keeps ? { unKeyword: MARK } : { seen: false },
      mark: async (uids) => {
        done(await client.messageFlagsAdd(uids, [keeps ? MARK : '\\Seen'], { uid: true }));
      },
    };
  }
}

/** What imapflow puts on its errors. */
interface ImapFault {
  message: string;
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
}

async function asMailboxError<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message, code, authenticationFailed, responseText } = error as ImapFault;
    const why = authenticationFailed === true ? 'the sign-in was refused' : (responseText ?? code ?? message);
    throw new MailboxError(`The mailbox for notices ${what}: ${said(why)}.`, { cause: error });
  }
}

function readUrl(text: string, requireTls: boolean) {
  const problem = (sentence: string): Error => new Error(`DELIVERY_MAILBOX_URL ${sentence}`);
  if (!URL.canParse(text)) throw problem('is not a URL (imaps://user:password@host:993/Folder is expected).');
  const url = new URL(text);
  if ((url.protocol !== 'imap:' && url.protocol !== 'imaps:') || url.hostname === '')
    throw problem('must begin with imap:// or imaps:// and name a host.');
  if (url.username === '') throw problem('must name a user.');
  const wanted = url.searchParams.get('requireTLS');
  if (wanted !== null && wanted !== 'true' && wanted !== 'false')
    throw problem('knows requireTLS as either true or false.');
  const secure = url.protocol === 'imaps:';
  const required = wanted === null ? requireTls : wanted === 'true';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    // Left out, the client takes STARTTLS where the server offers it.
    ...(secure || !required ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    folder: decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX',
  };
}
