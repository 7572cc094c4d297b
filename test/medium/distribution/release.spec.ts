import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { DistributionHarness } from './distribution-harness.js';

let harness: DistributionHarness;
beforeAll(async () => {
  harness = await DistributionHarness.open({ RELEASE_HOLD_MINUTES: '10' });
});
afterEach(() => harness.rest());
afterAll(() => harness.close());

const heldUntil = async (id: string): Promise<string | null> =>
  (await harness.dispatch(id))['heldUntil'] as string | null;
/** The hold is over. */
const passTime = async (id: string): Promise<void> => {
  await harness.sql(`update dispatch set held_until = now() - interval '1 second' where id = $1`, [id]);
  await harness.sql(
    `update outbox set available_at = now(), notified_at = null where kind = 'dispatch.released' and key = $1`,
    [id],
  );
};

describe('papers that are ready', () => {
  it('are held for some minutes, and leave afterwards', async () => {
    const { dispatchId } = await harness.readyToSend(['held@example.org']);
    harness.work();
    await eventually('they are held', async () => (await heldUntil(dispatchId)) !== null);
    await eventually('nothing is left to do', () => harness.idle());
    expect(await harness.dispatch(dispatchId)).toMatchObject({
      status: 'waiting',
      overdue: false,
      deliveries: [],
    });
    expect(harness.mail.to('held@example.org')).toEqual([]);
    await passTime(dispatchId);
    await eventually('they are out', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
    expect(harness.mail.to('held@example.org')).toHaveLength(1);
    expect(await harness.base.audited(dispatchId)).toEqual([
      'dispatch.created',
      'dispatch.held',
      'dispatch.bound',
    ]);
  });

  it('are cancelled until they leave, and then nothing does', async () => {
    const { dispatchId } = await harness.readyToSend(['cancelled@example.org']);
    harness.work();
    await eventually('they are held', async () => (await heldUntil(dispatchId)) !== null);
    const url = `/api/v1/dispatches/${dispatchId}`;
    const { etag } = await harness.clerk.send('GET', url);
    const cancelled = await harness.clerk.send('POST', `${url}/cancel`, {
      body: { reason: 'The wrong meeting' },
      ifMatch: etag,
    });
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    await harness.sql(
      `update outbox set available_at = now(), notified_at = null where kind = 'dispatch.released' and key = $1`,
      [dispatchId],
    );
    await eventually('nothing is left to do', () => harness.idle());
    expect(harness.mail.to('cancelled@example.org')).toEqual([]);
  });
});

describe('releasing a sealed report at once', () => {
  it('asks for the password, which no token can give; what waits for the seal does not', async () => {
    const periodId = await harness.period();
    const { meetingId } = await harness.committee(['leader@example.org']);
    await harness.sql('update session set confirmed_at = null');
    const early = await harness.plan(periodId, meetingId);
    expect(early.status).toBe(201);
    await harness.sql(
      `update dispatch set cancelled_at = now(), cancelled_by = created_by, cancel_reason = 'x' where id = $1`,
      [early.body['id']],
    );
    await harness.seal(periodId);
    const refused = await harness.plan(periodId, meetingId);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
    await harness.sql(`update session set confirmed_at = '2099-01-01'`);
    expect((await harness.plan(periodId, meetingId)).status).toBe(201);
    expect(await harness.sql(`select from audit_event where detail::text like '%password%'`)).toEqual([]);
  });
});

describe('papers that come late', () => {
  it('are planned with the reason of urgency alone, and their mail says both', async () => {
    const periodId = await harness.period();
    const { committeeId } = await harness.committee(['late@example.org']);
    // Tomorrow: no day lies between.
    const startsAt = new Date(Date.now() + 86_400_000).toISOString();
    const meetingId = await harness.meeting(committeeId, startsAt);
    const versionId = await harness.seal(periodId);
    await harness.render(versionId);
    const refused = await harness.plan(periodId, meetingId);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'urgency' }] } });
    const planned = await harness.clerk.send('POST', '/api/v1/dispatches', {
      body: { periodId, meetingId, send: 'when_sealed', urgency: 'The inspection ended yesterday.' },
    });
    expect(planned).toMatchObject({ status: 201, body: { urgency: 'The inspection ended yesterday.' } });
    const id = String(planned.body['id']);
    harness.work();
    await eventually('they are held', async () => (await heldUntil(id)) !== null);
    await passTime(id);
    await eventually('they are out', async () => (await harness.dispatch(id))['status'] === 'sent');
    const [mail] = harness.mail.to('late@example.org');
    expect(mail?.parsed.text).toMatch(
      /These papers come late, with 0 of 5 clear days: the last day to publish them was/,
    );
    expect(mail?.parsed.text).toMatch(
      /Reason of urgency, as the .+ decided: The inspection ended yesterday\./,
    );
  });
});
