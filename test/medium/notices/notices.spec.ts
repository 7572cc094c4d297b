import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { DigestsHandler } from '../../../src/notices/digests.handler.js';
import { NoticePlanner } from '../../../src/notices/notice-planner.js';
import { NoticeSendingHandler } from '../../../src/notices/notice-sending.handler.js';
import { OpenWorkQueries } from '../../../src/notices/open-work.queries.js';
import { StepTakenHandler } from '../../../src/notices/step-taken.handler.js';
import { PeopleQueries } from '../../../src/identity/index.js';
import {
  Audit,
  Calendars,
  Clock,
  Config,
  Database,
  Logger,
  MailTransport,
  Outbox,
  WorkHandlers,
  type OutboxWorker,
} from '../../../src/platform/index.js';
import { startWorker } from '../../support/account-mail.js';
import { TestClock } from '../../support/app.js';
import { CouncilHarness, themeDocument, type StaffName } from '../../support/council-harness.js';
import { eventually } from '../../support/eventually.js';

let harness: CouncilHarness;
/** Of the worker alone: the sessions of those who work here are of our own time. */
const clock = new TestClock();
let planner: NoticePlanner;
let worker: OutboxWorker | undefined;

beforeAll(async () => {
  harness = await CouncilHarness.open({ WORK_POLL_MS: '20' });
  planner = new NoticePlanner(
    get(Database),
    get(Calendars),
    clock,
    get(Outbox),
    new OpenWorkQueries(get(Database), get(PeopleQueries), clock),
  );
});
afterAll(async () => {
  await worker?.stop();
  await harness.close();
});
/** Everybody is there, and nothing has been told. */
beforeEach(async () => {
  await harness.moveToNewProgramme(['theme']);
  await harness.test.sql(
    'truncate notice, notice_item; delete from notice_choice; update outbox set done_at = now()',
  );
});

function get<T extends object>(token: abstract new (...parameters: never[]) => T): T {
  return harness.test.app.get(token, { strict: false });
}
const look = (instant: string): Promise<number> => {
  clock.hold(instant);
  return planner.planDigests('test');
};
const lookAll = async (days: readonly string[]): Promise<void> => {
  for (const day of days)
    for (const hour of ['07', '08', '09', '17', '18']) await look(`${day}T${hour}:30:00Z`);
};
/** Day and what was told, of one person. */
const toldTo = async (name: StaffName, what = '%'): Promise<string[]> =>
  (
    await harness.test.sql<{ told: string }>(
      `select n.key || ' ' || string_agg(split_part(i.key, ':', 1) || ' ' || i.point, ', ' order by i.key) as told
         from notice n join notice_item i on i.notice_id = n.id where n.user_id = $1 and i.key like $2 group by n.id, n.key order by n.key`,
      [harness.people[name].id, what],
    )
  ).map(({ told }) => told);
const january = (...days: number[]): string[] => days.map((day) => `2020-01-${String(day).padStart(2, '0')}`);
const notices = () =>
  harness.test.sql<{ state: string; kind: string; late: boolean }>(
    'select state, kind, late from notice order by created_at',
  );

describe('reminders of a month', () => {
  it('come before and after the deadline, go up while nobody acts, and are one mail for each person and working day', async () => {
    await harness.openPeriod();
    await lookAll(january(14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28));
    expect(await toldTo('owner')).toEqual([
      '2020-01-15 draft -3',
      '2020-01-17 draft -1',
      '2020-01-20 draft 0',
      '2020-01-21 draft 1',
      '2020-01-22 draft 2',
      '2020-01-23 draft 3',
      '2020-01-24 draft 4',
      '2020-01-27 draft 5',
      '2020-01-28 draft 6',
    ]);
    // Two owners are late. The programme manager reviews as well: told on the first day and on the third.
    expect(await toldTo('reviewer', 'late:draft%')).toEqual([
      '2020-01-21 late 1, late 1',
      '2020-01-23 late 3, late 3',
    ]);
    expect(await toldTo('sro', 'late:draft%')).toEqual(['2020-01-27 late 5, late 5']);
    // The last day of the SRO is over, and there is no report: not silence.
    expect(await toldTo('sro', 'unapproved%')).toEqual(['2020-01-28 unapproved 1']);
    expect(await toldTo('clerk')).toEqual(['2020-01-28 late 1']);
    expect((await notices()).every(({ late }) => !late)).toBe(true);
  });

  it('are one after an outage, marked as late, and none of them comes twice at the same moment', async () => {
    await harness.openPeriod();
    await look('2020-01-20T08:30:00Z');
    await Promise.all(Array.from({ length: 5 }, () => look('2020-01-24T11:30:00Z')));
    expect(await toldTo('owner')).toEqual(['2020-01-20 draft 0', '2020-01-24 draft 4']);
    const [last] = (await notices()).slice(-1);
    expect(last).toMatchObject({ kind: 'digest', late: true });
  });

  it('are of the person’s choice, but not of what was given back and of what others are late with', async () => {
    const { contributions } = await harness.openPeriod();
    for (const name of ['owner', 'owner2', 'reviewer'] as const) {
      const { etag } = await harness.as(name).send('GET', '/api/v1/me/notices');
      const chosen = await harness.as(name).send('PUT', '/api/v1/me/notices', {
        body: { reminders: false, waiting: false, fromHour: 8, untilHour: 18 },
        ifMatch: etag,
      });
      expect(chosen.status).toBe(200);
    }
    await harness.saveTheme('owner', contributions[0], themeDocument());
    const url = `/api/v1/contributions/${contributions[0]}`;
    await harness.act('owner', url, 'submit');
    await harness.act('reviewer', url, 'return', { comment: 'Say what comes next.' });
    // Both were given back or begun in our own time; the dates are those of 2020, so the day is one of them.
    await harness.test
      .sql(`update workflow_event set at = '2020-01-16T10:00:00Z' where envelope_id = $1`, [contributions[0]])
      .catch(() => undefined);
    await look('2020-01-21T08:30:00Z');
    expect(await toldTo('owner2')).toEqual([]);
    expect(await toldTo('reviewer')).toEqual(['2020-01-21 late 1']);
  });
});

