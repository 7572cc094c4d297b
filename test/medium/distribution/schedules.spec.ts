import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SchedulesHandler } from '../../../src/distribution/schedules/schedules.handler.js';
import { Audit, Calendars, Database, Outbox, WorkHandlers } from '../../../src/platform/index.js';
import { TestClock } from '../../support/app.js';
import { DistributionHarness, ok } from './distribution-harness.js';

let harness: DistributionHarness;
const clock = new TestClock();
/** As many workers as a test wants: each looks with the same clock. */
const worker = (): SchedulesHandler =>
  new SchedulesHandler(
    harness.get(WorkHandlers),
    harness.get(Database),
    harness.get(Calendars),
    clock,
    harness.get(Outbox),
    harness.get(Audit),
  );
const look = (instant: string): Promise<number> => {
  clock.hold(instant);
  return worker().look('test');
};

beforeAll(async () => {
  harness = await DistributionHarness.open();
});
afterAll(() => harness.close());

const url = (committeeId: string): string => `/api/v1/committees/${committeeId}/schedules`;
/** The last working day of the month, 09:00; it has been there since the end of 2026. */
async function schedule(committeeId: string): Promise<string> {
  const made = await ok(harness.clerk.send('POST', url(committeeId), { body: { workingDay: -1, hour: 9 } }));
  const id = String(made.body['id']);
  await harness.sql(`update dispatch_schedule set active = false where id <> $1`, [id]);
  await harness.sql(`update dispatch_schedule set since = '2026-12-01T00:00:00Z' where id = $1`, [id]);
  return id;
}
const runs = async (committeeId: string, id: string): Promise<unknown[]> =>
  (
    (await ok(harness.clerk.send('GET', `${url(committeeId)}/${id}`))).body['runs'] as {
      windowAt: string;
      outcome: string;
      late: boolean;
    }[]
  ).map(({ windowAt, outcome, late }) => [windowAt.slice(0, 16), outcome, late]);

describe('a schedule', () => {
  it('plans the newest report for the next meeting, once for each of its times, by several workers', async () => {
    const { committeeId, meetingId } = await harness.committee(['monthly@example.org']);
    const id = await schedule(committeeId);
    expect(await look('2027-01-29T08:59:00Z')).toBe(1);
    await harness.seal(await harness.period());
    expect(await look('2027-01-29T08:59:30Z')).toBe(0);
    clock.hold('2027-01-29T09:00:00Z');
    const done = await Promise.all(Array.from({ length: 4 }, () => worker().look('test')));
    expect(done.sort()).toEqual([0, 0, 0, 1]);
    expect(await runs(committeeId, id)).toEqual([
      ['2027-01-29T09:00', 'planned', false],
      ['2026-12-31T09:00', 'no-report', true],
    ]);
    const planned = await harness.sql<{ meeting: string; send: string }>(
      `select meeting_id as meeting, send from dispatch where meeting_id = $1`,
      [meetingId],
    );
    expect(planned).toEqual([{ meeting: meetingId, send: 'at' }]);
    // After three months without a worker: one, marked, and the report is planned already.
    expect(await look('2027-05-10T10:00:00Z')).toBe(1);
    expect(await look('2027-05-10T11:00:00Z')).toBe(0);
    expect((await runs(committeeId, id))[0]).toEqual(['2027-04-30T08:00', 'already', true]);
  });

  it('says that no meeting is ahead, and does nothing once it is stopped', async () => {
    const { committeeId, meetingId } = await harness.committee(['none@example.org']);
    const id = await schedule(committeeId);
    await harness.sql(`update meeting set cancelled_at = now(), cancel_reason = 'x' where id = $1`, [
      meetingId,
    ]);
    await look('2027-01-29T09:30:00Z');
    expect(await runs(committeeId, id)).toEqual([['2027-01-29T09:00', 'no-meeting', false]]);
    const { etag } = await harness.clerk.send('GET', `${url(committeeId)}/${id}`);
    const stopped = await harness.clerk.send('PUT', `${url(committeeId)}/${id}`, {
      body: { workingDay: -1, hour: 9, active: false },
      ifMatch: etag,
    });
    expect(stopped).toMatchObject({ status: 200, body: { active: false, ahead: [] } });
    expect(await look('2027-03-01T09:30:00Z')).toBe(0);
  });

  it('shows a dry run of the next year, is refused twice, and is not for readers of another programme', async () => {
    const { committeeId } = await harness.committee(['dry@example.org']);
    const made = await ok(harness.clerk.send('POST', url(committeeId), { body: { workingDay: 1, hour: 7 } }));
    const ahead = made.body['ahead'] as { at: string; meeting: { id: string } | null }[];
    expect(ahead.length).toBeGreaterThan(6);
    expect(ahead.every(({ meeting }) => meeting !== null)).toBe(true);
    const twice = await harness.clerk.send('POST', url(committeeId), { body: { workingDay: 1, hour: 7 } });
    expect([twice.status, twice.body['code']]).toEqual([409, 'already-exists']);
    const none = await harness.clerk.send('POST', url(committeeId), { body: { workingDay: 0, hour: 7 } });
    expect(none).toMatchObject({ status: 422, body: { errors: [{ path: 'workingDay' }] } });
    expect((await harness.clerkElsewhere.send('GET', url(committeeId))).status).toBe(404);
    expect(
      (await harness.reader.send('POST', url(committeeId), { body: { workingDay: 2, hour: 7 } })).status,
    ).toBe(403);
  });
});
