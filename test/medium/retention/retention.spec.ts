import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepHolds } from '../../../src/holds/index.js';
import { systemActor } from '../../../src/identity/index.js';
import { Database } from '../../../src/platform/index.js';
import { RetentionService, SWEPT, type SweptKey } from '../../../src/retention/index.js';
import { PERSON_COLUMNS } from '../../../src/retention/person-columns.js';
import { SWEEPS } from '../../../src/retention/retention.sql.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD, themeDocument } from '../../support/council-harness.js';
import { eventually } from '../../support/eventually.js';
import { step } from '../../support/step.js';
import { unzip } from '../../support/zip.js';

let council: CouncilHarness;
let service: RetentionService;
let part: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  service = council.test.app.get(RetentionService, { strict: false });
  const period = await council.openPeriod();
  [part] = period.contributions;
  await council.saveTheme('owner', part, themeDocument());
  await council.test.sql(LONG_AGO, [council.programmeId, council.people.owner2.id, period.id]);
  await council.test.sql(DELIVERED, [council.programmeId, council.people.owner2.id, period.id]);
});
afterAll(() => council.close());

/** Something of each class whose time is over, as if seven years had passed. */
const LONG_AGO = `
  with leaver as (
    insert into app_user (email, name, job_title, disabled_at) values ('lee.leaver@example.org', 'Lee Leaver', 'Officer', '2015-01-01') returning id),
  session as (
    insert into session (id_hash, user_id, csrf_secret, epoch, created_at, last_seen_at, expires_at)
      values ('\\x01', $2, 'x', 1, '2015-01-01', '2015-01-01', '2015-01-02')),
  device as (insert into sign_in_device values ('\\x02', $2, '2015-01-01')),
  token as (
    insert into api_token (user_id, name, token_hash, created_at, expires_at) values ($2, 'Old script', '\\x03', '2015-01-01', '2015-02-01')),
  link as (
    insert into password_link (user_id, purpose, epoch, asked_at, ended_at) values ($2, 'reset', 1, '2015-01-01', '2015-01-01')),
  notice as (
    insert into notice (user_id, kind, key, state, created_at, ended_at, items) values ($2, 'digest', '2015-01-01', 'sent', '2015-01-01', '2015-01-01', 1) returning id),
  item as (
    insert into notice_item (notice_id, user_id, programme_id, period_id, key, point, told) select id, $2, $1, $3, 'x', 1, '{}' from notice),
  work as (
    insert into outbox (kind, queue, key, payload, correlation_id, created_at, available_at, done_at)
      select 'x.y', 'mail', n::text, '{}'::jsonb, 'x', ('2015-01-0' || n)::timestamptz, '2015-01-01'::timestamptz, ('2015-01-0' || n)::timestamptz from (values ('1'), ('2')) v (n)),
  committee as (insert into committee (programme_id, name, kind) values ($1, 'Old board', 'board') returning id),
  meeting as (
    insert into meeting (committee_id, starts_at, meets_on) select id, '2015-01-07T10:00Z', '2015-01-07' from committee returning id, committee_id)
  insert into enquiry (programme_id, committee_id, meeting_id, number, source, asked_by, text, asked_on, owner_id, due_on, recorded_by, recorded_at)
    select $1, committee_id, id, 99, 'meeting', 'Cllr Example', 'Why?', '2015-01-07', $2, '2015-02-01', $2, '2015-01-07' from meeting`;

const DELIVERED = `
  with committee as (select id from committee where name = 'Old board'),
  recipient as (
    insert into committee_recipient (committee_id, name, email, active)
      select id, v.name, v.email, v.active from committee, (values ('Robin Reader', 'robin.reader@example.org', true),
        ('Gone Member', 'gone.member@example.org', false)) v (name, email, active) returning id, name, email),
  trail as (select audit_append(null, 'system', 'committee.changed', 'committee', id::text, $1, 'x', '{}') from committee),
  dispatch as (
    insert into dispatch (programme_id, period_id, meeting_id, send, created_by)
      select $1, $3, m.id, 'when_sealed', $2 from meeting m join committee c on c.id = m.committee_id returning id)
  insert into delivery (dispatch_id, recipient_id, recipient_name, recipient_email, state, message_id, created_at)
    select d.id, r.id, r.name, r.email, 'accepted', r.id || '@example.org', '2015-01-08' from dispatch d, recipient r
     where r.name = 'Robin Reader' and exists (select from trail)`;

