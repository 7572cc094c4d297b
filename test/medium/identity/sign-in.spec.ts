import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PasswordsService } from '../../../src/identity/index.js';
import { Database } from '../../../src/platform/index.js';
import { FIRST_ADMIN, Harness, PASSWORD } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => harness.close());

describe('signing in and out', () => {
  it('answers who it is, puts a new id into a cookie that scripts cannot read, and audits', async () => {
    const id = await harness.person('owner@example.org', 'Olive Owner');
    const client = harness.client();
    const answer = await client.signIn('Owner@Example.org', PASSWORD);
    expect(answer.status).toBe(201);
    expect(answer.body['user']).toEqual({
      id,
      email: 'owner@example.org',
      name: 'Olive Owner',
      jobTitle: 'Officer',
    });
    expect(answer.headers['set-cookie']).toMatch(/^sid=[\w-]{43}\.[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await client.send('GET', '/api/v1/me');
    expect(me.status).toBe(200);
    expect(me.headers['set-cookie']).toBeUndefined();
    expect(me.body['csrfToken']).toBe(answer.body['csrfToken']);
    expect(await harness.audited(id)).toEqual(['session.started']);
  });

  it('keeps only hashes: the cookie’s id is not in the table', async () => {
    const { client } = await harness.signedIn('hashes@example.org');
    const sid =
      decodeURIComponent(client.cookie ?? '')
        .replace(/^sid=/, '')
        .split('.')[0] ?? '';
    const [row] = await harness.test.sql<{ found: boolean }>(
      `select exists (select from session where id_hash = sha256(convert_to($1, 'UTF8'))) as found`,
      [sid],
    );
    expect(row?.found).toBe(true);
    expect(JSON.stringify(await harness.test.sql('select * from session'))).not.toContain(sid);
  });

  it('makes no session for somebody who is not signed in', async () => {
    const before = await harness.test.sql('select count(*) from session');
    const answer = await harness.client().send('GET', '/api/v1/me');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await harness.test.sql('select count(*) from session')).toEqual(before);
  });

  it('never takes over the id that the browser brought (fixation)', async () => {
    const { client: first } = await harness.signedIn('fixation@example.org');
    const before = first.cookie;
    const second = harness.client();
    second.cookie = before;
    await second.signIn('fixation@example.org', PASSWORD);
    expect(second.cookie).not.toBe(before);
    // What was planted is worth nothing afterwards.
    expect((await first.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await second.send('GET', '/api/v1/me')).status).toBe(200);
  });

  it('is over after sign-out, with the old cookie too', async () => {
    const { id, client } = await harness.signedIn('leaver@example.org');
    const kept = client.cookie;
    const answer = await client.send('DELETE', '/api/v1/sessions/current');
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^sid=;.*(Expires|Max-Age)/);
    client.cookie = kept;
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
    expect(await harness.audited(id)).toEqual(['session.started', 'session.ended']);
  });

  it('lets two browsers live side by side until an administrator ends both', async () => {
    const { id, client: one } = await harness.signedIn('two@example.org');
    const two = harness.client();
    await two.signIn('two@example.org', PASSWORD);
    await two.send('DELETE', '/api/v1/sessions/current');
    expect((await one.send('GET', '/api/v1/me')).status).toBe(200);
    await two.signIn('two@example.org', PASSWORD);
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
    const ended = await harness.admin.send('POST', `/api/v1/users/${id}/end-sessions`, { ifMatch: etag });
    expect(ended.status).toBe(200);
    expect((await one.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await two.send('GET', '/api/v1/me')).status).toBe(401);
  });

  it('ends after the idle limit, and at the absolute limit however busy', async () => {
    const { client } = await harness.signedIn('idle@example.org');
    const start = new Date();
    const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000).toISOString();
    try {
      for (let minutes = 25; minutes < 8 * 60; minutes += 25) {
        harness.test.clock.hold(at(minutes));
        expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
      }
      harness.test.clock.hold(at(8 * 60 + 1));
      expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
    } finally {
      harness.test.clock.hold(undefined);
    }
    const { client: idler } = await harness.signedIn('idler@example.org');
    try {
      harness.test.clock.hold(new Date(Date.now() + 31 * 60_000).toISOString());
      expect((await idler.send('GET', '/api/v1/me')).status).toBe(401);
    } finally {
      harness.test.clock.hold(undefined);
    }
  });

  it('writes nothing while it only reads, other than once a minute', async () => {
    const { id, client } = await harness.signedIn('quiet@example.org');
    const version = () =>
      harness.test.sql('select xmin::text, last_seen_at from session where user_id = $1', [id]);
    const before = await version();
    for (let i = 0; i < 5; i++) await client.send('GET', '/api/v1/me');
    expect(await version()).toEqual(before);
    try {
      harness.test.clock.hold(new Date(Date.now() + 61_000).toISOString());
      await client.send('GET', '/api/v1/me');
      const touched = await version();
      expect(touched).not.toEqual(before);
      await client.send('GET', '/api/v1/me');
      expect(await version()).toEqual(touched);
    } finally {
      harness.test.clock.hold(undefined);
    }
  });

  it('ends at once when the account is disabled, and does not come back when it is enabled', async () => {
    const { id, client } = await harness.signedIn('disabled@example.org');
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
    const disabled = await harness.admin.send('POST', `/api/v1/users/${id}/disable`, { ifMatch: etag });
    expect(disabled.status).toBe(200);
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await harness.client().signIn('disabled@example.org', PASSWORD)).status).toBe(401);
    await harness.admin.send('POST', `/api/v1/users/${id}/enable`, { ifMatch: disabled.etag });
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await harness.client().signIn('disabled@example.org', PASSWORD)).status).toBe(201);
    expect(await harness.audited(id)).toEqual([
      'session.started',
      'user.disabled',
      'session.refused',
      'user.enabled',
      'session.started',
      'session.new_browser',
    ]);
  });

  it('puts a hash that was made with weaker parameters right at sign-in', async () => {
    const { hash } = await import('@node-rs/argon2');
    const id = await harness.person('old.hash@example.org');
    const old = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await harness.test.sql('update app_user set password_hash = $2 where id = $1', [id, old]);
    expect((await harness.client().signIn('old.hash@example.org', PASSWORD)).status).toBe(201);
    const [row] = await harness.test.sql<{ password_hash: string }>(
      'select password_hash from app_user where id = $1',
      [id],
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await harness.client().signIn('old.hash@example.org', PASSWORD)).status).toBe(201);
  });

  it('answers 503, never as nobody, while the sessions cannot be read', async () => {
    const { client } = await harness.signedIn('outage@example.org');
    await harness.test.sql('begin; lock table session in access exclusive mode');
    try {
      const answer = await client.send('GET', '/api/v1/me');
      expect(answer.body).toMatchObject({ status: 503, code: 'busy' });
      expect(answer.headers['retry-after']).toBeDefined();
    } finally {
      await harness.test.sql('rollback');
    }
    expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
  });
});

