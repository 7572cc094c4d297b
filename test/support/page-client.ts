import { cookieHeader, isDevice } from './client.js';

/** A page as a browser got it. */
export interface SeenPage {
  status: number;
  /** Path and query that it came from, after redirects. */
  url: string;
  headers: Headers;
  html: string;
  /** Of the `h1`. */
  heading: string;
  /** What is in the page's hidden and visible fields, by name; of several forms, the last with a name counts. */
  fields: Record<string, string>;
  /** The visible words, with single spaces. */
  text: string;
}

/** A browser without scripts in front of the web process: keeps its cookie, follows redirects, sends forms with their hidden fields. */
export class PageClient {
  cookie: string | undefined;
  /** Of the browser itself. */
  private device: string | undefined;
  private last: SeenPage | undefined;

  constructor(private readonly origin: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<SeenPage> {
    return this.follow(path, { headers });
  }

  /**
   * Fills in and sends a form of the page that was looked at last.
   * @param fields what is typed; hidden fields come along by themselves.
   * @param action where the form goes; usually the page itself.
   */
  send(fields: Record<string, string | string[]>, action?: string): Promise<SeenPage> {
    const page = this.last;
    if (!page) throw new Error('Look at a page first.');
    const body = new URLSearchParams();
    const hidden = Object.fromEntries(
      Object.entries(page.fields).filter(([name]) => name.startsWith('_') || name === 'next'),
    );
    for (const [name, value] of Object.entries({ ...hidden, ...fields }))
      for (const one of [value].flat()) body.append(name, one);
    return this.post(action ?? page.url, body, { referer: `${this.origin}${page.url}` });
  }

  post(path: string, body: URLSearchParams, headers: Record<string, string> = {}): Promise<SeenPage> {
    return this.follow(path, {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'same-origin', origin: this.origin, ...headers },
    });
  }

  async signIn(email: string, password: string): Promise<SeenPage> {
    await this.get('/sign-in');
    return this.send({ email, password });
  }

  /** One answer, without following it. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.origin}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        ...cookieHeader(this.cookie, this.device),
      },
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      if (isDevice(pair)) this.device = pair;
      else this.cookie = pair.endsWith('=') ? undefined : pair;
    }
    return response;
  }

  private async follow(path: string, init: RequestInit): Promise<SeenPage> {
    let [url, response] = [path, await this.ask(path, init)];
    for (let hops = 0; response.status === 303 && hops < 5; hops++) {
      url = response.headers.get('location') ?? '';
      response = await this.ask(url);
    }
    const html = await response.text();
    const nonsense = /Invalid Date(?:Time)?|\bNaN\b|\bundefined\b|\[object Object\]/.exec(html)?.[0];
    if (nonsense !== undefined) throw new Error(`${url} says “${nonsense}”.`);
    this.last = {
      status: response.status,
      url,
      headers: response.headers,
      html,
      heading: textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? ''),
      fields: Object.fromEntries(
        [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => [
          attribute(tag, 'name'),
          attribute(tag, 'value'),
        ]),
      ),
      text: textOf(html.replace(/<head>[\s\S]*?<\/head>/, '')),
    };
    return this.last;
  }
}

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const textOf = (html: string): string =>
  unescaped(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
