import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, Outbox } from '../../../src/platform/index.js';
import { editionRendered } from '../../../src/reporting/index.js';
import { eventually } from '../../support/eventually.js';
import { ok, DistributionHarness } from './distribution-harness.js';

let harness: DistributionHarness;
beforeAll(async () => {
  harness = await DistributionHarness.open({ WORK_MAX_ATTEMPTS: '2' });
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
});
afterAll(() => harness.close());

const until = (dispatchId: string, state: string) =>
  eventually(`the delivery is ${state}`, async () => (await harness.stateOf(dispatchId)) === state);

/** Puts a delivery's work back, as if it had never been taken: now, and for the worker that comes first. */
const ringAgain = () =>
  harness.sql(
    `update outbox set done_at = null, dead_letter_at = null, owner = null, lease_until = null, notified_at = null, available_at = now()
      where kind in ('delivery.send', 'edition.rendered', 'dispatch.due')`,
  );

describe('a sealed report', () => {
  it('goes to each recipient in a mail of their own, with the stored PDF and its hash', async () => {
    const emails = ['ann@example.org', 'bob@example.org', 'cem@example.org'];
    const { dispatchId, versionId, pdf } = await harness.readyToSend(emails);
    harness.work();
    await eventually('all are sent', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
    expect(harness.mail.received.map(({ to }) => to).sort()).toEqual(emails);
    const { deliveries, deliveryCounts } = await harness.dispatch(dispatchId);
    expect(deliveryCounts).toEqual({ accepted: 3 });
    const [version] = await harness.sql<{ sha256: string }>(
      `select sha256 from report_version where id = $1`,
      [versionId],
    );
    for (const { to, parsed } of harness.mail.received) {
      const delivery = deliveries.find(({ recipient }) => recipient.email === to);
      expect([parsed.to].flat().flatMap((list) => list?.value.map(({ address }) => address))).toEqual([to]);
      expect(parsed.cc).toBeUndefined();
      expect(parsed.messageId).toBe(delivery?.messageId);
      expect(parsed.messageId).toBe(`<${delivery?.id ?? ''}@example.org>`);
      expect(parsed.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
        [expect.stringMatching(/^cs-highlight-report-\d{4}-\d{2}-v1\.pdf$/), 'application/pdf'],
      ]);
      expect(parsed.attachments[0]?.content.equals(pdf)).toBe(true);
      expect(parsed.subject).toBe(
        '[OFFICIAL] Children’s services improvement: highlight report, January 2020',
      );
      expect(parsed.text).toContain(version?.sha256);
      expect(parsed.text).toContain('Saturday 11 February 2040, 10:00');
      expect(parsed.text).not.toContain('correction');
    }
    expect(deliveries[0]?.response).toMatch(/^250 /);
    const detail = await harness.delivery(deliveries[0]?.id ?? '');
    expect(detail.events.map(({ state, by }) => [state, by])).toEqual([
      ['queued', 'system'],
      ['sending', 'system'],
      ['accepted', 'system'],
    ]);
    expect(await harness.base.audited(dispatchId)).toEqual(['dispatch.created', 'dispatch.bound']);
    expect(await harness.base.audited(detail.id)).toEqual(['delivery.sending', 'delivery.accepted']);
  });

  it('is sent once when the same work comes twice, before and after it was done', async () => {
    const { dispatchId } = await harness.readyToSend(['twice@example.org']);
    harness.work();
    await until(dispatchId, 'accepted');
    await ringAgain();
    await eventually('all work is done again', () => harness.idle());
    expect(harness.mail.to('twice@example.org')).toHaveLength(1);
    expect((await harness.dispatch(dispatchId)).deliveries).toHaveLength(1);
  });

  it('is sent once to each by three workers at once', async () => {
    const emails = Array.from({ length: 12 }, (_, n) => `many${n}@example.org`);
    const { dispatchId } = await harness.readyToSend(emails);
    for (let n = 0; n < 3; n++) harness.work();
    await eventually('all are sent', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.received.map(({ to }) => to).sort()).toEqual([...emails].sort());
  });

  it('says in its mail when it is a correction', async () => {
    const [before, periodId] = [await harness.period(), await harness.period()];
    const { meetingId } = await harness.committee(['fix@example.org']);
    const december = await harness.seal(before);
    await harness.render(december);
    await ok(harness.plan(before, meetingId));
    harness.work();
    await eventually('December is out', () => harness.mail.to('fix@example.org').length === 1);
    await eventually('all work is done', () => harness.idle());
    const first = await harness.seal(periodId);
    await harness.render(first, { sinceId: december });
    await ok(harness.plan(periodId, meetingId));
    await eventually('the first is out', () => harness.mail.to('fix@example.org').length === 2);
    await eventually('all work is done', () => harness.idle());
    expect((await harness.plan(periodId, meetingId)).body).toMatchObject({
      status: 409,
      code: 'already-sent',
    });
    const second = await harness.seal(periodId, 2);
    const planned = await ok(harness.plan(periodId, meetingId));
    await eventually('it was looked at', () => harness.idle());
    expect(await harness.dispatch(String(planned.body['id']))).toMatchObject({
      status: 'waiting',
      reportVersion: null,
    });
    // The version that it replaces is to be used no longer: what changed is told again since the period before.
    expect(await harness.asked(second)).toEqual([
      { versionId: second, edition: 'public', sinceId: december },
    ]);
    await harness.render(second, { sinceId: december });
    await eventually('the correction is out', () => harness.mail.to('fix@example.org').length === 3);
    const mail = harness.mail.to('fix@example.org')[2]?.parsed;
    expect(mail?.subject).toContain('corrected (version 2)');
    expect(mail?.text).toContain('It takes the place of version 1');
    expect(mail?.text).toContain('A figure was wrong.');
  });
});

