import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PageClient } from '../../support/page-client.js';
import { FIRST_ADMIN, Harness, PASSWORD } from '../identity/harness.js';

let harness: Harness;
let assignment: string;
let deputy: string;
const count = async (): Promise<number> => (await harness.test.sql('select from delegation')).length;

beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  harness.test.clock.hold('2026-01-05T10:00:00Z');
  const owner = await harness.person('owner@example.org', 'Olive Owner');
  deputy = await harness.person('deputy@example.org', 'Dan Deputy');
  await harness.person('elsewhere@example.org', 'Else Where');
  const { id } = await harness.role('owner');
  const grant = async (user: string): Promise<string> =>
    (
      await harness.test.sql<{ id: string }>(
        `insert into assignment (user_id, role_id, programme_id, granted_at) values ($1, $2, $3, '2026-01-01') returning id`,
        [user, id, harness.children],
      )
    )[0]?.id ?? '';
  assignment = await grant(owner);
  await grant(deputy);
});
afterAll(() => harness.close());

async function owner(): Promise<PageClient> {
  const client = new PageClient(harness.test.origin);
  await client.signIn('owner@example.org', PASSWORD);
  return client;
}

const filled = () => ({
  role: assignment,
  person: deputy,
  'from-day': '6',
  'from-month': '1',
  'from-year': '2026',
  'until-day': '9',
  'until-month': '1',
  'until-year': '2026',
  reason: 'Annual leave <b>',
});

describe('standing in', () => {
  it('is given once however often the form is sent, told to both, and ended', async () => {
    const client = await owner();
    const form = await client.get('/account/stand-ins/new');
    expect(form.text).toContain('Dan Deputy');
    expect(form.text).not.toContain('Else Where');
    const body = new URLSearchParams({ ...form.fields, ...filled() });
    const first = await client.post('/account/stand-ins/new', body);
    expect([first.url, await count()]).toEqual(['/account/stand-ins', 1]);
    expect(first.text).toContain('Dan Deputy stands in for you.');
    expect(first.html).toContain('Annual leave &lt;b&gt;');
    expect((await client.post('/account/stand-ins/new', body)).url).toBe('/account/stand-ins');
    expect(await count()).toBe(1);

    const [, end = ''] = /href="([^"]+\/end)"/.exec(first.html) ?? [];
    expect((await client.get(end)).heading).toBe('End this standing in');
    const page = await client.get(end);
    const stale = new URLSearchParams({ ...page.fields, _version: '7' });
    expect((await client.post(end, stale)).status).toBe(412);
    await client.get(end);
    expect((await client.send({}, end)).text).toContain('Dan Deputy no longer stands in.');
    expect((await client.get('/account/stand-ins')).text).toContain('Nobody stands in for you');
  });

  it('keeps what was typed when it is refused, by the form and by the room', async () => {
    const client = await owner();
    await client.get('/account/stand-ins/new');
    const short = await client.send({ ...filled(), person: '', 'until-month': '', reason: 'Why <not>' });
    expect(short.status).toBe(422);
    expect(short.text).toContain('Choose who stands in for you');
    expect(short.html).toContain('href="#until-month">The date must include a month');
    expect(short.html).toContain('Why &lt;not&gt;');
    const early = await client.send({ ...filled(), 'until-day': '5' });
    expect([early.status, early.html]).toEqual([
      422,
      expect.stringContaining('href="#until-day">The last day is before the first.'),
    ]);
    expect(early.fields['from-day']).toBe('6');
  });

  it('is seen by those who keep roles, who can end it and give none', async () => {
    const client = await owner();
    await client.get('/account/stand-ins/new');
    await client.send(filled());
    const admin = new PageClient(harness.test.origin);
    await admin.signIn(FIRST_ADMIN, PASSWORD);
    const list = await admin.get('/admin/delegations');
    expect(list.text).toContain(
      'Dan Deputy Olive Owner Owner in Children 6 to 9 January 2026 Annual leave <b> Begins on 6 January 2026',
    );
    const [, end = ''] = /href="([^"]+\/end)"/.exec(list.html) ?? [];
    expect((await client.get(end)).status).toBe(403);
    expect((await client.get('/admin/delegations')).status).toBe(403);
    const auditor = new PageClient(harness.test.origin);
    await harness.assign(await harness.person('auditor@example.org', 'Audit'), 'auditor', null);
    await auditor.signIn('auditor@example.org', PASSWORD);
    const seen = await auditor.get('/admin/delegations');
    expect([seen.status, seen.html.includes(end)]).toEqual([200, false]);
    expect((await auditor.get(end)).status).toBe(403);

    expect((await admin.get(end)).text).toContain('Only Olive Owner can let somebody stand in again.');
    expect((await admin.send({}, end)).text).toContain('Dan Deputy no longer stands in for Olive Owner.');
    expect((await admin.get('/admin/delegations')).text).toContain('Nobody stands in for anybody.');
    const over = await admin.get('/admin/delegations?programme=&state=over');
    expect(over.text).toContain('Ended early, on 5 January 2026');
    expect(over.html).not.toContain('/end"');
  });

  it('is for roles that may give it, and nobody reads another one', async () => {
    const client = new PageClient(harness.test.origin);
    await client.signIn('elsewhere@example.org', PASSWORD);
    expect((await client.get('/account/stand-ins/new')).status).toBe(403);
    expect((await client.get('/account')).heading).toBe('Your account');
  });
});
