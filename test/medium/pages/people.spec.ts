import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import type { PageClient, SeenPage } from '../../support/page-client.js';
import { filledIn, formBody } from '../../support/page-form.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let admin: PageClient;
const roleId: Record<string, string> = {};
beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.openPeriod();
  for (const { id, key } of await council.test.sql<{ id: string; key: string }>('select id, key from role'))
    roleId[key] = id;
  admin = await council.browser('admin');
});
afterAll(() => council.close());

const newPerson = async (email: string, name: string): Promise<string> =>
  (
    await council.test.sql<{ id: string }>(
      `insert into app_user (email, name, job_title, password_hash) select $1, $2, 'Officer', password_hash from app_user limit 1 returning id`,
      [email, name],
    )
  )[0]?.id ?? '';
const assignments = (userId: string) =>
  council.test.sql<{ key: string; programmeId: string | null; endsOn: string | null; ended: boolean }>(
    `select r.key, a.programme_id as "programmeId", a.ends_on::text as "endsOn", a.ended_at is not null as ended
       from assignment a join role r on r.id = a.role_id where a.user_id = $1 order by r.key`,
    [userId],
  );
/** Confirms what a page asks, with everything that it remembers. */
const confirm = (page: SeenPage): Promise<SeenPage> => admin.post(page.url, new URLSearchParams(page.fields));