const dry = (key: SweptKey): Promise<Answer> => council.as('admin').send('GET', `/api/v1/retention/${key}`);
const sweepBy = (key: SweptKey, body: Record<string, unknown>): Promise<Answer> =>
  council.as('admin').send('POST', `/api/v1/retention/${key}/sweep`, { body });
const intact = async (): Promise<void> => {
  expect((await council.as('auditor').send('GET', '/api/v1/audit/verification')).body).toMatchObject({
    intact: true,
  });
};

it('what is kept goes in time, as the dry run shows it, and a hold keeps it', async () => {
  await step('is listed with what is due, for who may see it', async () => {
    const { items } = (await council.as('auditor').send('GET', '/api/v1/retention')).body;
    const due = Object.fromEntries((items ?? []).map((one) => [one['key'], one['due']]));
    expect(due).toMatchObject({
      leavers: { now: 1, nextMonth: 1 },
      sessions: { now: 1 },
      devices: { now: 1 },
      tokens: { now: 1 },
      links: { now: 1 },
      notices: { now: 1 },
      work: { now: 1 },
      deliveries: { now: 1 },
      enquiries: { now: 1 },
      reports: null,
      trail: null,
    });
    for (const who of ['analyst', 'reviewer', 'clerk', 'reader'] as const)
      expect(await council.as(who).send('GET', '/api/v1/retention')).toMatchObject({ status: 403 });
    expect(
      await council
        .as('auditor')
        .send('POST', '/api/v1/retention/tokens/sweep', { body: { sha256: '0'.repeat(64) } }),
    ).toMatchObject({ status: 403 });
  });

  await step('is kept by a hold that names it, also one that is placed while the sweep waits', async () => {
    const held = await council.as('admin').send('POST', '/api/v1/holds', { body: { reason: 'Inquiry.' } });
    for (const key of SWEPT) {
      expect([key, (await dry(key)).body]).toMatchObject([key, { count: 0, items: [] }]);
      expect(await service.sweep(key, systemActor('t'))).toMatchObject({ count: 0 });
    }
    expect((await dry('leavers')).body['kept']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'Lee Leaver, Officer', holds: [held.body['id']], because: null }),
      ]),
    );
    const lift = `/api/v1/holds/${String(held.body['id'])}/lift`;
    await council
      .as('admin')
      .send('POST', lift, { body: { reason: 'Over.', password: PASSWORD }, ifMatch: held.etag });

    // Whoever places a hold stands first: the sweep that began after them waits for nothing of theirs, and sees it.
    const database = council.test.app.get(Database, { strict: false });
    const placed = await database.write(async (tx) => {
      await keepHolds(tx);
      const placing = council.as('admin').send('POST', '/api/v1/holds', {
        body: { personId: council.people.owner2.id, reason: 'Claim.' },
      });
      await eventually('the hold waits', async () => {
        const [found] = await council.test.sql<{ n: number }>(
          `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`,
        );
        return found?.n === 1;
      });
      return { placing };
    });
    const sweeping = service.sweep('tokens', systemActor('t'));
    const hold = await placed.placing;
    await sweeping;
    expect((await dry('tokens')).body['count']).toBe(0);
    const left = await council.test.sql(`select id from api_token where name = 'Old script'`);
    // Before or after, never in between: the token is there exactly if the trail has no sweep of it.
    const swept = await council.test.sql(
      `select seq from audit_event where action = 'retention.swept' and subject_id = 'tokens'`,
    );
    expect(left.length + swept.length).toBe(1);
    await council.as('admin').send('POST', `/api/v1/holds/${String(hold.body['id'])}/lift`, {
      body: { reason: 'Over.', password: PASSWORD },
      ifMatch: hold.etag,
    });
  });

  for (const key of SWEPT.filter((key) => key !== 'tokens' && key !== 'looks' && key !== 'recipients'))
    await step(
      `of ${key}: the sweep takes away what the dry run showed, once by two at once, with one event without a name`,
      async () => {
        const shown = (await dry(key)).body as { count: number; sha256: string; items: { label: string }[] };
        expect(shown.count).toBe(1);
        expect(await sweepBy(key, { sha256: 'f'.repeat(64), password: PASSWORD })).toMatchObject({
          status: 409,
          body: { code: 'something-else-due' },
        });
        const done = await Promise.all([
          service.sweep(key, systemActor('a')),
          service.sweep(key, systemActor('b')),
        ]);
        expect(done.map(({ count }) => count).sort()).toEqual([0, 1]);
        expect(done.find(({ count }) => count === 1)?.sha256).toBe(shown.sha256);
        const events = await council.test.sql<{ detail: unknown }>(
          `select detail from audit_event where action = 'retention.swept' and subject_id = $1`,
          [key],
        );
        expect(events).toMatchObject([{ detail: { key, count: 1, sha256: shown.sha256 } }]);
        const said = JSON.stringify(events);
        for (const name of ['Lee', 'Leaver', 'Robin', 'Cllr', 'example.org', 'owner'])
          expect(said).not.toContain(name);
        expect((await dry(key)).body).toMatchObject({ count: 0 });
        await intact();
      },
    );

  await step('of recipients goes once no delivery names them, and by hand with the password', async () => {
    await council.test.sql(`update committee_recipient set active = false where name = 'Robin Reader'`);
    council.test.clock.hold(`${new Date().getUTCFullYear() + 7}-06-01T12:00:00Z`);
    try {
      const now = await service.sweep('recipients', systemActor('t'));
      expect(now.count).toBe(2);
    } finally {
      council.test.clock.hold(undefined);
    }
    expect(await council.test.sql(`select name from committee_recipient`)).toEqual([
      { name: 'A recipient of that time' },
      { name: 'A recipient of that time' },
    ]);
  });

  await step('by hand asks for the password of the person', async () => {
    await council.test.sql(
      `insert into api_token (user_id, name, token_hash, created_at, expires_at) values ($1, 'Another', '\\x04', '2015-01-01', '2015-02-01')`,
      [council.people.owner.id],
    );
    await council.test.sql(`update session set confirmed_at = null`);
    const { sha256 } = (await dry('tokens')).body;
    expect(await sweepBy('tokens', { sha256 })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password' }] },
    });
    expect(await sweepBy('tokens', { sha256, password: PASSWORD })).toMatchObject({ status: 200 });
    expect(
      await council.test.sql(`select id from api_token where name in ('Another', 'Old script')`),
    ).toEqual([]);
    expect(await council.as('admin').send('GET', '/api/v1/retention/trail')).toMatchObject({ status: 422 });
  });
});

