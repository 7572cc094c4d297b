import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SchedulesHandler } from '../../../src/distribution/schedules/schedules.handler.js';
import { OpenWorkQueries } from '../../../src/notices/open-work.queries.js';
import { PeopleQueries } from '../../../src/identity/index.js';
import { Audit, Calendars, Clock, Database, Outbox } from '../../../src/platform/index.js';
import { EXPORTED_TABLES } from '../../../src/archive/exported-tables.js';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { step } from '../../support/step.js';

let council: CouncilHarness;
let url: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  url = `/api/v1/programmes/${council.programmeId}`;
});
afterAll(() => council.close());

const get = <T extends object>(token: abstract new (...parameters: never[]) => T): T =>
  council.test.app.get(token, { strict: false });
const closed = async (): Promise<unknown> => (await council.as('reader').send('GET', url)).body['closed'];

/**
 * Tables without the rule, each with what keeps them: they hang on a row that has it, follow what was sent or sealed before, or are about who
 * gets in.
 */
const WITHOUT = [
  ...['programme', 'audit_event', 'assignment', 'delegation', 'notice_item', 'legal_hold'],
  ...[
    'envelope_author',
    'workflow_event',
    'return_note',
    'return_content',
    'reopened_part',
    'report',
    'trial_print',
    'measure_ledger_author',
  ],
  ...['artefact', 'enquiry_printing', 'dispatch_schedule_run'],
  ...['delivery', 'delivery_event', 'delivery_link_event', 'delivery_notice'],
  // What the calendar of the whole house moves, of meetings of programmes that are open.
  'moved_day',
  // What the public takes of what was published.
  'public_download',
];

it('asks every table of a programme, and nothing passes that hangs on it', async () => {
  const guarded = await council.test.sql<{ name: string }>(
    `select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where p.proname in ('needs_open_programme', 'content_needs_draft') order by 1`,
  );
  const names = guarded.map(({ name }) => name);
  const should = Object.entries(EXPORTED_TABLES)
    .filter(([name, rule]) => !('not' in rule) && !WITHOUT.includes(name))
    .map(([name]) => name);
  expect(should.filter((name) => !names.includes(name))).toEqual([]);
});

