import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../../support/client.js';
import { Harness } from '../identity/harness.js';

/** What belongs to no programme asks for its permission in every programme. */
let harness: Harness;
let people: Record<'administrator' | 'auditor', Client>;
beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  const [administrator, auditor] = await Promise.all([
    harness.signedIn('admin.here@example.org', 'admin', harness.children),
    harness.signedIn('auditor.here@example.org', 'auditor', harness.children),
  ]);
  people = { administrator: administrator.client, auditor: auditor.client };
});
afterAll(() => harness.close());

it.each([
  ['GET', '/api/v1/users'],
  ['GET', `/api/v1/users/${randomUUID()}`],
  ['GET', `/api/v1/users/${randomUUID()}/tokens`],
  ['GET', '/api/v1/work'],
  ['POST', `/api/v1/work/${randomUUID()}/retry`],
  ['GET', '/api/v1/health'],
  ['GET', '/api/v1/audit/verification'],
  ['GET', '/api/v1/holds'],
  ['GET', `/api/v1/holds/${randomUUID()}`],
] as const)('of one programme may not: %s %s', async (method, url) => {
  for (const client of Object.values(people)) {
    const answer = await client.send(method, url, { body: method === 'POST' ? {} : undefined });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
});

it('everybody may who holds it in every programme', async () => {
  for (const url of [
    '/api/v1/users',
    '/api/v1/work',
    '/api/v1/health',
    '/api/v1/audit/verification',
    '/api/v1/holds',
  ])
    expect([url, (await harness.admin.send('GET', url)).status]).toEqual([url, 200]);
});
