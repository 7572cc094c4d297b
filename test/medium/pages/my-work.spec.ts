import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/platform/index.js';
import { CouncilHarness, themeDocument, type StaffName } from '../../support/council-harness.js';
import { PageClient, type SeenPage } from '../../support/page-client.js';
import { step } from '../../support/step.js';

let harness: CouncilHarness;
beforeAll(async () => {
  harness = await CouncilHarness.open();
  harness.test.clock.hold('2020-01-21T10:00:00Z');
});
afterAll(() => harness.close());
beforeEach(() => harness.moveToNewProgramme(['theme']));

const browsers = new Map<StaffName, PageClient>();

/** What this person sees; every link on it leads somewhere. */
async function workOf(name: StaffName): Promise<SeenPage> {
  const client = browsers.get(name) ?? (await harness.browser(name));
  browsers.set(name, client);
  const page = await client.get('/my-work');
  expect(page.status).toBe(200);
  const [, main = ''] = page.html.split('<main');
  for (const [, href] of main.matchAll(/<a\b[^>]*\shref="([^"#]+)"/g))
    expect([href, (await client.ask(href ?? '')).status]).toEqual([href, 200]);
  return page;
}

describe('My work', () => {
  it('follows a period, for everybody whose work it is', async () => {
    const { id: periodId, contributions } = await harness.openPeriod();
    const [first, second] = contributions.map((id) => `/api/v1/contributions/${id}`) as [string, string];

    await step('drafts are late with their owners', async () => {
      const owner = await workOf('owner');
      expect(owner.text).toContain('1 part to write is waiting for you. It is late.');
      expect(owner.text).toMatch(/Theme 1: Leadership not begun \w+day \d+ \w+[\d ]*, 1 working day late/);
      expect(owner.text).not.toContain('Theme 2');
      const reviewer = await workOf('reviewer');
      expect(reviewer.text).toContain('1 report is waiting for you. The date is Thursday 23 January');
      expect(reviewer.text).toContain('Out with others Theme 1: Leadership Job of owner: not begun');
      expect(reviewer.text).toContain('The approval of the January 2020 report is due');
      expect((await workOf('sro')).text).toContain('Parts of January 2020 2 of 2 not approved yet');
      const elsewhere = await workOf('reviewerElsewhere');
      expect(elsewhere.text).toContain('The set-up of Adults is open: no period has been opened yet');
      expect(elsewhere.text).not.toContain('January 2020');
      expect((await workOf('analyst')).text).toContain('Nothing is waiting for you.');
      expect((await workOf('sroElsewhere')).text).not.toContain('January 2020');
    });

    await step('a part comes back with its reason, which is only text', async () => {
      await harness.saveTheme('owner', contributions[0], themeDocument());
      expect(await harness.act('owner', first, 'submit')).toMatchObject({ status: 200 });
      expect((await workOf('owner')).text).toContain('with the reviewer since');
      const reviewer = await workOf('reviewer');
      expect(reviewer.text).toContain('1 report and 1 decision are waiting for you.');
      expect(reviewer.text).toContain('by owner (Job of owner)');
      const comment = 'Say <b>what</b> & “why”';
      expect(await harness.act('reviewer', first, 'return', { comment })).toMatchObject({ status: 200 });
      const owner = await workOf('owner');
      expect(owner.text).toContain('given back by reviewer (Job of reviewer)');
      expect(owner.html).toContain('“Say &lt;b&gt;what&lt;/b&gt; &amp; “why””');
    });

    await step('a person who stands in sees it as theirs, and for whom', async () => {
      await harness.test.sql(
        `insert into delegation (assignment_id, delegate_id, starts_on, ends_on, reason, created_at)
         select id, $2, '2020-01-01', '2020-02-07', 'Leave', now() from assignment where user_id = $1`,
        [harness.people.owner.id, harness.people.owner2.id],
      );
      const page = await workOf('owner2');
      expect(page.text).toContain('2 parts to write are waiting for you.');
      expect(page.text).toContain(', for the Job of owner, until Friday 7 February');
    });

    await step('what the reviewer has written in, the SRO decides', async () => {
      await harness.test.sql(`insert into envelope_author values ($1, $2, 'edited')`, [
        contributions[0],
        harness.people.reviewer.id,
      ]);
      expect(await harness.act('owner', first, 'submit')).toMatchObject({ status: 200 });
      const sro = await workOf('sro');
      expect(sro.text).toContain('1 decision is waiting for you.');
      expect(sro.text).toContain('and only you can decide on it');
      expect((await workOf('reviewer')).text).toContain('You wrote in it, so somebody else has to decide');
      expect(await harness.act('sro', first, 'approve')).toMatchObject({ status: 200 });
    });

    await step('the report goes to the SRO, and what is sealed is new to read', async () => {
      await harness.approveContribution('owner2', contributions[1]);
      const url = await harness.startReport(periodId);
      expect((await workOf('reviewer')).text).toContain('being put together; it can go to the SRO');
      expect((await workOf('owner')).text).toContain('Done this period (1)');
      expect(await harness.act('reviewer', url, 'submit')).toMatchObject({ status: 200 });
      expect((await workOf('reviewer')).text).toContain('The January 2020 report with the SRO since');
      expect((await workOf('sro')).text).toContain(
        '1 report is waiting for you. The date is Monday 27 January',
      );
      expect(await harness.act('sro', url, 'return', { comment: 'Say more.' })).toMatchObject({
        status: 200,
      });
      expect((await workOf('reviewer')).text).toContain('given back by sro (Job of sro)');
      expect(await harness.sealReport(url)).toMatchObject({ status: 200 });
      for (const name of ['reader', 'owner', 'clerk'] as const)
        expect((await workOf(name)).text).toContain('New to read January 2020 approved by sro');
      expect((await workOf('sro')).text).toContain('Nothing is waiting for you.');
    });

    await step('in a correction, a part that is made a draft again is somebody’s work', async () => {
      const [report] = await harness.test.sql<{ id: string }>(
        `select id from envelope where kind = 'report' and period_id = $1`,
        [periodId],
      );
      const reason = { reason: 'A figure was wrong.' };
      expect(
        await harness.act('reviewer', `/api/v1/reports/${report?.id ?? ''}`, 'corrections', reason),
      ).toMatchObject({ status: 201 });
      expect((await workOf('reviewer')).text).toContain(
        'nothing is corrected yet: open the part that is wrong',
      );
      expect(await harness.act('reviewer', second, 'reopen', { comment: 'Say 12.' })).toMatchObject({
        status: 200,
      });
      const owner = await workOf('owner2');
      expect(owner.text).toContain('1 part to write is waiting for you.');
      expect(owner.text).toContain('in the correction of January 2020 made a draft again by reviewer');
      expect(owner.text).not.toContain('late');
      expect(await harness.act('owner2', second, 'submit')).toMatchObject({ status: 200 });
      expect((await workOf('reviewer')).text).toMatch(/and 1 decision are waiting for you/);
    });
  });

  it('tells the clerk of terms of office that end, and of a committee without members', async () => {
    await harness.openPeriod(1);
    const clerk = harness.as('clerk');
    const made = await clerk.send('POST', '/api/v1/committees', {
      body: { programmeId: harness.programmeId, name: 'Scrutiny', kind: 'scrutiny' },
    });
    const committee = `/api/v1/committees/${String(made.body['id'])}`;
    const add = async (path: string, body: Record<string, unknown>) => {
      const added = await clerk.send('POST', `${committee}/${path}`, { body });
      expect(added).toMatchObject({ status: 201 });
      return String(added.body['id']);
    };
    const member = await add('recipients', {
      name: 'Councillor Ash',
      email: 'ash@example.org',
      servesUntil: '2020-02-10',
    });
    expect((await workOf('clerk')).text).toContain(
      'Term of office of Councillor Ash, Scrutiny ends on this day',
    );
    await add('meetings', { startsAt: '2020-02-10T10:00:00Z' });
    expect((await workOf('clerk')).text).not.toContain('nobody on its list is in office');
    await add('meetings', { startsAt: '2020-02-11T10:00:00Z' });
    const nobody =
      'Scrutiny meets nobody on its list is in office on that day, so its papers reach nobody Tuesday 11 February';
    const page = await workOf('clerk');
    expect(page.text).toContain('1 committee without members');
    expect(page.text).toContain(nobody);
    expect((await workOf('reviewer')).text).not.toContain('Term of office');

    const at = `${committee}/recipients/${member}`;
    const { etag } = await clerk.send('GET', at);
    expect(await clerk.send('PATCH', at, { body: { servesUntil: null }, ifMatch: etag })).toMatchObject({
      status: 200,
      body: { name: 'Councillor Ash', email: 'ash@example.org', servesUntil: null },
    });
    expect((await workOf('clerk')).text).not.toMatch(/Term of office|in office on that day/);
  });

  it('tells the clerk of meetings, papers and e-mails', async () => {
    const { id: periodId } = await harness.openPeriod(1);
    const clerk = harness.as('clerk');
    const made = await clerk.send('POST', '/api/v1/committees', {
      body: { programmeId: harness.programmeId, name: 'Cabinet', kind: 'cabinet' },
    });
    const committee = `/api/v1/committees/${String(made.body['id'])}`;
    await clerk.send('POST', `${committee}/recipients`, {
      body: { name: 'Leader', email: 'leader@example.org' },
    });
    const meeting = async (startsAt: string): Promise<string> => {
      const added = await clerk.send('POST', `${committee}/meetings`, {
        body: { startsAt, place: 'Chamber' },
      });
      expect(added).toMatchObject({ status: 201 });
      return String(added.body['id']);
    };
    const [next, later] = [await meeting('2020-02-11T10:00:00Z'), await meeting('2020-02-18T10:00:00Z')];
    const before = await workOf('clerk');
    expect(before.text).toContain('2 meetings without papers are waiting for you.');
    expect(before.text).toContain(
      'Cabinet meets no papers are planned for it Tuesday 11 February, in 15 working days',
    );
    expect(before.text).toContain(
      'Papers of Cabinet, Tuesday 11 February: publish them the last day by law Monday 3 February, in 9 working days',
    );
    expect((await workOf('reviewer')).text).toContain('Cabinet meets Chamber Tuesday 11 February');

    const planned = await clerk.send('POST', '/api/v1/dispatches', {
      body: { periodId, meetingId: later, send: 'when_sealed' },
    });
    expect(planned).toMatchObject({ status: 201 });
    expect((await workOf('clerk')).text).toContain(
      'the February 2020 report goes out once it is approved and printed',
    );
    const { etag } = await clerk.send('GET', `${committee}/meetings/${later}`);
    expect(
      await clerk.send('POST', `${committee}/meetings/${later}/cancel`, {
        body: { reason: 'No business.' },
        ifMatch: etag,
      }),
    ).toMatchObject({ status: 200 });
    expect((await workOf('clerk')).text).toContain(
      '1 meeting without papers and 1 cancelled meeting with papers are waiting for you.',
    );
    expect(next).toBeDefined();

    await harness.test.sql(
      `insert into delivery (dispatch_id, recipient_id, recipient_name, recipient_email, state, message_id, reason, changed_at)
       select $1, r.id, 'Leader <i>', r.email, 'uncertain', 'm1', 'no answer', '2020-01-20' from committee_recipient r where r.email = 'leader@example.org'`,
      [planned.body['id']],
    );
    await harness.test.sql(
      `insert into delivery_event (delivery_id, number, state, attempt, actor_label) select id, version, state, 1, 'worker' from delivery`,
    );
    const uncertain = await workOf('clerk');
    expect(uncertain.text).toContain(', 1 e-mail and 1 cancelled meeting with papers are waiting for you.');
    expect(uncertain.html).toContain('E-mail to Leader &lt;i&gt;');
    expect(uncertain.text).toContain(
      'it may or may not have been sent: February 2020 to Cabinet (no answer)',
    );
  });

  it('tells the administrator of jobs and roles, and somebody without a role whom to ask', async () => {
    await harness.test.sql(
      `insert into app_user (email, name, job_title, password_hash)
       select 'new@example.org', 'Nina New', 'Officer', password_hash from app_user where email = 'reader@example.org'`,
    );
    await harness.test.sql(`update assignment set ends_on = '2020-02-03' where user_id = $1`, [
      harness.people.reader.id,
    ]);
    await harness.test.sql(
      `insert into outbox (kind, queue, key, payload, correlation_id, available_at, dead_letter_at)
       values ('edition.wanted', 'render', 'k', '{}', 'c', now(), now())`,
    );
    const admin = await workOf('admin');
    expect(admin.text).toMatch(/1 job(,.*)?, 1 person without a role and \w+ programmes to set up are/);
    expect(admin.text).toContain('Nina New, Officer has an account and no role');
    expect(admin.text).toContain(
      'The role “Reader” of the Job of reader ends Monday 3 February, in 9 working days',
    );
    expect((await workOf('auditor')).text).toContain('Audit trail its last event is number');

    const client = new PageClient(harness.test.origin);
    const page = await client.signIn('new@example.org', 'four words are better');
    expect(page.text).toContain('You have no role yet. Ask your administrator for one: admin.');
  });

  it('asks few statements, as many as the duties of the person need', async () => {
    const database = harness.test.app.get(Database);
    const query = database.query.bind(database);
    for (const name of [
      'owner',
      'reviewer',
      'sro',
      'clerk',
      'analyst',
      'reader',
      'auditor',
      'admin',
    ] as const) {
      await workOf(name);
      let asked = 0;
      database.query = (sql, parameters) => {
        asked += 1;
        return query(sql, parameters);
      };
      try {
        await browsers.get(name)?.ask('/my-work');
      } finally {
        database.query = query;
      }
      expect(asked).toBeGreaterThan(1);
      // More for some: by when the law wants papers published, what is not on the public page, which questions of members wait, who is in
      // office, and which programmes have no period yet.
      const more =
        { clerk: 3, reviewer: 2, sro: 1, analyst: 1, auditor: 1, owner: 1, admin: 1 }[name as string] ?? 0;
      expect([name, asked <= 6 + more]).toEqual([name, true]);
    }
  });
});
