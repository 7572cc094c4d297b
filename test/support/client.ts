import { checkDescribed } from './description.js';

export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  /** The parsed body; an empty one is null. Tests know its shape. */
  body: Record<string, unknown> & { items?: Record<string, unknown>[] };
  /** The ETag as sent, to be given back as If-Match. */
  etag: string | undefined;
}

export interface Ask {
  /** Text and bytes are sent as they are; anything else as JSON. */
  body?: unknown;
  ifMatch?: string | undefined;
  headers?: Record<string, string>;
}

/** Of the browser, and not of the session. */
export const isDevice = (pair: string): boolean => /^(?:__Host-)?device=/.test(pair);

export const cookieHeader = (...pairs: (string | undefined)[]): { cookie?: string } => {
  const cookie = pairs.filter((pair) => pair !== undefined).join('; ');
  return cookie === '' ? {} : { cookie };
};

const isHtml = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/html') === true;

/** What a page says, without what differs each time. */
const mainOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…');

/**
 * A browser or a program in front of a {@link TestApp}: keeps its cookie and its CSRF token, or sends its API token. Every answer
 * is held against openapi.json.
 */
export class Client {
  cookie: string | undefined;
  csrfToken: string | undefined;
  /** Of the browser itself: it stays when somebody signs out. */
  device: string | undefined;
  token: string | undefined;

  constructor(
    private readonly origin: string,
    token?: string,
  ) {
    this.token = token;
  }

  /** The same person, signed in as before, in front of another process. */
  at(origin: string): Client {
    const other = new Client(origin, this.token);
    other.cookie = this.cookie;
    other.csrfToken = this.csrfToken;
    return other;
  }

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    ask: Ask = {},
  ): Promise<Answer> {
    const response = await this.fetch(method, url, ask);
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      if (isDevice(pair)) this.device = pair;
      else this.cookie = pair.endsWith('=') ? undefined : pair;
    }
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (text === ''
        ? null
        : isHtml(response)
          ? { page: mainOf(text) }
          : response.headers.get('content-type')?.startsWith('text/csv')
            ? text
            : JSON.parse(text)) as Answer['body'],
      etag: response.headers.get('etag') ?? undefined,
    };
    checkDescribed(method, url, answer);
    return answer;
  }

  /** The answer as it comes, for what is no JSON document: files, lines of progress. Not held against openapi.json. */
  fetch(
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    ask: Ask = {},
  ): Promise<Response> {
    const { body } = ask;
    return fetch(`${this.origin}${url}`, {
      method,
      redirect: 'manual',
      headers: {
        ...cookieHeader(this.cookie, this.device),
        ...(this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(ask.ifMatch === undefined ? {} : { 'if-match': ask.ifMatch }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      body:
        body === undefined
          ? null
          : typeof body === 'string'
            ? body
            : body instanceof Uint8Array
              ? new Uint8Array(body)
              : JSON.stringify(body),
    });
  }

  /** With a link from a mail or the terminal. */
  choosePassword(link: string, password: string): Promise<Answer> {
    const token = new URL(link).searchParams.get('token');
    return this.send('POST', '/api/v1/password-links/use', { body: { token, password } });
  }

  async signIn(email: string, password: string): Promise<Answer> {
    const answer = await this.send('POST', '/api/v1/sessions', { body: { email, password } });
    if (answer.status === 201) this.csrfToken = answer.body['csrfToken'] as string;
    return answer;
  }
}
