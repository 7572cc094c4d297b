import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Client } from '../../support/client.js';
import { SoftwareKey } from '../../support/software-key.js';
import { step } from '../../support/step.js';
import { Harness, PASSWORD } from './harness.js';

const ORIGIN = 'http://localhost:3000';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({ SECOND_FACTOR: 'required' });
});
afterAll(() => harness.close());
afterEach(() => {
  harness.test.clock.hold(undefined);
});

const KEYS = '/api/v1/me/second-factor/keys';
const challengeOf = ({ body }: Answer): string => String(body['challenge']);

async function asked(client: Client): Promise<string> {
  const answer = await client.send('POST', `${KEYS}/options`, { body: { password: PASSWORD } });
  expect(answer.status).toBe(200);
  return challengeOf(answer);
}

const add = (client: Client, name: string, response: unknown): Promise<Answer> =>
  client.send('POST', KEYS, { body: { name, response } });

async function withKey(email: string, name = 'Blue key') {
  const { id, client } = await harness.signedIn(email);
  const key = new SoftwareKey(ORIGIN);
  const added = await add(client, name, key.make(await asked(client)));
  expect(added.status).toBe(201);
  return { id, client, key, codes: added.body['recoveryCodes'] as string[] };
}

async function challengeFor(email: string): Promise<string> {
  return challengeOf(
    await harness
      .client()
      .send('POST', '/api/v1/sessions/key-options', { body: { email, password: PASSWORD } }),
  );
}

const enter = (email: string, more: object, client = harness.client()): Promise<Answer> =>
  client.send('POST', '/api/v1/sessions', { body: { email, password: PASSWORD, ...more } });

