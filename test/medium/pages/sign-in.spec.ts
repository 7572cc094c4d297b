import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Harness, PASSWORD } from '../identity/harness.js';
import { PageClient } from '../../support/page-client.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  await harness.person('owner@example.org', 'Olive Owner');
});
afterAll(() => harness.close());

const browser = (): PageClient => new PageClient(harness.test.origin);
const signedIn = async (): Promise<PageClient> => {
  const client = browser();
  await client.signIn('owner@example.org', PASSWORD);
  return client;
};

describe('signing in', () => {
  it('leads to My work, in the navigation of somebody who is signed in', async () => {
    const page = await browser().signIn('owner@example.org', PASSWORD);
    expect([page.status, page.url, page.heading]).toEqual([200, '/my-work', 'My work']);
    expect(page.text).toContain('You have no role yet.');
    expect(page.text).toContain('Olive Owner');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe|nonce/);
  });

  it('leads to where somebody wanted to go, and to no other host', async () => {
    const client = browser();
    const asked = await client.get('/my-work?group=new');
    expect([asked.heading, asked.url]).toEqual([
      'Sign in',
      `/sign-in?next=${encodeURIComponent('/my-work?group=new')}`,
    ]);
    expect((await client.send({ email: 'owner@example.org', password: PASSWORD }, '/sign-in')).url).toBe(
      '/my-work?group=new',
    );
    for (const next of [
      '//example.org',
      'https://example.org/',
      '/\\example.org',
      '/\t/example.org',
      'my-work',
    ]) {
      const other = browser();
      await other.get(`/sign-in?next=${encodeURIComponent(next)}`);
      const body = new URLSearchParams({ email: 'owner@example.org', password: PASSWORD, next });
      expect((await other.post('/sign-in', body)).url).toBe('/my-work');
    }
  });

  it('says one thing for every reason, keeps the address and not the password', async () => {
    for (const email of ['nobody@example.org', 'owner@example.org']) {
      const page = await browser().signIn(email, 'not the password <b>');
      expect([page.status, page.heading]).toEqual([422, 'Sign in']);
      expect(page.html).toContain('<title>Error: Sign in – Highlight reports</title>');
      expect(page.html).toMatch(/href="#password">The e-mail address or the password is not right/);
      expect(page.fields).toMatchObject({ email, password: '' });
      expect(page.html).not.toContain('not the password');
    }
  });

  it('asks for what was left out', async () => {
    const page = await browser().signIn('', '');
    expect(page.status).toBe(422);
    expect(page.text).toContain('Enter your e-mail address');
    expect(page.text).toContain('Enter your password');
  });

  it('pauses after five attempts, and says until when', async () => {
    const client = browser();
    for (let attempt = 0; attempt < 5; attempt++) await client.signIn('guess@example.org', 'x');
    const page = await client.signIn('guess@example.org', 'x');
    expect(page.status).toBe(429);
    expect(page.text).toMatch(/Too many attempts\. Try again in \d+ seconds \(at \d\d:\d\d:\d\d\)/);
  });

  it('is refused from another site', async () => {
    const client = browser();
    await client.get('/sign-in');
    const body = new URLSearchParams({ email: 'owner@example.org', password: PASSWORD });
    const page = await client.post('/sign-in', body, { 'sec-fetch-site': 'cross-site' });
    expect([page.status, page.heading]).toEqual([403, 'This form has expired']);
  });
});

describe('signing out', () => {
  it('is a form, ends the session, and needs the token', async () => {
    const client = await signedIn();
    const forged = await client.post('/sign-out', new URLSearchParams());
    expect(forged.status).toBe(403);
    await client.get('/my-work');
    expect(await client.send({}, '/sign-out')).toMatchObject({
      url: '/signed-out',
      heading: 'You are signed out',
    });
    expect((await client.get('/my-work')).heading).toBe('Sign in');
  });

  it('takes the token of any page of the session, each masked in another way', async () => {
    const client = await signedIn();
    const first = (await client.get('/my-work')).fields['_csrf'] ?? '';
    const second = (await client.get('/my-work')).fields['_csrf'] ?? '';
    expect(first).not.toBe(second);
    expect((await client.post('/sign-out', new URLSearchParams({ _csrf: first }))).url).toBe('/signed-out');
  });
});

describe('what is not there', () => {
  it('is a page for people and a problem document for programs, decided by the address', async () => {
    const client = await signedIn();
    const page = await client.get('/nowhere', { accept: 'application/json' });
    expect([page.status, page.heading]).toEqual([404, 'Page not found']);
    expect(page.text).toContain('My work');
    const api = await client.ask('/api/v1/nowhere', { headers: { accept: 'text/html' } });
    expect([api.status, api.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('is a page with a redirect for who is not signed in, and says so where a session has ended', async () => {
    const client = await signedIn();
    await harness.test.sql(`delete from session`);
    const page = await client.get('/my-work');
    expect(page.url).toBe('/sign-in?next=%2Fmy-work&ended=1');
    expect(page.text).toContain('You were signed out.');
  });
});

describe('a form', () => {
  it('with more than 2,000 fields, or more than 1 MB, is refused with a page', async () => {
    const client = await signedIn();
    const many = new URLSearchParams(
      Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`f${n}`, ''])),
    );
    expect((await client.post('/sign-out', many)).heading).toBe('This is too large');
    const large = new URLSearchParams({ f: 'x'.repeat(1024 * 1024) });
    expect((await client.post('/sign-out', large)).heading).toBe('This is too large');
  });

  it('is nothing that the API reads', async () => {
    const client = await signedIn();
    const answer = await client.ask('/api/v1/me/tokens', {
      method: 'POST',
      body: new URLSearchParams({ name: 'x' }),
    });
    expect(answer.status).toBe(415);
  });
});

describe('the front page', () => {
  it('leads who is signed in to their work', async () => {
    expect((await browser().get('/')).heading).toBe('Highlight reports');
    expect((await (await signedIn()).get('/')).url).toBe('/my-work');
  });
});

describe('what the pages load', () => {
  it('is compressed, kept for a year, and known by its content', async () => {
    const client = browser();
    const { html } = await client.get('/');
    const loaded = [...html.matchAll(/(?:src|rel="stylesheet" href)="(\/assets\/[^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    expect(loaded.length).toBeGreaterThan(3);
    for (const path of loaded) {
      const answer = await client.ask(path, { headers: { 'accept-encoding': 'br' } });
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([
        path,
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
    expect((await client.ask('/assets/manifest.json')).status).toBe(404);
  });

  it('compresses pages that our own pages ask for, and no others', async () => {
    const client = browser();
    const encoding = async (site: string | undefined): Promise<string | null> =>
      (
        await client.ask('/', {
          headers: { 'accept-encoding': 'br', ...(site === undefined ? {} : { 'sec-fetch-site': site }) },
        })
      ).headers.get('content-encoding');
    expect([await encoding('same-origin'), await encoding('none')]).toEqual(['br', 'br']);
    expect([await encoding('cross-site'), await encoding(undefined)]).toEqual([null, null]);
  });
});
