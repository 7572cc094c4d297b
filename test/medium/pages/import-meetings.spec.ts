import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let harness: CouncilHarness;
const meetings = () =>
  harness.test.sql<{ on: string; place: string | null }>(
    `select meets_on::text as on, place from meeting where cancelled_at is null order by starts_at`,
  );

beforeAll(async () => {
  harness = await CouncilHarness.open();
  for (const name of ['Cabinet', 'Scrutiny']) {
    const made = await harness.as('clerk').send('POST', '/api/v1/committees', {
      body: { programmeId: harness.programmeId, name, kind: name.toLowerCase() },
    });
    expect(made.status).toBe(201);
  }
});
afterAll(() => harness.close());

describe('a calendar of meetings', () => {
  it('is looked at, and added as a whole, by page and by the API', async () => {
    const page = await harness.browser('clerk');
    const here = `/programmes/${harness.programmeId}/meetings/import`;
    const table = [
      'Committee\tDate\tTime\tPlace',
      'Cabinet\t9/2/2027\t10:00\tCouncil Chamber',
      'Scrutiny\tThursday 18 February 2027\t2pm\tTown Hall <1>',
      'Scrutiny\tSaturday 20 February 2027\t2pm\t',
      'Planning\t18/2/2027\t10:00\t',
    ].join('\n');
    await step('nothing is written by a look', async () => {
      expect((await page.get(`/programmes/${harness.programmeId}/meetings`)).html).toContain(here);
      await page.get(here);
      const seen = await page.send({ table });
      expect(seen.text).toContain('2 meetings would be added, none changed. Nothing is saved yet.');
      expect(seen.text).toContain('Doubted, left out: This day is no working day: Saturday.');
      expect(seen.text).toContain('Refused, left out: No committee of this programme is called “Planning”.');
      expect(seen.html).toContain('Town Hall &lt;1&gt;');
      expect(await meetings()).toEqual([]);
    });
    await step('and then it is, once', async () => {
      const done = await page.send({ table, _step: 'add' });
      expect(done.text).toContain('2 meetings were added, none changed.');
      expect(await meetings()).toEqual([
        { on: '2027-02-09', place: 'Council Chamber' },
        { on: '2027-02-18', place: 'Town Hall <1>' },
      ]);
    });
    await step('the API takes an iCalendar file, and not what has changed since', async () => {
      const url = `/api/v1/programmes/${harness.programmeId}/meetings/imports`;
      const calendar = [
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'SUMMARY:Cabinet',
        'DTSTART;TZID=Europe/London:20270209T140000',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n');
      const clerk = harness.as('clerk');
      const looked = await clerk.send('POST', url, { body: { calendar } });
      expect(looked.body).toMatchObject({
        written: false,
        rows: [{ outcome: 'changed', why: 'It was at 10:00.', place: 'Council Chamber' }],
      });
      await harness.test.sql(
        `update meeting set version = version + 1, place = 'Elsewhere' where meets_on = '2027-02-09'`,
      );
      const plan = looked.body['plan'];
      const late = await clerk.send('POST', url, { body: { calendar, plan } });
      expect([late.status, late.body['code']]).toEqual([409, 'plan-changed']);
      const again = await clerk.send('POST', url, { body: { calendar } });
      const done = await clerk.send('POST', url, { body: { calendar, plan: again.body['plan'] } });
      expect(done).toMatchObject({ status: 200, body: { written: true } });
      expect((await meetings())[0]).toEqual({ on: '2027-02-09', place: 'Elsewhere' });
      const audited = await harness.test.sql<{ action: string }>(
        `select action from audit_event where action like 'meeting.%' order by seq`,
      );
      expect(audited.map(({ action }) => action)).toEqual([
        'meeting.added',
        'meeting.added',
        'meeting.changed',
      ]);
    });
  });

  it('is refused in words where it is none', async () => {
    const page = await harness.browser('clerk');
    await page.get(`/programmes/${harness.programmeId}/meetings/import`);
    const refused = await page.send({ table: 'Cabinet, next Tuesday' });
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('It has no column “committee”'),
    ]);
    const answer = await harness
      .as('clerk')
      .send('POST', `/api/v1/programmes/${harness.programmeId}/meetings/imports`, {
        body: { calendar: '"' },
      });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'calendar' }] } });
  });
});
