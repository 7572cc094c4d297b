/**
 * The least that the measured routes can cost on this machine: bare node:http and pg, the statements of the product word for word,
 * the same bytes in and out, and nothing else: no guards, no checks of the input, no security headers, no log. Started by
 * bench/api.ts, which sends the recipes.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { CONNECTION_LIMITS } from '../src/platform/index.js';
import type { Recipe, Source } from './api-recorder.js';
import { answerUsage } from './api-usage.js';

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: Number(process.env['DATABASE_POOL']),
  ...CONNECTION_LIMITS,
});
/** As the product does, or every statement planned again each time, as `pg` does when it is just given a text. */
const PREPARES = process.env['FLOOR_PREPARES'] === 'true';
const recipes = new Map<string, Recipe>();

const hashOf = (request: IncomingMessage): Buffer =>
  createHash('sha256')
    .update(request.headers.authorization?.slice('Bearer '.length) ?? '')
    .digest();

function valueOf(source: Source, request: IncomingMessage, body: string): unknown {
  if ('constant' in source) return source.constant;
  switch (source.from) {
    case 'token':
      return hashOf(request);
    case 'version':
      return Number(request.headers['if-match']?.slice(2, -1));
    case 'body':
      return body;
    case 'request':
      return randomUUID();
    case 'now':
      return new Date().toISOString();
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
  const recipe = recipes.get(`${request.method ?? ''} ${request.url ?? ''}`);
  if (!recipe) {
    response.writeHead(404).end();
    return;
  }
  const { answer } = recipe;
  let row: Record<string, unknown> | undefined;
  // A transaction needs one connection for all of it; else each statement takes what is free, as the product does.
  const isTransaction = recipe.statements.some(({ text }) => /^commit/i.test(text));
  const client = isTransaction ? await pool.connect() : pool;
  try {
    for (const { name, text, values } of recipe.statements) {
      const result = await client.query<Record<string, unknown>>({
        ...(PREPARES && name !== undefined && { name }),
        text,
        values: values.map((source) => valueOf(source, request, body)),
      });
      const [first] = result.rows;
      // What comes after it, such as the audit event of a download, is no part of the answer.
      if (!('column' in answer) || (first && answer.column in first)) row = first;
    }
  } finally {
    if ('release' in client) client.release();
  }
  const text =
    'text' in answer
      ? answer.text
      : 'version' in answer
        ? `{"version":${String(row?.['version'])}}`
        : (row?.[answer.column] as string | undefined);
  const version = row?.['version'] as number | undefined;
  const etag =
    'text' in answer ? answer.etag : recipe.etag && version !== undefined ? `"v${version}"` : undefined;
  // A save that changed no row: somebody else was faster.
  if (text === undefined || (recipe.etag && etag === undefined)) {
    response.writeHead(409).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(etag !== undefined && { ETag: etag }),
  });
  response.end(text);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    serve(request, response, Buffer.concat(chunks).toString('utf8')).catch(() =>
      response.writeHead(500).end(),
    );
  });
});

process.on('message', (message: { recipes?: Recipe[] }) => {
  for (const recipe of message.recipes ?? []) recipes.set(`${recipe.method} ${recipe.path}`, recipe);
});
answerUsage();
process.once('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
