import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';

/** Where a parameter of a statement comes from: the same in every request, or found again. */
export type Source = { constant: unknown } | { from: 'token' | 'version' | 'body' | 'request' | 'now' };

export interface Statement {
  /** Of the prepared statement, where the product prepares it. */
  name: string | undefined;
  text: string;
  values: Source[];
}

/** What the floor does for one route: the statements that the product sent, and how it answers. */
export interface Recipe {
  method: string;
  path: string;
  statements: Statement[];
  /** Where the answer's bytes are: a column of the last row that has it, made from its version, or the recorded answer itself. */
  answer: { column: string } | { version: true } | { text: string; etag: string | undefined };
  /** Whether the row's version goes out as an ETag. */
  etag: boolean;
}

/** A statement as it went out. */
export interface Sent {
  name?: string | undefined;
  text: string;
  values: readonly unknown[];
  /** Which of the pool's connections it went over: those of a transaction share one. */
  connection: object;
}

/** What stands in the request that is recorded, so that its traces in the parameters are found again. */
export interface Asked {
  method: 'GET' | 'PUT';
  path: string;
  tokenHash: Buffer;
  version: number | undefined;
  body: string | undefined;
}

/**
 * Listens to every statement that this process sends to PostgreSQL. The floor repeats them word for word, so it cannot fall
 * behind when the product's statements change.
 */
export class Recorder {
  private readonly sent: Sent[] = [];
  private listening = false;

  constructor() {
    const { sent } = this;
    const isListening = (): boolean => this.listening;
    const original = Reflect.get(pg.Client.prototype, 'query') as (
      this: pg.Client,
      ...args: unknown[]
    ) => unknown;
    const spy = function (this: pg.Client, ...args: unknown[]): unknown {
      if (isListening()) sent.push({ ...asSent(args), connection: this });
      return original.apply(this, args);
    };
    pg.Client.prototype.query = spy as typeof pg.Client.prototype.query;
  }

  /** What is sent while this work is done. Nothing else may run meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<{ value: T; sent: readonly Sent[] }> {
    this.sent.length = 0;
    this.listening = true;
    const value = await work().finally(() => (this.listening = false));
    return { value, sent: [...this.sent] };
  }

  /** @param send makes the request and answers with its body and its X-Request-Id. Nothing else may run meanwhile. */
  async record(
    asked: Asked,
    send: () => Promise<{ text: string; etag: string | undefined; requestId: string }>,
  ): Promise<Recipe> {
    const { value: answered, sent } = await this.during(send);
    const statements = sent.map(({ name, text, values }) => ({
      name,
      text,
      values: values.map((value) => sourceOf(value, asked, answered.requestId)),
    }));
    if (!statements.some(({ values }) => values.some((value) => 'from' in value && value.from === 'token')))
      throw new Error(`${asked.path}: no statement asks who sent the request`);
    return {
      method: asked.method,
      path: asked.path,
      statements,
      answer: { text: answered.text, etag: answered.etag },
      etag: answered.etag !== undefined,
    };
  }
}

/** `query(text, values)` or `query({ text, values })`. */
function asSent([first, second]: unknown[]): Omit<Sent, 'connection'> {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  const { name, text, values } = first as { name?: string; text: string; values?: unknown[] };
  return { name, text, values: values ?? [] };
}

function sourceOf(value: unknown, asked: Asked, requestId: string): Source {
  if (Buffer.isBuffer(value) && value.equals(asked.tokenHash)) return { from: 'token' };
  if (value === requestId) return { from: 'request' };
  if (asked.version !== undefined && value === asked.version) return { from: 'version' };
  if (typeof value === 'string') {
    if (asked.body !== undefined && value.startsWith('{') && sameJson(value, asked.body))
      return { from: 'body' };
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return { from: 'now' };
  }
  return { constant: value };
}

const sameJson = (a: string, b: string): boolean => isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
