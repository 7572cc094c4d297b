import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { schemaDrift } from '../../../src/platform/index.js';
import type { Answer } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { ok, DistributionHarness } from './distribution-harness.js';

let harness: DistributionHarness;
beforeAll(async () => {
  harness = await DistributionHarness.open({ ALLOWED_MAIL_DOMAINS: 'example.org' });
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
});
afterAll(() => harness.close());

const NOBODY = '00000000-0000-4000-8000-000000000000';
const cancel = (id: string, ifMatch = '"v1"'): Promise<Answer> =>
  harness.clerk.send('POST', `/api/v1/dispatches/${id}/cancel`, { ifMatch, body: { reason: 'Not needed' } });

describe('tables and entities', () => {
  it('say the same', async () => {
    const drift = await schemaDrift(harness.base.test.app.get(DataSource));
    expect(drift).toEqual([]);
  });

  it.each([
    `delete from delivery_event`,
    `update delivery_event set reason = 'x'`,
    `delete from delivery`,
    `delete from dispatch`,
    `truncate dispatch cascade`,
  ])('refuse even the superuser: %s', async (statement) => {
    await expect(harness.sql(statement)).rejects.toThrow(/History can only be added to/);
  });
});

describe('a committee', () => {
  it('is kept by its clerk: made, read, changed, and never written over', async () => {
    const { committeeId } = await harness.committee([]);
    const read = await ok(harness.clerk.send('GET', `/api/v1/committees/${committeeId}`));
    expect(read.body).toMatchObject({ kind: 'scrutiny', active: true, version: 1 });
    const change = { name: 'Children’s Scrutiny', kind: 'board', active: true };
    const path = `/api/v1/committees/${committeeId}`;
    expect((await harness.clerk.send('PATCH', path, { body: change })).status).toBe(428);
    const changed = await ok(harness.clerk.send('PATCH', path, { ifMatch: read.etag, body: change }));
    expect(changed.body).toMatchObject({ name: 'Children’s Scrutiny', kind: 'board', version: 2 });
    expect((await harness.clerk.send('PATCH', path, { ifMatch: read.etag, body: change })).status).toBe(412);
    expect(await harness.base.audited(committeeId)).toEqual(['committee.created', 'committee.changed']);
  });

  it.each<[string, object, number, string]>([
    ['a name twice in a programme', { name: 'Cabinet' }, 409, 'name'],
    ['an unknown kind', { name: 'X', kind: 'club' }, 422, 'kind'],
    ['an empty name', { name: '  ' }, 422, 'name'],
    ['an unknown field', { name: 'X', colour: 'Y' }, 422, 'colour'],
  ])('is refused with %s', async (_name, body, status, path) => {
    const given = { programmeId: harness.base.children, kind: 'cabinet', ...body };
    if (status === 409) await ok(harness.clerk.send('POST', '/api/v1/committees', { body: given }));
    const answer = await harness.clerk.send('POST', '/api/v1/committees', { body: given });
    expect(answer.status).toBe(status);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ path })]);
  });

  it('lists its recipients, each address once, whatever its case; a removed one comes back', async () => {
    const { committeeId, recipientIds } = await harness.committee(['ann@example.org', 'bob@example.org']);
    const path = `/api/v1/committees/${committeeId}/recipients`;
    const again = await harness.clerk.send('POST', path, { body: { name: 'Ann', email: 'ANN@Example.org' } });
    expect(again.body).toMatchObject({ status: 409, errors: [{ path: 'email' }] });
    const one = `${path}/${recipientIds[0] ?? ''}`;
    const read = await ok(harness.clerk.send('GET', one));
    const body = { name: 'Ann', email: 'ann@example.org', active: false };
    const removed = await ok(harness.clerk.send('PATCH', one, { ifMatch: read.etag, body }));
    const restored = await ok(
      harness.clerk.send('PATCH', one, { ifMatch: removed.etag, body: { ...body, active: true } }),
    );
    expect(restored.body).toMatchObject({ active: true, version: 3 });
    expect(await harness.base.audited(recipientIds[0] ?? '')).toEqual([
      'recipient.added',
      'recipient.removed',
      'recipient.restored',
    ]);
    const first = await ok(harness.clerk.send('GET', `${path}?limit=1`));
    const second = await ok(
      harness.clerk.send('GET', `${path}?limit=1&cursor=${String(first.body['nextCursor'])}`),
    );
    expect([first, second].flatMap((page) => page.body.items?.map(({ email }) => email))).toEqual([
      'ann@example.org',
      'bob@example.org',
    ]);
    expect(second.body['nextCursor']).toBeNull();
  });

  it.each(['ann@elsewhere.org', 'ann@sub.example.org', 'ann', 'ann@example.org, bob@example.org'])(
    'refuses the address %s',
    async (email) => {
      const { committeeId } = await harness.committee([]);
      const answer = await harness.clerk.send('POST', `/api/v1/committees/${committeeId}/recipients`, {
        body: { name: 'Ann', email },
      });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ path: 'email' }] });
    },
  );

  it('meets on a day in London, moves and cancels its meetings', async () => {
    const { committeeId, meetingId } = await harness.committee([]);
    const path = `/api/v1/committees/${committeeId}/meetings`;
    const late = await ok(harness.clerk.send('POST', path, { body: { startsAt: '2040-06-30T23:30:00Z' } }));
    expect(late.body).toMatchObject({ meetsOn: '2040-07-01', place: null });
    const twice = await harness.clerk.send('POST', path, { body: { startsAt: '2040-07-01T00:30:00+01:00' } });
    expect(twice.body).toMatchObject({ status: 409, errors: [{ path: 'startsAt' }] });
    const moved = await ok(
      harness.clerk.send('PATCH', `${path}/${meetingId}`, {
        ifMatch: '"v1"',
        body: { startsAt: '2040-03-03T18:00:00Z', place: 'Town hall' },
      }),
    );
    expect(moved.body).toMatchObject({ meetsOn: '2040-03-03', place: 'Town hall', version: 2 });
    const off = await ok(
      harness.clerk.send('POST', `${path}/${meetingId}/cancel`, {
        ifMatch: moved.etag,
        body: { reason: 'Snow' },
      }),
    );
    expect(off.body).toMatchObject({ cancelReason: 'Snow', version: 3 });
    const after = await harness.clerk.send('POST', `${path}/${meetingId}/cancel`, {
      ifMatch: off.etag,
      body: { reason: 'Snow' },
    });
    expect(after.body).toMatchObject({ status: 409, code: 'meeting-cancelled' });
    expect((await harness.plan(await harness.period(), meetingId)).body).toMatchObject({
      status: 409,
      code: 'meeting-cancelled',
    });
  });
});

