import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PeopleQueries } from '../../../src/identity/index.js';
import { DaysMovedHandler } from '../../../src/notices/days-moved.handler.js';
import { NoticePlanner } from '../../../src/notices/notice-planner.js';
import { OpenWorkQueries } from '../../../src/notices/open-work.queries.js';
import { Calendars, Database, Outbox, WorkHandlers, type OutboxWorker } from '../../../src/platform/index.js';
import { startWorker } from '../../support/account-mail.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { eventually } from '../../support/eventually.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let worker: OutboxWorker | undefined;

beforeAll(async () => {
  council = await CouncilHarness.open({ WORK_POLL_MS: '20' });
  council.test.clock.hold('2020-04-20T10:00:00Z');
  const { clock } = council.test;
  const people = get(PeopleQueries);
  const open = new OpenWorkQueries(get(Database), people, clock);
  const planner = new NoticePlanner(get(Database), get(Calendars), clock, get(Outbox), open);
  new DaysMovedHandler(
    get(WorkHandlers),
    get(Database),
    people,
    get(Calendars),
    clock,
    planner,
  ).onModuleInit();
});
afterAll(async () => {
  await worker?.stop();
  await council.close();
});

function get<T extends object>(token: abstract new (...parameters: never[]) => T): T {
  return council.test.app.get(token, { strict: false });
}

describe('a change of the calendar', () => {
  it('says what it moves before it is made, tells who keeps the meetings, and stands on their pages', async () => {
    const made = async (url: string, body: unknown): Promise<string> =>
      String((await council.as('clerk').send('POST', url, { body })).body['id']);
    const committee = await made('/api/v1/committees', {
      programmeId: council.programmeId,
      name: 'Cabinet',
      kind: 'cabinet',
    });
    const meeting = await made(`/api/v1/committees/${committee}/meetings`, {
      startsAt: '2020-05-12T09:00:00Z',
    });
    const admin = await council.browser('admin');
    const closures = '2020-05-07 Offices <closed>';

    await step('nothing is asked where nothing moves', async () => {
      await admin.get('/calendar/2020/change');
      const done = await admin.send({ closures: '2020-12-24 Christmas', holidays: '' });
      expect(done.text).toContain('The calendar of 2020 was changed.');
      expect(await council.test.sql(`select from moved_day`)).toEqual([]);
    });
    await step('what moves is shown first, and nothing is changed by looking', async () => {
      await admin.get('/calendar/2020/change');
      const ask = await admin.send({ closures, holidays: '' });
      expect(ask.heading).toBe('This moves 1 last day to publish papers');
      expect(ask.text).toContain('Cabinet, Tuesday 12 May 2020 Friday 1 May 2020 Thursday 30 April 2020');
      expect(ask.html).toContain('7 May 2020 (Offices &lt;closed&gt;) no longer counts');
      expect((await council.as('admin').send('GET', '/api/v1/calendar/2020')).body['version']).toBe(2);
      expect(await council.test.sql(`select from moved_day`)).toEqual([]);
      expect((await admin.send(ask.fields)).text).toContain('The calendar of 2020 was changed.');
    });
    await step('the page of the meeting and that of its committee say what moved and why', async () => {
      const clerk = await council.browser('clerk');
      expect((await clerk.get(`/committees/${committee}/meetings/${meeting}`)).text).toContain(
        'The last day to publish them moved from Friday 1 May 2020 to Thursday 30 April 2020',
      );
      expect((await clerk.get(`/committees/${committee}`)).text).toContain(
        'Thursday 30 April 2020, moved from Friday 1 May 2020',
      );
      const api = await council
        .as('clerk')
        .send('GET', `/api/v1/committees/${committee}/meetings/${meeting}`);
      expect(api.body['moved']).toMatchObject({ from: '2020-05-01', to: '2020-04-30' });
    });
    await step('the clerk and the programme manager are told once, and nobody else is', async () => {
      worker = startWorker(council.test);
      const told = () =>
        council.test.sql<{ user_id: string; told: { kind: string; title: string; dueOn: string } }>(
          `select user_id, told from notice_item where key like 'moved:%' order by user_id`,
        );
      await eventually('they were told', async () => (await told()).length > 0);
      const { clerk, reviewer } = council.people;
      expect((await told()).map((one) => one.user_id)).toEqual([clerk.id, reviewer.id].sort());
      expect((await told())[0]?.told).toMatchObject({
        kind: 'moved',
        title: 'Papers of Cabinet, 12 May 2020',
        dueOn: '2020-04-30',
      });
    });
  });
});
