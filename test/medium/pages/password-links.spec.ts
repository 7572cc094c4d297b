import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TerminalLinks } from '../../../src/identity/index.js';
import { PageClient } from '../../support/page-client.js';
import { Harness, PASSWORD } from '../identity/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  await harness.person('owner@example.org', 'Olive Owner');
});
afterAll(() => harness.close());

const browser = (): PageClient => new PageClient(harness.test.origin);
const link = async (): Promise<string> => {
  const links = await harness.test.app.get(TerminalLinks, { strict: false }).make(['owner@example.org']);
  const { pathname, search } = new URL(links.get('owner@example.org') ?? '');
  return `${pathname}${search}`;
};

describe('choosing a password with a link', () => {
  it('sets it, ends other sessions, and works once', async () => {
    const other = browser();
    await other.signIn('owner@example.org', PASSWORD);
    const address = await link();
    const client = browser();
    const form = await client.get(address);
    expect([form.status, form.heading]).toEqual([200, 'Choose your password']);
    expect(form.text).toContain('owner@example.org');
    // Only the origin may travel on: the address holds the token, and with no-referrer browsers would hide where a form came from.
    expect(form.headers.get('referrer-policy')).toBe('strict-origin');
    const token = form.fields['token'] ?? '';
    const short = await client.send({ token, password: 'short' }, '/password/new');
    expect([short.status, short.fields['password']]).toEqual([422, '']);
    expect(short.html).toContain('href="#password">Use 12 characters or more');
    expect(short.headers.get('referrer-policy')).toBe('strict-origin');
    const set = await client.send({ token, password: 'four words of my own' }, '/password/new');
    expect([set.url, set.heading]).toEqual(['/password/chosen', 'Your password is set']);
    expect((await other.get('/my-work')).heading).toBe('Sign in');
    expect((await browser().signIn('owner@example.org', 'four words of my own')).url).toBe('/my-work');
    const again = await client.get(address);
    expect([again.status, again.heading]).toEqual([410, 'This link no longer works']);
    expect(again.html).toContain('href="/forgotten-password"');
    const late = await client.send({ token, password: 'four words of my own' }, '/password/new');
    expect([late.status, late.heading]).toEqual([410, 'This link no longer works']);
  });

  it('is opened as often as a mail scanner likes', async () => {
    const address = await link();
    for (let i = 0; i < 3; i++) expect((await browser().get(address)).status).toBe(200);
  });

  it.each([
    '/password/new',
    '/password/new?token=',
    '/password/new?token=%3Cb%3E',
    `/password/new?token=${'A'.repeat(43)}`,
  ])('is not possible at %s', async (address) => {
    const page = await browser().get(address);
    expect([page.status, page.heading]).toEqual([410, 'This link no longer works']);
  });
});

describe('a forgotten password', () => {
  it('is asked for from the sign-in page, and says the same of every address', async () => {
    const pages = [];
    for (const email of ['owner@example.org', 'nobody@example.org']) {
      const client = browser();
      expect((await client.get('/sign-in')).html).toContain('href="/forgotten-password"');
      await client.get('/forgotten-password');
      pages.push(await client.send({ email }));
    }
    expect(pages[0]?.heading).toBe('Look at your e-mail');
    expect(pages[1]?.html).toBe(pages[0]?.html);
  });

  it('keeps what was typed when it is no address', async () => {
    const client = browser();
    await client.get('/forgotten-password');
    const page = await client.send({ email: 'olive <b>' });
    expect([page.status, page.fields['email']]).toEqual([422, 'olive <b>']);
    expect(page.text).toContain('Enter an e-mail address, such as name@example.org');
    expect((await client.send({ email: '' })).text).toContain('Enter your e-mail address');
  });

  it('is refused from another site, and slowed down', async () => {
    const client = browser();
    const body = new URLSearchParams({ email: 'owner@example.org' });
    expect((await client.post('/forgotten-password', body, { 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await client.post('/forgotten-password', body)).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