describe('a security key', () => {
  it('is added, named and listed; signs in; and several of one person do', async () => {
    const email = 'keys@example.org';
    const { id, client, key, codes } = await withKey(email);
    expect(new Set(codes).size).toBe(8);
    await step('the password alone no longer signs in, and the key does', async () => {
      const alone = await enter(email, {});
      expect([alone.status, alone.body['code']]).toEqual([401, 'second-factor-needed']);
      expect((await enter(email, { key: key.sign(await challengeFor(email)) })).status).toBe(201);
    });
    await step('a second one gives no new recovery codes, and not the name of the first', async () => {
      const other = new SoftwareKey(ORIGIN);
      const response = other.make(await asked(client));
      const twice = await add(client, 'blue KEY', response);
      expect([twice.status, twice.body['errors']]).toEqual([
        422,
        [{ path: 'name', message: 'Another key of yours is called so.' }],
      ]);
      const added = await add(client, 'Laptop', response);
      expect([added.status, added.body['recoveryCodes']]).toEqual([201, null]);
      expect((await enter(email, { key: other.sign(await challengeFor(email)) })).status).toBe(201);
      const own = await client.send('GET', '/api/v1/me/second-factor');
      const keys = own.body['keys'] as { name: string; lastUsedAt: unknown }[];
      expect(keys.map(({ name, lastUsedAt }) => [name, typeof lastUsedAt])).toEqual([
        ['Blue key', 'string'],
        ['Laptop', 'string'],
      ]);
      expect(own.body).toMatchObject({ since: null, recoveryCodesLeft: 8 });
    });
    await step('a recovery code counts without it', async () => {
      expect((await enter(email, { code: codes[0] })).status).toBe(201);
    });
    await step(
      'removed with the password, one by one; the last takes the recovery codes with it',
      async () => {
        const own = await client.send('GET', '/api/v1/me/second-factor');
        for (const one of own.body['keys'] as { id: string }[]) {
          const wrong = await client.send('POST', `${KEYS}/${one.id}/remove`, { body: { password: 'no' } });
          expect(wrong.status).toBe(422);
          const gone = await client.send('POST', `${KEYS}/${one.id}/remove`, {
            body: { password: PASSWORD },
          });
          expect(gone.status).toBe(204);
        }
        const none = await client.send('GET', '/api/v1/me/second-factor');
        expect(none.body).toEqual({ since: null, keys: [], recoveryCodesLeft: 0 });
        // Nobody is kept out by it.
        expect((await enter(email, {})).status).toBe(201);
      },
    );
    expect(await harness.audited(id)).toEqual(
      expect.arrayContaining(['second_factor.key_added', 'second_factor.key_removed']),
    );
  });

  it('is refused from another origin, for another host, of another person, twice, late, or without being asked', async () => {
    const email = 'refused@example.org';
    const { id, client, key } = await withKey(email);
    const others = await withKey('others.key@example.org');
    const refused = async (given: unknown): Promise<void> => {
      const { status, body } = await enter(email, { key: given });
      expect([status, body['code']]).toEqual([401, 'second-factor-wrong']);
      await harness.test.sql('delete from sign_in_count');
    };
    const elsewhere = (origin: string, host?: string): SoftwareKey =>
      Object.assign(Object.create(SoftwareKey.prototype) as SoftwareKey, key, {
        origin,
        host: host ?? 'localhost',
      });
    await refused(elsewhere('https://evil.example.org').sign(await challengeFor(email)));
    await refused(elsewhere(ORIGIN, 'evil.example.org').sign(await challengeFor(email)));
    await refused(others.key.sign(await challengeFor(email)));
    await refused(key.sign('bm90IGFza2VkIGZvcg'));
    await step('a challenge of another person, and one of another purpose', async () => {
      await refused(key.sign(await challengeFor('others.key@example.org')));
      const confirming = await client.send('POST', '/api/v1/me/confirmation/key-options');
      await refused(key.sign(challengeOf(confirming)));
    });
    await step('a replayed one, and one of six minutes ago', async () => {
      const answer = key.sign(await challengeFor(email));
      expect((await enter(email, { key: answer })).status).toBe(201);
      await refused(answer);
      const late = key.sign(await challengeFor(email));
      harness.test.clock.hold(new Date(Date.now() + 6 * 60_000).toISOString());
      await refused(late);
      harness.test.clock.hold(undefined);
    });
    await step('of two at once with one challenge one counts', async () => {
      const answer = key.sign(await challengeFor(email));
      const both = await Promise.all([enter(email, { key: answer }), enter(email, { key: answer })]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
    });
    await step('one whose counter goes back is a copy: the person is told', async () => {
      key.counter -= 1;
      await refused(key.signAgain(await challengeFor(email)));
      const told = await harness.test.sql<{ sentence: string }>(
        `select sentence from account_notice where user_id = $1 and sentence like '%counted back%'`,
        [id],
      );
      expect(told).toHaveLength(1);
      expect(await harness.audited(id)).toContain('second_factor.key_counted_back');
    });
    await step('and nonsense is refused at the edge', async () => {
      for (const nonsense of [{}, { ...key.sign('x'), id: '!' }, { ...key.sign('x'), type: 'password' }])
        expect((await enter(email, { key: nonsense })).status).toBe(422);
    });
  });

  it('is not added without being asked for, from elsewhere, twice, or by a program', async () => {
    const { client } = await withKey('adding@example.org');
    const key = new SoftwareKey('https://evil.example.org');
    const wrong = await add(client, 'Evil', key.make(await asked(client)));
    expect([wrong.status, (wrong.body['errors'] as { path: string }[])[0]?.path]).toEqual([422, 'response']);
    const own = new SoftwareKey(ORIGIN);
    expect((await add(client, 'Unasked', own.make('bm90IGFza2VkIGZvcg'))).status).toBe(422);
    const stranger = await harness.signedIn('stranger.key@example.org');
    expect((await add(client, 'Of another', own.make(await asked(stranger.client)))).status).toBe(422);
    const answer = own.make(await asked(client));
    expect((await add(client, 'Mine', answer)).status).toBe(201);
    expect((await add(client, 'Replayed', answer)).status).toBe(422);
    const taken = await add(stranger.client, 'Theirs', own.make(await asked(stranger.client)));
    expect([taken.status, taken.body['code']]).toEqual([409, 'key-there']);
    const made = await stranger.client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'x', currentPassword: PASSWORD },
    });
    const program = harness.client(String(made.body['token']));
    expect((await program.send('POST', `${KEYS}/options`, { body: { password: PASSWORD } })).status).toBe(
      403,
    );
  });

  it('is limited in wrong tries as codes are', async () => {
    const email = 'guessed.key@example.org';
    const { key } = await withKey(email);
    const tried = [];
    for (let n = 0; n < 6; n++)
      tried.push((await enter(email, { key: key.sign('bm90IGFza2VkIGZvcg') })).status);
    expect(tried).toEqual([401, 401, 401, 401, 401, 429]);
    await harness.test.sql('delete from sign_in_count');
  });

  it('is enough to administer, and an administrator takes it away from somebody who has lost it', async () => {
    const { client } = await harness.signedIn('key.admin@example.org', 'admin');
    await harness.test.sql(
      `update app_user set second_factor_due = now() - interval '1 day' where email = $1`,
      ['key.admin@example.org'],
    );
    const change = (): Promise<Answer> =>
      client.send('POST', '/api/v1/users', {
        body: { email: 'made.by.key@example.org', name: 'Made', jobTitle: 'Officer' },
      });
    expect((await change()).body['code']).toBe('second-factor-needed');
    expect((await add(client, 'Blue', new SoftwareKey(ORIGIN).make(await asked(client)))).status).toBe(201);
    expect((await change()).status).toBe(201);

    const lost = await withKey('lost.key@example.org');
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${lost.id}`);
    const reset = await harness.admin.send('POST', `/api/v1/users/${lost.id}/reset-second-factor`, {
      ifMatch: etag,
    });
    expect([reset.status, reset.body['hasSecondFactor']]).toEqual([200, false]);
    expect((await enter('lost.key@example.org', {})).status).toBe(201);
  });
});

describe('to confirm with a security key', () => {
  it('takes one that has asked for its PIN or a finger, and counts for five minutes', async () => {
    const { client, key } = await withKey('confirm.key@example.org');
    const ask = async () => challengeOf(await client.send('POST', '/api/v1/me/confirmation/key-options'));
    const give = (answer: unknown) =>
      client.send('POST', '/api/v1/me/confirmation', { body: { key: answer } });
    const touched = await give(key.sign(await ask()));
    expect([touched.status, touched.body['errors']]).toEqual([
      422,
      [{ path: 'key', message: 'The security key was not accepted. Try once more.' }],
    ]);
    key.verifies = true;
    const confirmed = await give(key.sign(await ask()));
    expect([confirmed.status, typeof confirmed.body['until']]).toEqual([200, 'string']);
    expect((await client.send('POST', '/api/v1/me/confirmation', { body: {} })).status).toBe(200);
    harness.test.clock.hold(new Date(Date.now() + 5 * 60_000 + 1000).toISOString());
    expect((await client.send('POST', '/api/v1/me/confirmation', { body: {} })).status).toBe(422);
  });

  it('is nothing for who has none', async () => {
    const { client } = await harness.signedIn('no.key@example.org');
    const asked = await client.send('POST', '/api/v1/me/confirmation/key-options');
    expect([asked.status, asked.body['code']]).toEqual([409, 'no-security-key']);
  });
});
