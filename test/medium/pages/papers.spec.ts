import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ArtefactStore } from '../../../src/platform/index.js';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import type { PageClient, SeenPage } from '../../support/page-client.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let clerk: PageClient;
let reviewer: PageClient;
let elsewhere: PageClient;
let periodId: string;
let versionId: string;
let committeeId: string;
let recipientIds: string[];

const post = async (url: string, body: unknown): Promise<string> => {
  const made = await council.as('clerk').send('POST', url, { body });
  expect(made).toMatchObject({ status: 201 });
  return String(made.body['id']);
};
const meeting = (startsAt: string): Promise<string> =>
  post(`/api/v1/committees/${committeeId}/meetings`, { startsAt });
/** How many dispatches a meeting has. */
const dispatches = async (meetingId: string): Promise<number> =>
  (await council.test.sql(`select from dispatch where meeting_id = $1`, [meetingId])).length;
const LEADER = 'Leader <script>alert(1)</script>';

beforeAll(async () => {
  council = await CouncilHarness.open();
  const period = await council.openPeriod(0);
  periodId = period.id;
  await council.approveContribution('owner', period.contributions[0]);
  const sealed = await council.sealReport(await council.startReport(period.id, 'One owner is away.'));
  versionId = String(sealed.body['versionId']);
  committeeId = await post('/api/v1/committees', {
    programmeId: council.programmeId,
    name: 'Cabinet',
    kind: 'cabinet',
  });
  recipientIds = [];
  for (const [name, email] of [
    [LEADER, 'leader@example.org'],
    ['Member', 'member@example.org'],
    ['Zoe Clerk', 'zoe@example.org'],
  ])
    recipientIds.push(await post(`/api/v1/committees/${committeeId}/recipients`, { name, email }));
  clerk = await council.browser('clerk');
  reviewer = await council.browser('reviewer');
  elsewhere = await council.browser('reviewerElsewhere');
});
afterAll(() => council.close());

/** As the worker does it: stores a PDF, binds the dispatch, and queues an e-mail to everybody. */
async function goneOut(
  dispatchId: string,
  states: readonly ('accepted' | 'bounced' | 'uncertain')[] = ['accepted', 'bounced', 'uncertain'],
): Promise<Record<'accepted' | 'bounced' | 'uncertain', string>> {
  const { sha256, size } = await council.test.app
    .get(ArtefactStore, { strict: false })
    .put(Buffer.from('%PDF-1.7 papers'));
  await council.test.sql(
    `insert into artefact (version_id, edition, since_version_id, format, sha256, size, page_count, facts)
     values ($1, 'public', null, 'pdf', $2, $3, 1, '{}') on conflict do nothing`,
    [versionId, sha256, size],
  );
  await council.test.sql(
    `update dispatch set version_id = $2, edition = 'public', bound_at = now(), version = version + 1 where id = $1`,
    [dispatchId, versionId],
  );
  const ids: string[] = [];
  for (const [index, state] of states.entries()) {
    const [made] = await council.test.sql<{ id: string }>(
      `with made as (
         insert into delivery (dispatch_id, recipient_id, recipient_name, recipient_email, message_id, state, attempts, reason)
         select $1, id, name, email, '<' || gen_random_uuid() || '@example.org>', $3, 1, $4 from committee_recipient where id = $2
         returning id, state, reason),
       told as (
         insert into delivery_event (delivery_id, number, state, attempt, actor_label, reason, response)
         select id, 1, state, 1, 'The system', reason, '552 <b>full</b>' from made)
       select id from made`,
      [dispatchId, recipientIds[index], state, state === 'accepted' ? null : `Because of ${state}.`],
    );
    ids.push(made?.id ?? '');
  }
  const [accepted = '', bounced = '', uncertain = ''] = ids;
  return { accepted, bounced, uncertain };
}

