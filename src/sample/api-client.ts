/** Longer than the server's own limits, so that its answer comes first. */
const ANSWER_WITHIN_MS = 40_000;

interface ProblemBody {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  instance?: string;
  errors?: { path: string; message: string }[];
}

/** A refusal by the API: its problem document (RFC 9457). */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly code: string;
  /** The place and what is wrong there, one for each. */
  readonly errors: readonly { path: string; message: string }[];
  /** The reference that the log carries too. */
  readonly instance: string | undefined;

  constructor(
    readonly request: string,
    readonly status: number,
    body: ProblemBody,
  ) {
    super(body.detail ?? body.title ?? 'The answer says nothing more.');
    this.code = body.code ?? 'unknown';
    this.errors = body.errors ?? [];
    this.instance = body.instance;
  }
}

/** What was read or written, and the tag to send back with the next write to it. */
export interface Tagged<T> {
  value: T;
  etag: string;
}

interface Ask {
  body?: unknown;
  file?: { type: string; text: string };
  ifMatch?: string;
}

/**
 * One person in front of the API: keeps the session's cookie, repeats its CSRF token with every write, and turns refusals into
 * {@link ApiProblem}. What an answer holds is the caller's word: it is not checked here.
 */
export class ApiClient {
  /** By name, as a browser keeps them. */
  private readonly cookies = new Map<string, string>();
  private csrfToken: string | undefined;

  /** @param origin such as `http://127.0.0.1:3000`. */
  constructor(
    private readonly origin: string,
    private readonly signal?: AbortSignal,
  ) {}

  /** @throws ApiProblem 401 when the password is not right. */
  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = await this.post<{ csrfToken: string }>('/api/v1/sessions', { email, password });
    this.csrfToken = csrfToken;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.read<T>(path)).value;
  }

  /** With the ETag, to write to it afterwards. */
  async read<T>(path: string): Promise<Tagged<T>> {
    return this.json<T>(await this.send('GET', path, {}));
  }

  /** Every item of a list, page after page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = new URLSearchParams({ limit: '200', ...(cursor === '' ? {} : { cursor }) });
      const page: { items: T[]; nextCursor: string | null } = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  async post<T>(path: string, body: unknown, ifMatch?: string): Promise<T> {
    return (await this.write<T>('POST', path, body, ifMatch)).value;
  }

  /** A step of a workflow: reads the tag of `url`, then posts to `url/action`. */
  async act<T = unknown>(url: string, action: string, body: unknown = {}): Promise<T> {
    const { etag } = await this.read(url);
    return this.post<T>(`${url}/${action}`, body, etag);
  }

  async write<T>(method: 'POST' | 'PUT', path: string, body: unknown, ifMatch?: string): Promise<Tagged<T>> {
    return this.json<T>(await this.send(method, path, { body, ...(ifMatch !== undefined && { ifMatch }) }));
  }

  /** Sends a file as it is. @param type its media type. */
  async upload<T>(path: string, type: string, file: string): Promise<T> {
    return (await this.json<T>(await this.send('POST', path, { file: { type, text: file } }))).value;
  }

  /** A file as it comes. `name` is the one that the server gives it. */
  async download(path: string): Promise<{ bytes: Buffer; name: string | undefined }> {
    const response = await this.send('GET', path, {});
    const name = /filename="([A-Za-z0-9._-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    return { bytes: Buffer.from(await response.arrayBuffer()), name };
  }

  private async json<T>(response: Response): Promise<Tagged<T>> {
    const text = await response.text();
    return {
      value: (text === '' ? null : JSON.parse(text)) as T,
      etag: response.headers.get('etag') ?? '',
    };
  }

  private async send(method: string, path: string, { body, file, ifMatch }: Ask): Promise<Response> {
    const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
    let response: Response;
    try {
      response = await fetch(`${this.origin}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/json, application/problem+json',
          ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies.values()].join('; ') }),
          ...(this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken }),
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(file === undefined ? {} : { 'content-type': file.type }),
        },
        body: file?.text ?? (body === undefined ? null : JSON.stringify(body)),
        signal: this.signal ? AbortSignal.any([late, this.signal]) : late,
      });
    } catch (error) {
      const why = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new Error(
        `The web process did not answer ${method} ${path}: ${why instanceof Error ? why.message : String(why)}`,
        { cause: error },
      );
    }
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair);
    }
    if (!response.ok) throw await problemOf(`${method} ${path}`, response);
    return response;
  }
}

async function problemOf(request: string, response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    return new ApiProblem(request, response.status, JSON.parse(text) as ProblemBody);
  } catch {
    return new ApiProblem(request, response.status, { detail: text.slice(0, 300) }); // not one of our answers
  }
}
