import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Client } from '../../support/client.js';
import { step } from '../../support/step.js';
import { Harness, PASSWORD } from './harness.js';

/** A Monday and the Tuesday after it, in winter: London has the time of UTC. */
const MONDAY = '2026-02-02T10:00:00.000Z';
const TUESDAY = '2026-02-03T10:00:00.000Z';

let harness: Harness;
let number = 0;
beforeAll(async () => {
  harness = await Harness.open();
  harness.test.clock.hold(MONDAY);
  await harness.assign(await harness.person('second.admin@example.org', 'Second Admin'), 'admin', null);
  await harness.assign(await harness.person('auditor@example.org', 'Aud Itor'), 'auditor', null);
  await harness.assign(await harness.person('sro@example.org', 'Sally Sro'), 'sro', harness.children);
  await harness.assign(await harness.person('reader@example.org', 'Rea Der'), 'reader', harness.children);
  await harness.assign(await harness.person('sro.adults@example.org', 'Adam Sro'), 'sro', harness.adults);
  await openPeriod(harness.children);
});
afterAll(() => harness.close());

const openPeriod = (programmeId: string) =>
  harness.test.sql(
    `insert into reporting_period (programme_id, label, starts_on, ends_on, as_at, drafts_due_on, review_due_on, approval_due_on)
     values ($1, 'January 2026', '2026-01-01', '2026-01-31', '2026-01-31', '2026-02-04', '2026-02-06', '2026-02-10')`,
    [programmeId],
  );

const signedIn = new Map<string, Promise<Client>>();
/** Signed in once; the session lasts as long as the tests. */
function as(email: string): Promise<Client> {
  const known = signedIn.get(email) ?? signIn(email);
  signedIn.set(email, known);
  return known;
}
async function signIn(email: string): Promise<Client> {
  const client = harness.client();
  expect((await client.signIn(email, PASSWORD)).status).toBe(201);
  await harness.test.sql(`update session set expires_at = '2027-01-01'`);
  return client;
}

/** The clock stands there, and nobody is signed out by that. */
async function at(instant: string): Promise<void> {
  await harness.test.sql('update session set last_seen_at = $1', [instant]);
  harness.test.clock.hold(instant);
}
const first = () => as('first.admin@example.org');
const second = () => as('second.admin@example.org');

/** An account of its own for each test. */
async function somebody(role?: string, programmeId: string | null = harness.children) {
  number += 1;
  const email = `person${number}@example.org`;
  const id = await harness.person(email, `Person ${number}`);
  if (role !== undefined) await harness.assign(id, role, programmeId);
  return { id, email };
}

const grant = async (
  by: Client,
  userId: string,
  role: string,
  programmeId: string | null = harness.children,
): Promise<Answer> =>
  by.send('POST', '/api/v1/assignments', {
    body: { userId, roleId: (await harness.role(role)).id, programmeId },
  });

/** Reads for the tag, then writes. */
async function act(
  by: Client,
  method: 'POST' | 'PUT' | 'PATCH',
  url: string,
  step = '',
  body?: unknown,
): Promise<Answer> {
  const { etag } = await by.send('GET', url);
  return by.send(method, `${url}${step}`, { ifMatch: etag, ...(body === undefined ? {} : { body }) });
}
const user = (id: string) => `/api/v1/users/${id}`;
const held = (answer: Answer) => `/api/v1/held-changes/${String(answer.body['id'])}`;
const carryOut = (by: Client, change: Answer) => act(by, 'POST', held(change), '/carry-out', {});
const refuse = (by: Client, change: Answer, reason = 'Nobody asked us.') =>
  act(by, 'POST', held(change), '/refuse', { reason });

const roles = async (userId: string): Promise<string[]> =>
  (
    await harness.test.sql<{ key: string }>(
      `select r.key from assignment a join role r on r.id = a.role_id where a.user_id = $1 and a.ended_at is null`,
      [userId],
    )
  ).map(({ key }) => key);

/** Who was told since the last look, and what. */
async function told(): Promise<{ to: string[]; text: string }> {
  const found = await harness.test.sql<{ email: string; sentence: string }>(
    `delete from account_notice where about = 'held' returning email, sentence`,
  );
  return { to: found.map(({ email }) => email).sort(), text: found[0]?.sentence ?? '' };
}

