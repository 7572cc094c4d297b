import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { inOffice, serves } from '../../../src/committees/index.js';
import { londonDate } from '../../../src/platform/index.js';
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

/** London date, so many days from today. */
const day = (away: number): string => londonDate(new Date(Date.now() + away * 86_400_000));

interface Checked {
  recipients: { email: string }[];
  removed: { email: string; standing: string }[];
}
const emailsOf = (list: readonly { email: string }[]): string[] => list.map(({ email }) => email);

async function setTerm(
  committeeId: string,
  recipientId: string,
  term: { servesFrom?: string; servesUntil?: string },
): Promise<void> {
  const path = `/api/v1/committees/${committeeId}/recipients/${recipientId}`;
  const { etag, body } = await ok(harness.clerk.send('GET', path));
  const { name, email } = body as { name: string; email: string };
  await ok(
    harness.clerk.send('PATCH', path, { ifMatch: etag, body: { name, email, active: true, ...term } }),
  );
}

const check = async (dispatchId: string): Promise<Checked> =>
  (await ok(harness.clerk.send('GET', `/api/v1/dispatches/${dispatchId}/check`))).body as never;

describe('a term of office', () => {
  it('is the same rule in the database and in the code, on both sides of both of its days', async () => {
    for (const servesFrom of [null, '2020-03-29'])
      for (const servesUntil of [null, '2020-10-25'])
        for (const active of [true, false])
          for (const on of ['2020-03-28', '2020-03-29', '2020-10-25', '2020-10-26']) {
            const [found] = await harness.sql<{ serves: boolean }>(
              `select ${inOffice('$4::date')} as serves from (select $1::boolean as active, $2::date as serves_from, $3::date as serves_until) r`,
              [active, servesFrom, servesUntil, on],
            );
            expect({ servesFrom, servesUntil, active, on, serves: found?.serves }).toEqual({
              ...{ servesFrom, servesUntil, active, on },
              serves: serves({ active, servesFrom, servesUntil }, on),
            });
          }
  });

  it('is refused with its days the wrong way round, and kept by the interface', async () => {
    const { committeeId } = await harness.committee([]);
    const path = `/api/v1/committees/${committeeId}/recipients`;
    const given = { name: 'Ann', email: 'term@example.org' };
    const wrong = await harness.clerk.send('POST', path, {
      body: { ...given, servesFrom: '2020-05-07', servesUntil: '2020-05-06' },
    });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ path: 'servesUntil' }] });
    const kept = await ok(
      harness.clerk.send('POST', path, {
        body: { ...given, servesFrom: '2020-05-07', servesUntil: '2024-05-06' },
      }),
    );
    expect(kept.body).toMatchObject({ servesFrom: '2020-05-07', servesUntil: '2024-05-06', active: true });
  });

  it('decides on the day on which papers leave who gets them: the first day and the last are in it', async () => {
    const periodId = await harness.period();
    const emails = ['first', 'last', 'early', 'late'].map((name) => `${name}@example.org`);
    const { committeeId, meetingId, recipientIds } = await harness.committee(emails);
    const [first = '', last = '', early = '', late = ''] = recipientIds;
    await setTerm(committeeId, first, { servesFrom: day(0) });
    await setTerm(committeeId, last, { servesUntil: day(0) });
    await setTerm(committeeId, early, { servesFrom: day(1) });
    await setTerm(committeeId, late, { servesUntil: day(-1) });
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    expect(emailsOf((await check(id)).recipients)).toEqual(['first@example.org', 'last@example.org']);
    await harness.render(await harness.seal(periodId));
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    expect(harness.mail.received.map(({ to }) => to).sort()).toEqual([
      'first@example.org',
      'last@example.org',
    ]);
  });

  it('is looked at on the day for which papers are planned', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId, recipientIds } = await harness.committee([
      'ends@example.org',
      'begins@example.org',
    ]);
    await setTerm(committeeId, recipientIds[0] ?? '', { servesUntil: day(2) });
    await setTerm(committeeId, recipientIds[1] ?? '', { servesFrom: day(4) });
    const at = new Date(Date.now() + 3 * 86_400_000);
    const id = String((await ok(harness.plan(periodId, meetingId, at))).body['id']);
    expect((await check(id)).recipients).toEqual([]);
    expect(await harness.dispatch(id)).toMatchObject({ status: 'needs_attention', problem: 'no-recipients' });
    await setTerm(committeeId, recipientIds[0] ?? '', { servesUntil: day(3) });
    expect(emailsOf((await check(id)).recipients)).toEqual(['ends@example.org']);
    expect((await harness.dispatch(id))['status']).toBe('waiting');
  });

  it('that has ended takes nothing back: a correction of what they have goes to them, the next report does not', async () => {
    const [periodId, next] = [await harness.period(), await harness.period()];
    const { committeeId, meetingId, recipientIds } = await harness.committee([
      'leaver@example.org',
      'stays@example.org',
    ]);
    const versionId = await harness.seal(periodId);
    await harness.render(versionId);
    const first = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(first))['status'] === 'sent');
    await setTerm(committeeId, recipientIds[0] ?? '', { servesUntil: day(-1) });
    // The ledger of what was sent stays as it was.
    expect((await harness.dispatch(first)).deliveries).toHaveLength(2);

    const meeting = await harness.meeting(committeeId, '2040-03-11T10:00:00Z');
    const later = String((await ok(harness.plan(next, meeting))).body['id']);
    expect(await check(later)).toMatchObject({
      recipients: [{ email: 'stays@example.org' }],
      removed: [{ email: 'leaver@example.org', standing: 'left' }],
    });

    await harness.render(await harness.seal(periodId, 2));
    const correction = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    await eventually('the correction is out', async () => {
      return (await harness.dispatch(correction))['status'] === 'sent';
    });
    expect(harness.mail.to('leaver@example.org')).toHaveLength(2);
    expect(harness.mail.to('stays@example.org')).toHaveLength(2);
  });

  it('that has ended gives no right to what is not for publication, in a correction either', async () => {
    const periodId = await harness.period();
    const { committeeId, meetingId, recipientIds } = await harness.committee(
      ['exempt.leaver@example.org', 'exempt.stays@example.org'],
      'exempt',
    );
    const withheld = { publication: undefined } as never;
    const first = await harness.seal(periodId, 1, withheld);
    await harness.render(first, { edition: 'exempt' });
    const id = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    harness.work();
    await eventually('it is out', async () => (await harness.dispatch(id))['status'] === 'sent');
    await setTerm(committeeId, recipientIds[0] ?? '', { servesUntil: day(-1) });
    await harness.render(await harness.seal(periodId, 2, withheld), { edition: 'exempt' });
    const correction = String((await ok(harness.plan(periodId, meetingId))).body['id']);
    await eventually('the correction is out', async () => {
      return (await harness.dispatch(correction))['status'] === 'sent';
    });
    expect(harness.mail.to('exempt.leaver@example.org')).toHaveLength(1);
    expect(harness.mail.to('exempt.stays@example.org')).toHaveLength(2);
  });

  it('that has ended is a reason not to send again what did not go through', async () => {
    harness.mail.manners.set('gone@example.org', { refuse: 550 });
    const { dispatchId } = await harness.readyToSend(['gone@example.org']);
    harness.work();
    await eventually('it bounced', async () => (await harness.stateOf(dispatchId)) === 'bounced');
    const [delivery] = (await harness.dispatch(dispatchId)).deliveries;
    const { meeting } = await harness.dispatch(dispatchId);
    await setTerm((meeting as { committeeId: string }).committeeId, delivery?.recipient.id ?? '', {
      servesUntil: day(-1),
    });
    const again = await harness.clerk.send('POST', `/api/v1/deliveries/${delivery?.id ?? ''}/resend`, {
      ifMatch: `"v${delivery?.version ?? 0}"`,
      body: { reason: 'The mailbox is back' },
    });
    expect(again.body).toMatchObject({ status: 409, code: 'not-in-office' });
  });
});