describe('a password', () => {
  it('is taken as it was typed: in its case, at its length, with its spaces', async () => {
    await harness.person('exact@example.org');
    for (const other of [PASSWORD.toUpperCase(), ` ${PASSWORD}`, `${PASSWORD} `, PASSWORD.slice(0, -1)])
      expect([other, (await harness.client().signIn('exact@example.org', other)).status]).toEqual([
        other,
        401,
      ]);
    expect((await harness.client().signIn('exact@example.org', PASSWORD)).status).toBe(201);
  });

  it('does not grow old', async () => {
    await harness.person('faithful@example.org');
    harness.test.clock.hold(new Date(Date.now() + 10 * 365 * 24 * 3_600_000).toISOString());
    try {
      const client = harness.client();
      expect((await client.signIn('faithful@example.org', PASSWORD)).status).toBe(201);
      expect((await client.send('GET', '/api/v1/me')).status).toBe(200);
    } finally {
      harness.test.clock.hold(undefined);
      // A sign-in ten years from now has cleared away every session of today.
      await harness.admin.signIn(FIRST_ADMIN, PASSWORD);
    }
  });
});

describe('refusals tell nothing', () => {
  it('gives the same answer for an unknown account, a wrong password and a disabled account', async () => {
    await harness.person('known@example.org');
    const gone = await harness.person('gone@example.org');
    await harness.test.sql('update app_user set disabled_at = now() where id = $1', [gone]);
    const answers = await Promise.all(
      [
        ['nobody@example.org', PASSWORD],
        ['known@example.org', 'not the right one'],
        ['gone@example.org', PASSWORD],
      ].map(([email = '', password = '']) => harness.client().signIn(email, password)),
    );
    const shapes = answers.map(({ status, body }) => ({ status, ...body, instance: '' }));
    expect(shapes[0]).toMatchObject({ status: 401, code: 'sign-in-failed' });
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });

  it('audits a refusal with the reason, and without what was typed', async () => {
    await harness.client().signIn('my secret typed as address', 'another secret');
    const [last] = await harness.test.sql<{ detail: Record<string, unknown> }>(
      `select detail from audit_event where action = 'session.refused' order by seq desc limit 1`,
    );
    expect(last?.detail).toEqual({ reason: 'unknown account', address: '127.0.0.1' });
    const [leak] = await harness.test.sql<{ n: string }>(
      `select count(*) as n from audit_event e where e::text like '%secret%' or e::text like '%four words%'`,
    );
    expect(leak?.n).toBe('0');
  });

  it.each([
    ['an unknown field', { email: 'a@example.org', password: 'x', admin: true }, 'admin'],
    ['a missing field', { email: 'a@example.org' }, 'password'],
    ['a list instead of text', { email: ['a@example.org'], password: 'x' }, 'email'],
    ['a NUL', { email: 'a\u0000@example.org', password: 'x' }, 'email'],
  ])('refuses %s with its path', async (_what, body, path) => {
    const answer = await harness.client().send('POST', '/api/v1/sessions', { body });
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toEqual([{ path, message: expect.any(String) }]);
  });
});