it('papers are planned and cancelled; what has gone out has a ledger, and each e-mail is decided on once', async () => {
  await arePlannedAndCancelled();
  await haveLedger();
  await areFollowedByACorrection();

  /** Planned once, after a look at what goes to whom, and cancelled while nothing has gone out. */
  async function arePlannedAndCancelled(): Promise<void> {
    const meetingId = await meeting('2040-02-11T10:00:00Z');
    const at = `/dispatches/new?meeting=${meetingId}`;
    expect((await clerk.get('/dispatches/new')).html).toContain(`href="${at}"`);
    let dispatch = '';
    await step('the list of meetings leads to the plan', async () => {
      const list = await clerk.get(`/programmes/${council.programmeId}/meetings`);
      expect(list.html).toContain(`href="${at}"`);
    });
    await step(
      'a time that has passed, and one that is not there, are refused beside their fields',
      async () => {
        await clerk.get(at);
        const past = await clerk.send(
          { ...planned(meetingId), send: 'at', ...day('3', '2', '2020', '09:00') },
          '/dispatches/new',
        );
        expect([past.status, past.fields['at-year']]).toEqual([422, '2020']);
        expect(past.html).toContain('href="#at-day">This time has passed');
        await clerk.get(at);
        const none = await clerk.send({ ...planned(meetingId), send: 'at' }, '/dispatches/new');
        expect(none.html).toContain('href="#at-day">Enter a day and a time');
        expect(await dispatches(meetingId)).toBe(0);
      },
    );
    await step('the check says who gets what, and plans nothing', async () => {
      await clerk.get(at);
      const check = await clerk.send(
        { ...planned(meetingId), ...day('3', '2', '2020', '09:00') },
        '/dispatches/new',
      );
      expect(check.heading).toBe('Check before sending');
      expect(check.text).toContain('3 people will get the report of January 2020 at once: it is sealed.');
      expect(check.html).toContain('Leader &lt;script&gt;alert(1)&lt;/script&gt;');
      expect(check.text).toContain('OFFICIAL');
      expect(await dispatches(meetingId)).toBe(0);
      const typed = { ...check.fields, password: 'not this one at all' };
      const wrong = await clerk.post('/dispatches/new', new URLSearchParams(typed));
      expect([wrong.status, wrong.heading]).toEqual([422, 'Check before sending']);
      expect(wrong.html).toContain('href="#password">This is not your password.');
      const other = new URLSearchParams({ ...check.fields, seen: 'f'.repeat(64), password: PASSWORD });
      expect((await clerk.post('/dispatches/new', other)).text).toContain('Check it once more.');
      expect(await dispatches(meetingId)).toBe(0);
      const body = new URLSearchParams({ ...check.fields, password: PASSWORD });
      dispatch = (await clerk.post('/dispatches/new', body)).url;
      expect((await clerk.post('/dispatches/new', body)).url).toBe(dispatch);
      expect(await dispatches(meetingId)).toBe(1);
      expect(
        await council.test.sql(
          `select detail->>'checkSha256' as seen from audit_event where action = 'dispatch.created'`,
        ),
      ).toEqual([{ seen: check.fields['seen'] }]);
    });
    await step('the same papers twice are refused in words', async () => {
      await clerk.get(at);
      const check = await clerk.send(planned(meetingId), '/dispatches/new');
      const twice = await clerk.post('/dispatches/new', new URLSearchParams(check.fields));
      expect([twice.status, twice.heading]).toEqual([409, 'Plan papers']);
      expect(twice.text).toContain('planned for this meeting already. Cancel them first.');
      expect(twice.html).toMatch(/href="\/dispatches\/[0-9a-f-]{36}">Papers of this period/);
    });
    await step('the papers, their check, and the end of them', async () => {
      const page = await clerk.get(dispatch);
      expect(page.text).toContain('Check what goes to whom');
      expect((await clerk.get(`${dispatch}/check`)).text).toContain('Against the last papers');
      const cancel = await clerk.get(`${dispatch}/cancel`);
      expect((await clerk.send({ reason: '' })).html).toContain('href="#reason">Say why');
      const body = new URLSearchParams({ ...cancel.fields, reason: 'Other <business>' });
      const done = await clerk.post(`${dispatch}/cancel`, body);
      expect(done.html).toContain('Cancelled: Other &lt;business&gt;');
      expect((await clerk.post(`${dispatch}/cancel`, body)).status).toBe(412);
      expect((await clerk.get(`${dispatch}/check`)).url).toBe(dispatch);
    });
  }

  /** A ledger of the e-mails, a pack, and what is told; each e-mail is decided on once. */
  async function haveLedger(): Promise<void> {
    const meetingId = await meeting('2040-03-10T10:00:00Z');
    const id = await post('/api/v1/dispatches', {
      periodId,
      meetingId,
      send: 'when_sealed',
      password: PASSWORD,
    });
    const { accepted, bounced, uncertain } = await goneOut(id);
    await step('the ledger says the states, and filters', async () => {
      const page = await clerk.get(`/dispatches/${id}`);
      expect(page.text).toContain(
        'Needs somebody: it did not go through for 1 recipient and whether it reached 1 recipient is uncertain.',
      );
      expect(page.text).toContain('Accepted by the mail server');
      expect(page.text).toContain('Bounced: Because of bounced');
      expect(page.text).toContain('Needs somebody (2)');
      expect(page.text).toContain('-v1.pdf, 1 KB');
      expect(page.html).not.toContain('<script>alert');
      const needing = await clerk.get(`/dispatches/${id}?only=needs_person`);
      expect(needing.text).toContain('member@example.org');
      expect(needing.text).not.toContain('leader@example.org');
      expect(needing.html).not.toContain(accepted);
      expect(needing.html).toContain(uncertain);
    });
    await step('what is told, and the pack', async () => {
      const told = await reviewer.get(`/dispatches/${id}/changes`);
      expect(told.text).toContain('This committee had no earlier report');
      expect((await reviewer.get(`/dispatches/${id}/changes?beside=${id}`)).text).toContain(
        'are told the same.',
      );
      const pack = await reviewer.ask(`/dispatches/${id}/pack`);
      expect([pack.status, pack.headers.get('content-type')]).toEqual([200, 'application/zip']);
      expect(pack.headers.get('content-disposition')).toContain('-committee-pack.zip');
    });
    await step('an e-mail with the words of the mail server', async () => {
      const page = await clerk.get(`/deliveries/${bounced}`);
      expect(page.html).toContain('The mail server said: 552 &lt;b&gt;full&lt;/b&gt;');
      expect(page.text).toContain('Send again');
    });
    await step('an uncertain one is settled once', async () => {
      const at = `/deliveries/${uncertain}/settle`;
      const form = await clerk.get(at);
      expect(form.html).toContain('@example.org&gt;');
      expect((await clerk.send({})).html).toContain('href="#state">Choose what became of it');
      const body = new URLSearchParams({ ...form.fields, state: 'accepted', reason: 'Zoe has it' });
      expect((await clerk.post(at, body)).text).toContain('that the e-mail to Zoe Clerk arrived.');
      expect((await clerk.post(at, body)).status).toBe(412);
      expect((await clerk.get(`/deliveries/${uncertain}`)).text).toContain(
        'Arrived, as somebody found out: Zoe has it',
      );
    });
    await step('one that bounced is sent once more, once', async () => {
      const at = `/deliveries/${bounced}/resend`;
      const form = await clerk.get(at);
      const body = new URLSearchParams({ ...form.fields, reason: 'Mailbox was full' });
      expect((await clerk.post(at, body)).text).toContain('is sent once more.');
      expect((await clerk.post(at, body)).status).toBe(412);
    });
    await step('who has which version, and what the next check compares with', async () => {
      expect((await clerk.get(`/dispatches/${id}`)).text).toContain('January 2020, version 1, since');
      const late = await post(`/api/v1/committees/${committeeId}/recipients`, {
        name: 'Late Comer',
        email: 'late@example.org',
      });
      expect(late).not.toBe('');
      const next = await meeting('2040-04-14T10:00:00Z');
      await clerk.get(`/dispatches/new?meeting=${next}`);
      const check = await clerk.send(planned(next), '/dispatches/new');
      expect(check.text).toMatch(/Late Comer late@example.org By e-mail, with the file New since/);
      expect(check.text).toContain('They had last January 2020, version 1');
    });
    await step('a reader reads and decides nothing; another programme sees nothing', async () => {
      const page = await reviewer.get(`/deliveries/${accepted}`);
      expect(page.text).toContain('Accepted by the mail server.');
      expect((await reviewer.get(`/dispatches/${id}`)).text).toContain('you need the permission');
      expect((await reviewer.get(`/deliveries/${bounced}/resend`)).status).toBe(403);
      for (const path of [`/dispatches/${id}`, `/dispatches/${id}/pack`, `/deliveries/${accepted}`])
        expect((await elsewhere.get(path)).status).toBe(404);
    });
  }
});

