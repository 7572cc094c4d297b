import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text as allOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

/** Those that protect the reader of the answer, or would tell about the server; the others belong to what is answered. */
const PROTECTING: Record<string, string | null> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-powered-by': null,
  server: null,
};

describe('the headers of an answer', () => {
  it.each([
    // Without a referrer browsers send forms with the origin null, which the guard against forged requests refuses.
    ['a page', 200, '/', 'same-origin'],
    ['an answer of the API', 200, '/api/v1/programmes', 'no-referrer'],
    ['a refusal', 404, '/api/v1/nothing-here', 'no-referrer'],
  ])('%s', async (_what, status, url, referrerPolicy) => {
    const { cookie = '' } = council.as('owner');
    const answer = await fetch(`${council.test.origin}${url}`, { headers: { cookie } });
    expect(answer.status).toBe(status);
    const found = Object.keys(PROTECTING).map((name) => [name, answer.headers.get(name)] as const);
    expect(Object.fromEntries(found)).toEqual({ ...PROTECTING, 'referrer-policy': referrerPolicy });
  });
});

it('an address that cannot be decoded is refused as everything else is, without a word of it', async () => {
  for (const address of ['/%zz<b>', '/api/v1/%E0%A4%A', '/%']) {
    const answer = await fetch(`${council.test.origin}${address}`);
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(JSON.parse(text)).toMatchObject({
      code: 'bad-request',
      instance: `urn:request:${answer.headers.get('x-request-id')}`,
    });
    expect(text).not.toMatch(/zz|E0/);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  }
});