describe('when the mail server', () => {
  it('puts it off, it is tried again by itself', async () => {
    harness.mail.manners.set('later@example.org', { refuse: 451 });
    const { dispatchId } = await harness.readyToSend(['later@example.org']);
    harness.work();
    await until(dispatchId, 'deferred');
    expect((await harness.dispatch(dispatchId))['status']).toBe('sending');
    harness.mail.manners.delete('later@example.org');
    await until(dispatchId, 'accepted');
    const { deliveries } = await harness.dispatch(dispatchId);
    expect(deliveries[0]?.attempts).toBe(2);
    expect(harness.mail.to('later@example.org')).toHaveLength(1);
    expect(await harness.base.audited(deliveries[0]?.id ?? '')).toEqual([
      'delivery.deferred',
      'delivery.sending',
      'delivery.accepted',
    ]);
  });

  it('puts it off as often as we ask, it has failed and a person can have it sent again', async () => {
    harness.mail.manners.set('never@example.org', { refuse: 451 });
    const { dispatchId } = await harness.readyToSend(['never@example.org']);
    harness.work();
    await until(dispatchId, 'failed');
    expect(await harness.dispatch(dispatchId)).toMatchObject({
      status: 'needs_attention',
      problem: 'not-delivered',
    });
    expect(harness.mail.timesAsked('never@example.org')).toBe(2);
    harness.mail.manners.delete('never@example.org');
    const [delivery] = (await harness.dispatch(dispatchId)).deliveries;
    await ok(
      harness.clerk.send('POST', `/api/v1/deliveries/${delivery?.id ?? ''}/resend`, {
        ifMatch: `"v${delivery?.version ?? 0}"`,
        body: { reason: 'Their server is back' },
      }),
    );
    await until(dispatchId, 'accepted');
    expect(harness.mail.to('never@example.org')).toHaveLength(1);
  });

  it('refuses it for good, it has bounced; a corrected address is used when it is sent again', async () => {
    harness.mail.manners.set('gone@example.org', { refuse: 550 });
    const { dispatchId } = await harness.readyToSend(['gone@example.org', 'good@example.org']);
    harness.work();
    await eventually('one bounced, one accepted', async () => {
      const { deliveryCounts } = await harness.dispatch(dispatchId);
      return (
        JSON.stringify(deliveryCounts) === '{"bounced":1,"accepted":1}' ||
        JSON.stringify(deliveryCounts) === '{"accepted":1,"bounced":1}'
      );
    });
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.timesAsked('gone@example.org')).toBe(1);
    const bounced = (await harness.dispatch(dispatchId)).deliveries.find(({ state }) => state === 'bounced');
    expect(bounced?.response).toContain('550');
    const [recipient] = await harness.sql<{ committee_id: string; version: number }>(
      `select committee_id, version from committee_recipient where id = $1`,
      [bounced?.recipient.id],
    );
    await ok(
      harness.clerk.send(
        'PATCH',
        `/api/v1/committees/${recipient?.committee_id ?? ''}/recipients/${bounced?.recipient.id ?? ''}`,
        {
          ifMatch: '"v1"',
          body: { name: 'Councillor Gone', email: 'new@example.org', active: true },
        },
      ),
    );
    await ok(
      harness.clerk.send('POST', `/api/v1/deliveries/${bounced?.id ?? ''}/resend`, {
        ifMatch: `"v${bounced?.version ?? 0}"`,
        body: { reason: 'Address corrected' },
      }),
    );
    await eventually('the other is out', () => harness.mail.to('new@example.org').length === 1);
    expect(harness.mail.to('new@example.org')[0]?.parsed.messageId).toBe(bounced?.messageId);
    await eventually('sent', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
  });

  it('hangs up after the content, it is uncertain and not sent again by itself; a person settles it', async () => {
    harness.mail.manners.set('lost@example.org', 'drop');
    const { dispatchId } = await harness.readyToSend(['lost@example.org']);
    harness.work();
    await until(dispatchId, 'uncertain');
    await eventually('all work is done', () => harness.idle());
    await ringAgain();
    await eventually('all work is done again', () => harness.idle());
    expect(harness.mail.to('lost@example.org')).toHaveLength(1);
    expect(await harness.dispatch(dispatchId)).toMatchObject({
      status: 'needs_attention',
      problem: 'uncertain',
    });
    const [delivery] = (await harness.dispatch(dispatchId)).deliveries;
    const settle = (ifMatch: string | undefined) =>
      harness.clerk.send('POST', `/api/v1/deliveries/${delivery?.id ?? ''}/settle`, {
        ifMatch,
        body: { state: 'accepted', reason: 'The councillor has it' },
      });
    expect((await settle(undefined)).status).toBe(428);
    expect((await settle('"v1"')).status).toBe(412);
    const settled = await ok(settle(`"v${delivery?.version ?? 0}"`));
    expect(settled.body).toMatchObject({ state: 'accepted', reason: 'The councillor has it' });
    expect(await harness.base.audited(delivery?.id ?? '')).toEqual([
      'delivery.sending',
      'delivery.uncertain',
      'delivery.settled',
    ]);
    expect((await harness.dispatch(dispatchId))['status']).toBe('sent');
    // Over is over.
    expect((await settle(settled.etag)).body).toMatchObject({ status: 409, code: 'not-possible' });
  });
});