describe('guessing', () => {
  // All of these tests come from one place.
  beforeEach(async () => {
    await harness.test.sql('delete from sign_in_count');
  });

  it('pauses an account after five attempts, the right password included, and says how long', async () => {
    await harness.person('guessed@example.org');
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++)
      statuses.push((await harness.client().signIn('guessed@example.org', `wrong guess ${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    const paused = await harness.client().signIn('guessed@example.org', PASSWORD);
    expect(paused.status).toBe(429);
    expect(Number(paused.headers['retry-after'])).toBe(30);
    // Another account is not touched by it, and an account that does not exist is treated alike.
    await harness.signedIn('bystander@example.org');
    for (let i = 0; i < 5; i++) await harness.client().signIn('ghost@example.org', 'wrong guess');
    expect((await harness.client().signIn('ghost@example.org', 'wrong guess')).status).toBe(429);
  });

  it('puts the beginning of each pause into the audit trail, and not what runs into it', async () => {
    const id = await harness.person('noted@example.org');
    for (let i = 0; i < 9; i++) await harness.client().signIn('noted@example.org', `wrong guess ${i}`);
    expect(await harness.audited(id)).toEqual([
      ...(Array(5).fill('session.refused') as string[]),
      'session.paused',
    ]);
    const [paused] = await harness.test.sql<{ detail: unknown }>(
      `select detail from audit_event where action = 'session.paused' and subject_id = $1`,
      [id],
    );
    expect(paused?.detail).toEqual({ of: 'account', seconds: 30, address: '127.0.0.1' });
  });

  it('lets a person in with the browser that they have signed in with before, while their account is guessed at', async () => {
    const id = await harness.person('regular@example.org');
    await harness.person('stranger@example.org');
    const enter = (email: string, password: string, cookie?: string) =>
      harness.client().fetch('POST', '/api/v1/sessions', {
        body: { email, password },
        headers: cookie === undefined ? {} : { cookie },
      });
    const deviceOf = (answer: Response): string =>
      answer.headers.getSetCookie().find((one) => one.startsWith('device=')) ?? '';
    const first = await enter('regular@example.org', PASSWORD);
    expect(deviceOf(first)).toMatch(/^device=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/);
    const [device = ''] = deviceOf(first).split(';');
    const [kept] = await harness.test.sql<{ hash: Buffer }>(
      `select id_hash as hash from sign_in_device where user_id = $1`,
      [id],
    );
    expect(kept?.hash.toString('base64url')).not.toBe(device.split('=')[1]);
    const stranger = async () => {
      for (let i = 0; i < 6; i++) await enter('regular@example.org', `wrong guess ${i}`);
      return enter('regular@example.org', PASSWORD);
    };
    expect((await stranger()).status).toBe(429);
    expect((await enter('regular@example.org', PASSWORD, device)).status).toBe(201);
    // It says nothing for anybody else, and opens nothing by itself.
    for (let i = 0; i < 5; i++) await enter('stranger@example.org', 'wrong guess', device);
    expect((await enter('stranger@example.org', PASSWORD, device)).status).toBe(429);
    expect((await harness.client().fetch('GET', '/api/v1/me', { headers: { cookie: device } })).status).toBe(
      401,
    );
    for (let i = 0; i < 5; i++)
      expect((await enter('regular@example.org', 'wrong guess', device)).status).toBe(401);
    expect((await enter('regular@example.org', PASSWORD, device)).status).toBe(429);
  });

  it('lets a person in who has chosen a password with a link by mail, while their account is guessed at', async () => {
    const id = await harness.person('mailed@example.org');
    for (let i = 0; i < 6; i++) await harness.client().signIn('mailed@example.org', `wrong guess ${i}`);
    const passwords = harness.test.app.get(PasswordsService, { strict: false });
    const token = await harness.test.app
      .get(Database, { strict: false })
      .write((tx) => passwords.atTerminal(tx, id));
    const chosen = await harness.client().fetch('POST', '/api/v1/password-links/use', {
      body: { token, password: 'another four words' },
    });
    expect(chosen.status).toBe(204);
    const [cookie = ''] = chosen.headers.getSetCookie()[0]?.split(';') ?? [];
    const entered = await harness.client().fetch('POST', '/api/v1/sessions', {
      body: { email: 'mailed@example.org', password: 'another four words' },
      headers: { cookie },
    });
    expect(entered.status).toBe(201);
  });

  it('counts every spelling of an address that finds the account as one, and others find nobody', async () => {
    const id = await harness.person('iris.milic@example.org');
    for (const spelling of [
      'iris.milic@example.org',
      'IRIS.MILIC@EXAMPLE.ORG',
      '\u0130ris.milic@example.org',
      'ir\u0130s.milic@example.org',
      '\u0130r\u0130s.milic@example.org',
      '\u0130R\u0130S.M\u0130L\u0130C@EXAMPLE.ORG',
      'iris.mil\u0130c@example.org',
      'Iris.Milic@example.org',
      'iris.milic@Example.org',
      'irIs.milic@example.org',
      'iriS.milic@example.org',
      'iris.Milic@example.org',
    ])
      await harness.client().signIn(spelling, 'wrong guess');
    expect(await harness.audited(id)).toEqual([
      ...(Array(5).fill('session.refused') as string[]),
      'session.paused',
    ]);
  });

  it('counts attempts that come at once', async () => {
    await harness.person('rush@example.org');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => harness.client().signIn('rush@example.org', `guess number ${i}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });
});
