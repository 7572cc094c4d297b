import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { routePolicies } from '../../../src/identity/index.js';
import { CouncilHarness } from '../../support/council-harness.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open({ HEAVY_BUDGET: '1' });
});
afterAll(() => council.close());

const verify = (who: 'auditor' | 'admin') => council.as(who).send('GET', '/api/v1/audit/verification');
async function exported(who: 'auditor' | 'analyst'): Promise<{ status: number; headers: Headers }> {
  const answer = await council
    .as(who)
    .fetch('GET', `/api/v1/programmes/${council.programmeId}/readings/export`);
  await answer.text();
  return answer;
}

it('whoever has spent their budget of one kind of work waits, and nobody else does', async () => {
  for (let time = 0; time < 6; time++) expect((await verify('auditor')).status).toBe(200);
  const refused = await verify('auditor');
  expect(refused).toMatchObject({ status: 429, body: { code: 'budget-spent' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await verify('admin')).status).toBe(200);
  expect((await exported('auditor')).status).toBe(200);
});

it('a page says how long to wait', async () => {
  const reviewer = await council.browser('reviewer');
  const address = `/reports/${randomUUID()}`;
  for (let time = 0; time < 60; time++) expect((await reviewer.get(address)).status).toBe(404);
  const page = await reviewer.get(address);
  expect(page.status).toBe(429);
  expect(page.heading).toBe('Too many requests');
  expect(page.text).toMatch(/Wait \d+ seconds?, then try again\./);
  expect(page.text).toContain('You have asked to put a report together very often in a short time.');
});

it('what is asked for at once is done one after the other, and the rest is refused', async () => {
  const answers = await Promise.all(Array.from({ length: 15 }, () => exported('analyst')));
  const statuses = answers.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  for (const { status, headers } of answers) expect(headers.has('retry-after')).toBe(status === 429);
});

it('nobody does heavy work without having signed in', () => {
  const heavy = routePolicies(council.test.app).filter((route) => route.heavy !== null);
  expect(heavy.length).toBeGreaterThan(50);
  expect(heavy.filter(({ policy }) => policy === 'public')).toEqual([]);
});
