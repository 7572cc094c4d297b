import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../../src/distribution/testing.js';
import { Health } from '../../../src/platform/index.js';
import { SAMPLES, type About } from '../../../src/platform/testing.js';
import { ImapServer } from '../../support/imap-server.js';
import { eventually } from '../../support/eventually.js';
import { DistributionHarness, ok, type DeliveryAnswer } from './distribution-harness.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let imap: ImapServer;
let harness: DistributionHarness;
beforeAll(async () => {
  imap = await ImapServer.start();
  harness = await DistributionHarness.open({
    DELIVERY_MAILBOX_URL: imap.url,
    DELIVERY_HOOK_SECRET: SECRET,
    // A worker of the tests says when it looks; the clock is not waited for.
    WORK_MAX_ATTEMPTS: '2',
  });
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
  imap.folder('INBOX').length = 0;
  imap.commands.length = 0;
  imap.refusesSignIn = false;
  imap.keywords = true;
});
afterAll(async () => {
  await harness.close();
  await imap.close();
});

interface Reported extends DeliveryAnswer {
  reported: { says: string; source: string; status: string | null; diagnostic: string | null } | null;
  notices: { says: string; standing: string; source: string }[];
}
const delivery = async (id: string): Promise<Reported> => (await harness.delivery(id)) as Reported;

/** Papers that the mail server has accepted, to one person. */
async function accepted(email: string): Promise<{ dispatchId: string; id: string; about: About }> {
  const { dispatchId } = await harness.readyToSend([email]);
  harness.work();
  await eventually('it is accepted', async () => (await harness.stateOf(dispatchId)) === 'accepted');
  await eventually('all work is done', () => harness.idle());
  const [one] = (await harness.dispatch(dispatchId)).deliveries;
  return { dispatchId, id: one?.id ?? '', about: { messageId: one?.messageId ?? '', to: email } };
}

/** The worker looks into the mailbox once, also when its ten minutes came round meanwhile and there are two times to look. */
async function look(): Promise<void> {
  await harness.sql(
    `update outbox set done_at = null, owner = null, lease_until = null, notified_at = null, attempts = 0
     where id = (select id from outbox where kind = 'mailbox.due' order by available_at desc, id desc limit 1)`,
  );
  await eventually('the mailbox was looked at', () => harness.idle());
}

const counts = async (): Promise<Record<string, unknown>> =>
  (
    await harness.sql(
      `select notices, auto_replies, others, unreadable, unmatched, fault from delivery_mailbox`,
    )
  )[0] ?? {};

