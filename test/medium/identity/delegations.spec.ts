import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PeopleQueries } from '../../../src/identity/index.js';
import { Harness, PASSWORD } from './harness.js';
import type { Answer, Client } from '../../support/client.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.open();
});
afterAll(() => {
  harness.test.clock.hold(undefined);
  return harness.close();
});

const delegate = (
  by: Client,
  assignmentId: string,
  delegateId: string,
  startsOn: string,
  endsOn: string,
  more: Record<string, unknown> = {},
): Promise<Answer> =>
  by.send('POST', '/api/v1/delegations', {
    body: { assignmentId, delegateId, startsOn, endsOn, reason: 'Annual leave', ...more },
  });

const approves = async (client: Client): Promise<unknown> => {
  const { status, body } = await client.send('GET', '/api/v1/me');
  if (status !== 200) throw new Error(`/me answered ${status}`);
  return (body['permissions'] as { permission: string; programmeIds: unknown }[]).find(
    (held) => held.permission === 'report.approve',
  )?.programmeIds;
};

const day = (offset: number): string =>
  new Date(Date.now() + offset * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/London' });

let count = 0;
/** An SRO with their assignment, and somebody without any role. */
async function pair() {
  count++;
  const sroId = await harness.person(`sro${count}@example.org`);
  const assignment = await harness.assign(sroId, 'sro', harness.children);
  const sro = harness.client();
  await sro.signIn(`sro${count}@example.org`, PASSWORD);
  const deputy = await harness.signedIn(`deputy${count}@example.org`);
  return { sroId, assignment, sro, deputy };
}

describe('a delegation', () => {
  it('counts on the first day and the last, not before and not after, by London’s midnight', async () => {
    const { sro, deputy, assignment } = await pair();
    const made = await delegate(sro, assignment, deputy.id, '2031-03-29', '2031-03-30');
    expect(made.status).toBe(201);
    await harness.test.sql(`update session set expires_at = '2031-12-31' where user_id = $1`, [deputy.id]);
    const at = async (instant: string) => {
      harness.test.clock.hold(instant);
      await harness.test.sql(`update session set last_seen_at = $2 where user_id = $1`, [deputy.id, instant]);
      return approves(deputy.client);
    };
    try {
      // Clocks go forward on 30 March 2031: the span begins at midnight UTC and ends an hour before it.
      expect(await at('2031-03-28T23:59:59Z')).toBeUndefined();
      expect(await at('2031-03-29T00:00:00Z')).toEqual([harness.children]);
      expect(await at('2031-03-30T22:59:59Z')).toEqual([harness.children]);
      expect(await at('2031-03-30T23:00:00Z')).toBeUndefined();
    } finally {
      harness.test.clock.hold(undefined);
    }
  });

  it('ends with revocation, with the assignment, and with the account of the person who gave it', async () => {
    const { sro, sroId, deputy, assignment } = await pair();
    const made = await delegate(sro, assignment, deputy.id, day(0), day(5));
    expect(await approves(deputy.client)).toEqual([harness.children]);
    const url = `/api/v1/delegations/${String(made.body['id'])}/revoke`;
    expect((await sro.send('POST', url)).status).toBe(428);
    expect((await sro.send('POST', url, { ifMatch: '"v5"' })).status).toBe(412);
    expect((await sro.send('POST', url, { ifMatch: made.etag })).status).toBe(200);
    expect(await approves(deputy.client)).toBeUndefined();
    expect(await harness.audited(String(made.body['id']))).toEqual([
      'delegation.created',
      'delegation.revoked',
    ]);

    await delegate(sro, assignment, deputy.id, day(0), day(5));
    expect(await approves(deputy.client)).toEqual([harness.children]);
    await harness.test.sql('update app_user set disabled_at = now() where id = $1', [sroId]);
    expect(await approves(deputy.client)).toBeUndefined();
    await harness.test.sql('update app_user set disabled_at = null where id = $1', [sroId]);
    expect(await approves(deputy.client)).toEqual([harness.children]);
    const { etag } = await harness.admin.send('GET', `/api/v1/assignments/${assignment}`);
    await harness.admin.send('POST', `/api/v1/assignments/${assignment}/end`, { ifMatch: etag });
    expect(await approves(deputy.client)).toBeUndefined();
  });

  it('cannot be passed on', async () => {
    const { sro, deputy, assignment } = await pair();
    await delegate(sro, assignment, deputy.id, day(0), day(5));
    const third = await harness.person(`third${count}@example.org`);
    expect((await delegate(deputy.client, assignment, third, day(0), day(5))).status).toBe(404);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without a reason', { reason: '' }, 'reason'],
    ['without a last day', { endsOn: undefined }, 'endsOn'],
    ['that begins in the past', { startsOn: day(-1) }, 'startsOn'],
    ['that ends before it begins', { startsOn: day(3), endsOn: day(2) }, 'endsOn'],
    ['of more than a year', { endsOn: day(368) }, 'endsOn'],
    ['with an unknown field', { revokedAt: null }, 'revokedAt'],
  ])('%s is refused', async (_what, part, path) => {
    const { sro, deputy, assignment } = await pair();
    const answer = await delegate(sro, assignment, deputy.id, day(0), day(1), part);
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toEqual([{ path, message: expect.any(String) }]);
  });

  it('to oneself is refused', async () => {
    const { sro, sroId, assignment } = await pair();
    expect((await delegate(sro, assignment, sroId, day(0), day(1))).status).toBe(422);
  });

  it('does not make an administrator approve, and administration is not delegated', async () => {
    const { sro, assignment } = await pair();
    const answer = await delegate(sro, assignment, harness.adminId, day(0), day(1));
    expect(answer.body).toMatchObject({ status: 409, code: 'would-mix-approval-and-administration' });
    await harness.test.sql(
      `insert into delegation (assignment_id, delegate_id, starts_on, ends_on, reason, created_at) values ($1, $2, $3, $3, 'By hand', now())`,
      [assignment, harness.adminId, day(0)],
    );
    expect(await approves(harness.admin)).toBeUndefined();

    await harness.test.sql(
      `with r as (insert into role (key, name, description) values ('chief', 'Chief', 'Test') returning id)
       insert into role_permission select id, unnest(array['user.manage', 'delegation.create']) from r`,
    );
    const chiefId = await harness.person('chief@example.org');
    const held = await harness.assign(chiefId, 'chief', null);
    const chief = harness.client();
    await chief.signIn('chief@example.org', PASSWORD);
    const nobody = await harness.person('nobody@example.org');
    expect((await delegate(chief, held, nobody, day(0), day(1))).body).toMatchObject({
      status: 409,
      code: 'administration-not-delegable',
    });
  });

  it('is seen by both sides and by readers of the programme’s assignments, and by nobody else', async () => {
    const { sro, deputy, assignment } = await pair();
    const made = await delegate(sro, assignment, deputy.id, day(0), day(5));
    const url = `/api/v1/delegations/${String(made.body['id'])}`;
    const { client: stranger } = await harness.signedIn(
      `stranger${count}@example.org`,
      'sro',
      harness.adults,
    );
    expect((await sro.send('GET', url)).status).toBe(200);
    expect((await deputy.client.send('GET', url)).status).toBe(200);
    expect((await harness.admin.send('GET', url)).status).toBe(200);
    expect((await stranger.send('GET', url)).status).toBe(404);
    expect((await stranger.send('GET', '/api/v1/delegations')).body.items).toEqual([]);
    expect((await deputy.client.send('GET', '/api/v1/delegations')).body.items).toHaveLength(1);
    expect((await stranger.send('POST', `${url}/revoke`, { ifMatch: made.etag })).status).toBe(404);
    expect((await deputy.client.send('POST', `${url}/revoke`, { ifMatch: made.etag })).status).toBe(403);
    expect((await harness.admin.send('POST', `${url}/revoke`, { ifMatch: made.etag })).status).toBe(200);
  });
});

describe('people', () => {
  it('are found by id, and by role, programme and date', async () => {
    const { sroId, assignment, sro, deputy } = await pair();
    await delegate(sro, assignment, deputy.id, day(0), day(5));
    const people = harness.test.app.get(PeopleQueries);
    expect(await people.byIds([sroId, '00000000-0000-4000-8000-000000000000'])).toEqual(
      new Map([[sroId, { id: sroId, name: `sro${count}@example.org`, jobTitle: 'Officer' }]]),
    );
    const holders = await people.holders(['sro'], harness.children, day(0));
    expect(holders.map(({ id }) => id)).toContain(sroId);
    expect(holders.map(({ id }) => id)).not.toContain(deputy.id);
    expect((await people.holders(['sro'], harness.adults, day(0))).map(({ id }) => id)).not.toContain(sroId);
  });
});
