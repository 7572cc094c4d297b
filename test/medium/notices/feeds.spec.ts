import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';

let harness: CouncilHarness;
let committeeId: string;
let meetingId: string;

beforeAll(async () => {
  harness = await CouncilHarness.open();
  await harness.openPeriod();
  const clerk = harness.as('clerk');
  const committee = await clerk.send('POST', '/api/v1/committees', {
    body: { programmeId: harness.programmeId, name: 'Cabinet', kind: 'cabinet' },
  });
  committeeId = String(committee.body['id']);
  const meeting = await clerk.send('POST', `/api/v1/committees/${committeeId}/meetings`, {
    body: { startsAt: '2027-02-09T10:00:00Z', place: 'Council Chamber, Town Hall' },
  });
  meetingId = String(meeting.body['id']);
});
afterAll(() => harness.close());

const read = async (address: string): Promise<{ status: number; type: string | null; text: string }> => {
  const answer = await fetch(`${harness.test.origin}${new URL(address).pathname}`);
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text: (await answer.text()).replace(/\r\n /g, ''),
  };
};

describe('the calendar of a person', () => {
  it('has their dates and the meetings that they may see, and only under its newest address', async () => {
    const url = '/api/v1/me/calendar-feed';
    const { etag } = await harness.as('owner').send('GET', url);
    const made = await harness.as('owner').send('PUT', url, { ifMatch: etag });
    expect(made).toMatchObject({ status: 200, body: { version: 2 } });
    const address = String(made.body['address']);
    const calendar = await read(address);
    expect([calendar.status, calendar.type]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(calendar.text).toContain('SUMMARY:Theme 1: Leadership: your draft is due');
    expect(calendar.text).toContain('DTSTART;VALUE=DATE:20200120');
    // An owner does not see committees.
    expect(calendar.text).not.toContain('Cabinet');
    expect(calendar.text).not.toContain('Theme 2');

    const page = await harness.browser('owner');
    await page.get('/account/calendar');
    const replaced = await page.send({}, '/account/calendar/make');
    expect(replaced.heading).toBe('Your dates in a calendar');
    const [newer = ''] = /http\S+\.ics/.exec(replaced.text) ?? [];
    expect((await read(newer)).status).toBe(200);
    expect((await read(address)).status).toBe(404);
    await page.get('/account/calendar');
    expect((await page.send({}, '/account/calendar/give-up')).text).toContain(
      'The address is no longer answered.',
    );
    expect((await read(newer)).status).toBe(404);
    const actions = await harness.test.sql<{ action: string }>(
      `select action from audit_event where subject_id = $1 and action like 'calendar_feed%' order by seq`,
      [harness.people.owner.id],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'calendar_feed.made',
      'calendar_feed.made',
      'calendar_feed.given_up',
    ]);
  });

  it('is not read once the account is disabled, and no address can be guessed', async () => {
    const url = '/api/v1/me/calendar-feed';
    const made = await harness.as('reviewer').send('PUT', url, { ifMatch: '"v1"' });
    const address = String(made.body['address']);
    expect((await read(address)).text).toContain('SUMMARY:Cabinet meets');
    await harness.test.sql('update app_user set disabled_at = now() where id = $1', [
      harness.people.reviewer.id,
    ]);
    expect((await read(address)).status).toBe(404);
    await harness.test.sql('update app_user set disabled_at = null where id = $1', [
      harness.people.reviewer.id,
    ]);
    for (const guess of [`${'a'.repeat(43)}.ics`, 'x.ics', 'a'.repeat(43), '..%2f..%2fetc'])
      expect((await fetch(`${harness.test.origin}/api/v1/calendars/${guess}`)).status).toBe(404);
  });
});

describe('the calendar of a committee', () => {
  it('has its meetings and the last day to publish their papers, and says what was cancelled', async () => {
    const page = await harness.browser('clerk');
    expect((await page.get(`/committees/${committeeId}`)).html).toContain(
      `/committees/${committeeId}/calendar`,
    );
    await page.get(`/committees/${committeeId}/calendar`);
    const made = await page.send({}, `/committees/${committeeId}/calendar/make`);
    const [address = ''] = /http\S+\.ics/.exec(made.text) ?? [];
    const { text } = await read(address);
    expect(text).toContain(`UID:meeting-${meetingId}@`);
    expect(text).toContain('DTSTART:20270209T100000Z');
    expect(text).toContain('LOCATION:Council Chamber\\, Town Hall');
    expect(text).toContain('DTSTART;VALUE=DATE:20270201');
    // Planned back from the last day to publish: one, four, six and ten working days.
    for (const [step, day, words] of [
      ['sro', '20270129', 'the SRO has approved it'],
      ['manager', '20270126', 'the report is with the SRO'],
      ['reviewer', '20270122', 'every part is decided on'],
      ['owner', '20270118', 'the drafts are with the reviewer'],
    ])
      expect(text).toMatch(
        new RegExp(`UID:${step}-${meetingId}@[\\s\\S]*?DTSTART;VALUE=DATE:${day}[\\s\\S]*?${words}`),
      );
    const meeting = `/api/v1/committees/${committeeId}/meetings/${meetingId}`;
    expect((await harness.act('clerk', meeting, 'cancel', { reason: 'No quorum' })).status).toBe(200);
    const after = (await read(address)).text;
    expect(after).toContain('STATUS:CANCELLED');
    expect(after).not.toMatch(/UID:(?:publication|owner|reviewer|manager|sro)/);
    expect(
      (
        await harness
          .as('reader')
          .send('PUT', `/api/v1/committees/${committeeId}/calendar-feed`, { ifMatch: '"v1"' })
      ).status,
    ).toBe(403);
  });
});
