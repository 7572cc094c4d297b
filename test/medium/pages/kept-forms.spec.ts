import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PageClient, type SeenPage } from '../../support/page-client.js';
import { Harness, PASSWORD } from '../identity/harness.js';

let harness: Harness;
let assignment: string;
let deputy: string;
beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  const owner = await harness.person('owner@example.org', 'Olive Owner');
  deputy = await harness.person('deputy@example.org', 'Dan Deputy');
  assignment = await harness.assign(owner, 'owner', harness.children);
  await harness.assign(deputy, 'owner', harness.children);
});
afterAll(() => harness.close());

async function signedIn(email = 'owner@example.org'): Promise<PageClient> {
  const client = new PageClient(harness.test.origin);
  await client.signIn(email, PASSWORD);
  return client;
}

const standIns = async (): Promise<number> => (await harness.test.sql('select from delegation')).length;
const reason = () => `Leave <b> & “more”, second line ${Math.random()}`;
const year = String(new Date().getFullYear() + 1);
const typed = (why: string) => ({
  role: assignment,
  person: deputy,
  'from-day': '6',
  'from-month': '1',
  'from-year': year,
  'until-day': '9',
  'until-month': '1',
  'until-year': year,
  reason: why,
});

/** Types into the form, and sends it when the session is gone. */
async function sentTooLate(client: PageClient, why: string): Promise<SeenPage> {
  await client.get('/account/stand-ins/new');
  await harness.test.sql('delete from session');
  return client.send(typed(why));
}

const signIn = (client: PageClient, email: string, password = PASSWORD): Promise<SeenPage> =>
  client.send({ email, password }, '/sign-in');