describe('somebody who has left', () => {
  const erase = (
    id: string,
    etag: string | undefined,
    body: Record<string, unknown> = { password: PASSWORD },
  ): Promise<Answer> =>
    council.as('admin').send('POST', `/api/v1/users/${id}/erase`, { body, ifMatch: etag });
  const erasure = (id: string): Promise<Answer> =>
    council.as('admin').send('GET', `/api/v1/users/${id}/erasure`);

  it('becomes a reference: nothing of the account stays, what they did does, and the address is free again', async () => {
    const { id } = council.people.owner;
    expect((await erasure(id)).body).toMatchObject({
      ready: false,
      refusedBecause: ['The account is in use. Disable it first.'],
    });
    expect(await erase(id, (await erasure(id)).etag)).toMatchObject({ status: 409 });
    const user = await council.as('admin').send('GET', `/api/v1/users/${id}`);
    await council.as('admin').send('POST', `/api/v1/users/${id}/disable`, { ifMatch: user.etag });

    const held = await council.as('admin').send('POST', '/api/v1/holds', {
      body: { programmeId: council.programmeId, reason: 'Claim.' },
    });
    expect((await erasure(id)).body).toMatchObject({
      ready: false,
      refusedBecause: ['A legal hold keeps it.'],
    });
    await council.as('admin').send('POST', `/api/v1/holds/${String(held.body['id'])}/lift`, {
      body: { reason: 'Over.', password: PASSWORD },
      ifMatch: held.etag,
    });

    const before = await erasure(id);
    expect(before.body).toMatchObject({ ready: true, name: 'owner' });
    expect(await erase(id, '"v1"')).toMatchObject({ status: 412 });
    const sealed = await council.test.sql(`select seq, hash from audit_event order by seq`);
    const done = await erase(id, before.etag);
    const reference = `A person who has left (${id.slice(0, 8).toUpperCase()})`;
    expect(done).toMatchObject({ status: 200, body: { name: reference, ready: false } });
    expect(await erase(id, done.etag)).toMatchObject({ status: 409 });

    expect(await council.as('owner').send('GET', '/api/v1/me')).toMatchObject({ status: 401 });
    expect(await council.newClient().signIn('owner@example.org', PASSWORD)).toMatchObject({ status: 401 });
    const history = await council.as('reviewer').send('GET', `/api/v1/contributions/${part}`);
    expect(JSON.stringify(history.body)).not.toContain('Job of owner');
    for (const deed of ['enable', 'password'] as const) {
      const now = await council.as('admin').send('GET', `/api/v1/users/${id}`);
      expect(
        await council
          .as('admin')
          .send(deed === 'enable' ? 'POST' : 'PUT', `/api/v1/users/${id}/${deed}`, { ifMatch: now.etag }),
      ).toMatchObject({ status: 409, body: { code: 'person-left' } });
    }
    await expect(council.test.sql(`update app_user set name = 'x' where id = $1`, [id])).rejects.toThrow(
      'never comes back',
    );
    expect(
      await council.as('admin').send('POST', '/api/v1/users', {
        body: { email: 'owner@example.org', name: 'Olive Owner', jobTitle: 'Officer' },
      }),
    ).toMatchObject({ status: 201 });
    const after = await council.test.sql(`select seq, hash from audit_event where seq <= $1 order by seq`, [
      sealed.at(-1)?.['seq'],
    ]);
    expect(after).toEqual(sealed);
    await intact();
  });

  it('is not the last administrator, the last approver, or oneself', async () => {
    const { admin, sro } = council.people;
    expect((await erasure(admin.id)).body['refusedBecause']).toEqual(
      expect.arrayContaining([
        'This is you. Another administrator erases your account.',
        'Nobody else who can sign in administers accounts.',
      ]),
    );
    expect(await erase(admin.id, '"v1"')).toMatchObject({ status: 403 });
    const user = await council.as('admin').send('GET', `/api/v1/users/${sro.id}`);
    await council.as('admin').send('POST', `/api/v1/users/${sro.id}/disable`, { ifMatch: user.etag });
    const asked = await erasure(sro.id);
    expect(asked.body['refusedBecause']).toEqual([
      'Nobody else who can sign in approves reports where they did.',
    ]);
    expect(await erase(sro.id, asked.etag)).toMatchObject({ status: 409 });
    await council.test.sql(`update app_user set disabled_at = '2015-01-01' where id = $1`, [sro.id]);
    expect((await dry('leavers')).body['kept']).toMatchObject([{ id: sro.id, holds: [] }]);
  });
});

