import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';

// In a file of its own: passport knows one application in a process at a time.
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({ PUBLIC_URL: 'https://reports.example.org' });
});
afterAll(() => harness.close());

it('behind HTTPS every cookie is bound to the host, and kept from scripts', async () => {
  await harness.person('secure@example.org');
  const browser = harness.client();
  const answer = await browser.fetch('POST', '/api/v1/sessions', {
    body: { email: 'secure@example.org', password: PASSWORD },
  });
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((cookie) => cookie.replace(/=[^;]+/, '=…'))).toEqual([
    '__Host-device=…; Max-Age=7776000; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-sid=…; Path=/; HttpOnly; Secure; SameSite=Lax',
  ]);
  browser.cookie = cookies.at(-1)?.split(';', 1)[0];
  expect((await browser.send('GET', '/api/v1/me')).status).toBe(200);
});

it('behind HTTPS every answer tells browsers to come by HTTPS alone', async () => {
  for (const [address, status] of [
    ['/api/v1/me', 401],
    ['/api/v1/nowhere', 404],
    ['/%zz', 400],
  ] as const) {
    const answer = await harness.client().fetch('GET', address);
    expect([address, answer.status, answer.headers.get('strict-transport-security')]).toEqual([
      address,
      status,
      'max-age=31536000; includeSubDomains',
    ]);
  }
});
