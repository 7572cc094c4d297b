import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

const events = async (): Promise<number> => {
  const [{ n } = { n: -1 }] = await harness.test.sql<{ n: number }>(
    `select count(*)::int as n from audit_event`,
  );
  return n;
};

it('a stranger leaves nothing in the audit trail, however often and in whatever way they are refused', async () => {
  const before = await events();
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example.com' }])
    for (const url of ['/api/v1/sessions', '/api/v1/password-links', '/api/v1/password-links/use'])
      for (let time = 0; time < 5; time++) {
        const body = { email: 'a@example.org', password: PASSWORD };
        expect((await harness.client().send('POST', url, { body, headers })).status).toBe(403);
      }
  for (let time = 0; time < 5; time++)
    expect((await harness.client().send('GET', '/api/v1/users')).status).toBe(401);
  expect(await events()).toBe(before);
});

it('a person’s denials are in the trail once for each route and minute', async () => {
  const { id, client } = await harness.signedIn('nobody@example.org');
  for (let time = 0; time < 10; time++) {
    expect((await client.send('GET', '/api/v1/users')).status).toBe(403);
    expect((await client.send('GET', '/api/v1/roles')).status).toBe(403);
    const foreign = { headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await client.send('POST', '/api/v1/me/tokens', foreign)).status).toBe(403);
  }
  const denied = await harness.test.sql(
    `select detail ->> 'route' as route from audit_event where actor_id = $1 and action = 'access.denied' order by 1`,
    [id],
  );
  expect(denied).toEqual([
    { route: 'GET /api/v1/roles' },
    { route: 'GET /api/v1/users' },
    { route: 'POST /api/v1/me/tokens' },
  ]);
});

it('signing in has a limit for each place, whatever becomes of it', async () => {
  const answers: number[] = [];
  const ask = { body: {}, headers: { 'sec-fetch-site': 'same-origin' } };
  for (let time = 0; time < 320; time++)
    answers.push((await harness.client().send('POST', '/api/v1/sessions', ask)).status);
  expect(answers.slice(0, 250)).toEqual(Array(250).fill(422));
  expect(answers.at(-1)).toBe(429);
});