/** As if a working day had passed. */
async function onTuesday<T>(work: () => Promise<T>): Promise<T> {
  await at(TUESDAY);
  try {
    return await work();
  } finally {
    await at(MONDAY);
  }
}

describe('one administrator alone', () => {
  it('gives nobody a role that approves before a working day is over and everybody was told', async () => {
    const puppet = await somebody();
    await told();
    const asked = await step('the grant is held', async () => {
      const answer = await grant(await first(), puppet.id, 'sro');
      expect(answer).toMatchObject({
        status: 202,
        headers: { location: held(answer) },
        body: {
          kind: 'grant',
          state: 'waiting',
          userEmail: puppet.email,
          aloneFrom: '2026-02-03T10:00:00.000000Z',
        },
      });
      expect(await roles(puppet.id)).toEqual([]);
      expect((await grant(await first(), puppet.id, 'sro')).body).toMatchObject({ code: 'already-waiting' });
      return answer;
    });
    await step('who approves, audits or administers there is told, and the person', async () => {
      expect(await told()).toEqual({
        to: ['auditor@example.org', puppet.email, 'second.admin@example.org', 'sro@example.org'].sort(),
        text: expect.stringMatching(
          /^First Admin \(Systems manager\) asks to give Person \d+ \(Officer\), person\d+@example.org, the role “Senior Responsible Officer” in the programme “Children”\. .*alone from Tuesday 3 February 2026 at 10:00 on/,
        ),
      });
    });
    await step('it is not theirs to do before', async () => {
      await at('2026-02-03T09:59:59Z');
      expect((await carryOut(await first(), asked)).body).toMatchObject({ status: 409, code: 'too-early' });
      expect(await roles(puppet.id)).toEqual([]);
      await at(MONDAY);
    });
    await step('and is theirs to do then, once', () =>
      onTuesday(async () => {
        expect(await carryOut(await first(), asked)).toMatchObject({
          status: 200,
          body: { state: 'carried_out' },
        });
        expect(await roles(puppet.id)).toEqual(['sro']);
        expect((await carryOut(await first(), asked)).body).toMatchObject({ code: 'already-decided' });
        expect(await told()).toEqual({
          to: ['auditor@example.org', 'second.admin@example.org', 'sro@example.org'],
          text: expect.stringContaining('did what First Admin had asked for: to give'),
        });
        expect(await harness.audited(String(asked.body['id']))).toEqual([
          'held_change.asked',
          'held_change.carried_out',
        ]);
      }),
    );
  });

  it('does not come to approve by the account of somebody who does, did or is about to', async () => {
    const approver = await somebody('reviewer');
    const former = await somebody('sro');
    await harness.test.sql(`update assignment set ended_at = now(), ended_by = $2 where user_id = $1`, [
      former.id,
      harness.adminId,
    ]);
    const coming = await somebody();
    expect((await grant(await first(), coming.id, 'sro')).status).toBe(202);
    for (const { id, email } of [approver, former, coming]) {
      const admin = await first();
      const moved = await act(admin, 'PATCH', user(id), '', { email: `mine${id}@example.org` });
      expect(moved).toMatchObject({ status: 202, body: { kind: 'address', email: `mine${id}@example.org` } });
      expect(await act(admin, 'PUT', user(id), '/password')).toMatchObject({
        status: 202,
        body: { kind: 'password' },
      });
      const links = await harness.test.sql('select 1 from password_link where user_id = $1', [id]);
      expect(links).toEqual([]);
      const [account] = await harness.test.sql(
        'select email, password_hash is null as gone from app_user where id = $1',
        [id],
      );
      expect(account).toEqual({ email, gone: false });
    }
    const apart = await act(await first(), 'PATCH', user(approver.id), '', { name: 'Another name' });
    expect(apart.status).toBe(200);
  });

  it('enables nobody who approves again, and disables and signs out at once', async () => {
    const leaver = await somebody('sro');
    expect((await act(await first(), 'POST', user(leaver.id), '/end-sessions')).status).toBe(200);
    expect((await act(await first(), 'POST', user(leaver.id), '/disable')).status).toBe(200);
    const asked = await act(await first(), 'POST', user(leaver.id), '/enable');
    expect(asked).toMatchObject({ status: 202, body: { kind: 'enable' } });
    expect((await harness.client().signIn(leaver.email, PASSWORD)).status).toBe(401);
    expect((await carryOut(await second(), asked)).status).toBe(200);
    expect((await harness.client().signIn(leaver.email, PASSWORD)).status).toBe(201);
  });

  it('does not turn a role that people hold into one that approves, and holders are told what changed', async () => {
    const admin = await first();
    const made = await admin.send('POST', '/api/v1/roles', {
      body: {
        key: `helper_${++number}`,
        name: `Helper ${number}`,
        description: 'Helps',
        permissions: ['report.read'],
      },
    });
    const url = `/api/v1/roles/${String(made.body['id'])}`;
    const change = (permissions: string[]) => act(admin, 'PATCH', url, '', { permissions });
    expect((await change(['report.read', 'report.approve'])).status).toBe(200);
    const waiting = await somebody();
    const asked = await grant(admin, waiting.id, String(made.body['key']));
    expect(asked.status).toBe(202);
    for (const permissions of [['report.read'], ['report.read', 'report.approve', 'contribution.approve']])
      expect((await change(permissions)).body).toMatchObject({ status: 409, code: 'role-guarded' });
    expect((await admin.send('DELETE', url, { ifMatch: '"v2"' })).body).toMatchObject({
      code: 'role-in-use',
    });
    expect((await carryOut(await second(), asked)).status).toBe(200);
    await harness.test.sql('delete from account_notice');
    expect((await change(['report.approve', 'version.read'])).status).toBe(200);
    expect(await harness.test.sql('select email, sentence from account_notice')).toEqual([
      {
        email: waiting.email,
        sentence: `What the role “${String(made.body['name'])}” allows was changed by First Admin (Systems manager): “Read about sealed report versions, and their public editions” was added; “See a report that is not yet published” was taken out.`,
      },
    ]);
    const plain = await harness.role('reader');
    const mighty = await admin.send('PATCH', `/api/v1/roles/${plain.id}`, {
      ifMatch: `"v${plain.version}"`,
      body: { permissions: ['version.read', 'assignment.manage'] },
    });
    expect(mighty.body).toMatchObject({ code: 'role-guarded' });
  });

  it('makes no second administrator to confirm what they ask for, nor takes one over', async () => {
    const puppet = await somebody();
    expect((await grant(await first(), puppet.id, 'admin', null)).status).toBe(202);
    // Nor in a programme at which nobody works yet.
    expect((await grant(await first(), puppet.id, 'admin', harness.adults)).status).toBe(202);
    const [other] = await harness.test.sql<{ id: string }>(
      `select id from app_user where email = 'second.admin@example.org'`,
    );
    const moved = await act(await first(), 'PATCH', user(other?.id ?? ''), '', { email: 'mine@example.org' });
    expect(moved.status).toBe(202);
    expect((await act(await first(), 'PUT', user(other?.id ?? ''), '/password')).status).toBe(202);
    await step('whose owner may agree to the address, and withdraws nothing of it by that', async () => {
      expect((await refuse(await second(), moved)).body).toMatchObject({ state: 'refused' });
    });
  });

  it('sets up a programme at once until its first period is opened, and all are told', async () => {
    const approver = await somebody();
    await told();
    expect((await grant(await first(), approver.id, 'reviewer', harness.adults)).status).toBe(201);
    expect(await told()).toMatchObject({
      to: ['auditor@example.org', 'second.admin@example.org', 'sro.adults@example.org'],
      text: expect.stringContaining(
        'did this at once, because no reporting period was opened there yet: to give',
      ),
    });
    const corrected = await act(await first(), 'PATCH', user(approver.id), '', {
      email: `right${number}@example.org`,
    });
    expect(corrected.status).toBe(200);
    const everywhere = await grant(await first(), (await somebody()).id, 'sro', null);
    expect(everywhere.status).toBe(202);
  });
});