describe('when a worker', () => {
  it('dies between the server’s 250 and its own commit, it is uncertain and not sent again by itself', async () => {
    const { dispatchId } = await harness.readyToSend(['crash@example.org']);
    harness.work();
    await until(dispatchId, 'accepted');
    await harness.rest();
    // What such a crash leaves behind: the mail is out, the row says sending, the claim runs out.
    await harness.sql(`alter table delivery disable trigger delivery_guard`);
    await harness.sql(`update delivery set state = 'sending' where dispatch_id = $1`, [dispatchId]);
    await harness.sql(`alter table delivery enable trigger delivery_guard`);
    await harness.sql(
      `update outbox set done_at = null, notified_at = null, owner = gen_random_uuid(), lease_until = now() - interval '1 second'
        where kind = 'delivery.send' and key in (select id || ':1' from delivery where dispatch_id = $1)`,
      [dispatchId],
    );
    harness.work();
    await until(dispatchId, 'uncertain');
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.to('crash@example.org')).toHaveLength(1);
    const [delivery] = (await harness.dispatch(dispatchId)).deliveries;
    expect(delivery?.reason).toContain('may or may not');
    // A person decides: once more, under the same Message-ID.
    await ok(
      harness.clerk.send('POST', `/api/v1/deliveries/${delivery?.id ?? ''}/resend`, {
        ifMatch: `"v${delivery?.version ?? 0}"`,
        body: { reason: 'They did not get it' },
      }),
    );
    await until(dispatchId, 'accepted');
    expect(harness.mail.to('crash@example.org').map(({ parsed }) => parsed.messageId)).toEqual([
      delivery?.messageId,
      delivery?.messageId,
    ]);
    const { events } = await harness.delivery(delivery?.id ?? '');
    expect(events.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'accepted',
      'uncertain',
      'queued',
      'sending',
      'accepted',
    ]);
    expect(events[4]).toMatchObject({ by: 'clerk@example.org (Officer)', reason: 'They did not get it' });
    expect(await harness.base.audited(delivery?.id ?? '')).toContain('delivery.resent');
  });

  it('dies before the server asked for the content, the next one sends it, once', async () => {
    harness.mail.manners.set('early@example.org', 'hold at RCPT');
    const { dispatchId } = await harness.readyToSend(['early@example.org']);
    harness.work();
    await eventually('it is spoken to', () => harness.mail.timesAsked('early@example.org') === 1);
    expect(await harness.stateOf(dispatchId)).toBe('queued');
    // What a kill leaves behind: the claim runs out and nobody wrote anything.
    await harness.sql(
      `update outbox set owner = gen_random_uuid(), lease_until = now() - interval '1 second', notified_at = null
        where kind = 'delivery.send' and done_at is null`,
    );
    await until(dispatchId, 'accepted');
    // The first was only slow: it goes on, learns that another has it, and hands nothing over.
    harness.mail.release();
    await harness.rest();
    expect(harness.mail.timesAsked('early@example.org')).toBe(2);
    expect(harness.mail.to('early@example.org')).toHaveLength(1);
    const { deliveries } = await harness.dispatch(dispatchId);
    expect(deliveries[0]).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(await harness.base.audited(deliveries[0]?.id ?? '')).toEqual([
      'delivery.sending',
      'delivery.accepted',
    ]);
  });

  it('finds the server dead before it asked for the content, the mail is tried again by itself', async () => {
    harness.mail.manners.set('server@example.org', 'hold at RCPT');
    const { dispatchId } = await harness.readyToSend(['server@example.org']);
    harness.work();
    await eventually('it is spoken to', () => harness.mail.timesAsked('server@example.org') === 1);
    harness.mail.hangUp();
    await until(dispatchId, 'accepted');
    expect(harness.mail.to('server@example.org')).toHaveLength(1);
    harness.mail.release();
  });

  it('loses its claim while the server thinks, what it learns is not written and nothing is sent again', async () => {
    harness.mail.manners.set('slow@example.org', 'hold');
    const { dispatchId } = await harness.readyToSend(['slow@example.org']);
    harness.work();
    await eventually('the content is there', () => harness.mail.to('slow@example.org').length === 1);
    await harness.sql(
      `update outbox set owner = gen_random_uuid(), lease_until = now() - interval '1 second', notified_at = null
        where kind = 'delivery.send' and done_at is null`,
    );
    await until(dispatchId, 'uncertain');
    harness.mail.release();
    await harness.rest();
    expect(await harness.stateOf(dispatchId)).toBe('uncertain');
    expect(harness.mail.to('slow@example.org')).toHaveLength(1);
  });

  it('is stopped while the server thinks, it waits for the answer and writes it down', async () => {
    harness.mail.manners.set('calm@example.org', 'hold');
    const { dispatchId } = await harness.readyToSend(['calm@example.org']);
    harness.work();
    await eventually('the content is there', () => harness.mail.to('calm@example.org').length === 1);
    const resting = harness.rest();
    harness.mail.release();
    await resting;
    expect(await harness.stateOf(dispatchId)).toBe('accepted');
  });
});