describe('a dispatch that is planned', () => {
  it('before the report is sealed waits, and goes out when its PDF is stored', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['wait@example.org']);
    harness.work();
    const planned = await ok(harness.plan(periodId, meetingId));
    const id = String(planned.body['id']);
    await eventually('all work is done', () => harness.idle());
    // Who plans papers has said that the meeting gets the report: days of the law are counted to it.
    const agenda = () =>
      harness.sql(
        `select period_id, version from meeting_period join meeting on id = meeting_id where id = $1`,
        [meetingId],
      );
    expect(await agenda()).toEqual([{ period_id: periodId, version: 2 }]);
    expect(await harness.base.audited(meetingId)).toContain('meeting.agenda_set');
    const versionId = await harness.seal(periodId);
    expect(await harness.dispatch(id)).toMatchObject({
      status: 'waiting',
      overdue: false,
      underWay: false,
      deliveries: [],
    });
    await harness.render(versionId);
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    expect(await harness.dispatch(id)).toMatchObject({ reportVersion: { id: versionId, version: 1 } });
  });

  it('for a time waits for that time, though the PDF is there', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['timed@example.org']);
    harness.work();
    const at = new Date(Date.now() + 2500);
    const id = String((await ok(harness.plan(periodId, meetingId, at))).body['id']);
    await harness.render(await harness.seal(periodId));
    await eventually('the rendered version was looked at', () => harness.idle());
    if (Date.now() < at.getTime()) expect((await harness.dispatch(id))['status']).toBe('waiting');
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    const [bound] = await harness.sql<{ early: boolean }>(
      `select bound_at < send_at as early from dispatch where id = $1`,
      [id],
    );
    expect(bound?.early).toBe(false);
  });

  it('for the seal waits for a correction that is in work', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['corrected@example.org']);
    const first = await harness.seal(periodId);
    await harness.render(first);
    await harness.begin(periodId, 2);
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    // Its time has come, and the worker has not looked yet: that is not late.
    expect(await harness.dispatch(id)).toMatchObject({ status: 'waiting', overdue: false, underWay: true });
    harness.work();
    await eventually('all work is done', () => harness.idle());
    expect(await harness.dispatch(id)).toMatchObject({
      status: 'waiting',
      overdue: false,
      underWay: false,
      reportVersion: null,
    });
    const second = await harness.seal(periodId, 2);
    await harness.render(second);
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    expect(await harness.dispatch(id)).toMatchObject({ reportVersion: { id: second, version: 2 } });
  });

  it('for a time after its meeting begins is refused', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['after@example.org']);
    const answer = await harness.plan(periodId, meetingId, new Date('2045-01-01T10:00:00Z'));
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: 'sendAt' }] });
  });

  it('for a time that passes before the report is there is overdue, and then goes out with the report', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['overdue@example.org']);
    harness.work();
    const id = String((await ok(harness.plan(periodId, meetingId, new Date(Date.now() + 300)))).body['id']);
    await eventually('it is overdue', async () => (await harness.dispatch(id))['overdue'] === true);
    await eventually('its work is done', () => harness.idle());
    expect((await harness.dispatch(id))['status']).toBe('waiting');
    await harness.render(await harness.seal(periodId));
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    expect((await harness.dispatch(id))['overdue']).toBe(false);
  });

  it('twice for the same meeting and period is refused; again after it was cancelled is not', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['again@example.org']);
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    expect((await harness.plan(periodId, meetingId)).body).toMatchObject({
      status: 409,
      code: 'already-planned',
    });
    await ok(cancel(id));
    expect((await harness.plan(periodId, meetingId)).status).toBe(201);
  });

  it('and cancelled sends nothing', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['nothing@example.org']);
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    expect((await cancel(id, '"v9"')).status).toBe(412);
    expect((await ok(cancel(id))).body).toMatchObject({ status: 'cancelled', cancelReason: 'Not needed' });
    expect((await cancel(id, '"v2"')).body).toMatchObject({ status: 409, code: 'already-cancelled' });
    await harness.render(await harness.seal(periodId));
    harness.work();
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.received).toEqual([]);
    expect(await harness.dispatch(id)).toMatchObject({ status: 'cancelled', deliveries: [] });
    expect(await harness.base.audited(id)).toEqual(['dispatch.created', 'dispatch.cancelled']);
  });

  it('and bound can no longer be cancelled', async () => {
    const { dispatchId } = await harness.readyToSend(['bound@example.org']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
    expect((await cancel(dispatchId, '"v2"')).body).toMatchObject({ status: 409, code: 'already-bound' });
  });

  it('for a meeting that is called off sends nothing and asks for a person', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId } = await harness.committee(['off@example.org']);
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    await ok(
      harness.clerk.send('POST', `/api/v1/committees/${committeeId}/meetings/${meetingId}/cancel`, {
        ifMatch: '"v2"',
        body: { reason: 'Election' },
      }),
    );
    await harness.render(await harness.seal(periodId));
    harness.work();
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.received).toEqual([]);
    expect(await harness.dispatch(id)).toMatchObject({
      status: 'needs_attention',
      problem: 'meeting-cancelled',
    });
  });

  it('for a committee without recipients is never "sent": it asks for a person, who mends it and plans again', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId } = await harness.committee([]);
    await harness.render(await harness.seal(periodId));
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('all work is done', () => harness.idle());
    expect(await harness.dispatch(id)).toMatchObject({
      status: 'needs_attention',
      problem: 'no-recipients',
      reportVersion: null,
    });
    await ok(
      harness.clerk.send('POST', `/api/v1/committees/${committeeId}/recipients`, {
        body: { name: 'Ann', email: 'anew@example.org' },
      }),
    );
    expect(await harness.dispatch(id)).toMatchObject({ status: 'waiting', overdue: true });
    await ok(cancel(id));
    const again = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    await eventually('it is out', async () => (await harness.dispatch(again))['status'] === 'sent');
    expect(harness.mail.to('anew@example.org')).toHaveLength(1);
  });

  it('skips a recipient who was removed', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId, recipientIds } = await harness.committee([
      'in@example.org',
      'out@example.org',
    ]);
    await ok(
      harness.clerk.send('PATCH', `/api/v1/committees/${committeeId}/recipients/${recipientIds[1] ?? ''}`, {
        ifMatch: '"v1"',
        body: { name: 'Out', email: 'out@example.org', active: false },
      }),
    );
    await harness.render(await harness.seal(periodId));
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    expect(harness.mail.received.map(({ to }) => to)).toEqual(['in@example.org']);
  });

  it('shows that the work behind it was given up', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['dead@example.org']);
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    await harness.sql(`update outbox set dead_letter_at = now() where kind = 'dispatch.due' and key = $1`, [
      id,
    ]);
    expect(await harness.dispatch(id)).toMatchObject({ status: 'needs_attention', problem: 'work-failed' });
  });

  it.each<[string, object, string]>([
    ['a time without "at"', { send: 'when_sealed', sendAt: '2040-01-01T00:00:00Z' }, 'sendAt'],
    ['"at" without a time', { send: 'at' }, 'sendAt'],
    ['a time without a zone', { send: 'at', sendAt: '2040-01-01T00:00:00' }, 'sendAt'],
    ['a time that has passed', { send: 'at', sendAt: '2020-01-01T00:00:00Z' }, 'sendAt'],
    ['an id that is none', { send: 'when_sealed', meetingId: '1' }, 'meetingId'],
    ['an unknown field', { send: 'when_sealed', to: 'x@example.org' }, 'to'],
  ])('is refused with %s', async (_name, body, path) => {
    const { meetingId } = await harness.committee([]);
    const answer = await harness.clerk.send('POST', '/api/v1/dispatches', {
      body: { periodId: await harness.period(), meetingId, ...body },
    });
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ path })]);
  });
});