describe('another person', () => {
  it('who administers carries it out at once; everybody else does not', async () => {
    const person = await somebody();
    const asked = await grant(await first(), person.id, 'sro');
    for (const email of [person.email, 'auditor@example.org', 'sro@example.org'])
      expect((await carryOut(await as(email), asked)).status).toBe(403);
    expect((await (await second()).send('POST', `${held(asked)}/carry-out`, { body: {} })).status).toBe(428);
    expect(
      (await (await second()).send('POST', `${held(asked)}/carry-out`, { ifMatch: '"v7"', body: {} })).status,
    ).toBe(412);
    expect(await carryOut(await second(), asked)).toMatchObject({
      status: 200,
      body: { state: 'carried_out', askedByName: 'First Admin', decidedByName: 'Second Admin' },
    });
    expect(await roles(person.id)).toEqual(['sro']);
  });

  it('agrees to a new address of their own', async () => {
    const approver = await somebody('sro');
    const both = { email: `new${number}@example.org`, name: 'Another name' };
    expect((await act(await first(), 'PATCH', user(approver.id), '', both)).status).toBe(422);
    const asked = await act(await first(), 'PATCH', user(approver.id), '', {
      email: `new${number}@example.org`,
    });
    expect((await carryOut(await as(approver.email), asked)).body).toMatchObject({ state: 'carried_out' });
    const [account] = await harness.test.sql('select email from app_user where id = $1', [approver.id]);
    expect(account).toEqual({ email: `new${number}@example.org` });
  });

  it.each(['sro@example.org', 'auditor@example.org', 'second.admin@example.org', 'the person'])(
    '%s refuses it, and then nobody can',
    async (who) => {
      const person = await somebody();
      const asked = await grant(await first(), person.id, 'sro');
      await told();
      const refused = await refuse(await as(who === 'the person' ? person.email : who), asked);
      expect(refused.body).toMatchObject({ state: 'refused', reason: 'Nobody asked us.' });
      const { to, text } = await told();
      expect(to).toContain('first.admin@example.org');
      expect(text).toContain('refused what First Admin had asked for');
      await onTuesday(async () => {
        expect((await carryOut(await first(), asked)).body).toMatchObject({ code: 'already-decided' });
      });
      expect(await roles(person.id)).toEqual([]);
    },
  );

  it('who asked withdraws it, and may ask again', async () => {
    const person = await somebody();
    const asked = await grant(await first(), person.id, 'sro');
    expect((await refuse(await first(), asked)).body).toMatchObject({ state: 'withdrawn' });
    expect((await grant(await first(), person.id, 'sro')).status).toBe(202);
  });

  it('of another programme, and who has no part in it, sees nothing', async () => {
    const asked = await grant(await first(), (await somebody()).id, 'sro');
    const absent = '/api/v1/held-changes/00000000-0000-4000-8000-000000000000';
    for (const email of ['sro.adults@example.org', 'reader@example.org']) {
      const client = await as(email);
      expect((await client.send('GET', '/api/v1/held-changes?waiting=true')).body.items).not.toContainEqual(
        expect.objectContaining({ id: asked.body['id'] }),
      );
      for (const [method, path, ask] of [
        ['GET', '', {}],
        ['POST', '/carry-out', { ifMatch: '"v1"', body: {} }],
        ['POST', '/refuse', { ifMatch: '"v1"', body: { reason: 'No' } }],
      ] as const) {
        const there = await client.send(method, `${held(asked)}${path}`, ask);
        expect(there.status).toBe(404);
        expect({ ...there.body, instance: '' }).toEqual({
          ...(await client.send(method, `${absent}${path}`, ask)).body,
          instance: '',
        });
      }
    }
    const sro = await as('sro@example.org');
    expect((await sro.send('GET', '/api/v1/held-changes?limit=200')).body.items).toContainEqual(
      expect.objectContaining({ id: asked.body['id'] }),
    );
  });
});

