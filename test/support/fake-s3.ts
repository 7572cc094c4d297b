import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
}

/** PutObject (with If-None-Match), GetObject, HeadObject and ListObjectsV2 (two to a page) of one bucket, with faults to order. Signatures are not checked. */
export class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly requests: Seen[] = [];
  /** Statuses to answer with before working again. */
  failures: number[] = [];
  /** Sends everybody there, when set. */
  redirect: { status: number; to: string } | undefined;
  bucket = 'reports';
  stallBodies = false;
  lastModified = new Date().toISOString();
  writes = 0;

  private constructor(
    private readonly server: Server,
    private readonly origin: string,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  /** @param tls with which it answers as `localhost`. */
  static async start(tls?: { key: Buffer; cert: Buffer }): Promise<FakeS3> {
    const server = tls ? createTlsServer(tls) : createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeS3(server, tls ? 'https://localhost' : 'http://127.0.0.1');
  }

  get url(): string {
    return `${this.origin}:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push({ method: request.method, url: request.url, headers: request.headers });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const key = (request.url ?? '').split('?')[0] ?? '';
    if (this.redirect !== undefined) {
      const { status, to } = this.redirect;
      response.writeHead(status, { Location: `${to}${request.url ?? ''}` }).end();
      return;
    }
    const failure = this.failures.shift();
    if (failure === 403) return refuse(response, 403, 'AccessDenied');
    if (failure !== undefined) return refuse(response, failure, 'SlowDown');
    if (key.replace(/\/$/, '') === `/${this.bucket}` && request.method === 'GET')
      return this.list(request, response);
    if (!key.startsWith(`/${this.bucket}/`)) return refuse(response, 404, 'NoSuchBucket');
    const kept = this.objects.get(key);
    if (request.method === 'PUT') {
      if (kept && request.headers['if-none-match'] === '*')
        return refuse(response, 412, 'PreconditionFailed');
      this.objects.set(key, body);
      this.writes += 1;
      response.writeHead(200, { ETag: '"x"' }).end();
      return;
    }
    if (!kept) return refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'Content-Length': kept.length, ETag: '"x"' });
    if (request.method === 'HEAD') response.end();
    else if (this.stallBodies) response.write(kept.subarray(0, 4));
    else response.end(kept);
  }

  private list(request: IncomingMessage, response: ServerResponse): void {
    const query = new URL(request.url ?? '', this.url).searchParams;
    const from = Number(query.get('continuation-token') ?? '0');
    const keys = [...this.objects.keys()].sort().map((key) => key.slice(`/${this.bucket}/`.length));
    const more = from + 2 < keys.length;
    const contents = keys
      .slice(from, from + 2)
      .map(
        (key) => `<Contents><Key>${key}</Key><LastModified>${this.lastModified}</LastModified></Contents>`,
      );
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${String(more)}</IsTruncated>${
          more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
        }${contents.join('')}</ListBucketResult>`,
      );
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  response.writeHead(status, { 'Content-Type': 'application/xml' }).end(xml);
}