describe('administration', () => {
  it('begins with what there is for this person', async () => {
    const start = await admin.get('/admin');
    expect([start.heading, start.status]).toEqual(['Administration', 200]);
    expect(start.html).toContain('href="/admin/users"');
    expect(start.html).toContain('href="/held-changes"');
    expect((await admin.get('/my-work')).html).toContain('href="/admin"');
    const owner = await council.browser('owner');
    expect((await owner.get('/my-work')).html).not.toContain('href="/admin"');
    expect((await owner.get('/admin')).status).toBe(403);
  });

  it('lists people page by page, finds them, and says who has what role where', async () => {
    await council.test.sql(
      `insert into app_user (email, name, job_title) select 'many' || n || '@example.org', 'Many ' || to_char(n, 'FM000'), 'Officer' from generate_series(1, 60) n`,
    );
    await council.test.sql(
      `update app_user set disabled_at = '2026-01-03T00:30:00Z' where name = 'Many 001'`,
    );
    const seen: string[] = [];
    let next: string | undefined = '/admin/users';
    while (next !== undefined) {
      const page: SeenPage = await admin.get(next);
      seen.push(...[...page.html.matchAll(/rowheader">([^<]*)</g)].map(([, name = '']) => name));
      next = /href="(\/admin\/users\?cursor=[^"]+)"/.exec(page.html)?.[1];
    }
    const [all] = await council.test.sql<{ n: number }>('select count(*)::int as n from app_user');
    expect([seen.length, new Set(seen).size]).toEqual([all?.n, all?.n]);

    const found = await admin.get('/admin/users?search=many%20001');
    expect(found.text).toContain('Accounts with “many 001” in name, job title or address');
    expect(found.text).toContain('No role Disabled on 3 January 2026');
    const owner = await admin.get('/admin/users?search=Job+of+owner2');
    expect(owner.text).toContain('Owner in Children’s services improvement');
    const nobody = await admin.get('/admin/users?search=%3Cb%3E');
    expect(nobody.html).toContain('Nobody has “&lt;b&gt;” in name');
    const more = await admin.get('/admin/users?search=Many');
    expect(more.html).toMatch(/href="\/admin\/users\?search=Many&amp;cursor=/);
  });

  it('creates an account once, whose person gets a link', async () => {
    await admin.get('/admin/users/new');
    const refused = await admin.send({ name: 'New <b>', 'job-title': '', email: 'owner@example.org' });
    expect([refused.status, refused.fields['name']]).toEqual([422, 'New <b>']);
    expect(refused.text).toContain('Enter a job title');
    await admin.get('/admin/users/new');
    const taken = await admin.send({ name: 'New', 'job-title': 'Officer', email: 'owner@example.org' });
    expect([taken.status, taken.text]).toEqual([
      409,
      expect.stringContaining('Somebody has an account with this address already'),
    ]);
    const form = await admin.get('/admin/users/new');
    const body = new URLSearchParams({
      ...form.fields,
      name: 'Nina New',
      'job-title': 'Officer',
      email: 'nina@example.org',
    });
    const made = await admin.post('/admin/users/new', body);
    expect([made.heading, made.text]).toEqual([
      'Nina New',
      expect.stringContaining('They have no role, and can do nothing.'),
    ]);
    expect(made.text).toContain('Has not chosen a password yet');
    expect((await admin.post('/admin/users/new', body)).url).toBe(made.url);
    const links = await council.test.sql(
      `select 1 from password_link l join app_user u on u.id = l.user_id where u.email = 'nina@example.org' and l.purpose = 'welcome'`,
    );
    expect(links).toHaveLength(1);
  });
});

describe('an account', () => {
  it('is given a role after it was said what the role lets the person do, and loses it again', async () => {
    const id = await newPerson('rolf@example.org', 'Rolf Role');
    const give = `/admin/users/${id}/roles/new`;
    await step('nobody gets every programme by leaving something out', async () => {
      expect((await admin.get(give)).text).toContain('Drafts and submits their own part of the report');
      const empty = await admin.send({ role: '', programme: '' });
      expect([empty.status, empty.text]).toEqual([
        422,
        expect.stringContaining('Choose where the role counts'),
      ]);
      expect(empty.text).toContain('Choose a role');
      const past = await admin.send({
        role: roleId['reader'] ?? '',
        programme: council.programmeId,
        'until-day': '1',
        'until-month': '2',
        'until-year': '2019',
      });
      expect(past.html).toContain('href="#until-day">This day is past: the role would never count');
    });
    await step('it is asked, and nothing is written before', async () => {
      await admin.get(give);
      const asked = await admin.send({
        role: roleId['reader'] ?? '',
        programme: council.programmeId,
        'until-day': '31',
        'until-month': '3',
        'until-year': '2090',
      });
      expect(asked.heading).toBe('Give this role?');
      expect(asked.text).toContain('Reader in Children’s services improvement, until 31 March 2090.');
      expect(asked.text).toContain('Read about sealed report versions, and their public editions');
      expect(await assignments(id)).toEqual([]);
      const given = await confirm(asked);
      expect([given.url, given.text]).toEqual([
        `/admin/users/${id}`,
        expect.stringContaining('Rolf Role was given a role: Reader in Children’s services improvement'),
      ]);
      const wanted = { key: 'reader', programmeId: council.programmeId, endsOn: '2090-03-31', ended: false };
      expect(await assignments(id)).toEqual([wanted]);
      await confirm(asked);
      expect(await assignments(id)).toEqual([wanted]);
    });
    await step('and ended', async () => {
      const page = await admin.get(`/admin/users/${id}`);
      const [, end = ''] = /href="([^"]+\/end)"/.exec(page.html) ?? [];
      const asked = await admin.get(end);
      expect(asked.text).toContain('What they can no longer do then');
      expect(asked.text).not.toContain('Nobody else is');
      const over = await admin.send({}, end);
      expect(over.text).toContain('A role of Rolf Role ended.');
      expect(await assignments(id)).toMatchObject([{ ended: true }]);
      expect((await admin.get(end)).status).toBe(404);
    });
  });

  it('is not both for approval and for administration, in words', async () => {
    const { id } = council.people.sro;
    await admin.get(`/admin/users/${id}/roles/new`);
    const refused = await admin.send({ role: roleId['admin'] ?? '', programme: 'every' });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('sro would both approve and administer, which nobody may.'),
    ]);
    expect(refused.fields['programme']).toBeUndefined();
  });

  it('gets a role that approves only with a second administrator, and leads to what waits', async () => {
    const id = await newPerson('sally@example.org', 'Sally Second');
    await admin.get(`/admin/users/${id}/roles/new`);
    const asked = await admin.send({ role: roleId['sro'] ?? '', programme: council.programmeId });
    expect(asked.text).toContain('so it is not given yet: another administrator has to do it');
    expect(asked.text).toContain('Approve and so seal a report');
    const held = await confirm(asked);
    expect(held.url).toMatch(/^\/held-changes\//);
    expect(held.text).toContain('This is asked for and not done yet.');
    expect(await assignments(id)).toEqual([]);
    const page = await admin.get(`/admin/users/${id}`);
    expect(page.html).toContain(`href="${held.url}"`);
    expect((await admin.get('/admin')).text).toContain('1 change waits for a decision');
    await admin.get(`/admin/users/${id}/roles/new`);
    const twice = await admin.send({ role: roleId['sro'] ?? '', programme: council.programmeId });
    expect([twice.status, twice.text]).toEqual([
      409,
      expect.stringContaining('The same was asked for already, and waits.'),
    ]);
  });

  it('is changed, signed out, disabled and enabled, each after a question', async () => {
    const id = await newPerson('dan@example.org', 'Dan Deputy');
    const at = `/admin/users/${id}`;
    await admin.get(`${at}/change`);
    const empty = await admin.send({ name: '', 'job-title': 'Head', email: 'dan@example.org' });
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Enter a name')]);
    await admin.get(`${at}/change`);
    const changed = await admin.send({
      name: 'Dan Deputy',
      'job-title': 'Head',
      email: 'dan.deputy@example.org',
    });
    expect([changed.url, changed.text]).toEqual([at, expect.stringContaining('Head')]);
    expect(changed.text).toContain('dan.deputy@example.org');
    for (const [step, said] of [
      ['password', 'A link for a new password goes to dan.deputy@example.org.'],
      ['end-sessions', 'Dan Deputy was signed out everywhere.'],
      ['disable', 'The account of Dan Deputy is disabled.'],
      ['enable', 'The account of Dan Deputy is enabled.'],
    ] as const) {
      const asked = await admin.get(`${at}/${step}`);
      expect(asked.status).toBe(200);
      const stale = new URLSearchParams({ ...asked.fields, _version: '99' });
      expect((await admin.post(`${at}/${step}`, stale)).status).toBe(412);
      await admin.get(`${at}/${step}`);
      const done = await admin.send({}, `${at}/${step}`);
      expect([done.url, done.text]).toEqual([at, expect.stringContaining(said)]);
    }
    expect((await admin.get(`${at}/rename`)).status).toBe(404);
  });

  it('of the only one with a role says so before it is disabled, and what waits leads to the change', async () => {
    const { id } = council.people.sro;
    expect((await admin.get(`/admin/users/${id}/disable`)).text).toContain(
      'Nobody else is Senior Responsible Officer in Children’s services improvement.',
    );
    await admin.get(`/admin/users/${id}/password`);
    const held = await admin.send({}, `/admin/users/${id}/password`);
    expect([held.url, held.text]).toEqual([
      expect.stringMatching(/^\/held-changes\//),
      expect.stringContaining('not done yet'),
    ]);
  });

  it('with work of its own says before it is disabled, or a role ends, what nobody could write then', async () => {
    const at = `/admin/users/${council.people.owner.id}`;
    const left =
      /\d+ drafts? of .* theirs\. Nobody can write (?:it|them) until somebody else is named for (?:it|them)\. .*reviewer, Job of reviewer can do that\./i;
    expect((await admin.get(`${at}/disable`)).text).toMatch(left);
    const [end = ''] = /\/admin\/users\/[^"]*\/end(?=")/.exec((await admin.get(at)).html) ?? [];
    expect((await admin.get(end)).text).toMatch(left);
    expect((await admin.get(`/admin/users/${council.people.sro.id}/disable`)).text).not.toContain('theirs.');
  });

  it('of one’s own has no buttons, and an auditor reads without them', async () => {
    const own = await admin.get(`/admin/users/${council.people.admin.id}`);
    expect(own.text).toContain('This is you. Another administrator gives you a role');
    expect(own.html).not.toContain('/roles/new');
    const auditor = await council.browser('auditor');
    const read = await auditor.get(`/admin/users/${council.people.owner.id}`);
    expect(read.text).toContain('Owner Children’s services improvement');
    expect(read.html).not.toMatch(/href="[^"]*\/(?:change|end|disable|new)"/);
    expect((await auditor.get(`/admin/users/${council.people.owner.id}/disable`)).status).toBe(403);
  });
});