describe('a notice in the mailbox', () => {
  it('of a bounce after the mail server accepted: it shows, undoes nothing, and a person mends it', async () => {
    const { dispatchId, id, about } = await accepted('gone@example.org');
    expect((await harness.dispatch(dispatchId))['status']).toBe('sent');
    const before = await delivery(id);
    imap.put(SAMPLES.postfixFailed(about));
    await look();
    const told = await delivery(id);
    expect(told).toMatchObject({ state: 'accepted', version: before.version, events: before.events });
    expect(told.reported).toMatchObject({ says: 'bounced', source: 'mailbox', status: '5.1.1' });
    expect(told.notices).toEqual([expect.objectContaining({ says: 'bounced', standing: 'counts' })]);
    expect(await harness.dispatch(dispatchId)).toMatchObject({
      status: 'needs_attention',
      problem: 'returned',
      returned: 1,
    });
    // Nothing is sent by itself.
    await eventually('all work is done', () => harness.idle());
    expect(harness.mail.to('gone@example.org')).toHaveLength(1);
    const [entry] = await harness.sql<{ detail: object }>(
      `select detail from audit_event where action = 'delivery.noticed' and subject_id = $1`,
      [id],
    );
    expect(entry?.detail).toMatchObject({ says: 'bounced', source: 'mailbox', status: '5.1.1' });
    expect(JSON.stringify(entry?.detail)).not.toContain('User unknown');

    await ok(
      harness.clerk.send('POST', `/api/v1/deliveries/${id}/resend`, {
        ifMatch: `"v${told.version}"`,
        body: { reason: 'The address was mended' },
      }),
    );
    await eventually('it is there once more', () => harness.mail.to('gone@example.org').length === 2);
    await eventually('sent', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
    expect(await delivery(id)).toMatchObject({ state: 'accepted', reported: null });
  });

  it('is kept once, however often it is found, and settled once by a person who knows better', async () => {
    const { id, about, dispatchId } = await accepted('twice@example.org');
    const mail = imap.put(SAMPLES.exchangeFailed(about));
    await look();
    expect([...mail.flags]).toEqual(['$HighlightReportRead']);
    // As after a crash between keeping and marking.
    mail.flags.clear();
    await look();
    const told = await delivery(id);
    expect(told.notices).toHaveLength(1);
    expect(told.reported).toMatchObject({ says: 'bounced', status: '5.2.2' });
    const settled = await ok(
      harness.clerk.send('POST', `/api/v1/deliveries/${id}/settle`, {
        ifMatch: `"v${told.version}"`,
        body: { state: 'accepted', reason: 'They have it: I asked' },
      }),
    );
    expect(settled.body).toMatchObject({
      state: 'accepted',
      reported: null,
      reason: 'They have it: I asked',
    });
    expect((await harness.dispatch(dispatchId))['status']).toBe('sent');
    // What somebody has decided is over.
    const again = await harness.clerk.send('POST', `/api/v1/deliveries/${id}/resend`, {
      ifMatch: settled.etag,
      body: { reason: 'Once more' },
    });
    expect(again.body).toMatchObject({ status: 409, code: 'not-possible' });
  });

  it('of a delay, a delivery and a bounce that contradict each other: the one that asks for a person counts', async () => {
    const { id, about } = await accepted('mixed@example.org');
    imap.put(SAMPLES.postfixDelayed(about));
    await look();
    expect((await delivery(id)).reported).toMatchObject({ says: 'delayed' });
    imap.put(SAMPLES.postfixDelivered(about));
    await look();
    expect((await delivery(id)).reported).toMatchObject({ says: 'delivered' });
    imap.put(SAMPLES.googleFailed(about));
    imap.put(SAMPLES.postfixRelayed(about));
    await look();
    const { reported, notices } = await delivery(id);
    expect(reported).toMatchObject({ says: 'bounced' });
    expect(notices.map(({ says }) => says)).toEqual(['delayed', 'delivered', 'bounced', 'relayed']);
  });

  it('makes nothing delivered that was not sent, and does not count for another address or an earlier time', async () => {
    harness.mail.manners.set('refused@example.org', { refuse: 550 });
    const { dispatchId } = await harness.readyToSend(['refused@example.org']);
    harness.work();
    await eventually('it bounced', async () => (await harness.stateOf(dispatchId)) === 'bounced');
    const [refused] = (await harness.dispatch(dispatchId)).deliveries;
    imap.put(SAMPLES.postfixDelivered({ messageId: refused?.messageId ?? '', to: 'refused@example.org' }));
    const { id, about } = await accepted('right@example.org');
    imap.put(SAMPLES.postfixFailed({ ...about, to: 'wrong@example.org' }));
    await look();
    expect(await delivery(refused?.id ?? '')).toMatchObject({
      state: 'bounced',
      reported: null,
      notices: [{ says: 'delivered', standing: 'not_sent' }],
    });
    expect(await delivery(id)).toMatchObject({
      state: 'accepted',
      reported: null,
      notices: [{ says: 'bounced', standing: 'other_address' }],
    });
  });

  it('of nothing of ours, an automatic answer and a letter change nothing and are counted; each is marked', async () => {
    const before = await counts();
    const { id, about } = await accepted('away@example.org');
    const mails = [
      SAMPLES.postfixFailed({ ...about, messageId: '<00000000-0000-4000-8000-000000000000@example.org>' }),
      SAMPLES.outOfOffice(about),
      SAMPLES.answer(about),
    ].map((mail) => imap.put(mail));
    await look();
    const after = await counts();
    const grown = Object.fromEntries(
      ['notices', 'unmatched', 'auto_replies', 'others'].map((name) => [
        name,
        Number(after[name]) - Number(before[name] ?? 0),
      ]),
    );
    expect(grown).toEqual({ notices: 0, unmatched: 1, auto_replies: 1, others: 1 });
    expect(await delivery(id)).toMatchObject({ reported: null, notices: [] });
    expect(mails.every(({ flags }) => flags.size === 1)).toBe(true);
  });

  it('is marked as seen where the server keeps no keywords', async () => {
    imap.keywords = false;
    const { id, about } = await accepted('exchange@example.org');
    const mail = imap.put(SAMPLES.qmail(about));
    await look();
    expect([...mail.flags]).toEqual(['\\Seen']);
    expect((await delivery(id)).reported).toMatchObject({ says: 'unclear', status: '5.1.1' });
  });
});

describe('a mailbox that cannot be read', () => {
  it('shows in the health, is tried again by itself, and loses nothing', async () => {
    const { id, about } = await accepted('later@example.org');
    imap.put(SAMPLES.postfixFailed(about));
    imap.refusesSignIn = true;
    await look();
    expect(await counts()).toMatchObject({ fault: expect.stringMatching(/the sign-in was refused/) });
    const health = async () => (await harness.get(Health).report()).checks;
    const failing = (await health()).find(({ name }) => name === 'mailbox for notices');
    expect(failing).toMatchObject({ ok: false });
    expect(JSON.stringify(failing)).not.toContain('p@ss');
    imap.refusesSignIn = false;
    // The line breaks in the middle.
    imap.breaksAt.add('UID STORE');
    await look();
    expect(await counts()).toMatchObject({ fault: expect.stringMatching(/lets no mail be marked/) });
    await look();
    expect(await counts()).toMatchObject({ fault: null });
    expect((await health()).find(({ name }) => name === 'mailbox for notices')).toMatchObject({ ok: true });
    expect((await delivery(id)).notices).toHaveLength(1);
  });
});

describe('what a relay reports', () => {
  const report = (
    body: unknown,
    { id = 'msg_1', at = Date.now(), signature = undefined as string | undefined } = {},
  ) => {
    const text = JSON.stringify(body);
    const timestamp = String(Math.floor(at / 1000));
    return harness.base.client().send('POST', '/api/v1/delivery-events', {
      body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature ?? signatureOf(SECRET, id, timestamp, Buffer.from(text)),
      },
    });
  };

  it('is kept when it is signed, once for its id, and says where it came from', async () => {
    const { id, about } = await accepted('relay@example.org');
    const event = {
      messageId: about.messageId,
      recipient: 'Relay@example.org',
      event: 'bounced',
      time: new Date().toISOString(),
      diagnostic: '550 5.1.1 No such user',
    };
    expect((await report(event, { signature: 'v1,AAAA' })).body).toMatchObject({
      status: 401,
      code: 'not-signed',
    });
    expect((await report(event, { at: Date.now() - 400_000 })).body).toMatchObject({ status: 401 });
    expect((await delivery(id)).notices).toEqual([]);
    expect(await report(event)).toMatchObject({ status: 200, body: { taken: true } });
    expect((await report(event)).body).toMatchObject({ status: 409, code: 'replayed' });
    const told = await delivery(id);
    expect(told.reported).toMatchObject({ says: 'bounced', source: 'relay', status: '5.1.1' });
    expect(told.notices).toHaveLength(1);
  });

  it('is refused with a field that nobody asked for, and of nothing of ours does nothing', async () => {
    const event = {
      messageId: 'nobody@example.org',
      recipient: 'a@example.org',
      event: 'delivered',
      time: new Date().toISOString(),
    };
    expect((await report({ ...event, state: 'accepted' }, { id: 'msg_2' })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'state' }],
    });
    expect((await report({ ...event, event: 'opened' }, { id: 'msg_3' })).status).toBe(422);
    expect(await report(event, { id: 'msg_4' })).toMatchObject({ status: 200, body: { taken: false } });
  });
});
