import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { refused, said, type MailOutcome, type SendOptions } from '../mail/mail-transport.js';
import { isPublicAddress } from './public-address.js';
import { signedHeaders } from './webhook-signature.js';

export interface WebhookMessage {
  url: string;
  /** The same whenever the same message is posted again: a receiver takes it once. */
  id: string;
  /** JSON. */
  body: string;
  secret: string;
}

export interface WebhookOptions {
  /** Demands https, and refuses whatever is not the public internet. */
  publicOnly: boolean;
  /** Milliseconds. Defaults: 10 s to connect, 30 s for one whole attempt, 2 s for the words of an answer. */
  timeouts?: Partial<typeof TIMEOUTS>;
}

const TIMEOUTS = { connect: 10_000, attempt: 30_000, words: 2_000 };
/** Of an answer's body; more than is ever shown. */
const MOST_READ = 2048;
const MOST_HEADERS = 8192;

class PrivateAddress extends Error {}

/**
 * Posts signed messages to programs of others. Connects once, to the address that was checked; follows no redirect, uses no proxy and keeps no
 * connection. Reads little of the answer: the status decides.
 */
export class WebhookTransport {
  private readonly timeouts: typeof TIMEOUTS;

  constructor(private readonly options: WebhookOptions) {
    this.timeouts = { ...TIMEOUTS, ...options.timeouts };
  }

  /**
   * Tries once. Never throws for what the other side does: that is the outcome. 2xx is accepted, 410 is refused for good, everything
   * else may be tried again.
   * @throws whatever `beforeContent` throws.
   */
  async post(message: WebhookMessage, { signal, beforeContent }: SendOptions): Promise<MailOutcome> {
    const url = new URL(message.url);
    if (this.options.publicOnly && url.protocol !== 'https:')
      return refused('not-https', 'The address does not begin with https:. Nothing was sent.');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (this.options.publicOnly && isIP(host) !== 0 && !isPublicAddress(host)) return privateNetwork();
    const limit = AbortSignal.timeout(this.timeouts.attempt);
    const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    let begun = false;
    let request: ClientRequest | undefined;
    try {
      request = this.open(url, message, stop);
      await connected(request, url.protocol === 'https:', this.timeouts.connect);
      const answer = answerTo(request);
      // What happens while the mark is written is heard below, and no fault of this process.
      answer.catch(() => undefined);
      await beforeContent?.();
      begun = true;
      request.end(message.body);
      const { status, words } = await this.read(await answer);
      return outcomeOf(status, words);
    } catch (error) {
      if (!begun && !(error instanceof LineFault) && !stop.aborted) throw error;
      return faultOutcome(error, begun, limit.aborted);
    } finally {
      request?.destroy();
    }
  }

  private open(url: URL, message: WebhookMessage, signal: AbortSignal): ClientRequest {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const made = request(url, {
      method: 'POST',
      agent: false,
      lookup: this.options.publicOnly ? publicLookup : undefined,
      maxHeaderSize: MOST_HEADERS,
      signal,
      headers: {
        ...signedHeaders(message, new Date()),
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(message.body),
        'User-Agent': 'highlight-report',
        Accept: '*/*',
        Connection: 'close',
      },
    });
    return made;
  }

  /** The status, and the beginning of what was said with it, as far as it came in time. */
  private async read(response: IncomingMessage): Promise<{ status: number; words: string }> {
    const parts: Buffer[] = [];
    let size = 0;
    const enough = setTimeout(() => response.destroy(), this.timeouts.words);
    try {
      for await (const part of response as AsyncIterable<Buffer>) {
        parts.push(part);
        size += part.length;
        if (size >= MOST_READ) break;
      }
    } catch {
      // The status has come: it stands, whatever becomes of the rest.
    } finally {
      clearTimeout(enough);
      response.destroy();
    }
    const words = said(Buffer.concat(parts).subarray(0, MOST_READ).toString('utf8'));
    return { status: response.statusCode ?? 0, words };
  }
}

/** What the line or the other side did. */
class LineFault extends Error {
  constructor(override readonly cause: NodeJS.ErrnoException) {
    super(cause.message);
  }
}

/** Resolved at the moment of connecting, and what was resolved is what is connected to. One address that is not public refuses all. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) {
      done(error, '', 4);
      return;
    }
    const [first] = found;
    if (first === undefined || found.some(({ address }) => !isPublicAddress(address))) {
      done(new PrivateAddress('private'), '', 4);
      return;
    }
    if (options.all === true) (done as unknown as (error: null, all: LookupAddress[]) => void)(null, found);
    else done(null, first.address, first.family);
  });
};

function connected(request: ClientRequest, tls: boolean, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
    }, patience);
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(new LineFault(error));
    });
    request.once('socket', (socket) => {
      socket.once(tls ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  });
}

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response);
    });
    request.on('error', (error) => {
      reject(new LineFault(error));
    });
    request.once('close', () => {
      reject(new LineFault(Object.assign(new Error('the connection ended'), { code: 'ECONNRESET' })));
    });
  });
}

function outcomeOf(status: number, words: string): MailOutcome {
  const response = `${status}${words === '' ? '' : ` ${words}`}`;
  if (status >= 200 && status < 300) return { kind: 'accepted', response };
  const reason =
    status === 410
      ? 'It answered 410: it is gone for good, and is not tried again.'
      : status >= 300 && status < 400
        ? `It answered ${status} and named another address, which is not followed.`
        : `It answered ${status}.`;
  return { kind: 'rejected', permanent: status === 410, code: String(status), response, reason };
}

const privateNetwork = (): MailOutcome =>
  refused(
    'private-network',
    'The address leads to this machine or to a private network, where nothing may be sent from here.',
  );

function faultOutcome(error: unknown, begun: boolean, late: boolean): MailOutcome {
  const cause = error instanceof LineFault ? error.cause : (error as NodeJS.ErrnoException);
  if (cause instanceof PrivateAddress) return privateNetwork();
  const code = late ? 'ETIMEDOUT' : (cause.code ?? 'unknown');
  const words = late ? 'no answer in time' : said(cause.message);
  if (begun)
    return {
      kind: 'uncertain',
      reason: `The message was on its way, and no answer came that could be read (${code}: ${words}).`,
    };
  return refused(code, `There was no connection (${code}: ${words}). Nothing was sent.`, false);
}
