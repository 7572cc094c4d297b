import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/app.js';
import { rounds } from '../../support/endurance.js';

const GUESSES = rounds({ usual: 500, endurance: 10_000 });
const AT_ONCE = 50;

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp('web', { TRUST_PROXY: '1' });
});
afterAll(() => test.close());

/** From an address of the visitor's own, as a proxy tells it. */
const from = (address: string, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${test.origin}${path}`, {
    ...init,
    headers: { 'content-type': 'application/pdf', 'x-forwarded-for': address },
  });
const code = (): string => randomUUID().replaceAll('-', '').repeat(2);

describe('guessing codes', () => {
  it(`${GUESSES} times gets sixty answers a minute, on every route of verification, and delays nobody else`, async () => {
    const guesser = '192.0.2.1';
    const counts: Record<number, number> = {};
    let retryAfter = 0;
    for (let n = 0; n < GUESSES; n += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, () => from(guesser, `/api/v1/verification/${code()}`)),
      );
      for (const answer of answers) {
        counts[answer.status] = (counts[answer.status] ?? 0) + 1;
        if (answer.status === 429) retryAfter = Number(answer.headers.get('retry-after'));
        await answer.arrayBuffer();
      }
    }
    // A slow machine may get into the next minute.
    expect(Object.keys(counts)).toEqual(['200', '429']);
    expect(counts[200]).toBeLessThanOrEqual(180);
    expect(retryAfter).toBeGreaterThan(0);
    const file = await from(guesser, '/api/v1/verification', { method: 'POST', body: '%PDF-1.7 any' });
    expect([file.status, await file.json()]).toMatchObject([429, { code: 'too-many-requests' }]);
    const page = await from(guesser, '/verify');
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('Wait a minute');
    expect((await from('192.0.2.2', `/api/v1/verification/${code()}`)).status).toBe(200);
  });
});