/** A committee that has had version 1, every e-mail of it accepted, when version 2 is sealed. */
async function areFollowedByACorrection(): Promise<void> {
  const meetingId = await meeting('2040-05-12T10:00:00Z');
  const dispatchId = await post('/api/v1/dispatches', {
    periodId,
    meetingId,
    send: 'when_sealed',
    password: PASSWORD,
  });
  await goneOut(dispatchId, ['accepted', 'accepted', 'accepted']);
  expect((await clerk.get(`/dispatches/${dispatchId}`)).text).toContain(
    'Sent: accepted for all 3 recipients',
  );

  const reports = await council.test.sql<{ id: string }>(`select id from envelope where kind = 'report'`);
  const report = `/api/v1/reports/${reports[0]?.id ?? ''}`;
  await council.sealReport(await council.startCorrection(report, 'A <date> was wrong.'));

  const [second] = await council.test.sql<{ id: string; report: string }>(
    `select id, report_id as report from report_version where version = 2`,
  );
  await step(
    'whoever sealed it reads that nothing of it goes out by itself, and who holds what',
    async () => {
      const page = await clerk.get(`/reports/${second?.report ?? ''}/sealed?version=${second?.id ?? ''}`);
      expect(page.text).toContain('No papers are planned that go out with it.');
      expect(page.text).toMatch(/ people have an older version\. The committee clerk decides/);
    },
  );

  let check: SeenPage | undefined;
  await step(
    'the clerk is told who holds what was replaced, and is led to send the new version',
    async () => {
      const work = await clerk.get('/my-work');
      expect(work.text).toContain('2 corrections to send are waiting for you.');
      expect(work.text).toContain(
        'January 2020, version 2, to Cabinet 3 people have version 1, which was replaced',
      );
      const page = await clerk.get(`/dispatches/${dispatchId}`);
      expect(page.text).toContain('its readers hold a version that was replaced');
      const [, link = ''] =
        /href="(\/dispatches\/new[^"]*)"[^>]*>\s*Send the new version to this meeting/.exec(page.html) ?? [];
      expect((await clerk.get(link.replaceAll('&amp;', '&'))).fields).toMatchObject({ meeting: meetingId });
      check = await clerk.send(planned(meetingId), '/dispatches/new');
      expect(check.text).toContain('What was corrected, and that its readers had no earlier report');
      expect(check.text).toMatch(/Send to \d people now/);
      expect((await reviewer.get(`/dispatches/${dispatchId}`)).text).not.toContain('Send the new version');
    },
  );

  await step('once it is planned, nobody is asked to do it again', async () => {
    const done = await clerk.post(
      '/dispatches/new',
      new URLSearchParams({ ...check?.fields, password: PASSWORD }),
    );
    expect(done.text).toContain('These papers are planned.');
    // The meeting of March is left, whose papers were replaced, too.
    expect((await clerk.get('/my-work')).text).toContain('1 correction to send is waiting for you.');
    expect((await clerk.get(`/dispatches/${dispatchId}`)).text).toContain(
      'Sent: accepted for all 3 recipients. They are version 1; version 2 has taken its place.',
    );
  });
}

