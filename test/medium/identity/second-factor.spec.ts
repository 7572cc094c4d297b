import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hotp, stepAt } from '../../../src/identity/second-factor/totp.js';
import type { Answer, Client } from '../../support/client.js';
import { step } from '../../support/step.js';
import { FIRST_ADMIN, Harness, PASSWORD } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({ SECOND_FACTOR: 'required' });
});
afterAll(() => harness.close());
afterEach(() => {
  harness.test.clock.hold(undefined);
});

const NOW = Date.now();
/** Puts the clock to so many seconds from now, so that a code is of a known step. */
const at = (seconds: number): Date => {
  const instant = new Date(NOW + seconds * 1000);
  harness.test.clock.hold(instant.toISOString());
  return instant;
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** As an app reads a key. */
function bytesOf(key: string): Buffer {
  const bits = Array.from(key, (sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
const codeOf = (key: string, instant: Date): string => hotp(bytesOf(key), stepAt(instant));

async function signIn(client: Client, email: string, code?: string, password = PASSWORD): Promise<Answer> {
  const answer = await client.send('POST', '/api/v1/sessions', {
    body: { email, password, ...(code === undefined ? {} : { code }) },
  });
  if (answer.status === 201) client.csrfToken = String(answer.body['csrfToken']);
  return answer;
}

/** With an app, set up at this instant. */
async function withApp(client: Client, instant: Date): Promise<{ key: string; codes: string[] }> {
  const begun = await client.send('POST', '/api/v1/me/second-factor', { body: { password: PASSWORD } });
  expect(begun.status).toBe(200);
  const key = String(begun.body['key']);
  const confirmed = await client.send('POST', '/api/v1/me/second-factor/confirm', {
    body: { code: codeOf(key, instant) },
  });
  expect(confirmed.status).toBe(200);
  return { key, codes: confirmed.body['recoveryCodes'] as string[] };
}

describe('a second factor', () => {
  it('is set up with password and code, asked for at sign-in, and each code counts once', async () => {
    const email = 'app@example.org';
    const { id, client } = await harness.signedIn(email);
    const other = harness.client();
    await signIn(other, email);
    let key = '';
    let codes: string[] = [];
    await step('not without the password, nor with a wrong code', async () => {
      const now = at(0);
      const wrong = await client.send('POST', '/api/v1/me/second-factor', { body: { password: 'no' } });
      expect([wrong.status, wrong.body['errors']]).toEqual([
        422,
        [{ path: 'password', message: 'This is not your password.' }],
      ]);
      const early = await client.send('POST', '/api/v1/me/second-factor/confirm', {
        body: { code: '123456' },
      });
      expect([early.status, early.body['code']]).toEqual([409, 'second-factor-not-begun']);
      ({ key, codes } = await withApp(client, now));
      expect(new Set(codes).size).toBe(8);
      expect((await other.send('GET', '/api/v1/me')).status).toBe(401);
      expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
    });
    await step('neither key nor recovery codes are in the database', async () => {
      const stored = JSON.stringify([
        await harness.test.sql('select * from second_factor'),
        await harness.test.sql('select * from recovery_code'),
      ]);
      for (const secret of [key, bytesOf(key).toString('base64'), ...codes])
        expect(stored).not.toContain(secret);
    });
    await step('the password alone opens nothing', async () => {
      const alone = await signIn(other, email);
      expect([alone.status, alone.body['code'], alone.headers['set-cookie']]).toEqual([
        401,
        'second-factor-needed',
        undefined,
      ]);
      const before = await signIn(other, email, codeOf(key, at(0)));
      expect([before.status, before.body['code']]).toEqual([401, 'second-factor-wrong']);
    });
    await step('the next code does, and not twice, and no earlier one', async () => {
      const now = at(60);
      const code = codeOf(key, now);
      const both = await Promise.all([
        signIn(harness.client(), email, code),
        signIn(harness.client(), email, code),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
      expect((await signIn(other, email, codeOf(key, new Date(now.getTime() - 30_000)))).status).toBe(401);
      expect((await signIn(other, email, codeOf(key, at(120)))).status).toBe(201);
    });
    await step(
      'a recovery code does once, however it is typed, and a wrong password with it does not',
      async () => {
        const [first = '', second = ''] = codes;
        expect((await signIn(harness.client(), email, first, 'not the password')).body['code']).toBe(
          'sign-in-failed',
        );
        expect((await signIn(harness.client(), email, first.toLowerCase().replaceAll('-', ' '))).status).toBe(
          201,
        );
        expect((await signIn(harness.client(), email, first)).status).toBe(401);
        const own = await other.send('GET', '/api/v1/me/second-factor');
        expect(own.body).toEqual({ since: expect.any(String), keys: [], recoveryCodesLeft: 7 });
        const renewed = await other.send('POST', '/api/v1/me/second-factor/recovery-codes', {
          body: { password: PASSWORD },
        });
        expect((await signIn(harness.client(), email, second)).status).toBe(401);
        const [fresh = ''] = renewed.body['recoveryCodes'] as string[];
        expect((await signIn(harness.client(), email, fresh)).status).toBe(201);
      },
    );
    await step('a second one is refused; removed, the password is enough again', async () => {
      const again = await other.send('POST', '/api/v1/me/second-factor', { body: { password: PASSWORD } });
      expect(again.status).toBe(409);
      const removed = await other.send('POST', '/api/v1/me/second-factor/remove', {
        body: { password: PASSWORD },
      });
      expect(removed.status).toBe(204);
      expect((await signIn(harness.client(), email)).status).toBe(201);
    });
    const told = await harness.test.sql<{ sentence: string }>(
      `select sentence from account_notice where user_id = $1 and sentence not like '%browser that was not used%' order by created_at`,
      [id],
    );
    expect(told.map(({ sentence }) => sentence.slice(0, 24))).toEqual([
      'You set up a second fact',
      'A recovery code was used',
      'You made new recovery co',
      'A recovery code was used',
      'You removed your authent',
    ]);
    expect(await harness.audited(id)).toEqual(
      expect.arrayContaining([
        'second_factor.set_up',
        'second_factor.refused',
        'second_factor.recovery_code_used',
        'second_factor.codes_renewed',
        'second_factor.removed',
      ]),
    );
  });

  it('a key that waits for its first code asks nobody for one, and waits half an hour', async () => {
    const { client } = await harness.signedIn('begun@example.org');
    const begun = await client.send('POST', '/api/v1/me/second-factor', { body: { password: PASSWORD } });
    expect((await signIn(harness.client(), 'begun@example.org')).status).toBe(201);
    const late = at(31 * 60);
    await signIn(client, 'begun@example.org');
    const confirmed = await client.send('POST', '/api/v1/me/second-factor/confirm', {
      body: { code: codeOf(String(begun.body['key']), late) },
    });
    expect(confirmed.body['code']).toBe('second-factor-not-begun');
  });

  it('wrong codes are paused, right passwords do not clear the count, and the person is told', async () => {
    const email = 'guessed@example.org';
    const { id, client } = await harness.signedIn(email);
    const { key } = await withApp(client, at(0));
    const guesser = harness.client();
    const now = at(90);
    const tried = [];
    for (let n = 0; n < 7; n++) tried.push((await signIn(guesser, email, '000000')).status);
    expect(tried).toEqual([401, 401, 401, 401, 401, 429, 429]);
    // Also the right one, from the same place.
    expect((await signIn(guesser, email, codeOf(key, now))).status).toBe(429);
    const [told] = await harness.test.sql<{ sentence: string }>(
      `select sentence from account_notice where user_id = $1 and sentence like 'Somebody gave%'`,
      [id],
    );
    expect(told?.sentence).toContain('change your password now');
  });

  it('a program with a token changes nothing of it', async () => {
    const { client } = await harness.signedIn('program@example.org');
    const made = await client.send('POST', '/api/v1/me/tokens', {
      body: { name: 'x', currentPassword: PASSWORD },
    });
    const program = harness.client(String(made.body['token']));
    const begun = await program.send('POST', '/api/v1/me/second-factor', { body: { password: PASSWORD } });
    expect(begun.status).toBe(403);
  });
});

describe('who approves or administers', () => {
  it('needs one after two weeks; everything else works without, and setting it up is enough', async () => {
    const { client } = await harness.signedIn('late.admin@example.org', 'admin');
    expect((await client.send('GET', '/api/v1/users')).status).toBe(200);
    const later = at(15 * 86_400);
    await signIn(client, 'late.admin@example.org');
    expect((await client.send('GET', '/api/v1/users')).status).toBe(200);
    const refused = await client.send('POST', '/api/v1/users', {
      body: { email: 'new@example.org', name: 'New', jobTitle: 'Officer' },
    });
    expect([refused.status, refused.body['code']]).toEqual([403, 'second-factor-needed']);
    await withApp(client, later);
    const done = await client.send('POST', '/api/v1/users', {
      body: { email: 'new@example.org', name: 'New', jobTitle: 'Officer' },
    });
    expect(done.status).toBe(201);
  });
});

describe('somebody who has lost app and recovery codes', () => {
  it('gets rid of it by an administrator; of one who administers that waits', async () => {
    await harness.admin.signIn(FIRST_ADMIN, PASSWORD);
    const lost = await harness.signedIn('lost@example.org');
    await withApp(lost.client, at(0));
    harness.test.clock.hold(undefined);
    const reset = async (id: string): Promise<Answer> => {
      const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
      return harness.admin.send('POST', `/api/v1/users/${id}/reset-second-factor`, { ifMatch: etag });
    };
    const done = await reset(lost.id);
    expect([done.status, done.body['hasSecondFactor']]).toEqual([200, false]);
    expect((await lost.client.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await signIn(lost.client, 'lost@example.org')).status).toBe(201);
    expect((await reset(lost.id)).body['code']).toBe('no-second-factor');
    expect((await reset(harness.adminId)).status).toBe(403);

    const admin = await harness.signedIn('lost.admin@example.org', 'admin');
    await withApp(admin.client, at(0));
    harness.test.clock.hold(undefined);
    await harness.test.sql(
      `insert into reporting_period (programme_id, label, starts_on, ends_on, as_at, drafts_due_on, review_due_on, approval_due_on)
       values ($1, 'January', '2026-01-01', '2026-01-31', '2026-01-31', '2026-02-04', '2026-02-06', '2026-02-10')`,
      [harness.children],
    );
    const held = await reset(admin.id);
    expect([held.status, held.body['kind']]).toEqual([202, 'factor']);
    expect((await signIn(harness.client(), 'lost.admin@example.org')).status).toBe(401);
    const second = await harness.signedIn('second.admin@example.org', 'admin');
    const carried = await second.client.send(
      'POST',
      `/api/v1/held-changes/${String(held.body['id'])}/carry-out`,
      {
        ifMatch: held.etag,
      },
    );
    expect(carried.status).toBe(200);
    expect((await signIn(harness.client(), 'lost.admin@example.org')).status).toBe(201);
  });
});
