import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';
import type { Answer, Client } from '../../support/client.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

const make = (client: Client, days = 30, currentPassword = PASSWORD): Promise<Answer> =>
  client.send('POST', '/api/v1/me/tokens', {
    body: { name: 'nightly export', expiresInDays: days, currentPassword },
  });

const makeFor = (client: Client, permissions: string[]): Promise<Answer> =>
  client.send('POST', '/api/v1/me/tokens', {
    body: { name: 'chosen', permissions, currentPassword: PASSWORD },
  });

const use = (token: unknown): Promise<Answer> => harness.client(String(token)).send('GET', '/api/v1/me');

describe('API tokens', () => {
  it('are shown once, kept as a hash, and act as their person', async () => {
    const { id, client } = await harness.signedIn('maker@example.org', 'owner', harness.children);
    const made = await make(client);
    expect(made.status).toBe(201);
    const token = made.body['token'] as string;
    expect(token).toMatch(/^hr_[A-Za-z0-9_-]{43}$/);
    const me = await use(token);
    expect(me.body).toMatchObject({ via: 'token', csrfToken: null, user: { id } });
    const list = await client.send('GET', '/api/v1/me/tokens');
    expect(list.body.items).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain(token);
    const [stored] = await harness.test.sql<{ text: string; last_used_on: string }>(
      `select t::text as text, last_used_on::text from api_token t where user_id = $1`,
      [id],
    );
    expect(stored?.text).not.toContain(token.slice(3));
    expect(stored?.last_used_on).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await harness.audited(made.body['id'] as string)).toEqual(['token.created']);
    const [leaks] = await harness.test.sql<{ n: string }>(
      `select count(*) as n from audit_event e where strpos(e::text, $1) > 0`,
      [token.slice(3)],
    );
    expect(leaks?.n).toBe('0');
  });

  it('write their last use once a day', async () => {
    const { id, client } = await harness.signedIn('daily@example.org');
    const { body } = await make(client);
    const version = () => harness.test.sql('select xmin::text from api_token where user_id = $1', [id]);
    await use(body['token']);
    const first = await version();
    await use(body['token']);
    expect(await version()).toEqual(first);
  });

  it('expire, live 90 days at most, and are dead once revoked', async () => {
    const { client } = await harness.signedIn('expiry@example.org');
    expect((await make(client, 91)).status).toBe(422);
    expect((await make(client, 0)).status).toBe(422);
    const short = await make(client, 1);
    const long = await make(client, 90);
    try {
      harness.test.clock.hold(new Date(Date.now() + 86_400_000 + 1000).toISOString());
      expect((await use(short.body['token'])).status).toBe(401);
      expect((await use(long.body['token'])).status).toBe(200);
    } finally {
      harness.test.clock.hold(undefined);
    }
    const url = `/api/v1/me/tokens/${String(long.body['id'])}/revoke`;
    expect((await client.send('POST', url)).status).toBe(428);
    expect((await client.send('POST', url, { ifMatch: '"v9"' })).status).toBe(412);
    expect((await client.send('POST', url, { ifMatch: long.etag })).status).toBe(200);
    expect((await use(long.body['token'])).status).toBe(401);
    expect(await harness.audited(long.body['id'] as string)).toEqual(['token.created', 'token.revoked']);
  });

  it('read only, unless somebody chose more; they never approve, and change nothing of the account', async () => {
    const { id, client } = await harness.signedIn('scopes@example.org', 'admin', null);
    const reading = await make(client);
    expect(reading.body['permissions']).toContain('user.read');
    const reader = harness.client(String(reading.body['token']));
    expect((await reader.send('GET', '/api/v1/users')).status).toBe(200);
    const role = { body: { name: 'By a program', description: '', permissions: ['programme.read'] } };
    expect((await reader.send('POST', '/api/v1/roles', role)).status).toBe(403);
    expect((await reader.send('POST', '/api/v1/users', { body: {} })).status).toBe(403);
    const chosen = await makeFor(client, ['role.manage', 'role.read', 'role.read']);
    expect(chosen.body['permissions']).toEqual(['role.manage', 'role.read']);
    const writer = harness.client(String(chosen.body['token']));
    expect((await writer.send('POST', '/api/v1/roles', role)).status).not.toBe(403);
    expect((await writer.send('GET', '/api/v1/users')).status).toBe(403);
    // What its person may not do, a token cannot either.
    const more = await makeFor(client, ['contribution.edit']);
    const { body } = await harness.client(String(more.body['token'])).send('GET', '/api/v1/me');
    expect(body['permissions']).toEqual([]);
    for (const approval of ['report.approve', 'contribution.approve'])
      expect(await makeFor(client, [approval])).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'permissions[0]', message: 'A program cannot approve anything.' }] },
      });
    expect((await makeFor(client, [])).status).toBe(422);
    expect((await makeFor(client, ['everything'])).status).toBe(422);
    // No permission stands for what is a person's own.
    const own = `/api/v1/me/tokens/${String(more.body['id'])}/revoke`;
    expect((await writer.send('POST', own, { ifMatch: more.etag })).status).toBe(403);
    const told = await harness.test.sql<{ sentence: string }>(
      `select sentence from account_notice where user_id = $1 and sentence like 'A token%' order by created_at, id`,
      [id],
    );
    expect(told.map(({ sentence }) => sentence).join(' ')).toMatch(
      /can read what you can read, and change nothing\. It works for 30 days.*can do this as you: Create, change and delete roles\. It works for 90 days/,
    );
  });

  it('of an earlier release go on as they were made', async () => {
    const { id, client } = await harness.signedIn('earlier@example.org', 'admin', null);
    const made = await makeFor(client, ['programme.read']);
    await harness.test.sql(`update api_token set permissions = null where user_id = $1`, [id]);
    expect((await harness.client(String(made.body['token'])).send('GET', '/api/v1/users')).status).toBe(200);
  });

  it('made before a downgrade can do no more than their person can now', async () => {
    const { id, client } = await harness.signedIn('downgraded@example.org');
    const assignment = await harness.assign(id, 'auditor', null);
    const { body } = await make(client);
    const program = harness.client(body['token'] as string);
    expect((await program.send('GET', '/api/v1/users')).status).toBe(200);
    const { etag } = await harness.admin.send('GET', `/api/v1/assignments/${assignment}`);
    expect(
      (await harness.admin.send('POST', `/api/v1/assignments/${assignment}/end`, { ifMatch: etag })).status,
    ).toBe(200);
    expect((await program.send('GET', '/api/v1/users')).status).toBe(403);
  });

  it('die with the account, for good, and when an administrator resets the password', async () => {
    const { id, client } = await harness.signedIn('dies@example.org');
    const one = await make(client);
    let { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
    ({ etag } = await harness.admin.send('POST', `/api/v1/users/${id}/disable`, { ifMatch: etag }));
    expect((await use(one.body['token'])).status).toBe(401);
    ({ etag } = await harness.admin.send('POST', `/api/v1/users/${id}/enable`, { ifMatch: etag }));
    expect((await use(one.body['token'])).status).toBe(401);
    await client.signIn('dies@example.org', 'four words are better');
    const two = await make(client);
    const reset = await harness.admin.send('PUT', `/api/v1/users/${id}/password`, { ifMatch: etag });
    expect(reset.status).toBe(200);
    expect((await use(two.body['token'])).status).toBe(401);
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
  });

  it('die when an administrator ends the sessions of their person', async () => {
    const { id, client } = await harness.signedIn('ended@example.org');
    const { body } = await make(client);
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
    const ended = await harness.admin.send('POST', `/api/v1/users/${id}/end-sessions`, { ifMatch: etag });
    expect(ended.status).toBe(200);
    expect((await use(body['token'])).status).toBe(401);
  });

  it('need the password once more, and die with it', async () => {
    const { client } = await harness.signedIn('again@example.org');
    const refused = await make(client, 30, 'not the password');
    expect(refused.body['errors']).toEqual([{ path: 'currentPassword', message: expect.any(String) }]);
    const { body } = await make(client);
    const { etag } = await client.send('GET', '/api/v1/me');
    const changed = await client.send('PUT', '/api/v1/me/password', {
      ifMatch: etag,
      body: { currentPassword: PASSWORD, newPassword: 'another four words here' },
    });
    expect(changed.status).toBe(200);
    expect((await use(body['token'])).status).toBe(401);
    const usual = await client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'usual', currentPassword: 'another four words here' },
    });
    const days = Date.parse(String(usual.body['expiresAt'])) - Date.parse(String(usual.body['createdAt']));
    expect(days / 86_400_000).toBe(90);
  });

  it('cannot make further tokens, nor change the password', async () => {
    const { client } = await harness.signedIn('renew@example.org');
    const { body } = await make(client);
    const program = harness.client(body['token'] as string);
    expect((await make(program)).status).toBe(403);
    const { etag } = await program.send('GET', '/api/v1/me');
    const change = await program.send('PUT', '/api/v1/me/password', {
      ifMatch: etag,
      body: { currentPassword: 'four words are better', newPassword: 'another four words here' },
    });
    expect(change.status).toBe(403);
  });

  it('of somebody else do not exist', async () => {
    const { id, client } = await harness.signedIn('mine@example.org');
    const { client: stranger } = await harness.signedIn('stranger@example.org', 'sro', harness.children);
    const { body, etag } = await make(client);
    const tokenId = String(body['id']);
    const [foreign, absent] = await Promise.all(
      [tokenId, '00000000-0000-4000-8000-000000000000'].map((it) =>
        stranger.send('POST', `/api/v1/me/tokens/${it}/revoke`, { ifMatch: etag }),
      ),
    );
    expect(foreign?.status).toBe(404);
    expect({ ...foreign?.body, instance: '' }).toEqual({ ...absent?.body, instance: '' });
    expect((await stranger.send('GET', `/api/v1/users/${id}/tokens`)).status).toBe(403);
    expect((await stranger.send('POST', `/api/v1/tokens/${tokenId}/revoke`, { ifMatch: etag })).status).toBe(
      403,
    );
    expect((await use(body['token'])).status).toBe(200);
    expect((await harness.admin.send('GET', `/api/v1/users/${id}/tokens`)).body.items).toHaveLength(1);
    expect(
      (await harness.admin.send('POST', `/api/v1/tokens/${tokenId}/revoke`, { ifMatch: etag })).status,
    ).toBe(200);
    expect((await use(body['token'])).status).toBe(401);
  });

  it.each([
    ['an unknown one', `hr_${'A'.repeat(43)}`],
    ['another shape', 'hello'],
    ['two words', 'a b'],
  ])('refuse %s', async (_what, token) => {
    expect((await use(token)).status).toBe(401);
  });

  it('are not read from the address, where they would be logged', async () => {
    const { client } = await harness.signedIn('address@example.org');
    const { body } = await make(client);
    const answer = await harness.client().send('GET', `/api/v1/me?access_token=${String(body['token'])}`);
    expect(answer.status).toBe(401);
  });

  it('win over a cookie that comes along', async () => {
    const { client } = await harness.signedIn('both@example.org');
    client.token = `hr_${'A'.repeat(43)}`;
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
  });
});
