import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepHolds } from '../../../src/holds/index.js';
import { Database } from '../../../src/platform/index.js';
import type { Answer } from '../../support/client.js';
import { CouncilHarness, PASSWORD } from '../../support/council-harness.js';
import { eventually } from '../../support/eventually.js';

let council: CouncilHarness;
beforeAll(async () => {
  council = await CouncilHarness.open();
});
afterAll(() => council.close());

const place = (body: Record<string, unknown>): Promise<Answer> =>
  council.as('admin').send('POST', '/api/v1/holds', { body });
const lift = (hold: Answer, body: Record<string, unknown>): Promise<Answer> =>
  council
    .as('admin')
    .send('POST', `/api/v1/holds/${String(hold.body['id'])}/lift`, { body, ifMatch: hold.etag });

const heldBy = async (
  programme: string | null,
  person: string | null,
  day: string | null,
): Promise<string[]> => {
  const [found] = await council.test.sql<{ held: string[] }>(`select held_by($1, $2, $3)::text[] as held`, [
    programme,
    person,
    day,
  ]);
  return found?.held ?? [];
};

describe('a legal hold', () => {
  it('is placed, read, asked, and lifted with the password; both are audited', async () => {
    const { programmeId, elsewhereId } = council;
    const placed = await place({
      programmeId,
      fromDay: '2020-01-01',
      untilDay: '2020-03-31',
      reason: 'Claim 17 of the county court.\nAsked for by legal services.',
    });
    expect(placed).toMatchObject({
      status: 201,
      body: {
        programme: { id: programmeId },
        person: null,
        fromDay: '2020-01-01',
        placedBy: { name: 'admin' },
        lifted: null,
      },
    });
    const id = String(placed.body['id']);
    const { owner } = council.people;
    expect(await heldBy(programmeId, null, '2020-01-01')).toEqual([id]);
    expect(await heldBy(programmeId, owner.id, '2020-03-31')).toEqual([id]);
    // A day that nobody knows may be one of those that are held.
    expect(await heldBy(programmeId, null, null)).toEqual([id]);
    expect(await heldBy(programmeId, null, '2019-12-31')).toEqual([]);
    expect(await heldBy(programmeId, null, '2020-04-01')).toEqual([]);
    expect(await heldBy(elsewhereId, null, '2020-02-01')).toEqual([]);
    expect(await heldBy(null, owner.id, '2020-02-01')).toEqual([]);
    expect((await council.as('auditor').send('GET', '/api/v1/holds')).body.items).toEqual([placed.body]);

    await council.test.sql(`update session set confirmed_at = null`);
    expect(await lift(placed, { reason: 'Settled.' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password' }] },
    });
    expect(await lift(placed, { reason: 'Settled.', password: 'not hers at all' })).toMatchObject({
      status: 422,
    });
    const lifted = await lift(placed, { reason: 'Settled.', password: PASSWORD });
    expect(lifted).toMatchObject({
      status: 200,
      body: { lifted: { by: { name: 'admin' }, reason: 'Settled.' } },
    });
    expect(await lift(lifted, { reason: 'Again.' })).toMatchObject({ status: 409 });
    expect(await heldBy(programmeId, null, '2020-02-01')).toEqual([]);
    expect((await council.as('auditor').send('GET', '/api/v1/holds')).body.items).toEqual([]);
    expect((await council.as('auditor').send('GET', '/api/v1/holds?state=lifted')).body.items).toHaveLength(
      1,
    );
    expect(
      await council.test.sql(
        `select action, actor_label from audit_event where subject_id = $1 order by seq`,
        [id],
      ),
    ).toEqual([
      { action: 'hold.placed', actor_label: 'admin (Job of admin)' },
      { action: 'hold.lifted', actor_label: 'admin (Job of admin)' },
    ]);
  });

  it('of nothing in particular holds everything, and one of a person whatever is theirs', async () => {
    const { owner, owner2 } = council.people;
    const hers = await place({ personId: owner.id, reason: 'Tribunal.' });
    expect(await heldBy(council.programmeId, owner.id, '2020-01-01')).toEqual([hers.body['id']]);
    expect(await heldBy(null, owner.id, null)).toEqual([hers.body['id']]);
    expect(await heldBy(council.programmeId, owner2.id, null)).toEqual([]);
    const all = await place({ reason: 'Inquiry.' });
    expect(await heldBy(null, null, null)).toEqual([all.body['id']]);
    expect(await heldBy(null, owner.id, null)).toEqual([hers.body['id'], all.body['id']]);
    for (const hold of [hers, all]) await lift(hold, { reason: 'Over.', password: PASSWORD });
  });

  it('refuses what it cannot mean, and names the place', async () => {
    for (const [body, path] of [
      [{ reason: 'x', fromDay: '2020-02-01', untilDay: '2020-01-01' }, 'untilDay'],
      [{ reason: 'x', programmeId: randomUUID() }, 'programmeId'],
      [{ reason: 'x', personId: randomUUID() }, 'personId'],
      [{ reason: '' }, 'reason'],
      [{ reason: 'a\u0000b' }, 'reason'],
      [{ reason: 'x'.repeat(2001) }, 'reason'],
      [{ reason: 'x', fromDay: '30 February' }, 'fromDay'],
    ] as const)
      expect([body, await place(body)]).toMatchObject([body, { status: 422, body: { errors: [{ path }] } }]);
    expect(
      await council.as('admin').send('POST', `/api/v1/holds/${randomUUID()}/lift`, {
        body: { reason: 'x', password: PASSWORD },
        ifMatch: '"v1"',
      }),
    ).toMatchObject({ status: 404 });
  });

  it('keeps a reason that means harm as text', async () => {
    const reason = '<script>alert(1)</script> {{ 7*7 }} =cmd|calc';
    const placed = await place({ reason });
    expect(placed.body['reason']).toBe(reason);
    await lift(placed, { reason, password: PASSWORD });
  });

  it('is for nobody without the permission, there or not', async () => {
    const placed = await place({ reason: 'Inquiry.' });
    for (const who of ['owner', 'reviewer', 'sro', 'clerk', 'analyst', 'reader'] as const)
      for (const url of [
        `/api/v1/holds/${String(placed.body['id'])}`,
        `/api/v1/holds/${randomUUID()}`,
        '/api/v1/holds',
      ])
        expect(await council.as(who).send('GET', url)).toMatchObject({ status: 403 });
    expect(
      await council.as('auditor').send('POST', '/api/v1/holds', { body: { reason: 'x' } }),
    ).toMatchObject({
      status: 403,
    });
    await lift(placed, { reason: 'Over.', password: PASSWORD });
  });

  it('cannot be rewritten or removed, by the application or the owner of the schema', async () => {
    const placed = await place({ reason: 'Inquiry.' });
    const id = placed.body['id'];
    await expect(council.test.sql(`update legal_hold set reason = 'x' where id = $1`, [id])).rejects.toThrow(
      'only ever placed and lifted',
    );
    await expect(council.test.sql(`delete from legal_hold where id = $1`, [id])).rejects.toThrow('History');
    const database = council.test.app.get(Database, { strict: false });
    await expect(database.query(`delete from legal_hold`)).rejects.toThrow('permission denied');
    await lift(placed, { reason: 'Over.', password: PASSWORD });
  });

  it('waits for a deletion that has begun, which goes by what was held then', async () => {
    const database = council.test.app.get(Database, { strict: false });
    let placing: Promise<Answer> | undefined;
    await database.write(async (tx) => {
      await keepHolds(tx);
      placing = place({ reason: 'Inquiry.' });
      await eventually('the hold waits', async () => {
        const [waiting] = await council.test.sql<{ n: number }>(
          `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`,
        );
        return waiting?.n === 1;
      });
      expect(await heldBy(null, null, null)).toEqual([]);
    });
    const placed = await (placing as unknown as Promise<Answer>);
    expect(await heldBy(null, null, null)).toEqual([placed.body['id']]);
    await lift(placed, { reason: 'Over.', password: PASSWORD });
  });
});
