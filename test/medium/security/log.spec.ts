import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { webAdapter } from '../../../src/web.app.js';
import { Harness, PASSWORD } from '../identity/harness.js';

interface Line extends Record<string, unknown> {
  level: number;
  msg: string;
}

const written: string[] = [];
let harness: Harness;
beforeAll(async () => {
  const log = { write: (line: string) => void written.push(line) };
  harness = await Harness.open({ LOG_LEVEL: 'info', TRUST_PROXY: '1' }, [], log);
});
afterAll(() => harness.close());

/** What the log says of a request. It is written once the answer has left, so that it may come a moment later. */
async function saidOf(requestId: string | undefined): Promise<Line[]> {
  const found = () =>
    written.map((line) => JSON.parse(line) as Line).filter(({ reqId }) => reqId === requestId);
  while (!found().some(({ msg }) => msg === 'request')) await new Promise((resume) => setTimeout(resume, 5));
  return found();
}

it('each request has a line that says when, who by their id, from where, what, and what became of it', async () => {
  const { id, client } = await harness.signedIn('owner@example.org');
  const answer = await client.send('GET', '/api/v1/users?search=somebody', {
    headers: { 'x-forwarded-for': '203.0.113.9, 192.0.2.1' },
  });
  expect(answer.status).toBe(403);
  expect(await saidOf(answer.headers['x-request-id'])).toEqual([
    {
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      process: 'test',
      reqId: answer.body['instance']?.toString().replace('urn:request:', ''),
      method: 'GET',
      route: '/api/v1/users',
      status: 403,
      ms: expect.any(Number),
      actor: id,
      // What the proxy has added; the first one is only what the browser says of itself.
      address: '192.0.2.1',
      msg: 'request',
    },
  ]);
});

it('a program is logged as its person, and nobody in particular as nobody', async () => {
  const { id, client } = await harness.signedIn('maker@example.org');
  const made = await client.send('POST', '/api/v1/me/tokens', {
    body: { name: 'x', currentPassword: PASSWORD },
  });
  const program = await harness.client(String(made.body['token'])).send('GET', '/api/v1/me');
  expect(await saidOf(program.headers['x-request-id'])).toMatchObject([{ status: 200, actor: id }]);
  const stranger = await harness.client('hr_'.padEnd(46, 'x')).send('GET', '/api/v1/me');
  expect(await saidOf(stranger.headers['x-request-id'])).toMatchObject([
    { status: 401, actor: null, address: '127.0.0.1' },
  ]);
  const address = await harness.client().fetch('GET', '/api/v1/%0a{"level":60}');
  expect(await saidOf(address.headers.get('x-request-id') ?? '')).toMatchObject([
    { status: 404, route: 'none' },
  ]);
});

it('a fault of ours is told to the log with its cause, and to nobody else', async () => {
  const { client } = await harness.signedIn('unlucky@example.org');
  await harness.test.sql('alter table api_token rename to api_token_away');
  try {
    const answer = await client.send('GET', '/api/v1/me/tokens');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/api_token|select|relation| at /);
    const [fault] = await saidOf(answer.headers['x-request-id']);
    expect(fault).toMatchObject({
      level: 50,
      msg: 'request failed',
      err: { message: expect.stringContaining('api_token'), stack: expect.any(String) },
    });
  } finally {
    await harness.test.sql('alter table api_token_away rename to api_token');
  }
});

it('no line holds a password, a token, a cookie or an address of a person', async () => {
  const { client } = await harness.signedIn('private@example.org');
  const made = await client.send('POST', '/api/v1/me/tokens', {
    body: { name: 'x', currentPassword: PASSWORD },
  });
  const link = harness.client().send('POST', '/api/v1/password-links/use', {
    body: { token: 'a'.repeat(43), password: 'four quite other words' },
  });
  await saidOf((await link).headers['x-request-id']);
  const log = written.join('');
  const secrets = [
    PASSWORD,
    'four quite other words',
    String(made.body['token']),
    'a'.repeat(43),
    decodeURIComponent(client.cookie ?? '').split('=')[1] ?? '',
    client.csrfToken ?? '',
    'private@example.org',
  ];
  expect(secrets.every((secret) => secret.length > 10)).toBe(true);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
});

it.each([
  ['0', '127.0.0.1'],
  ['1', '192.0.2.2'],
  ['2', '192.0.2.1'],
])('behind %s proxies an address counts that one of them has written: %s', async (proxies, address) => {
  const server = webAdapter({ TRUST_PROXY: Number(proxies), PUBLIC_URL: harness.test.origin }).getInstance();
  server.get('/', (request) => request.ip);
  const { body } = await server.inject({
    url: '/',
    headers: { 'x-forwarded-for': '203.0.113.9, 192.0.2.1, 192.0.2.2', 'x-real-ip': '203.0.113.9' },
  });
  expect(body).toBe(address);
  await server.close();
});
