import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hotp, stepAt } from '../../../src/identity/second-factor/totp.js';
import { openKey } from '../../../src/identity/second-factor/second-factors.service.js';
import { PageClient } from '../../support/page-client.js';
import { step } from '../../support/step.js';
import { Harness, PASSWORD } from '../identity/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({ SECOND_FACTOR: 'required' }, 'web');
});
afterAll(() => harness.close());

const EMAIL = 'second.admin@example.org';

/** As the app of this person shows it so many seconds from now, to where the clock is put. */
async function codeIn(seconds: number, now: number): Promise<string> {
  const instant = new Date(now + seconds * 1000);
  harness.test.clock.hold(instant.toISOString());
  const [found] = await harness.test.sql<{ key: string }>(
    `select sealed_key as key from second_factor f join app_user u on u.id = f.user_id where u.email = $1`,
    [EMAIL],
  );
  const key = openKey(found?.key ?? '', harness.test.config);
  return key ? hotp(key, stepAt(instant)) : '';
}

it('is set up on one’s account, and asked for on a page of its own, without a script', async () => {
  const now = Date.now();
  await harness.assign(await harness.person(EMAIL, 'Second Admin'), 'admin', null);
  const client = new PageClient(harness.test.origin);
  await step('who administers is led there after signing in, with a way past it', async () => {
    await client.get('/sign-in?next=/account/sessions');
    const page = await client.send({ email: EMAIL, password: PASSWORD });
    expect([page.heading, page.url]).toEqual([
      'Second factor',
      '/account/second-factor?next=%2Faccount%2Fsessions',
    ]);
    expect(page.text).toContain('on you need a second factor for that');
    expect(page.html).toContain('href="/account/sessions">Not now');
    expect((await client.get('/account')).html).toContain('href="/account/second-factor"');
  });
  await step('password, square, code, recovery codes', async () => {
    await client.get('/account/second-factor');
    const wrong = await client.send({ password: 'no' }, '/account/second-factor/set-up');
    expect([wrong.status, wrong.html]).toEqual([
      422,
      expect.stringContaining('href="#password">This is not your password'),
    ]);
    const square = await client.send({ password: PASSWORD }, '/account/second-factor/set-up');
    expect(square.heading).toBe('Set up your app');
    expect(square.html).toMatch(
      /<svg class="app-square" viewBox="0 0 \d+ \d+" role="img"[^>]*><path d="M4 4h7v1/,
    );
    expect(square.text).toMatch(/(?:[A-Z2-7]{4} ){8}/);
    const again = await client.send({ code: '12' }, '/account/second-factor/confirm');
    expect([again.status, again.heading]).toEqual([422, 'Set up your app']);
    expect(again.text).toContain('This code is not right');
    const codes = await client.send({ code: await codeIn(0, now) }, '/account/second-factor/confirm');
    expect(codes.heading).toBe('Keep your recovery codes');
    expect(codes.text).toMatch(/(?:(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4} ){8}/);
    expect((await client.get('/account/second-factor')).text).toContain('You have 8 recovery codes left');
    // A second time, from a page of before.
    const twice = await client.send({ code: await codeIn(30, now) }, '/account/second-factor/confirm');
    expect([twice.status, twice.heading]).toEqual([409, 'Second factor']);
  });
  await step('the code is asked for after the password, and leads to where one wanted to go', async () => {
    const browser = new PageClient(harness.test.origin);
    await browser.get('/sign-in?next=/account/sessions');
    const asked = await browser.send({ email: EMAIL, password: PASSWORD });
    expect([asked.status, asked.heading, browser.cookie]).toEqual([200, 'Enter your code', undefined]);
    const empty = await browser.send({ code: '' }, '/sign-in/code');
    expect([empty.status, empty.text]).toEqual([
      422,
      expect.stringContaining('Enter the code of your app, or a recovery code'),
    ]);
    const wrong = await browser.send({ code: '000000' }, '/sign-in/code');
    expect([wrong.status, wrong.heading]).toEqual([422, 'Enter your code']);
    expect(wrong.html).toContain('href="#code">The code is not right, or was used before');
    const inside = await browser.send({ code: await codeIn(60, now) }, '/sign-in/code');
    expect([inside.status, inside.url]).toEqual([200, '/account/sessions']);
  });
  await step('ten minutes later the password is asked for once more; nothing made up passes', async () => {
    const browser = new PageClient(harness.test.origin);
    await browser.signIn(EMAIL, PASSWORD);
    const late = await browser.send({ code: await codeIn(60 + 11 * 60, now) }, '/sign-in/code');
    expect([late.status, late.heading, late.text]).toEqual([
      422,
      'Sign in',
      expect.stringContaining('The code came too late'),
    ]);
    const forged = await browser.send(
      { code: await codeIn(60 + 12 * 60, now), _waiting: 'bm90IHNlYWxlZCBieSBhbnlib2R5IGhlcmUgYXQgYWxs' },
      '/sign-in/code',
    );
    expect([forged.status, forged.heading, browser.cookie]).toEqual([422, 'Sign in', undefined]);
  });
  await step('it is removed with the password', async () => {
    await client.get('/account/second-factor/remove');
    expect((await client.send({ password: '' })).text).toContain('Enter your password');
    const removed = await client.send({ password: PASSWORD });
    expect([removed.url, removed.text]).toEqual([
      '/account/second-factor',
      expect.stringContaining('Your authenticator app is removed.'),
    ]);
  });
});
