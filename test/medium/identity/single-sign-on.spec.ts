import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hotp, stepAt } from '../../../src/identity/second-factor/totp.js';
import { openKey } from '../../../src/identity/second-factor/second-factors.service.js';
import { goThrough, startIdentityProvider, type IdentityProvider } from '../../support/identity-provider.js';
import { step } from '../../support/step.js';
import { FIRST_ADMIN, Harness, PASSWORD } from './harness.js';

const PUBLIC_URL = 'http://localhost:3000';
const ORIGIN = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };

let harness: Harness;
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider(PUBLIC_URL);
  harness = await Harness.open(
    {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      SESSION_SECRET: 's'.repeat(32),
      SECOND_FACTOR: 'required',
    },
    'web',
  );
});
afterAll(async () => {
  await harness.close();
  await provider.close();
});
beforeEach(() => {
  provider.signedInSecondsAgo = 0;
});
afterEach(() => {
  harness.test.clock.hold(undefined);
});

/** A browser that keeps every cookie, and stops at redirects. */
class Browser {
  readonly cookies = new Map<string, string>();

  async ask(path: string, init: RequestInit = {}): Promise<{ status: number; to: string; html: string }> {
    const answer = await fetch(new URL(path.replace(PUBLIC_URL, ''), harness.test.origin), {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const cut = pair.indexOf('=');
      if (pair.endsWith('=')) this.cookies.delete(pair.slice(0, cut));
      else this.cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() };
  }

  send(path: string, fields: Record<string, string>) {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: ORIGIN });
  }

  /** To the provider and to the address that it sends the browser back to. */
  async fetchAnswer(subject: string, path = '/sign-in/provider'): Promise<string> {
    provider.person = subject;
    const { status, to } = await this.ask(path);
    expect(status).toBe(303);
    return goThrough(provider, to);
  }

  async enter(subject: string, next?: string) {
    const path =
      next === undefined ? '/sign-in/provider' : `/sign-in/provider?next=${encodeURIComponent(next)}`;
    return this.ask(await this.fetchAnswer(subject, path));
  }
}

const identityIn = (html: string): string => /name="_identity" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** Somebody whose council account is linked already. */
async function linked(email: string, subject: string): Promise<string> {
  const id = await harness.person(email);
  await harness.test.sql(
    `insert into external_identity (issuer, subject, user_id, linked_at) values ($1, $2, $3, now())`,
    [provider.issuer, subject, id],
  );
  return id;
}
const linksOf = (id: string) =>
  harness.test.sql<{ subject: string }>(`select subject from external_identity where user_id = $1`, [id]);
const sessionsOf = async (id: string): Promise<number> =>
  (await harness.test.sql(`select from session where user_id = $1`, [id])).length;

