import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityWorkerModule, TerminalLinks } from '../../../src/identity/index.js';
import type { OutboxWorker } from '../../../src/platform/index.js';
import { accountMails, mailedLink, startWorker } from '../../support/account-mail.js';
import { Harness, PASSWORD } from './harness.js';

const CHOSEN = 'four words of my own';

let harness: Harness;
let worker: OutboxWorker;
beforeAll(async () => {
  harness = await Harness.open({ WORK_POLL_MS: '20', ALLOWED_MAIL_DOMAINS: 'example.org' }, [
    IdentityWorkerModule,
  ]);
  worker = startWorker(harness.test);
});
afterAll(async () => {
  await worker.stop();
  await harness.close();
});

const forgotten = (email: string) =>
  harness.client().send('POST', '/api/v1/password-links', { body: { email } });
const choose = (link: string, password = CHOSEN) => harness.client().choosePassword(link, password);
const signIn = async (email: string, password: string): Promise<number> =>
  (await harness.client().signIn(email, password)).status;

describe('a new account', () => {
  it('gets a link by mail, with which the person chooses the password', async () => {
    const made = await harness.admin.send('POST', '/api/v1/users', {
      body: { email: 'olive@example.org', name: 'Olive Owner', jobTitle: 'Head of Service' },
    });
    expect([made.status, made.body['hasPassword']]).toEqual([201, false]);
    const link = await mailedLink(harness.test, 'olive@example.org');
    expect((await choose(link)).status).toBe(204);
    expect(await signIn('olive@example.org', CHOSEN)).toBe(201);
    const id = String(made.body['id']);
    expect(await harness.audited(id)).toEqual([
      'user.created',
      'user.link_sent',
      'user.password_chosen',
      'session.started',
      // The link was used in another browser.
      'session.new_browser',
    ]);
    expect((await harness.admin.send('GET', `/api/v1/users/${id}`)).body['hasPassword']).toBe(true);
  });

  it('is refused for an address to which no mail may go', async () => {
    const made = await harness.admin.send('POST', '/api/v1/users', {
      body: { email: 'olive@elsewhere.example', name: 'Olive', jobTitle: 'Officer' },
    });
    expect([made.status, made.body['errors']]).toEqual([
      422,
      [{ path: 'email', message: 'Mail may only be sent to addresses at example.org.' }],
    ]);
  });
});

describe('a reset', () => {
  it('ends the old password, sessions and tokens at once, and shows nobody the link', async () => {
    const { id, client } = await harness.signedIn('reset@example.org');
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
    const refused = await harness.admin.send('PUT', `/api/v1/users/${id}/password`, {
      ifMatch: etag,
      body: { password: 'chosen by another person' },
    });
    expect(refused.status).toBe(422);
    const reset = await harness.admin.send('PUT', `/api/v1/users/${id}/password`, { ifMatch: etag });
    expect(reset.status).toBe(200);
    expect(JSON.stringify(reset)).not.toContain('token=');
    expect((await client.send('GET', '/api/v1/me')).status).toBe(401);
    expect(await signIn('reset@example.org', PASSWORD)).toBe(401);
    expect((await choose(await mailedLink(harness.test, 'reset@example.org'))).status).toBe(204);
    expect(await signIn('reset@example.org', CHOSEN)).toBe(201);
  });
});

describe('a forgotten password', () => {
  it('is answered alike for an account and for nobody, and leaves nothing of an address that nobody has', async () => {
    await harness.person('forgetful@example.org');
    const before = (await accountMails(harness.test)).length;
    const answers = [await forgotten('Forgetful@example.org'), await forgotten('nobody@example.org')];
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      Array(2).fill({ status: 204, body: null }),
    );
    const mails = await accountMails(harness.test);
    expect(mails.slice(before).map(({ to }) => to)).toEqual(['forgetful@example.org']);
    expect(await harness.test.sql('select from password_link where user_id is null')).toEqual([]);
    // The old password counts until the link is used: the person who asks shuts nobody out.
    expect(await signIn('forgetful@example.org', PASSWORD)).toBe(201);
    expect((await choose(await mailedLink(harness.test, 'forgetful@example.org'))).status).toBe(204);
    expect(await signIn('forgetful@example.org', PASSWORD)).toBe(401);
    expect(await signIn('forgetful@example.org', CHOSEN)).toBe(201);
  });

  it('is mailed three times an hour at most, and not to a disabled account', async () => {
    await harness.person('often@example.org');
    const gone = await harness.person('gone@example.org');
    await harness.test.sql(`update app_user set disabled_at = now() where id = $1`, [gone]);
    for (let i = 0; i < 4; i++) expect((await forgotten('often@example.org')).status).toBe(204);
    expect((await forgotten('gone@example.org')).status).toBe(204);
    const to = (await accountMails(harness.test)).map((mail) => mail.to);
    expect(to.filter((one) => one === 'often@example.org').length).toBeLessThanOrEqual(3);
    expect(to).not.toContain('gone@example.org');
    const [asked] = await harness.test.sql<{ n: string }>(
      `select count(*) as n from password_link l join app_user u on u.id = l.user_id where u.email = 'often@example.org'`,
    );
    expect(asked?.n).toBe('3');
    // Counted where every web process counts.
    expect(
      await harness.test.sql(`select max(points)::int as n from sign_in_count where key like 'forgotten:%'`),
    ).toEqual([{ n: 4 }]);
  });
});

