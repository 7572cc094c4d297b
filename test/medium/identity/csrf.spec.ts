import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';
import type { Client } from '../../support/client.js';

let harness: Harness;
let client: Client;
beforeAll(async () => {
  harness = await Harness.open();
  ({ client } = await harness.signedIn('writer@example.org', 'owner', harness.children));
});
afterAll(() => harness.close());

const write = (headers: Record<string, string> = {}) =>
  client.send('POST', '/api/v1/me/tokens', {
    body: { name: 'script', expiresInDays: 1, currentPassword: PASSWORD },
    headers,
  });

describe('a write with a session', () => {
  it('passes with the session’s token', async () => {
    expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await write({ origin: harness.test.origin })).status).toBe(201);
    expect((await write({ origin: harness.test.config.PUBLIC_URL })).status).toBe(201);
  });

  it.each<[string, Record<string, string>]>([
    ['no token', { 'x-csrf-token': '' }],
    ['a wrong token', { 'x-csrf-token': 'A'.repeat(43) }],
    ['the right token from another site', { 'sec-fetch-site': 'cross-site' }],
    ['the right token from a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['the right token from another origin', { origin: 'https://evil.example.com' }],
    ['the right token from a sandboxed frame', { origin: 'null' }],
  ])('is refused with %s', async (_what, headers) => {
    const before = await harness.test.sql('select count(*) from api_token');
    const answer = await write(headers);
    expect(answer.status).toBe(403);
    expect(answer.body['code']).toBe('forged-request');
    expect(await harness.test.sql('select count(*) from api_token')).toEqual(before);
    const [last] = await harness.test.sql<{ action: string; detail: { route: string } }>(
      'select action, detail from audit_event order by seq desc limit 1',
    );
    expect(last).toMatchObject({ action: 'access.denied', detail: { route: 'POST /api/v1/me/tokens' } });
  });

  it('is refused with the token of another session', async () => {
    const other = await harness.signedIn('other@example.org');
    expect((await write({ 'x-csrf-token': other.client.csrfToken ?? '' })).status).toBe(403);
  });

  it('is refused after sign-out', async () => {
    const leaver = await harness.signedIn('leaver@example.org');
    const { cookie } = leaver.client;
    await leaver.client.send('DELETE', '/api/v1/sessions/current');
    leaver.client.cookie = cookie;
    const answer = await leaver.client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'script', expiresInDays: 1, currentPassword: PASSWORD },
    });
    expect(answer.status).toBe(401);
  });
});

describe('a sign-in', () => {
  it('is refused from another site: nobody is signed in as somebody else unawares', async () => {
    const answer = await harness.client().send('POST', '/api/v1/sessions', {
      body: { email: 'writer@example.org', password: PASSWORD },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('a write with an API token', () => {
  it('needs no CSRF token: browsers do not attach it', async () => {
    const made = await client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'script', currentPassword: PASSWORD, permissions: ['delegation.create'] },
    });
    const program = harness.client(made.body['token'] as string);
    const answer = await program.send('POST', '/api/v1/delegations', {
      body: {},
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    // It came as far as the input.
    expect(answer.status).toBe(422);
  });
});