describe('what is held on a person', () => {
  it('is drawn from a list that names every column with a person or an address', async () => {
    const columns = await council.test.sql<{ name: string }>(
      `select c.conrelid::regclass || '.' || a.attname as name from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'app_user'::regclass
       union select table_name || '.' || column_name from information_schema.columns
        where table_schema = 'public' and column_name ~ 'email|actor_id$|^asked_by$' and table_name <> 'app_user'
       union select 'app_user.id'`,
    );
    expect(Object.keys(PERSON_COLUMNS).sort()).toEqual(columns.map(({ name }) => name).sort());
  });

  it('goes out to the person with their password, and to whoever answers a request; both are in the trail', async () => {
    const own = await council.as('owner2').fetch('POST', '/api/v1/me/data', { body: { password: PASSWORD } });
    expect(own.status).toBe(200);
    expect(own.headers.get('cache-control')).toBe('no-store');
    const files = new Map(
      unzip(Buffer.from(await own.arrayBuffer())).map(({ name, bytes }) => [name, bytes.toString()]),
    );
    expect([...files.keys()].sort()).toEqual(['person.html', 'person.json']);
    const said = files.get('person.json');
    expect(said).toContain('owner2@example.org');
    for (const secret of ['password_hash', 'csrf_secret', '$argon2']) expect(said).not.toContain(secret);
    expect(files.get('person.html')).toContain('<h1>What is held on you</h1>');

    const { id } = council.people.owner2;
    const theirs = await council
      .as('admin')
      .fetch('POST', `/api/v1/users/${id}/data`, { body: { password: PASSWORD } });
    expect(theirs.status).toBe(200);
    expect(
      await council.test.sql(
        `select actor_id from audit_event where action = 'person.exported' and subject_id = $1 order by seq`,
        [id],
      ),
    ).toEqual([{ actor_id: id }, { actor_id: council.people.admin.id }]);
    for (const who of ['reviewer', 'auditor'] as const)
      expect(
        (await council.as(who).fetch('POST', `/api/v1/users/${id}/data`, { body: { password: PASSWORD } }))
          .status,
      ).toBe(403);
    expect(
      (
        await council
          .as('owner2')
          .fetch('POST', '/api/v1/me/data', { body: { password: 'not theirs at all' } })
      ).status,
    ).toBe(422);
  });

  it('of the account goes whole when they leave', () => {
    expect(Object.keys(SWEEPS)).toEqual([...SWEPT]);
  });
});