describe('what changed meanwhile', () => {
  it('stops the change, which then can only be withdrawn', async () => {
    const disabled = await somebody();
    const mixing = await somebody();
    const moved = await somebody();
    const asked = {
      disabled: await grant(await first(), disabled.id, 'sro'),
      mixing: await grant(await first(), mixing.id, 'sro'),
      moved: await grant(await first(), moved.id, 'sro'),
    };
    await act(await first(), 'POST', user(disabled.id), '/disable');
    await harness.assign(mixing.id, 'admin', harness.children);
    await harness.test.sql('update app_user set email = $2 where id = $1', [
      moved.id,
      `moved${number}@example.org`,
    ]);
    const by = await second();
    expect((await carryOut(by, asked.disabled)).status).toBe(422);
    expect((await carryOut(by, asked.mixing)).body).toMatchObject({
      code: 'would-mix-approval-and-administration',
    });
    expect((await carryOut(by, asked.moved)).body).toMatchObject({ code: 'address-changed' });
    for (const { id } of [disabled, mixing, moved]) expect(await roles(id)).not.toContain('sro');
    expect((await refuse(await first(), asked.moved)).body).toMatchObject({ state: 'withdrawn' });
  });

  it('lapses after two weeks, and is asked for again', async () => {
    const person = await somebody();
    const asked = await grant(await first(), person.id, 'sro');
    await at('2026-02-16T10:00:00Z');
    try {
      expect((await carryOut(await second(), asked)).body).toMatchObject({ code: 'already-decided' });
      expect((await (await first()).send('GET', held(asked))).body).toMatchObject({ state: 'lapsed' });
      expect((await grant(await first(), person.id, 'sro')).status).toBe(202);
    } finally {
      await at(MONDAY);
    }
  });

  it('is done once when two administrators do it, or one refuses it, at the same moment', async () => {
    const [a, b] = [await first(), await second()];
    const third = await as((await somebody('admin', null)).email);
    for (const rival of ['/carry-out', '/refuse']) {
      const person = await somebody();
      const asked = await grant(a, person.id, 'sro');
      const both = await Promise.all([
        b.send('POST', `${held(asked)}/carry-out`, { ifMatch: '"v1"', body: {} }),
        third.send('POST', `${held(asked)}${rival}`, {
          ifMatch: '"v1"',
          body: rival === '/refuse' ? { reason: 'No.' } : {},
        }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { state } = (await a.send('GET', held(asked))).body;
      expect(await roles(person.id)).toEqual(state === 'carried_out' ? ['sro'] : []);
    }
  });
});

describe('the password of somebody who approves', () => {
  it('goes on counting until another administrator resets it; then sessions and tokens end', async () => {
    const approver = await somebody('sro');
    const theirs = await as(approver.email);
    const asked = await act(await first(), 'PUT', user(approver.id), '/password');
    expect((await theirs.send('GET', '/api/v1/me')).status).toBe(200);
    expect((await carryOut(await second(), asked)).status).toBe(200);
    expect((await theirs.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await harness.client().signIn(approver.email, PASSWORD)).status).toBe(401);
    const links = await harness.test.sql('select purpose from password_link where user_id = $1', [
      approver.id,
    ]);
    expect(links).toEqual([{ purpose: 'reset' }]);
  });
});

describe('the database', () => {
  it('lets nobody carry out alone and at once, and keeps what was decided', async () => {
    const [row] = await harness.test.sql<{ id: string }>(
      `insert into held_change (kind, user_id, user_email, asked_by, asked_at, alone_from, lapses_at)
       select 'enable', $1, 'x', $1, now(), now() + interval '1 day', now() + interval '14 days' returning id`,
      [harness.adminId],
    );
    const set = (what: string) => harness.test.sql(`update held_change set ${what} where id = $1`, [row?.id]);
    await expect(set(`state = 'carried_out', decided_by = asked_by, decided_at = now()`)).rejects.toThrow(
      /held_change_(alone|own)_check/,
    );
    await expect(set(`alone_from = now()`)).rejects.toThrow('decided once');
    await set(`state = 'withdrawn', decided_by = asked_by, decided_at = now(), reason = 'Test'`);
    await expect(set(`reason = 'Other'`)).rejects.toThrow('decided once');
    await expect(harness.test.sql('delete from held_change')).rejects.toThrow('decided once');
    await expect(harness.test.sql('truncate held_change')).rejects.toThrow('decided once');
  });
});