describe('mails that work waits', () => {
  it('go to the reviewer, to the owner and to nobody once it is done, with text, HTML, one link and an audit event', async () => {
    const { contributions } = await harness.openPeriod();
    const handlers = get(WorkHandlers);
    if (!worker) {
      new DigestsHandler(handlers, planner, get(Logger)).onModuleInit();
      new StepTakenHandler(
        handlers,
        get(Database),
        get(PeopleQueries),
        get(Calendars),
        clock,
        planner,
      ).onModuleInit();
      new NoticeSendingHandler(
        handlers,
        get(Database),
        get(MailTransport),
        get(Config),
        get(Clock),
        get(Audit),
      ).onModuleInit();
      worker = startWorker(harness.test);
    }
    // Tuesday, in everybody's hours, and long ago: a mail that waits five minutes is due at once.
    clock.hold('2020-01-14T10:00:00Z');
    const [first, second] = contributions.map((id) => `/api/v1/contributions/${id}`) as [string, string];
    await harness.saveTheme('owner', contributions[0], themeDocument());
    await harness.act('owner', first, 'submit');
    await eventually('the reviewer was told', async () =>
      (await notices()).some(({ state }) => state === 'sent'),
    );
    await harness.act('reviewer', first, 'return', { comment: 'Say what comes next.' });
    await eventually(
      'both were told',
      async () => (await notices()).filter(({ state }) => state === 'sent').length === 2,
    );
    const folder = join(harness.test.config.varDir, 'mail');
    const mails = await Promise.all(
      readdirSync(folder)
        .filter((name) => name.startsWith('notice-'))
        .map((name) => simpleParser(readFileSync(join(folder, name)))),
    );
    const toOwner = mails.find(({ to }) => [to].flat()[0]?.text === 'owner@example.org');
    expect(toOwner?.subject).toBe('Highlight reports: Theme 1: Leadership waits for you');
    expect(toOwner?.text).toContain(
      'was given back to you by reviewer (Job of reviewer). Open it to see why.',
    );
    expect(String(toOwner?.html)).toContain(`/contributions/${contributions[0]}">Open it</a>`);
    const audited = await harness.test.sql<{ programme: string; detail: { toUserId: string } }>(
      `select programme_id as programme, detail from audit_event where action = 'notice.sent' order by seq`,
    );
    expect(audited.map(({ programme, detail }) => [programme, detail.toUserId])).toEqual([
      [harness.programmeId, harness.people.reviewer.id],
      [harness.programmeId, harness.people.owner.id],
    ]);

    // In the night the mail waits; what is decided by the morning is told to nobody.
    clock.hold('2036-01-14T22:00:00Z');
    await harness.saveTheme('owner2', contributions[1], themeDocument());
    await harness.act('owner2', second, 'submit');
    await eventually('the mail waits', async () => (await notices()).some(({ state }) => state === 'queued'));
    await harness.act('reviewer', second, 'approve');
    await harness.test.sql(
      `update outbox set available_at = now(), notified_at = null where kind = 'notice.send'`,
    );
    await eventually('it was dropped', async () =>
      (await notices()).some(({ state }) => state === 'dropped'),
    );
  });
});