describe('several people at once', () => {
  const LIST = [
    'Name,E-mail,Job title,Role,Programme',
    'Lea List,lea@example.org,Head of Roads,Owner,CS',
    'Lea List,lea@example.org,Head of Roads,Analyst,CS',
    'Sam <b>,sam@example.org,Director,SRO,CS',
    'owner,owner@example.org,Job of owner,Reader,every programme',
    'clerk,clerk@example.org,Job of clerk,Clerk,CS',
  ].join('\n');
  const accounts = () => council.test.sql('select from app_user');

  it('are looked at, then made as a whole and once, each with a link; a role that approves waits', async () => {
    const before = [await accounts(), await council.test.sql('select from audit_event')];
    await admin.get('/admin/users/import');
    const check = await admin.send({ table: LIST });
    expect(check.text).toContain('2 accounts would be created, and 4 roles given. Nothing is done yet.');
    expect(check.text).toContain('1 role approves or administers, so it waits');
    expect(check.text).toContain('New account; the role waits');
    expect(check.text).toContain('Has an account, which stays as it is; gets the role');
    expect(check.text).toContain(
      'Clerk (democratic services) in Children’s services improvement There already',
    );
    expect(check.html).toContain('Sam &lt;b&gt;');
    // A plan is undone: neither accounts nor events of it are left.
    expect([await accounts(), await council.test.sql('select from audit_event')]).toEqual(before);

    const body = formBody({ ...filledIn(check.html), _step: 'add' });
    const done = await admin.post('/admin/users/import', body);
    expect(done.text).toContain('2 people get a link by mail');
    expect(done.text).toContain('1 role waits for another administrator.');
    expect((await admin.post('/admin/users/import', body)).url).toBe('/admin/users');
    expect(
      await council.test.sql(
        `select u.email, count(a.id)::int as roles from app_user u left join assignment a on a.user_id = u.id
          where u.email in ('lea@example.org', 'sam@example.org') group by u.email order by u.email`,
      ),
    ).toEqual([
      { email: 'lea@example.org', roles: 2 },
      { email: 'sam@example.org', roles: 0 },
    ]);
    expect(
      await council.test.sql(
        `select from password_link l join app_user u on u.id = l.user_id where u.email in ('lea@example.org', 'sam@example.org')`,
      ),
    ).toHaveLength(2);
    await admin.get('/admin/users/import');
    expect((await admin.send({ table: LIST })).text).toContain('There is nothing to do.');
  });

  it('are made all or none: one row that cannot be refuses the list, with its row', async () => {
    const before = await accounts();
    await admin.get('/admin/users/import');
    const mixed = await admin.send({
      table: 'Max,max@example.org,Officer,Reader,CS\nsro,sro@example.org,Director,Administrator,every',
    });
    expect([mixed.status, mixed.text]).toEqual([
      409,
      expect.stringContaining('Row 2: This person would both approve and administer.'),
    ]);
    expect(mixed.text).toContain('max@example.org');
    const file = new FormData();
    file.append('_csrf', (await admin.get('/admin/users/import')).fields['_csrf'] ?? '');
    file.append('file', new Blob(['Name,E-mail,Job title\nA,nobody,B'], { type: 'text/csv' }), 'people.csv');
    const refused = await admin.ask('/admin/users/import/file', {
      method: 'POST',
      body: file,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('Row 2: E-mail: This must be an e-mail address.'),
    ]);
    expect(await accounts()).toEqual(before);
  });
});