describe('single sign-on', () => {
  it('links an account by its password, once, and signs in and out at both ends from then on', async () => {
    const id = await harness.person('olive@example.org', 'Olive Owner');
    const browser = new Browser();
    await step('the button comes first', async () => {
      const { html } = await browser.ask('/sign-in?next=/account');
      expect(html).toContain('href="/sign-in/provider?next=%2Faccount"');
      expect(html.indexOf('/sign-in/provider')).toBeLessThan(html.indexOf('name="password"'));
    });
    await step('nobody is signed in by an account that is not linked', async () => {
      const asked = await browser.enter('subject-of-olive', '/account');
      expect([asked.status, browser.cookies.has('sid')]).toEqual([200, false]);
      expect(asked.html).toContain('Which account is yours?');
      const fields = { _identity: identityIn(asked.html), next: '/account', email: 'olive@example.org' };
      const wrong = await browser.send('/sign-in/link', { ...fields, password: 'not this one' });
      expect([wrong.status, await linksOf(id)]).toEqual([422, []]);
      expect(wrong.html).toContain('The e-mail address or the password is not right');
      const forged = await browser.send('/sign-in/link', {
        ...fields,
        _identity: 'x'.repeat(80),
        password: PASSWORD,
      });
      expect([forged.status, await linksOf(id)]).toEqual([422, []]);
      const done = await browser.send('/sign-in/link', {
        ...fields,
        email: 'Olive@Example.org',
        password: PASSWORD,
      });
      expect([done.status, done.to]).toEqual([303, '/account']);
      expect(await linksOf(id)).toEqual([{ subject: 'subject-of-olive' }]);
      expect(await harness.audited(id)).toEqual([
        'session.refused',
        'user.identity_linked',
        'session.started',
      ]);
    });
    await step('from then on without a question, and to nowhere but here', async () => {
      const other = new Browser();
      expect(await other.enter('subject-of-olive', '/account/sessions')).toMatchObject({
        status: 303,
        to: '/account/sessions',
      });
      expect((await other.ask('/account')).html).toContain('olive@example.org');
      for (const away of ['https://evil.example.org/', '//evil.example.org', '/\\evil.example.org'])
        expect((await new Browser().enter('subject-of-olive', away)).to).toBe('/my-work');
    });
    await step('signing out ends both', async () => {
      const [, csrf = ''] = /name="_csrf" value="([^"]+)"/.exec((await browser.ask('/account')).html) ?? [];
      const out = await browser.send('/sign-out', { _csrf: csrf });
      expect(out.status).toBe(303);
      const to = new URL(out.to);
      expect([to.origin, to.searchParams.get('post_logout_redirect_uri')]).toEqual([
        provider.issuer,
        `${PUBLIC_URL}/signed-out`,
      ]);
      const asked = await fetch(to);
      expect([asked.status, (await browser.ask('/account')).status]).toEqual([200, 303]);
    });
  });

  it('never takes an address for a person: the same address at the provider opens nothing', async () => {
    const id = await harness.person('subject-as-address@example.org');
    const asked = await new Browser().enter('subject-as-address@example.org');
    expect([asked.status, await sessionsOf(id)]).toEqual([200, 0]);
    expect(asked.html).toContain('Which account is yours?');
  });

  it('asks for the code of a second factor before it links', async () => {
    const { id, client } = await harness.signedIn('app@example.org');
    await client.send('POST', '/api/v1/me/second-factor', { body: { password: PASSWORD } });
    const [found] = await harness.test.sql<{ key: string }>(
      `update second_factor set confirmed_at = now() where user_id = $1 returning sealed_key as key`,
      [id],
    );
    const browser = new Browser();
    const asked = await browser.enter('subject-of-app');
    const fields = { _identity: identityIn(asked.html), email: 'app@example.org', password: PASSWORD };
    const without = await browser.send('/sign-in/link', fields);
    expect([without.status, await linksOf(id)]).toEqual([422, []]);
    const key = openKey(found?.key ?? '', harness.test.config);
    const code = key ? hotp(key, stepAt(new Date())) : '';
    expect(await browser.send('/sign-in/link', { ...fields, code })).toMatchObject({
      status: 303,
      to: '/my-work',
    });
  });

  it('takes the place of an earlier council account, and of nobody else’s', async () => {
    const id = await linked('moved@example.org', 'subject-before');
    await linked('other@example.org', 'subject-of-other');
    const browser = new Browser();
    const asked = await browser.enter('subject-after');
    const fields = { _identity: identityIn(asked.html), email: 'moved@example.org', password: PASSWORD };
    expect((await browser.send('/sign-in/link', fields)).status).toBe(303);
    expect(await linksOf(id)).toEqual([{ subject: 'subject-after' }]);
    // Linked by somebody else while the page stood open.
    const late = await new Browser().enter('subject-contested');
    await linked('quicker@example.org', 'subject-contested');
    const refused = await browser.send('/sign-in/link', { ...fields, _identity: identityIn(late.html) });
    expect(refused.status).toBe(401);
    expect(await linksOf(id)).toEqual([{ subject: 'subject-after' }]);
  });

  it('ends with the password: whoever knew it may have linked an account of their own', async () => {
    const { id, client } = await harness.signedIn('known@example.org');
    await harness.test.sql(
      `insert into external_identity (issuer, subject, user_id, linked_at) values ($1, 'subject-of-thief', $2, now())`,
      [provider.issuer, id],
    );
    const thief = new Browser();
    expect((await thief.enter('subject-of-thief')).status).toBe(303);
    const { etag } = await client.send('GET', '/api/v1/me');
    const changed = await client.send('PUT', '/api/v1/me/password', {
      ifMatch: etag,
      body: { currentPassword: PASSWORD, newPassword: 'four words of my own' },
    });
    expect([changed.status, await linksOf(id)]).toEqual([200, []]);
    expect((await thief.ask('/account')).status).toBe(303);
    expect((await thief.enter('subject-of-thief')).html).toContain('Which account is yours?');
  });

  it('refuses a disabled account, and says why in the trail', async () => {
    const id = await linked('gone@example.org', 'subject-of-gone');
    await harness.test.sql('update app_user set disabled_at = now() where id = $1', [id]);
    const refused = await new Browser().enter('subject-of-gone');
    expect([refused.status, await sessionsOf(id)]).toEqual([401, 0]);
    expect(refused.html).toContain('Your account cannot be used');
    expect(await harness.audited(id)).toEqual(['session.refused']);
  });

  it('counts as a second factor, and as the password before what cannot be undone', async () => {
    const id = await linked('admin.sso@example.org', 'subject-of-admin');
    await harness.assign(id, 'admin', null);
    await harness.test.sql(`update app_user set second_factor_due = now() - interval '1 day' where id = $1`, [
      id,
    ]);
    const browser = new Browser();
    await browser.enter('subject-of-admin');
    expect((await browser.ask('/admin/users/new')).status).toBe(200);
    const confirmed = () =>
      harness.test.sql(`select from session where user_id = $1 and confirmed_at is not null`, [id]);
    await step('a sign-in of an hour ago does not count, nor another person’s', async () => {
      provider.signedInSecondsAgo = 3600;
      const old = await browser.ask(
        await browser.fetchAnswer('subject-of-admin', '/sign-in/provider/confirm?next=/account'),
      );
      expect([old.status, await confirmed()]).toEqual([401, []]);
      provider.signedInSecondsAgo = 0;
      await linked('somebody@example.org', 'subject-of-somebody');
      const other = await browser.ask(
        await browser.fetchAnswer('subject-of-somebody', '/sign-in/provider/confirm?next=/account'),
      );
      expect([other.status, await confirmed()]).toEqual([401, []]);
    });
    const asks = await browser.ask('/account/data');
    expect(asks.html).toContain('href="/sign-in/provider/confirm?next=%2Faccount%2Fdata"');
    const again = await browser.ask(
      await browser.fetchAnswer('subject-of-admin', '/sign-in/provider/confirm?next=/account/data'),
    );
    expect([again.status, again.to, (await confirmed()).length]).toEqual([303, '/account/data', 1]);
    await step('what is held on a person goes out without a password then', async () => {
      const page = await browser.ask('/account/data');
      expect(page.html).toContain('You showed a moment ago that it is you.');
      expect(page.html).not.toContain('name="password"');
      const csrf = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
      expect(await browser.send('/account/data', { _csrf: csrf })).toMatchObject({
        status: 303,
        to: '/account/data/file',
      });
    });
  });
});

