import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PageClient } from '../../support/page-client.js';
import { Harness, PASSWORD } from '../identity/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open({}, 'web');
});
afterAll(() => harness.close());

async function signedIn(email: string): Promise<PageClient> {
  const client = new PageClient(harness.test.origin);
  if ((await harness.test.sql('select from app_user where email = $1', [email])).length === 0)
    await harness.person(email, 'Olive Owner');
  expect((await client.signIn(email, PASSWORD)).url).toBe('/my-work');
  return client;
}

describe('one’s own password', () => {
  it('is changed with the present one; other browsers are signed out', async () => {
    const client = await signedIn('changer@example.org');
    const other = await signedIn('changer@example.org');
    expect((await client.get('/account')).html).toContain('href="/account/password"');
    await client.get('/account/password');
    const empty = await client.send({ presentPassword: '', newPassword: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Enter your present password');
    expect(empty.text).toContain('Enter a new password');
    const wrong = await client.send({ presentPassword: 'not this <b>', newPassword: 'four words of my own' });
    expect([wrong.status, wrong.fields['presentPassword'], wrong.fields['newPassword']]).toEqual([
      422,
      '',
      '',
    ]);
    expect(wrong.html).toContain('href="#presentPassword">This is not your present password');
    expect(wrong.html).not.toContain('not this');
    const weak = await client.send({ presentPassword: PASSWORD, newPassword: 'highlightreport' });
    expect(weak.html).toContain('href="#newPassword">This is one that anybody would guess first');
    const leaked = await client.send({ presentPassword: PASSWORD, newPassword: 'password1234' });
    expect(leaked.html).toContain('href="#newPassword">This one has leaked elsewhere');
    const changed = await client.send({ presentPassword: PASSWORD, newPassword: 'four words of my own' });
    expect(changed.url).toBe('/account');
    expect(changed.text).toContain('Your password is changed');
    expect((await other.get('/account')).heading).toBe('Sign in');
    expect((await client.get('/account')).heading).toBe('Your account');
  });

  it('is not changed by a form of before another change', async () => {
    const client = await signedIn('stale@example.org');
    const page = await client.get('/account/password');
    const body = new URLSearchParams({
      ...page.fields,
      presentPassword: PASSWORD,
      newPassword: 'four words of my own',
      _version: '7',
    });
    expect((await client.post('/account/password', body)).status).toBe(412);
  });
});

describe('tokens of programs', () => {
  it('are made with the password, shown once, and revoked', async () => {
    const id = await harness.person('maker@example.org', 'Olive Owner');
    await harness.assign(id, 'owner', harness.children);
    const client = await signedIn('maker@example.org');
    expect((await client.get('/account/tokens')).text).toContain('You have no token.');
    const form = await client.get('/account/tokens/new');
    expect(form.fields['days']).toBe('90');
    expect(form.text).toContain('it cannot approve');
    expect(form.html).toMatch(/value="contribution.read" checked/);
    expect(form.html).not.toMatch(/value="(contribution.edit" checked|contribution.approve|user.read)/);
    const refused = await client.send({ name: 'Export <b>', days: '400', password: '' });
    expect([refused.status, refused.fields['name'], refused.fields['days']]).toEqual([
      422,
      'Export <b>',
      '400',
    ]);
    expect(refused.text).toContain('Enter your password');
    expect(refused.text).toContain('Choose at least one thing that it may do');
    const body = new URLSearchParams({ ...form.fields, name: 'Export <b>', days: '30', password: PASSWORD });
    body.set('permissions', 'contribution.read');
    body.append('permissions', 'contribution.edit');
    const made = await client.post('/account/tokens/new', body);
    expect([made.status, made.heading]).toEqual([200, 'Your token']);
    const [token = ''] = /hr_[\w-]{43}/.exec(made.html) ?? [];
    expect((await harness.client(token).send('GET', '/api/v1/me')).status).toBe(200);
    // Sent again, by a reload or a double click: no second token, and the first is not shown again.
    const again = await client.post('/account/tokens/new', body);
    expect([again.url, again.html.includes('hr_')]).toEqual(['/account/tokens', false]);
    expect(await harness.test.sql('select from api_token')).toHaveLength(1);
    expect(again.html).toContain('Export &lt;b&gt;');
    expect(again.text).toContain('Write a part while it is a draft');
    const [, revoke = ''] = /href="([^"]+\/revoke)"/.exec(again.html) ?? [];
    const stranger = await signedIn('stranger@example.org');
    expect((await stranger.get(revoke)).status).toBe(404);
    expect((await client.get(revoke)).heading).toBe('Revoke this token');
    expect((await client.send({}, revoke)).text).toContain('is revoked.');
    expect((await harness.client(token).send('GET', '/api/v1/me')).status).toBe(401);
    expect((await client.get('/account/tokens')).text).toContain('You have no token.');
  });
});

describe('where one is signed in', () => {
  it('is shown, and each other browser is signed out', async () => {
    const client = await signedIn('many@example.org');
    expect((await client.get('/account/sessions')).text).toContain('here and nowhere else');
    const [first, second, third] = [
      await signedIn('many@example.org'),
      await signedIn('many@example.org'),
      await signedIn('many@example.org'),
    ];
    const page = await client.get('/account/sessions');
    expect(page.text).toContain('in 3 other browsers');
    const [, end = ''] = /href="(\/account\/sessions\/[0-9a-f]{64}\/end)"/.exec(page.html) ?? [];
    const stranger = await signedIn('stranger@example.org');
    expect((await stranger.get(end)).status).toBe(404);
    expect((await client.get(end)).heading).toBe('Sign out there');
    expect((await client.send({}, end)).text).toContain('You are signed out there.');
    expect((await third.get('/my-work')).heading).toBe('Sign in');
    expect((await first.get('/my-work')).heading).toBe('My work');
    await client.get('/account/sessions');
    expect((await client.send({}, '/account/sessions/end-others')).text).toContain('here and nowhere else');
    for (const other of [first, second]) expect((await other.get('/my-work')).heading).toBe('Sign in');
  });
});