describe('who may', () => {
  it('see it: in another programme nothing is there, neither to read nor to write', async () => {
    const { dispatchId } = await harness.readyToSend(['secret@example.org']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
    const { deliveries, meeting } = await harness.dispatch(dispatchId);
    const { id: meetingId, committeeId } = meeting as { id: string; committeeId: string };
    const deliveryId = deliveries[0]?.id ?? '';
    const other = harness.clerkElsewhere;
    for (const path of [
      `committees/${committeeId}`,
      `committees/${committeeId}/recipients`,
      `committees/${committeeId}/meetings`,
      `committees/${committeeId}/meetings/${meetingId}`,
      `dispatches/${dispatchId}`,
      `deliveries/${deliveryId}`,
    ])
      expect([path, (await other.send('GET', `/api/v1/${path}`)).status]).toEqual([path, 404]);
    for (const path of ['committees', 'dispatches', `deliveries?dispatchId=${dispatchId}`]) {
      const { body } = await ok(other.send('GET', `/api/v1/${path}`));
      expect(JSON.stringify(body)).not.toMatch(new RegExp(`${committeeId}|${dispatchId}|secret@`));
    }
    for (const [path, body] of [
      [`committees/${committeeId}/recipients`, { name: 'Spy', email: 'spy@example.org' }],
      [`committees/${committeeId}/meetings`, { startsAt: '2040-01-01T10:00:00Z' }],
      [`committees/${committeeId}/meetings/${meetingId}/cancel`, { reason: 'x' }],
      [`dispatches/${dispatchId}/cancel`, { reason: 'x' }],
      [`deliveries/${deliveryId}/resend`, { reason: 'x' }],
      [`deliveries/${deliveryId}/settle`, { state: 'failed', reason: 'x' }],
    ] as const)
      expect([path, (await other.send('POST', `/api/v1/${path}`, { ifMatch: '"v1"', body })).status]).toEqual(
        [path, 404],
      );
    const theirs = await other.send('POST', '/api/v1/dispatches', {
      body: { periodId: await harness.period(harness.base.adults), meetingId, send: 'when_sealed' },
    });
    expect(theirs.status).toBe(404);
  });

  it('write it: a reader of the same programme may not', async () => {
    const { dispatchId } = await harness.readyToSend(['mine@example.org']);
    expect((await harness.reader.send('GET', `/api/v1/dispatches/${dispatchId}`)).status).toBe(200);
    const answer = await harness.reader.send('POST', `/api/v1/dispatches/${dispatchId}/cancel`, {
      ifMatch: '"v1"',
      body: { reason: 'x' },
    });
    expect(answer.status).toBe(403);
  });

  it('mix programmes: nobody, not even with a role in both', async () => {
    const both = await harness.base.signedIn(`both@example.org`, 'clerk');
    const { meetingId } = await harness.committee([]);
    const answer = await both.client.send('POST', '/api/v1/dispatches', {
      body: { periodId: await harness.period(harness.base.adults), meetingId, send: 'when_sealed' },
    });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: 'meetingId' }] });
  });

  it('ask for what is not there', async () => {
    expect((await harness.clerk.send('GET', `/api/v1/dispatches/${NOBODY}`)).status).toBe(404);
    expect((await harness.clerk.send('GET', `/api/v1/deliveries/${NOBODY}`)).status).toBe(404);
    expect((await harness.plan(NOBODY, NOBODY)).status).toBe(404);
  });
});

describe('the list of dispatches', () => {
  it('is the newest first, by committee or period, page by page', async () => {
    const { committeeId, meetingId } = await harness.committee(['list@example.org']);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++)
      ids.unshift(String((await ok(harness.plan(await harness.period(), meetingId))).body['id']));
    const path = `/api/v1/dispatches?committeeId=${committeeId}&limit=2`;
    const first = await ok(harness.clerk.send('GET', path));
    const second = await ok(harness.clerk.send('GET', `${path}&cursor=${String(first.body['nextCursor'])}`));
    expect([first, second].flatMap(({ body }) => body.items?.map(({ id }) => id))).toEqual(ids);
    const periodId = String(second.body.items?.[0]?.['periodId']);
    const byPeriod = await ok(harness.clerk.send('GET', `/api/v1/dispatches?periodId=${periodId}`));
    expect(byPeriod.body.items?.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await harness.clerk.send('GET', `${path}&cursor=nonsense`)).status).toBe(400);
  });
});