describe('what was typed when the session ended', () => {
  it('stays in its tab while its person signs in with another one, and is given back there', async () => {
    const client = await signedIn();
    const why = reason();
    const late = await sentTooLate(client, why);
    const early = await client.send({}, '/sign-in/go-on');
    expect([early.status, early.heading, early.fields['_sealed']]).toEqual([
      422,
      'Sign in',
      late.fields['_sealed'],
    ]);
    client.cookie = (await signedIn()).cookie;
    const unsaved = await client.send({}, '/sign-in/go-on');
    expect([unsaved.heading, unsaved.fields['reason']]).toEqual([
      'Nothing was saved while you were signed out',
      why,
    ]);
    await sentTooLate(client, why);
    client.cookie = (await signedIn('deputy@example.org')).cookie;
    const other = await client.send({}, '/sign-in/go-on');
    expect(other.html).not.toContain('second line');
  });

  it('is kept over the sign-in, sealed, and saved when the person says so', async () => {
    const client = await signedIn();
    const why = reason();
    const before = await standIns();
    const late = await sentTooLate(client, why);
    expect([late.status, late.heading]).toEqual([401, 'Sign in']);
    expect(late.text).toContain('You were signed out while you were typing.');
    expect(late.html).not.toContain('second line');
    expect(late.html).not.toContain('href="/sign-in');
    const wrong = await signIn(client, 'owner@example.org', 'not the password');
    expect([wrong.status, wrong.fields['_sealed']]).toEqual([422, late.fields['_sealed']]);
    const unsaved = await signIn(client, 'owner@example.org');
    expect([unsaved.status, unsaved.heading]).toEqual([200, 'Nothing was saved while you were signed out']);
    expect(unsaved.fields['reason']).toBe(why);
    expect(unsaved.html).not.toContain('<b> &');
    expect(unsaved.text).toContain(`Reason ${why}`);
    expect(unsaved.html).toContain('href="/account/stand-ins/new">Throw it away');
    expect(await standIns()).toBe(before);
    const saved = await client.post('/account/stand-ins/new', new URLSearchParams(unsaved.fields));
    expect([saved.url, saved.text]).toEqual([
      '/account/stand-ins',
      expect.stringContaining('stands in for you'),
    ]);
    expect(await standIns()).toBe(before + 1);
    // Pressed twice: done once.
    await client.post('/account/stand-ins/new', new URLSearchParams(unsaved.fields));
    expect(await standIns()).toBe(before + 1);
  });

  it('is shown to nobody else', async () => {
    const client = await signedIn();
    const late = await sentTooLate(client, reason());
    const other = await signIn(client, 'deputy@example.org');
    expect(other.heading).toBe('Somebody else was typing here');
    expect(other.html).not.toContain('second line');
    expect(other.text).toContain('Dan Deputy');
    const changed = `${late.fields['_sealed']?.slice(0, -4) ?? ''}AAAA`;
    const forged = new PageClient(harness.test.origin);
    await forged.get('/sign-in');
    const page = await forged.send({ email: 'owner@example.org', password: PASSWORD, _sealed: changed });
    expect(page.url).toBe('/my-work');
  });

  it('is kept only where it came from a page of ours, and has words in it', async () => {
    const client = await signedIn();
    const form = await client.get('/account/stand-ins/new');
    await harness.test.sql('delete from session');
    const body = new URLSearchParams({ ...form.fields, ...typed(reason()) });
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://example.org' },
      { 'sec-fetch-site': 'none', origin: harness.test.origin },
    ])
      expect((await client.post('/account/stand-ins/new', body, headers)).url).toMatch(/^\/sign-in/);
    const quiet = new URLSearchParams([...body, ['_quiet', '1']]);
    expect((await client.post('/account/stand-ins/new', quiet)).url).toMatch(/^\/sign-in/);
    const empty = new URLSearchParams({ _csrf: 'x', _person: form.fields['_person'] ?? '', _version: '1' });
    expect((await client.post('/account/stand-ins/new', empty)).url).toMatch(/^\/sign-in/);
    const long = new URLSearchParams({ ...form.fields, ...typed('x'.repeat(600_000)) });
    expect((await client.post('/account/stand-ins/new', long)).url).toMatch(/^\/sign-in/);
    const most = new URLSearchParams({ ...form.fields, ...typed('x'.repeat(500_000)) });
    expect((await client.post('/account/stand-ins/new', most)).status).toBe(401);
    expect((await signIn(client, 'owner@example.org')).fields['reason']).toHaveLength(500_000);
  });

  it('holds no password', async () => {
    const client = await signedIn();
    const form = await client.get('/account/tokens/new');
    await harness.test.sql('delete from session');
    const body = new URLSearchParams({ ...form.fields, name: 'Export', days: '30', password: PASSWORD });
    await client.post('/account/tokens/new', body);
    const unsaved = await signIn(client, 'owner@example.org');
    expect(unsaved.html).not.toContain(PASSWORD);
    const again = await client.post('/account/tokens/new', new URLSearchParams(unsaved.fields));
    expect([again.status, again.fields['name']]).toEqual([422, 'Export']);
    expect(again.text).toContain('Enter your password');
  });
});

describe('a form of an earlier session', () => {
  it('of the same person is not lost: it waits to be saved with the new token', async () => {
    const client = await signedIn();
    const form = await client.get('/account/stand-ins/new');
    const why = reason();
    await client.signIn('owner@example.org', PASSWORD);
    await client.get('/sign-out');
    const again = new PageClient(harness.test.origin);
    await again.signIn('owner@example.org', PASSWORD);
    const before = await standIns();
    const old = new URLSearchParams({ ...form.fields, ...typed(why), 'from-day': '7', 'until-day': '8' });
    const page = await again.post('/account/stand-ins/new', old, {
      referer: `${harness.test.origin}/account`,
    });
    expect([page.status, page.heading]).toEqual([403, 'Nothing was saved while you were signed out']);
    expect(page.fields['reason']).toBe(why);
    expect(await standIns()).toBe(before);
    const other = await signedIn('deputy@example.org');
    const foreign = await other.post('/account/stand-ins/new', old);
    expect([foreign.status, foreign.heading]).toEqual([403, 'Somebody else was typing here']);
    expect(foreign.html).not.toContain('second line');
    const forged = await again.post('/account/stand-ins/new', old, { 'sec-fetch-site': 'cross-site' });
    expect([forged.status, forged.heading]).toEqual([403, 'This form has expired']);
  });
});