it('a programme that has ended is closed with a reason and the password, is read, and is opened again', async () => {
  const { id: periodId, contributions } = await council.openPeriod(0);
  const part = `/api/v1/contributions/${contributions[1]}`;
  const post = async (to: string, body: unknown) => {
    const made = await council.as('clerk').send('POST', to, { body });
    expect(made).toMatchObject({ status: 201 });
    return String(made.body['id']);
  };
  await step('papers are planned, and some go out each month', async () => {
    const committee = await post('/api/v1/committees', {
      programmeId: council.programmeId,
      name: 'Cabinet',
      kind: 'cabinet',
    });
    await post(`/api/v1/committees/${committee}/recipients`, { name: 'Leader', email: 'leader@example.org' });
    const meetingId = await post(`/api/v1/committees/${committee}/meetings`, {
      startsAt: '2030-02-11T17:30:00Z',
    });
    await post(`/api/v1/committees/${committee}/schedules`, { workingDay: -1, hour: 9 });
    await post('/api/v1/dispatches', { periodId, meetingId, send: 'when_sealed' });
  });
  const { etag, body: programme } = await council.as('admin').send('GET', url);

  await step('nobody but an administrator may, not without a reason and the password', async () => {
    const sent = { reason: 'The board has ended.', password: PASSWORD };
    expect(
      (await council.as('reviewer').send('POST', `${url}/close`, { body: sent, ifMatch: etag })).status,
    ).toBe(403);
    for (const [body, path] of [
      [{ reason: 'The board has ended.' }, 'password'],
      [{ reason: ' ', password: PASSWORD }, 'reason'],
      [{ reason: 'The board has ended.', password: 'wrong' }, 'password'],
    ] as const)
      expect(await council.as('admin').send('POST', `${url}/close`, { body, ifMatch: etag })).toMatchObject({
        status: 422,
        body: { errors: [{ path }] },
      });
    expect((await council.as('admin').send('POST', `${url}/close`, { body: sent })).status).toBe(428);
    expect(
      (await council.as('admin').send('POST', `${url}/close`, { body: sent, ifMatch: '"v99"' })).status,
    ).toBe(412);
    expect(await closed()).toBeNull();
  });

  await step('the page says what is not finished, and what becomes of it', async () => {
    const admin = await council.browser('admin');
    expect((await admin.get(`/programmes/${council.programmeId}/set-up`)).text).toContain(
      'Close this programme',
    );
    const asked = await admin.get(`/programmes/${council.programmeId}/close`);
    expect(asked.text).toContain('Papers to Cabinet for 11 February 2030 (January 2020) are cancelled.');
    expect(asked.text).toContain('Papers that go to Cabinet each month are stopped.');
    expect(asked.text).toContain('2 parts are not approved. They stay as they are.');
    const refused = await admin.send({ reason: '', password: '' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Say why')]);
    const done = await admin.send({ reason: 'The board has ended.', password: PASSWORD });
    expect(done.text).toContain('is closed.');
    expect(done.text).toContain('You can read everything, and nothing in it can be changed.');
    expect(await closed()).toMatchObject({ reason: 'The board has ended.' });
  });

  await step('what was planned is withdrawn, with its reason', async () => {
    expect(
      await council.test.sql(`select cancel_reason from dispatch where programme_id = $1`, [
        council.programmeId,
      ]),
    ).toEqual([{ cancel_reason: 'The board has ended.' }]);
    expect(await council.test.sql(`select active from dispatch_schedule`)).toEqual([{ active: false }]);
  });

  await step('everybody still reads it, and nobody is told of work', async () => {
    for (const to of [url, part, `/api/v1/periods/${periodId}`])
      expect(await council.as('owner').send('GET', to)).toMatchObject({ status: 200 });
    const admin = await council.browser('admin');
    await council.test.sql('update session set confirmed_at = now()');
    expect((await admin.ask(`/programmes/${council.programmeId}/archive/file`)).status).toBe(200);
    const setUp = await admin.get(`/programmes/${council.programmeId}/set-up`);
    expect(setUp.text).toContain('It was closed by admin');
    expect(setUp.text).not.toMatch(/What happens next|Waiting for/);
    const open = new OpenWorkQueries(get(Database), get(PeopleQueries), get(Clock));
    expect((await open.read(null, await get(Calendars).current())).work).toEqual([]);
    const owner = await council.browser('owner2');
    expect(owner.cookie).toBeDefined();
    const mine = await owner.get('/my-work');
    expect(mine.text).not.toContain('Practice');
    const hub = await owner.get(`/contributions/${contributions[1]}`);
    expect(hub.text).toContain('This programme is closed');
  });

  await step('nothing is written: not by a page, the API, a token, or the worker', async () => {
    const saved = await council.saveTheme('owner2', contributions[1], { overview: { narrative: null, rag: null }, objectives: [] }); // prettier-ignore
    expect(saved).toMatchObject({ status: 409, body: { code: 'programme-closed' } });
    await expect(
      council.test.sql(`update envelope set version = version + 1 where id = $1`, [contributions[1]]),
    ).rejects.toThrow('This programme is closed');
    await expect(
      council.test.sql(`delete from theme_content where contribution_id = $1`, [contributions[1]]),
    ).rejects.toThrow('This programme is closed');
    await expect(
      council.test.sql(`update committee_recipient set email = 'another@example.org'`),
    ).rejects.toThrow('This programme is closed');
    // What is kept no longer goes all the same.
    await council.test.sql(`update committee_recipient set email = 'recipient-' || id || '@left.invalid'`);
    // As if something of another release had started it again.
    const schedules = new SchedulesHandler(
      { register: () => undefined } as never,
      get(Database),
      get(Calendars),
      get(Clock),
      get(Outbox),
      get(Audit),
    );
    expect(await schedules.look('test')).toBe(0);
  });

  await step('an administrator opens it again, and work goes on', async () => {
    const admin = await council.browser('admin');
    const asked = await admin.get(`/programmes/${council.programmeId}/open-again`);
    expect(asked.text).toContain('The board has ended.');
    const again = await admin.send({ reason: 'A last report is asked for.', password: PASSWORD });
    expect(again.text).toContain('is open again.');
    expect(await closed()).toBeNull();
    expect((await council.as('reader').send('GET', url)).body).toMatchObject({
      name: programme['name'],
      closed: null,
    });
    expect(
      await council.test.sql(
        `select action, detail->>'reason' as reason from audit_event where action like 'programme.%ed%' and programme_id = $1 order by seq`,
        [council.programmeId],
      ),
    ).toEqual(
      expect.arrayContaining([
        { action: 'programme.closed', reason: 'The board has ended.' },
        { action: 'programme.opened_again', reason: 'A last report is asked for.' },
      ]),
    );
    await council.approveContribution('owner2', contributions[1]);
  });
});