describe('what comes back from the provider', () => {
  const refused = async (browser: Browser, answer: string, id: string): Promise<void> => {
    const { status, html } = await browser.ask(answer);
    expect([status, browser.cookies.has('sid'), await sessionsOf(id)]).toEqual([401, false, 0]);
    expect(html).toContain('did not work. Begin once more.');
  };
  let id: string;
  beforeAll(async () => {
    id = await linked('victim@example.org', 'subject-of-victim');
  });

  it('counts once: neither with the cookie that is gone, nor with the cookie of before', async () => {
    const browser = new Browser();
    const answer = await browser.fetchAnswer('subject-of-victim');
    const kept = browser.cookies.get('provider') ?? '';
    expect((await browser.ask(answer)).status).toBe(303);
    await harness.test.sql('delete from session where user_id = $1', [id]);
    const replay = new Browser();
    await refused(replay, answer, id);
    replay.cookies.set('provider', kept);
    await refused(replay, answer, id);
  });

  it('belongs to the browser that began: another’s state, another’s cookie, none', async () => {
    const [one, two] = [new Browser(), new Browser()];
    const first = await one.fetchAnswer('subject-of-victim');
    await two.fetchAnswer('subject-of-victim');
    await refused(two, first, id);
    await refused(new Browser(), first, id);
    const changed = new URL(first);
    changed.searchParams.set('state', 'another');
    await refused(one, changed.href, id);
  });

  it('is of the one issuer: an answer that names another is refused, and so is one that names none', async () => {
    for (const change of [
      (url: URL) => url.searchParams.set('iss', 'https://evil.example.org'),
      (url: URL) => url.searchParams.delete('iss'),
    ]) {
      const browser = new Browser();
      const answer = new URL(await browser.fetchAnswer('subject-of-victim'));
      change(answer);
      await refused(browser, answer.href, id);
    }
  });

  it('is refused without the nonce that was asked for, and when the provider says no', async () => {
    const browser = new Browser();
    provider.person = 'subject-of-victim';
    const { to } = await browser.ask('/sign-in/provider');
    const without = new URL(to);
    without.searchParams.delete('nonce');
    await refused(browser, await goThrough(provider, without.href), id);
    const other = new Browser();
    const [, state = ''] = /state=([^&]+)/.exec((await other.ask('/sign-in/provider')).to) ?? [];
    const iss = encodeURIComponent(provider.issuer);
    await refused(other, `/sign-in/provider/callback?error=access_denied&state=${state}&iss=${iss}`, id);
  });

  it.each([
    [-40, 303],
    [40, 303],
    [-400, 401],
    [400, 401],
    [3600 + 300, 401],
  ])('bears clocks that differ a little: %i seconds answer %i', async (seconds, status) => {
    harness.test.clock.hold(new Date(Date.now() + seconds * 1000).toISOString());
    const browser = new Browser();
    expect((await browser.enter('subject-of-victim')).status).toBe(status);
    await harness.test.sql('delete from session where user_id = $1', [id]);
  });

  it('bears new keys at any moment', async () => {
    expect((await new Browser().enter('subject-of-victim')).status).toBe(303);
    provider.rotateKeys();
    expect((await new Browser().enter('subject-of-victim')).status).toBe(303);
    await harness.test.sql('delete from session where user_id = $1', [id]);
  });

  it('comes too late after a quarter of an hour', async () => {
    const browser = new Browser();
    const answer = await browser.fetchAnswer('subject-of-victim');
    harness.test.clock.hold(new Date(Date.now() + 16 * 60_000).toISOString());
    await refused(browser, answer, id);
  });

  it('is not begun by another site', async () => {
    const browser = new Browser();
    const answer = await browser.ask('/sign-in/provider', { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([answer.status, answer.to, browser.cookies.size]).toEqual([303, '/sign-in', 0]);
  });
});

describe('with passwords switched off', () => {
  it('one emergency account is left, which rings a bell; a provider that is another than configured lets nobody in', async () => {
    const off = await Harness.open(
      {
        // The provider calls itself otherwise.
        OIDC_ISSUER: provider.issuer.replace('127.0.0.1', 'localhost'),
        OIDC_CLIENT_ID: provider.clientId,
        OIDC_CLIENT_SECRET: provider.clientSecret,
        PASSWORD_SIGN_IN: 'break-glass',
        BREAK_GLASS_EMAIL: FIRST_ADMIN,
      },
      'web',
    );
    try {
      await off.person('usual@example.org');
      const auditor = await off.person('auditor@example.org');
      await off.assign(auditor, 'auditor', null);
      const refused = await off.client().signIn('usual@example.org', PASSWORD);
      expect([refused.status, refused.body['code']]).toEqual([401, 'sign-in-failed']);
      const misled = await fetch(`${off.test.origin}/sign-in/provider`, { redirect: 'manual' });
      expect([misled.status, misled.headers.get('location')]).toEqual([503, null]);
      await off.test.sql('delete from account_notice');
      // In the browser in which she chose her password, so that she is told of nothing else.
      expect((await off.admin.signIn(FIRST_ADMIN, PASSWORD)).status).toBe(201);
      expect(await off.audited(off.adminId)).toContain('session.break_glass');
      const told = await off.test.sql<{ user_id: string; sentence: string }>(
        'select user_id, sentence from account_notice',
      );
      expect(told.map(({ user_id }) => user_id).sort()).toEqual([auditor, off.adminId].sort());
      expect(told[0]?.sentence).toContain(
        'First Admin (Systems manager) signed in with the password of the emergency account',
      );
    } finally {
      await off.close();
    }
  });
});
