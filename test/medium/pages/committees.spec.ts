import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PageClient } from '../../support/page-client.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let clerk: PageClient;

beforeAll(async () => {
  council = await CouncilHarness.open({ ALLOWED_MAIL_DOMAINS: 'example.org' });
  council.test.clock.hold('2020-01-27T10:00:00Z');
  clerk = await council.browser('clerk');
});
afterAll(() => council.close());
beforeEach(() => council.moveToNewProgramme(['theme']));

const HOSTILE = '<script>alert(1)</script> & "Board"';
const meetings = () => `/programmes/${council.programmeId}/meetings`;

async function committee(name: string): Promise<string> {
  await clerk.get(`/programmes/${council.programmeId}/committees/new`);
  return (await clerk.send({ name, kind: 'cabinet', gets: 'public' })).url;
}
const starts = (day: string, month: string, time: string) => ({
  'starts-day': day,
  'starts-month': month,
  'starts-year': '2020',
  'starts-time': time,
  place: '',
});
const firstLink = (html: string, shape: RegExp): string => shape.exec(html)?.[1] ?? '';

describe('committees', () => {
  it('are added once with hostile names, get recipients and meetings, and everything can be taken back', async () => {
    let home = '';
    await step('nothing is there, and the page says what to do', async () => {
      const page = await clerk.get(meetings());
      expect(page.text).toContain('No committee yet. Add the bodies that get the report.');
      expect(page.html).toMatch(
        /<a class="govuk-service-navigation__link"[^>]*aria-current="page"[^>]*>[^<]*(?:<[^>]*>)?Meetings/,
      );
    });
    await step('a committee, however often its form is sent', async () => {
      const form = await clerk.get(`/programmes/${council.programmeId}/committees/new`);
      const body = new URLSearchParams({ ...form.fields, name: HOSTILE, kind: 'cabinet', gets: 'public' });
      const made = await clerk.post(form.url, body);
      home = made.url;
      expect(made.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Board&quot; was added.');
      expect((await clerk.post(form.url, body)).url).toBe(home);
      expect(
        await council.test.sql(`select from committee where programme_id = $1`, [council.programmeId]),
      ).toHaveLength(1);
    });
    await step('a recipient, once; the address twice is refused beside its field', async () => {
      const form = await clerk.get(`${home}/recipients/new`);
      const body = new URLSearchParams({ ...form.fields, name: 'Leader <b>', email: 'leader@example.org' });
      expect((await clerk.post(form.url, body)).text).toContain('1 person receives its papers');
      expect((await clerk.post(form.url, body)).html).toContain('Leader &lt;b&gt;');
      await clerk.get(form.url);
      const twice = await clerk.send({ name: 'Other', email: 'Leader@example.org' });
      expect([twice.status, twice.fields['name']]).toEqual([409, 'Other']);
      expect(twice.html).toContain('href="#email">This address gets it already');
      const foreign = await clerk.send({ name: 'Other', email: 'x@elsewhere.example' });
      expect([foreign.status, foreign.text]).toEqual([422, expect.stringContaining('at example.org')]);
    });
    await step('with a term of office, whose days are in order', async () => {
      const change = firstLink((await clerk.get(home)).html, /href="([^"]+\/change)">Change<span/);
      await clerk.get(change);
      const given = { name: 'Leader', email: 'leader@example.org' };
      const term = (day: string) => ({
        'from-day': '1', 'from-month': '5', 'from-year': '2019',
        'until-day': day, 'until-month': '1', 'until-year': '2020',
      }); // prettier-ignore
      const wrong = await clerk.send({ ...given, ...term('31'), 'from-year': '2021' });
      expect([wrong.status, wrong.fields['until-day']]).toEqual([422, '31']);
      expect(wrong.html).toContain('href="#until-day">The last day of office is before the first.');
      await clerk.get(change);
      const page = await clerk.send({ ...given, ...term('31') });
      expect(page.text).toContain('Until 31 January 2020: term ends in 4 days');
      await clerk.get(change);
      const over = await clerk.send({ ...given, ...term('26') });
      expect(over.text).toContain('Left office on 26 January 2020');
      expect(over.text).toContain('Nobody receives its papers now');
      await clerk.get(change);
      const none = { 'from-day': '', 'from-month': '', 'from-year': '', 'until-day': '', 'until-month': '', 'until-year': '' }; // prettier-ignore
      expect((await clerk.send({ ...given, ...none })).text).toContain('No end is named');
    });
    await step('the sections that are its business are named, and kept over a question', async () => {
      const form = await clerk.get(`${home}/change`);
      const key = firstLink(form.html, /name="sections" type="checkbox" value="([^"]+)"/);
      expect(key).toMatch(/^theme:/);
      const wanted = { name: HOSTILE, kind: 'cabinet', gets: 'public', sections: key, meets: 'true' };
      expect((await clerk.send(wanted)).text).toContain('For this committee Theme 1: ');
      await clerk.get(`${home}/change`);
      const ask = await clerk.send({ ...wanted, gets: 'exempt' });
      expect(ask.html).toContain(`name="sections" value="${key}"`);
      await clerk.get(`${home}/change`);
      const unknown = await clerk.send({ ...wanted, sections: `theme:${council.programmeId}` });
      expect([unknown.status, unknown.html]).toEqual([
        422,
        expect.stringContaining('The programme’s report has no such section.'),
      ]);
    });
    await step('the recipient is removed after a question, and taken back', async () => {
      const change = firstLink((await clerk.get(home)).html, /href="([^"]+\/change)">Change<span/);
      const page = await clerk.get(change);
      const remove = firstLink(page.html, /href="([^"]+\/remove)"/);
      const ask = await clerk.get(remove);
      expect(ask.text).toContain('nothing of this committee goes to leader@example.org');
      const stale = new URLSearchParams({ ...ask.fields, _version: '9' });
      expect((await clerk.post(remove, stale)).status).toBe(412);
      await clerk.get(remove);
      expect((await clerk.send({})).text).toContain('Nobody receives its papers now');
      await clerk.get(remove.replace('remove', 'restore'));
      expect((await clerk.send({})).text).toContain('1 person receives its papers');
    });
    await step('it gets the whole report only after a question', async () => {
      await clerk.get(`${home}/change`);
      const wanted = { name: 'Board', kind: 'board', gets: 'exempt', meets: 'true' };
      const ask = await clerk.send(wanted);
      expect(ask.heading).toBe('Board will get the whole report');
      expect(ask.text).toContain('1 person gets everything that is not for publication');
      expect((await clerk.send({ ...wanted, confirmed: 'yes' }, `${home}/change`)).text).toContain(
        'Board was changed',
      );
      expect((await clerk.get(home)).text).toContain('It gets the whole report');
    });
    await step('a meeting in London time; an hour that does not exist is refused', async () => {
      await clerk.get(`${home}/meetings/new`);
      const gap = await clerk.send(starts('29', '3', '01:30'));
      expect([gap.status, gap.fields['starts-time']]).toEqual([422, '01:30']);
      expect(gap.html).toContain(
        'href="#starts-time">That hour does not exist on this day (clocks go forward)',
      );
      const made = await clerk.send(starts('14', '4', '10:00'));
      expect(made.text).toContain('The meeting of Tuesday 14 April at 10:00 was added.');
      expect(
        await council.test.sql(
          `select starts_at from meeting join committee c on c.id = committee_id where c.programme_id = $1`,
          [council.programmeId],
        ),
      ).toEqual([{ starts_at: new Date('2020-04-14T09:00:00Z') }]);
      const list = await clerk.get(meetings());
      expect(list.text).toContain('The next meeting is Board, Tuesday 14 April at 10:00. No papers planned.');
      expect((await clerk.get(home)).text).toContain('The next meeting is on Tuesday 14 April at 10:00.');
    });
    await step('the meeting is moved, and cancelled with the reason', async () => {
      const meeting = firstLink((await clerk.get(home)).html, /href="([^"]+\/meetings\/[0-9a-f-]{36})"/);
      const change = firstLink((await clerk.get(meeting)).html, /href="([^"]+\/change)"/);
      const form = await clerk.get(change);
      expect(form.fields).toMatchObject({ 'starts-day': '14', 'starts-time': '10:00' });
      expect((await clerk.send(starts('15', '4', '9.30'))).text).toContain('on Wednesday 15 April at 09:30');
      const cancel = change.replace('/change', '/cancel');
      await clerk.get(cancel);
      expect((await clerk.send({ reason: '' })).html).toContain('href="#reason">Say why');
      expect((await clerk.send({ reason: 'No <quorum>' })).html).toContain(
        'Meeting cancelled: No &lt;quorum&gt;',
      );
      expect((await clerk.get(meetings())).text).toContain('No meeting is ahead.');
      expect((await clerk.get(home)).text).not.toContain('The next meeting is on');
    });
  });

  it('are read without papers by people who may not see papers, and changed by the clerk alone', async () => {
    const home = await committee('Scrutiny');
    await clerk.get(`${home}/meetings/new`);
    await clerk.send(starts('20', '2', '14:00'));
    const admin = await council.browser('admin');
    const list = await admin.get(meetings());
    expect(list.text).toContain('You may not see papers');
    expect(list.text).toContain('To change it you need the permission');
    expect((await admin.get(`${home}/change`)).status).toBe(403);
    const reader = await council.browser('reader');
    expect((await reader.get(meetings())).status).toBe(403);
  });

  it('stand in a directory: each body under the one that it reports to, and never in a ring', async () => {
    const api = council.as('clerk');
    const make = async (name: string, facts: object) =>
      String(
        (
          await api.send('POST', '/api/v1/committees', {
            body: { programmeId: council.programmeId, name, ...facts },
          })
        ).body['id'],
      );
    const change = (id: string, version: number, facts: object) =>
      api.send('PATCH', `/api/v1/committees/${id}`, {
        body: { name: 'Cabinet', kind: 'cabinet', active: true, ...facts },
        ifMatch: `"v${version}"`,
      });
    const cabinet = await make('Cabinet', { kind: 'cabinet', chair: 'Leader', frequency: 'monthly' });
    const board = await make('Board', { kind: 'board', parentId: cabinet });
    expect((await api.send('GET', `/api/v1/committees/${board}`)).body).toMatchObject({
      parentId: cabinet,
      parentName: 'Cabinet',
      noticeDays: null,
    });
    const ring = await change(cabinet, 1, { parentId: board });
    expect([ring.status, ring.body['errors']]).toMatchObject([422, [{ path: 'parentId' }]]);
    expect((await change(cabinet, 1, { parentId: cabinet })).status).toBe(422);
    expect((await change(cabinet, 1, { parentId: council.programmeId })).status).toBe(422);
    const few = await change(cabinet, 1, { noticeDays: 3 });
    expect(few.body['errors']).toMatchObject([
      { path: 'noticeDays', message: expect.stringContaining('The law asks for 5 clear days') },
    ]);
    expect((await change(cabinet, 1, { noticeDays: 7 })).status).toBe(200);
  });

  it('have papers by law: a certificate that follows the calendar which administrators keep', async () => {
    const api = council.as('clerk');
    const home = await committee('Cabinet');
    const made = await api.send('POST', `/api/v1${home}/meetings`, {
      body: { startsAt: '2020-05-12T09:00:00Z' },
    });
    const clock = `/api/v1${home}/meetings/${String(made.body['id'])}/clock`;
    const certificate = async () => (await api.send('GET', clock)).body['certificate'];
    expect(await certificate()).toMatchObject({
      needed: 5,
      latest: '2020-05-01',
      overlooking: '2020-05-04',
      inTime: true,
    });
    const year = await council.as('admin').send('GET', '/api/v1/calendar/2020');
    expect(year.body).toMatchObject({ source: 'release', closures: [], version: 1 });
    const put = (who: 'admin' | 'clerk', body: object, version = 1) =>
      council.as(who).send('PUT', '/api/v1/calendar/2020', { body, ifMatch: `"v${version}"` });
    const closures = [{ on: '2020-05-07', name: 'Offices closed' }];
    expect((await put('clerk', { bankHolidays: null, closures })).status).toBe(403);
    expect(
      (await put('admin', { bankHolidays: null, closures: [{ on: '2021-05-07', name: 'x' }] })).status,
    ).toBe(422);
    expect((await put('admin', { bankHolidays: null, closures })).body).toMatchObject({
      version: 2,
      closures,
    });
    expect((await put('admin', { bankHolidays: null, closures })).status).toBe(412);
    expect(await certificate()).toMatchObject({
      latest: '2020-04-30',
      days: expect.arrayContaining([{ on: '2020-05-07', counted: false, reason: 'Offices closed' }]),
    });
    expect((await put('admin', { bankHolidays: null, closures: [] }, 2)).status).toBe(200);
    expect(await certificate()).toMatchObject({ latest: '2020-05-01' });
  });

  it('have a page for each meeting, which says honestly when its papers were late', async () => {
    const home = await committee('Cabinet');
    await clerk.get(`${home}/meetings/new`);
    await clerk.send(starts('28', '1', '10:00'));
    const meeting = firstLink((await clerk.get(home)).html, /href="([^"]+\/meetings\/[0-9a-f-]{36})"/);
    await step('nobody has published them, and the day is over', async () => {
      const page = await clerk.get(meeting);
      expect(page.text).toContain(
        'Its papers had to be published by Monday 20 January 2020, 23:59: five clear days.',
      );
      expect(page.text).toContain('needs a reason of urgency');
      expect(page.text).toContain('Saturday 25 January 2020');
      expect(page.text).toContain('Tuesday 27 January 2026');
    });
    await step('a day that has not come is refused, and late papers want their reason', async () => {
      await clerk.get(`${meeting}/publication`);
      const published = (day: string, urgency: string) => ({
        'published-day': day,
        'published-month': '1',
        'published-year': '2020',
        urgency,
      });
      expect((await clerk.send(published('28', ''))).html).toContain(
        'href="#published-day">This day has not',
      );
      const late = await clerk.send(published('23', ''));
      expect([late.status, late.text]).toEqual([
        422,
        expect.stringContaining('These papers are late: 2 of 5 clear days. Say why they could not wait.'),
      ]);
      const recorded = await clerk.send(published('23', 'The approval <came> late'));
      expect(recorded.text).toContain(
        'Its papers are late: published on Thursday 23 January 2020, 2 of 5 clear days.',
      );
      expect(recorded.html).toContain('The approval &lt;came&gt; late');
      // Who said so, and when: a reason that is recorded afterwards can be told from one of the day.
      expect(recorded.text).toMatch(
        /Thursday 23 January 2020, late\. \S.* recorded that (?:today|on \d+ \w+ \d+) at \d/,
      );
    });
    await step('it gets the report of a period', async () => {
      const period = await council.openPeriod(1);
      await clerk.get(`${meeting}/agenda`);
      expect((await clerk.send({ periods: period.id })).text).toContain('What the meeting gets was changed.');
      expect((await council.as('clerk').send('GET', `/api/v1${meeting}`)).body).toMatchObject({
        agenda: [{ id: period.id }],
        papersPublishedOn: '2020-01-23',
      });
    });
  });

  it('count with the calendar, which everybody can see and administrators change', async () => {
    expect((await clerk.get('/calendar?year=2020')).text).toContain('Early May bank holiday (VE day)');
    expect((await clerk.get('/calendar/2020/change')).status).toBe(403);
    const admin = await council.browser('admin');
    await admin.get('/calendar/2020/change');
    const wrong = await admin.send({ closures: '24 December', holidays: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('>24 December</textarea>');
    expect((await admin.send({ closures: '', holidays: '2020-12-26 Boxing Day' })).html).toContain(
      'href="#holidays">26 December 2020 is at a weekend',
    );
    const done = await admin.send({ closures: '2020-12-24 Offices <closed>', holidays: '' });
    expect(done.html).toContain('Offices &lt;closed&gt;');
    await admin.get('/calendar/2020/change');
    await admin.send({ closures: '', holidays: '' });
    expect((await clerk.get('/calendar?year=2029')).text).toContain(
      'Nobody has entered the bank holidays of 2029',
    );
  });

  it('of another programme are nowhere', async () => {
    const home = await committee('Hidden');
    const elsewhere = await council.browser('reviewerElsewhere');
    expect((await elsewhere.get(home)).status).toBe(404);
    expect((await elsewhere.get(meetings())).status).toBe(404);
  });
});