describe('reminders of questions of members', () => {
  it('tell the owner of a question of a member, then who approves and the programme manager, and who approves once it is answered', async () => {
    const made = async (url: string, body: unknown): Promise<string> => {
      const answer = await harness.as('clerk').send('POST', url, { body });
      expect(answer.status).toBe(201);
      return String(answer.body['id']);
    };
    const committee = await made('/api/v1/committees', {
      programmeId: harness.programmeId,
      name: 'Cabinet',
      kind: 'board',
    });
    const meetingId = await made(`/api/v1/committees/${committee}/meetings`, {
      startsAt: '2020-01-14T10:00:00Z',
    });
    const url = `/api/v1/enquiries/${await made('/api/v1/enquiries', {
      meetingId,
      text: 'Why?',
      ownerId: harness.people.owner.id,
    })}`;
    await lookAll(january(22, 23, 24, 25, 26, 27, 28, 29));
    expect(await toldTo('owner', 'question%')).toEqual([
      '2020-01-23 question -3',
      '2020-01-27 question -1',
      '2020-01-28 question 0',
      '2020-01-29 question 1',
    ]);
    expect(await toldTo('reviewer', 'late:question%')).toEqual(['2020-01-29 late 1']);
    expect(await toldTo('owner2', '%question%')).toEqual([]);
    const { etag } = await harness.as('owner').send('GET', url);
    const written = await harness
      .as('owner')
      .send('PUT', `${url}/answer`, { body: { text: 'Because.' }, ifMatch: etag });
    expect(written.status).toBe(200);
    expect((await harness.act('owner', url, 'submit')).status).toBe(200);
    await lookAll(january(30, 31));
    expect(await toldTo('owner', 'question%')).toHaveLength(4);
    expect((await toldTo('reviewer', 'answer%')).map((told) => told.slice(0, 17))).toEqual([
      '2020-01-30 answer',
      '2020-01-31 answer',
    ]);
    expect((await harness.act('reviewer', url, 'approve')).status).toBe(200);
    await lookAll(['2020-02-03']);
    expect(await toldTo('reviewer', 'answer%')).toHaveLength(2);
  });
});

describe('reminders that somebody asks for', () => {
  it('are shown before, sent whatever the hour, and not a second time', async () => {
    const { id } = await harness.openPeriod();
    const url = `/api/v1/periods/${id}/reminders`;
    const before = await harness.as('reviewer').send('GET', `${url}?on=2020-01-21`);
    expect(before.body).toMatchObject({
      on: '2020-01-21',
      reminders: expect.arrayContaining([
        expect.objectContaining({
          to: expect.objectContaining({ name: 'owner' }),
          escalation: false,
          told: false,
        }),
        expect.objectContaining({
          to: expect.objectContaining({ name: 'reviewer' }),
          escalation: true,
          late: 1,
        }),
      ]),
    });
    const asked = await harness.as('reviewer').send('POST', url, { body: {} });
    expect([asked.status, asked.body['mails']]).toEqual([200, 5]);
    expect((await harness.as('reviewer').send('POST', url, { body: {} })).body['mails']).toBe(0);
    const page = await harness.browser('reviewer');
    const seen = await page.get(`/periods/${id}/reminders`);
    expect(seen.text).toContain('Everybody who is to be reminded today was told, or is about to be.');
    expect(seen.text).toContain('asked for by reviewer');
    expect((await harness.as('owner').send('GET', url)).status).toBe(403);
  });

  it('follow the programme’s own days, changed by page', async () => {
    const page = await harness.browser('reviewer');
    const here = `/programmes/${harness.programmeId}/reminders`;
    await page.get(here);
    const wrong = await page.send({ before: '3, x', again: '1', reviewer: '4', manager: '3', sro: '5' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Give days between 0 and 20');
    await page.get(here);
    const order = await page.send({ before: '7', again: '2', reviewer: '4', manager: '3', sro: '5' });
    expect(order.text).toContain('The programme manager is told after the reviewer');
    await page.get(here);
    expect(
      (await page.send({ before: '7', again: '2', reviewer: '2', manager: '3', sro: '5' })).text,
    ).toContain('When people are reminded was changed.');
    await harness.openPeriod();
    await lookAll(january(8, 9, 10));
    expect(await toldTo('owner')).toEqual(['2020-01-09 draft -7']);
  });
});

describe('the choice of a person', () => {
  it('is kept by page, and refused with wrong hours', async () => {
    const page = await harness.browser('owner');
    await page.get('/account/notices');
    const wrong = await page.send({ reminders: 'true', from: '18', until: '8' });
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringContaining('This is not after the first hour.'),
    ]);
    await page.get('/account/notices');
    expect((await page.send({ reminders: 'true', from: '9', until: '12' })).text).toContain(
      'Your choice of e-mails was kept.',
    );
    expect((await harness.as('owner').send('GET', '/api/v1/me/notices')).body).toMatchObject({
      reminders: true,
      waiting: false,
      fromHour: 9,
      untilHour: 12,
      version: 2,
    });
  });
});