it('no other site is let in: nothing allows another origin, whoever asks and however', async () => {
  const { cookie = '' } = council.as('owner');
  for (const [method, address] of [
    ['GET', '/api/v1/programmes'],
    ['GET', '/'],
    ['OPTIONS', '/api/v1/programmes'],
  ] as const) {
    const answer = await fetch(`${council.test.origin}${address}`, {
      method,
      headers: { cookie, origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

it('HEAD is given nothing of a file, so the audit trail says nothing of it', async () => {
  const programme = `/api/v1/programmes/${council.programmeId}`;
  for (const [name, address] of [
    ['analyst', `${programme}/readings/export`],
    ['clerk', `/api/v1/deliveries/export?programmeId=${council.programmeId}`],
  ] as const) {
    const given = () =>
      council.test.sql(`select from audit_event where action like '%.exported'`).then(({ length }) => length);
    const { cookie = '' } = council.as(name);
    const before = await given();
    for (const [method, more] of [
      ['HEAD', 0],
      ['GET', 1],
    ] as const) {
      const answer = await fetch(`${council.test.origin}${address}`, { method, headers: { cookie } });
      await answer.arrayBuffer();
      expect([address, method, answer.status, (await given()) - before]).toEqual([
        address,
        method,
        200,
        more,
      ]);
    }
  }
});

/** What comes back for these bytes until the server ends the connection. */
function rawAnswer(request: string): Promise<string> {
  const socket = connect(Number(new URL(council.test.origin).port), '127.0.0.1');
  socket.setEncoding('utf8').end(request);
  return allOf(socket);
}

const rawHead = (first: string, ...lines: string[]): string =>
  [first, 'Host: localhost', 'Connection: close', ...lines, '', ''].join('\r\n');

describe('a message that is not one', () => {
  it('with two lengths, or a length and pieces, is refused before anything is read of it', async () => {
    const body = '0\r\n\r\nGET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n';
    for (const lengths of [
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      ['Content-Length: 5', 'Content-Length: 6'],
      ['Transfer-Encoding: identity, chunked, x'],
    ]) {
      const answer = await rawAnswer(rawHead('POST /api/v1/sessions HTTP/1.1', ...lengths) + body);
      expect([lengths, answer.match(/^HTTP\/1\.1 \d+/gm)]).toEqual([lengths, ['HTTP/1.1 400']]);
    }
  });

  it('that asks to be echoed is not: TRACE and TRACK are no methods here', async () => {
    for (const method of ['TRACE', 'TRACK']) {
      const answer = await rawAnswer(rawHead(`${method} / HTTP/1.1`, 'X-Marker: to be echoed'));
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toContain('to be echoed');
    }
  });
});

it('no folder is listed, and no file of ours is there but what the pages load', async () => {
  for (const address of [
    ['/assets', '/assets/', '/assets/..%2fpackage.json', '/assets/%2e%2e/package.json'],
    ['/.git/config', '/.env', '/package.json', '/src/', '/public/', '/var/secrets.json'],
  ].flat())
    expect([address, (await rawAnswer(rawHead(`GET ${address} HTTP/1.1`))).split('\r\n', 1)]).toEqual([
      address,
      ['HTTP/1.1 404 Not Found'],
    ]);
});

it('every text says its character set', async () => {
  const { cookie = '' } = council.as('owner');
  const page = await (await fetch(council.test.origin)).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(
    ([, path = '']) => path,
  );
  expect(assets.length).toBeGreaterThan(2);
  for (const address of ['/', '/api/v1/programmes', '/api/v1/openapi.json', '/live', '/nowhere', ...assets]) {
    const answer = await fetch(`${council.test.origin}${address}`, { headers: { cookie } });
    expect([address, answer.headers.get('content-type')]).toEqual([
      address,
      expect.stringMatching(/^[a-z]+\/[a-z+]+; charset=utf-8$/),
    ]);
  }
});

interface SchemaNode {
  $ref?: string;
  type?: string;
  additionalProperties?: unknown;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  allOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}
interface Description {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: SchemaNode }> } }>
  >;
  components: { schemas: Record<string, SchemaNode> };
}

/** What a security key answers is put together by the browser (WebAuthn), which may say more from release to release: the rest is dropped unread. */
const WRITTEN_BY_BROWSERS =
  /^post \/api\/v1\/(?:sessions|sessions\/key-options|me\/confirmation)\.key\b|^post \/api\/v1\/me\/second-factor\/keys\.response\b/;

/** Every object in a schema that would take a field it does not name. */
function open(
  node: SchemaNode | undefined,
  schemas: Description['components']['schemas'],
  at: string,
): string[] {
  if (!node) return [];
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    return open(schemas[name], schemas, `${at} ${name}`);
  }
  // A table by names of people's own: it says what stands under each.
  const { additionalProperties: other } = node;
  const values =
    typeof other === 'object' && Object.keys(other ?? {}).length > 0 ? (other as SchemaNode) : undefined;
  return [
    ...(node.type === 'object' && other !== false && values === undefined ? [at] : []),
    ...open(values, schemas, `${at}.*`),
    ...Object.entries(node.properties ?? {}).flatMap(([name, inner]) =>
      open(inner, schemas, `${at}.${name}`),
    ),
    ...open(node.items, schemas, `${at}[]`),
    ...[...(node.anyOf ?? []), ...(node.allOf ?? []), ...(node.oneOf ?? [])].flatMap((inner) =>
      open(inner, schemas, at),
    ),
  ];
}

describe('a field that nobody asked for', () => {
  it('is named nowhere: every body that the API takes is closed, at every depth', async () => {
    const description = JSON.parse(
      await readFile(new URL('../../../openapi.json', import.meta.url), 'utf8'),
    ) as Description;
    const bodies = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) =>
        Object.entries(requestBody?.content ?? {})
          .filter(([type]) => type === 'application/json')
          .map(([, { schema }]) => ({ at: `${method} ${path}`, schema })),
      ),
    );
    expect(bodies.length).toBeGreaterThan(30);
    const fields = bodies.flatMap(({ at, schema }) => open(schema, description.components.schemas, at));
    expect(fields.filter((field) => !WRITTEN_BY_BROWSERS.test(field))).toEqual([]);
  });

  it.each(['status', 'version', 'programmeId', 'approvedBy', 'id', '__proto__', 'constructor'])(
    'is refused or dropped, never taken: %s',
    async (field) => {
      const url = `/api/v1/programmes/${council.programmeId}`;
      const before = await council.as('admin').send('GET', url);
      const { name, council: authority, quarterWindow, sections } = before.body;
      const known = JSON.stringify({ name, council: authority, quarterWindow, sections });
      const answer = await council.as('admin').send('PATCH', url, {
        // As text: an object literal would set its own prototype instead of sending the field.
        body: `${known.slice(0, -1)},${JSON.stringify(field)}:{"status":"approved"}}`,
        headers: { 'content-type': 'application/json' },
        ifMatch: before.etag,
      });
      const after = await council.as('admin').send('GET', url);
      if (answer.status === 422 || answer.status === 400) expect(after.body).toEqual(before.body);
      else expect(after.body).toEqual({ ...before.body, version: Number(before.body['version']) + 1 });
      expect(Object.hasOwn(after.body, field)).toBe(Object.hasOwn(before.body, field));
    },
  );
});