const day = (d: string, month: string, year: string, time: string) => ({
  'at-day': d,
  'at-month': month,
  'at-year': year,
  'at-time': time,
});
const planned = (meetingId: string) => ({ meeting: meetingId, period: periodId, send: 'when_sealed' });

it('papers on a schedule are added, looked at ahead, changed and stopped', async () => {
  const here = `/committees/${committeeId}/schedules`;
  expect((await clerk.get(`/committees/${committeeId}`)).html).toContain(`href="${here}"`);
  await clerk.get(here);
  const missing = await clerk.send({ day: '', hour: '9' });
  expect([missing.status, missing.html]).toEqual([422, expect.stringContaining('href="#day">Choose a day')]);
  await clerk.get(here);
  const made = await clerk.send({ day: '-1', hour: '9' });
  expect([made.heading, made.text]).toEqual([
    'The last working day of the month, 09:00',
    expect.stringContaining('Papers go on this schedule from now on.'),
  ]);
  expect(made.text).toMatch(/The next time is \w+day \d+ \w+( \d{4})? at 09:00/);
  expect((await reviewer.get(made.url)).text).not.toContain('Change it');
  expect((await elsewhere.get(made.url)).status).toBe(404);
  await clerk.get(made.url);
  const stopped = await clerk.send({ day: '-1', hour: '9' });
  expect(stopped.text).toContain('The schedule was stopped.');
  expect((await clerk.get(here)).text).toContain('None is known');
});