describe('the stored PDF', () => {
  it('is never replaced: when the store has lost it, nothing is sent and it shows', async () => {
    const { dispatchId, versionId } = await harness.readyToSend(['pdf@example.org']);
    await harness.losePdf(versionId);
    harness.work();
    await until(dispatchId, 'failed');
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.timesAsked('pdf@example.org')).toBe(0);
    const { deliveries, status } = await harness.dispatch(dispatchId);
    expect(status).toBe('needs_attention');
    expect(deliveries[0]).toMatchObject({ attempts: 0, reason: expect.stringMatching(/missing|stored/i) });
    expect(await harness.base.audited(deliveries[0]?.id ?? '')).toEqual(['delivery.failed']);
  });

  it('is checked against its hash: when it was changed, nothing is sent and it shows', async () => {
    const { dispatchId, versionId } = await harness.readyToSend(['flip@example.org']);
    await harness.spoilPdf(versionId);
    harness.work();
    await until(dispatchId, 'failed');
    expect(harness.mail.timesAsked('flip@example.org')).toBe(0);
    expect((await harness.dispatch(dispatchId)).deliveries[0]?.reason).toMatch(/damaged/);
  });
});

describe('work that comes again', () => {
  it('binds a dispatch once, whichever way it is told', async () => {
    const { dispatchId, versionId } = await harness.readyToSend(['once@example.org']);
    await harness.get(Database).write((tx) =>
      harness.get(Outbox).add(tx, editionRendered, {
        key: `${versionId} again`,
        payload: { versionId, edition: 'public', sinceId: null },
        correlationId: 'test',
      }),
    );
    for (let n = 0; n < 3; n++) harness.work();
    await until(dispatchId, 'accepted');
    await eventually('all work is done', () => harness.idle());
    expect(await harness.base.audited(dispatchId)).toEqual(['dispatch.created', 'dispatch.bound']);
    expect(harness.mail.to('once@example.org')).toHaveLength(1);
  });
});