describe('an address that the mail server refuses', () => {
  it('is work for a person where an administrator asked, and not where anybody can ask', async () => {
    const id = await harness.person('away@elsewhere.example');
    await forgotten('away@elsewhere.example');
    await accountMails(harness.test);
    const deadLetters = () =>
      harness.test.sql<{ kind: string; last_error: string }>(
        `select kind, last_error from outbox where dead_letter_at is not null`,
      );
    expect(await deadLetters()).toEqual([]);
    const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
    await harness.admin.send('PUT', `/api/v1/users/${id}/password`, { ifMatch: etag });
    await accountMails(harness.test);
    expect(await deadLetters()).toEqual([
      { kind: 'password_link.send', last_error: expect.not.stringContaining('elsewhere') },
    ]);
  });
});

describe('a link', () => {
  const made = async (email: string): Promise<string> => {
    await harness.person(email);
    return (await harness.test.app.get(TerminalLinks).make([email])).get(email) ?? '';
  };

  it('is a hash in the database, and in no work, event or log', async () => {
    const link = await made('hashed@example.org');
    const token = new URL(link).searchParams.get('token') ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    await forgotten('hashed@example.org');
    const mailed = new URL(await mailedLink(harness.test, 'hashed@example.org')).searchParams.get('token');
    for (const table of ['password_link', 'outbox', 'audit_event'])
      for (const secret of [token, mailed])
        expect(JSON.stringify(await harness.test.sql(`select t::text as t from ${table} t`))).not.toContain(
          secret,
        );
  });

  it('counts once, also when it is used twice at the same moment', async () => {
    const link = await made('twice@example.org');
    const both = await Promise.all([
      choose(link, 'the first four words'),
      choose(link, 'the other four words'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect((await choose(link)).body).toMatchObject({ status: 410, code: 'link-over' });
  });

  it('is worth nothing after an hour', async () => {
    const link = await made('late@example.org');
    harness.test.clock.hold(new Date(Date.now() + 3_600_001).toISOString());
    try {
      expect((await choose(link)).status).toBe(410);
    } finally {
      harness.test.clock.hold(undefined);
    }
    expect((await choose(link)).status).toBe(204);
  });

  it.each<[string, (id: string, email: string) => Promise<unknown>]>([
    ['a newer one', (_id, email) => harness.test.app.get(TerminalLinks).make([email])],
    [
      'the end of all sessions',
      async (id) => {
        const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
        return harness.admin.send('POST', `/api/v1/users/${id}/end-sessions`, { ifMatch: etag });
      },
    ],
    [
      'another address',
      async (id) => {
        const { etag } = await harness.admin.send('GET', `/api/v1/users/${id}`);
        return harness.admin.send('PATCH', `/api/v1/users/${id}`, {
          ifMatch: etag,
          body: { email: `moved.${id}@example.org` },
        });
      },
    ],
    [
      'a disabled account',
      (id) => harness.test.sql(`update app_user set disabled_at = now() where id = $1`, [id]),
    ],
  ])('is ended by %s', async (what, end) => {
    const email = `ended.by.${what.replaceAll(' ', '.')}@example.org`;
    const link = await made(email);
    const [{ id } = { id: '' }] = await harness.test.sql<{ id: string }>(
      `select id from app_user where email = $1`,
      [email],
    );
    await end(id, email);
    expect((await choose(link)).status).toBe(410);
  });

  it.each([
    ['short', 'short'],
    ['the commonest', 'password12345'],
    ['the address', 'guessable@example.org'],
  ])('takes no password that is %s, and counts afterwards', async (_what, password) => {
    const link = await made(`guessable${password.length}@example.org`);
    const refused = await choose(
      link,
      password === 'guessable@example.org' ? 'guessable21@example.org' : password,
    );
    expect(refused.body['errors']).toEqual([{ path: 'password', message: expect.any(String) }]);
    expect((await choose(link)).status).toBe(204);
  });

  it('for anybody at the terminal is refused in production', async () => {
    const { config } = harness.test;
    Object.assign(config, { production: true });
    try {
      await expect(harness.test.app.get(TerminalLinks).make(['late@example.org'])).rejects.toThrow(
        'In production people get their links by mail',
      );
    } finally {
      Object.assign(config, { production: false });
    }
  });
});
