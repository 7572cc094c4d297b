import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.test.sql(
    `insert into api_token (user_id, name, token_hash, created_at, expires_at) values ($1, 'Old <b>script', '\\x01', '2015-01-01', '2015-02-01')`,
    [council.people.owner.id],
  );
});
afterAll(() => council.close());

it('an administrator looks at what is due, holds it, lifts the hold, and deletes it with the password', async () => {
  const admin = await council.browser('admin');
  await step('the start of administration leads there', async () => {
    expect((await admin.get('/admin')).html).toContain('href="/admin/retention"');
    const page = await admin.get('/admin/retention');
    expect([page.heading, page.text]).toEqual([
      'How long things are kept',
      expect.stringContaining('1 row is due now'),
    ]);
  });
  const owner = council.people.owner.id;
  let hold = '';
  await step('a hold of the person keeps it; what was typed stays when something is missing', async () => {
    expect((await admin.get(`/admin/users/${owner}`)).html).toContain(`/admin/holds/new?person=${owner}`);
    await admin.get(`/admin/holds/new?person=${owner}`);
    const refused = await admin.send({ programme: 'every', reason: '' }, `/admin/holds/new?person=${owner}`);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Say why it is held')]);
    const placed = await admin.send(
      { programme: 'every', reason: 'Claim <script>' },
      `/admin/holds/new?person=${owner}`,
    );
    expect(placed.text).toContain('The hold counts from now on.');
    expect(placed.html).toContain('Claim &lt;script&gt;');
    hold = placed.url;
    const kept = await admin.get('/admin/retention/tokens');
    expect(kept.text).toContain('Nothing is due. 1 stays.');
    expect(kept.html).toContain('Old &lt;b&gt;script');
    expect(kept.html).not.toContain('Delete one row now');
  });
  await step('it is lifted with the password', async () => {
    await admin.get(hold);
    expect((await admin.send({ reason: 'Over', password: '' }, `${hold}/lift`)).text).toContain(
      'Enter your password',
    );
    expect((await admin.send({ reason: 'Over', password: PASSWORD }, `${hold}/lift`)).text).toContain(
      'The hold is lifted.',
    );
    expect((await admin.get('/admin/holds')).text).toContain('Nothing is held.');
  });
  await step('what the dry run shows is deleted', async () => {
    const page = await admin.get('/admin/retention/tokens');
    const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(page.html)?.[1] ?? '';
    const done = await admin.send({ sha256, password: PASSWORD }, '/admin/retention/tokens/sweep');
    expect(done.text).toContain('1 row is gone.');
    expect(await council.test.sql(`select id from api_token where name like 'Old%'`)).toEqual([]);
  });
});

it('each person takes what is held on them, with their password', async () => {
  const reader = await council.browser('reader');
  expect((await reader.get('/account')).html).toContain('href="/account/data"');
  expect((await reader.ask('/account/data/file')).status).toBe(303);
  await reader.get('/account/data');
  expect((await reader.send({ password: '' }, '/account/data')).text).toContain('Enter your password');
  await council.test.sql(`update session set confirmed_at = now() where user_id = $1`, [
    council.people.reader.id,
  ]);
  const file = await reader.ask('/account/data/file');
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/zip']);
});

it('an administrator sees what an erasure takes away before it does', async () => {
  const { id } = council.people.analyst;
  const admin = await council.browser('admin');
  const asked = await admin.get(`/admin/users/${id}/erasure`);
  expect(asked.text).toContain('The account is in use. Disable it first.');
  expect(asked.html).not.toContain('Erase the person');
  await council.test.sql(`update app_user set disabled_at = now(), version = version + 1 where id = $1`, [
    id,
  ]);
  await admin.get(`/admin/users/${id}/erasure`);
  const [user] = await council.test.sql<{ version: number }>(`select version from app_user where id = $1`, [
    id,
  ]);
  const done = await admin.send(
    { _version: String(user?.version), password: PASSWORD },
    `/admin/users/${id}/erasure`,
  );
  expect(done.heading).toBe(`A person who has left (${id.slice(0, 8).toUpperCase()})`);
  expect(done.text).toContain('The person has become a reference.');
  const users = await admin.get('/admin/users');
  expect(users.text).not.toContain('Job of analyst');
});
