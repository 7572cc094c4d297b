import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

const newUser = { name: 'Olive Owner', jobTitle: 'Head of Service' };

describe('accounts', () => {
  it('are made, read, changed and found; never with a hash', async () => {
    const made = await harness.admin.send('POST', '/api/v1/users', {
      body: { ...newUser, email: 'Olive@Example.org' },
    });
    expect(made.status).toBe(201);
    expect(made.etag).toBe('"v1"');
    const url = `/api/v1/users/${String(made.body['id'])}`;
    expect(made.headers['location']).toBe(url);
    expect(made.body).toEqual({
      id: expect.any(String),
      email: 'olive@example.org',
      ...newUser,
      hasPassword: false,
      hasSecondFactor: false,
      leftAt: null,
      disabledAt: null,
      createdAt: expect.any(String),
      version: 1,
    });
    const changed = await harness.admin.send('PATCH', url, {
      ifMatch: made.etag,
      body: { jobTitle: 'Director' },
    });
    expect(changed.body).toMatchObject({ name: 'Olive Owner', jobTitle: 'Director', version: 2 });
    expect(changed.etag).toBe('"v2"');
    const found = await harness.admin.send('GET', '/api/v1/users?search=director');
    expect(found.body.items).toEqual([changed.body]);
    expect(await harness.audited(String(made.body['id']))).toEqual(['user.created', 'user.changed']);
  });

  it('are changed only by the person who read them last', async () => {
    const id = await harness.person('contested@example.org');
    const url = `/api/v1/users/${id}`;
    const body = { name: 'Changed' };
    expect((await harness.admin.send('PATCH', url, { body })).status).toBe(428);
    expect((await harness.admin.send('PATCH', url, { body, ifMatch: 'v1' })).status).toBe(400);
    expect((await harness.admin.send('PATCH', url, { body, ifMatch: '"v2"' })).status).toBe(412);
    const both = await Promise.all(
      [1, 2].map((n) =>
        harness.admin.send('PATCH', url, { body: { name: `Changed ${n}` }, ifMatch: '"v1"' }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown field', { version: 9 }, 'version'],
    ['a column of the table', { password_hash: 'x' }, 'password_hash'],
    ['a NUL', { name: 'Oli\u0000ve' }, 'name'],
    ['half a character', { name: 'Oli\ud800ve' }, 'name'],
    ['two lines', { jobTitle: 'Head\nof' }, 'jobTitle'],
    ['nothing', { name: '   ' }, 'name'],
    ['no address', { email: 'not an address' }, 'email'],
    ['a password', { password: 'four words for olive' }, 'password'],
  ])('are refused with %s, by the path', async (_what, part, path) => {
    const before = await harness.test.sql('select count(*) from app_user');
    const answer = await harness.admin.send('POST', '/api/v1/users', {
      body: { ...newUser, email: 'refused@example.org', ...part },
    });
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toEqual([{ path, message: expect.any(String) }]);
    expect(await harness.test.sql('select count(*) from app_user')).toEqual(before);
  });

  it('have an address of their own', async () => {
    await harness.person('taken@example.org');
    const answer = await harness.admin.send('POST', '/api/v1/users', {
      body: { ...newUser, email: 'TAKEN@example.org' },
    });
    expect(answer.body).toMatchObject({ status: 409, code: 'already-exists' });
  });

  it('of oneself are not disabled, nor reset', async () => {
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${harness.adminId}`);
    const disabled = await harness.admin.send('POST', `/api/v1/users/${harness.adminId}/disable`, {
      ifMatch: etag,
    });
    expect(disabled.status).toBe(403);
    const set = await harness.admin.send('PUT', `/api/v1/users/${harness.adminId}/password`, {
      ifMatch: etag,
    });
    expect(set.status).toBe(403);
  });

  it('are listed page by page, each once', async () => {
    for (let i = 0; i < 7; i++) await harness.person(`listed${i}@example.org`, 'Same Name');
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const answer = await harness.admin.send('GET', `/api/v1/users?limit=3&search=same%20name${cursor}`);
      seen.push(...(answer.body.items ?? []).map((user) => user['id']));
      cursor = answer.body['nextCursor'] === null ? '' : `&cursor=${answer.body['nextCursor'] as string}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect((await harness.admin.send('GET', '/api/v1/users?cursor=nonsense')).status).toBe(400);
    expect((await harness.admin.send('GET', '/api/v1/users?limit=1&limit=2')).status).toBe(422);
    expect((await harness.admin.send('GET', '/api/v1/users?order=email')).status).toBe(422);
  });
});

describe('one’s own password', () => {
  it('is changed with the present one; every other session ends, this one goes on', async () => {
    const { id, client } = await harness.signedIn('changer@example.org');
    const other = harness.client();
    await other.signIn('changer@example.org', PASSWORD);
    const { etag } = await client.send('GET', '/api/v1/me');
    const change = (currentPassword: string, newPassword: string) =>
      client.send('PUT', '/api/v1/me/password', { ifMatch: etag, body: { currentPassword, newPassword } });
    const wrong = await change('not the present one', 'four entirely new words');
    expect(wrong.status).toBe(422);
    expect(wrong.body['errors']).toEqual([{ path: 'currentPassword', message: expect.any(String) }]);
    const weak = await change(PASSWORD, 'password1234');
    expect(weak.body['errors']).toEqual([{ path: 'newPassword', message: expect.any(String) }]);
    expect((await change(PASSWORD, 'four entirely new words')).status).toBe(200);
    expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await harness.client().signIn('changer@example.org', PASSWORD)).status).toBe(401);
    expect((await harness.client().signIn('changer@example.org', 'four entirely new words')).status).toBe(
      201,
    );
    expect(await harness.audited(id)).toContain('user.password_changed');
  });

  it('cannot be guessed through an open session', async () => {
    const { id, client } = await harness.signedIn('open@example.org');
    const { etag } = await client.send('GET', '/api/v1/me');
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      const answer = await client.send('PUT', '/api/v1/me/password', {
        ifMatch: etag,
        body: { currentPassword: `guess number ${i}`, newPassword: 'four entirely new words' },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
    // A person who found an unlocked screen leaves a trace with every guess.
    expect((await harness.audited(id)).slice(1)).toEqual([
      ...(Array(5).fill('password.refused') as string[]),
      'session.paused',
    ]);
  });
});

describe('after all that', () => {
  it('the audit trail is whole and holds neither password nor token nor hash', async () => {
    const [result] = await harness.test.sql<{ broken_seq: string | null }>(
      'select broken_seq from audit_verify()',
    );
    expect(result?.broken_seq).toBeNull();
    const trail = JSON.stringify(await harness.test.sql('select * from audit_event'));
    for (const secret of [PASSWORD, 'four entirely new words', 'argon2', 'hr_'])
      expect(trail).not.toContain(secret);
  });
});
