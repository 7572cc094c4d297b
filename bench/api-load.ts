/**
 * A closed loop of keep-alive connections, each of which sends its next request when it has the answer to the last. Plain sockets,
 * so that the generator takes as little as possible of the cores that it shares with the server. Started by bench/api.ts.
 */
import { connect, type Socket } from 'node:net';

/** What one connection asks for, over and over. */
export interface Ask {
  method: 'GET' | 'PUT';
  path: string;
  token: string;
  /** Sent in turn, so that every save changes something; empty for a read. */
  bodies: string[];
  /** For If-Match before the first answer; then the last answer's ETag counts. */
  version: number | undefined;
}

export interface Round {
  port: number;
  milliseconds: number;
  asks: Ask[];
}

export interface Outcome {
  requests: number;
  /** Of the round itself, until the last answer. */
  milliseconds: number;
  p50: number;
  p95: number;
  /** Bytes of the last answer's body. */
  bytes: number;
  /** The first answer that was not 200, if any. */
  refused: string | undefined;
}

interface Reply {
  status: number;
  etag: string | undefined;
  body: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** By path; they outlive a round. */
const versions = new Map<string, string>();

/** Sends one request and reads its answer; answers must carry a Content-Length. */
class Connection {
  private received: Buffer[] = [];
  private length = 0;
  /** Of the whole answer; undefined until its head is complete. */
  private expected: number | undefined;
  private head = '';
  private bodyAt = 0;
  private done: ((reply: Reply) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  send(text: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.failed = reject;
      this.socket.write(text);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received.push(chunk);
    this.length += chunk.length;
    if (this.expected === undefined) {
      const all = this.received.length === 1 ? chunk : Buffer.concat(this.received);
      const at = all.indexOf(END_OF_HEAD);
      if (at < 0) return;
      this.head = all.toString('latin1', 0, at);
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.head)?.[1];
      if (length === undefined) {
        this.failed?.(new Error(`no Content-Length:\n${this.head}`));
        return;
      }
      this.bodyAt = at + END_OF_HEAD.length;
      this.expected = this.bodyAt + Number(length);
    }
    if (this.length < this.expected) return;
    const reply = {
      status: Number(this.head.slice(9, 12)),
      etag: /\r\netag: *(\S+)/i.exec(this.head)?.[1],
      body: Buffer.concat(this.received).subarray(this.bodyAt),
    };
    this.received = [];
    this.length = 0;
    this.expected = undefined;
    this.done?.(reply);
  }
}

function textOf(ask: Ask, turn: number): string {
  const body = ask.bodies[turn % ask.bodies.length];
  const ifMatch = versions.get(ask.path) ?? (ask.version === undefined ? undefined : `"v${ask.version}"`);
  return (
    `${ask.method} ${ask.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${ask.token}\r\n` +
    (body === undefined
      ? '\r\n'
      : `If-Match: ${ifMatch ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  );
}

async function run({ port, milliseconds, asks }: Round): Promise<Outcome> {
  const connections = await Promise.all(asks.map(() => Connection.open(port)));
  const latencies: number[] = [];
  let refused: string | undefined;
  let bytes = 0;
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.all(
    asks.map(async (ask, i) => {
      for (let turn = 0; performance.now() < end && refused === undefined; turn += 1) {
        const sent = performance.now();
        const reply = await connections[i]!.send(textOf(ask, turn));
        latencies.push(performance.now() - sent);
        if (reply.status !== 200)
          refused = `${ask.method} ${ask.path}: ${reply.status} ${reply.body.toString()}`;
        if (ask.bodies.length > 0 && reply.etag !== undefined) versions.set(ask.path, reply.etag);
        bytes = reply.body.length;
      }
    }),
  );
  const took = performance.now() - start;
  for (const connection of connections) connection.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? NaN;
  return { requests: latencies.length, milliseconds: took, p50: at(0.5), p95: at(0.95), bytes, refused };
}

process.on('message', (round: Round) => {
  run(round).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
