import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PageClient } from '../../support/page-client.js';
import { Harness, PASSWORD } from '../identity/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  const { id: role } = await harness.role('owner');
  const both = await harness.person('both@example.org', 'Bo Both');
  const one = await harness.person('one@example.org', 'One Only');
  const grant = (user: string, programme: string) =>
    harness.test.sql(
      `insert into assignment (user_id, role_id, programme_id, granted_at) values ($1, $2, $3, now())`,
      [user, role, programme],
    );
  await grant(both, harness.children);
  await grant(both, harness.adults);
  await grant(one, harness.children);
});
afterAll(() => harness.close());

async function signedIn(email: string): Promise<PageClient> {
  const client = new PageClient(harness.test.origin);
  await client.signIn(email, PASSWORD);
  return client;
}

describe('choosing a programme', () => {
  it('is offered to who has several, and is kept for the pages that follow', async () => {
    const client = await signedIn('both@example.org');
    const work = await client.get('/my-work');
    expect(work.text).toContain('Adults Change programme');
    const { fields, text } = await client.get('/choose-programme');
    expect(text).toContain('You may see 2 programmes.');
    const chosen = await client.post(
      '/choose-programme',
      new URLSearchParams({ _csrf: fields['_csrf'] ?? '', programme: harness.children }),
    );
    expect([chosen.url, chosen.text]).toEqual([
      '/my-work',
      expect.stringContaining('The navigation leads to Children now.'),
    ]);
    expect((await client.get('/my-work')).text).toContain('Children Change programme');
  });

  it('is not mentioned to who has one, and refuses nothing and another programme', async () => {
    const client = await signedIn('one@example.org');
    expect((await client.get('/my-work')).text).not.toContain('Change programme');
    const { fields } = await client.get('/choose-programme');
    const post = (programme: string) =>
      client.post('/choose-programme', new URLSearchParams({ _csrf: fields['_csrf'] ?? '', programme }));
    expect(await post('')).toMatchObject({
      status: 422,
      text: expect.stringContaining('Choose a programme'),
    });
    expect((await post(harness.adults)).status).toBe(404);
  });
});
