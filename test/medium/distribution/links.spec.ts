import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { step } from '../../support/step.js';
import { DistributionHarness, ok, type DeliveryAnswer } from './distribution-harness.js';

let harness: DistributionHarness;
beforeAll(async () => {
  harness = await DistributionHarness.open({ WORK_MAX_ATTEMPTS: '2', MAIL_LIMIT_MB: '0.1' });
});
afterEach(async () => {
  await harness.rest();
  harness.mail.forget();
});
afterAll(() => harness.close());

interface Linked extends DeliveryAnswer {
  way: string;
  acknowledgedAt: string | null;
  readings: { event: string; by: string }[];
}

const deliveryOf = async (dispatchId: string): Promise<Linked> => {
  const [delivery] = (await harness.dispatch(dispatchId)).deliveries;
  return (await harness.delivery(delivery?.id ?? '')) as Linked;
};
const eventsOf = ({ readings }: Linked) => readings.map(({ event }) => event);
const addressIn = (email: string): string => {
  const text = harness.mail.to(email).at(-1)?.parsed.text ?? '';
  return /\/received\/([\w-]{43})/.exec(text)?.[1] ?? '';
};

/** Papers for one recipient of a new committee, let go. */
async function sent(email: string, way: 'attachment' | 'link' | null, pdf?: Buffer) {
  const periodId = await harness.period();
  const { committeeId, meetingId, recipientIds } = await harness.committee([email]);
  if (way !== null)
    await ok(
      harness.clerk.send('PATCH', `/api/v1/committees/${committeeId}/recipients/${recipientIds[0] ?? ''}`, {
        ifMatch: '"v1"',
        body: { name: 'Councillor', email, way, active: true },
      }),
    );
  const versionId = await harness.seal(periodId);
  const stored = await harness.render(versionId, {}, {}, pdf);
  const planned = await ok(harness.plan(periodId, meetingId));
  const dispatchId = String(planned.body['id']);
  harness.work();
  await eventually('it is sent', async () => (await harness.dispatch(dispatchId))['status'] === 'sent');
  return { dispatchId, periodId, meetingId, pdf: stored };
}

const stranger = () => new Client(harness.base.test.origin);

it('a link in place of the file: opened, fetched, acknowledged, replaced, corrected', async () => {
  const email = 'board@partner.example.org';
  const { dispatchId, periodId, pdf } = await sent(email, 'link');
  const token = addressIn(email);
  const at = `/api/v1/received/${token}`;

  await step('the mail holds the address and no file, and only its hash is kept', async () => {
    const mail = harness.mail.to(email)[0]?.parsed;
    expect(mail?.attachments).toEqual([]);
    expect(mail?.text).toContain('works for 30 days, and for whoever has it');
    const kept = await harness.sql<{ row: string }>(`select l::text as row from delivery_link l`);
    expect(kept.filter(({ row }) => row.includes(token))).toEqual([]);
    expect(eventsOf(await deliveryOf(dispatchId))).toEqual([]);
  });

  await step(
    'asking for it is noted once a minute, HEAD not at all, and nothing is acknowledged',
    async () => {
      await fetch(`${harness.base.test.origin}${at}`, { method: 'HEAD' });
      expect(eventsOf(await deliveryOf(dispatchId))).toEqual([]);
      const read = await ok(stranger().send('GET', at));
      await ok(stranger().send('GET', at));
      expect(read.body).toMatchObject({
        state: 'open',
        marking: 'OFFICIAL',
        version: 1,
        acknowledgedAt: null,
      });
      expect(read.headers['referrer-policy']).toBe('strict-origin');
      expect(read.headers['x-robots-tag']).toContain('noindex');
      expect(read.headers['cache-control']).toBe('no-store');
      expect(eventsOf(await deliveryOf(dispatchId))).toEqual(['opened']);
    },
  );

  await step('the file is the stored one, and only who gets its bytes has read it', async () => {
    const asked = await fetch(`${harness.base.test.origin}${at}/file`, { method: 'HEAD' });
    expect([asked.status, (await asked.arrayBuffer()).byteLength]).toEqual([200, 0]);
    expect(eventsOf(await deliveryOf(dispatchId))).toEqual(['opened']);
    const file = await fetch(`${harness.base.test.origin}${at}/file`);
    expect(Buffer.from(await file.arrayBuffer()).equals(pdf)).toBe(true);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(eventsOf(await deliveryOf(dispatchId))).toEqual(['opened', 'read']);
  });

  await step('the acknowledgement counts once, and is in the audit trail', async () => {
    await ok(stranger().send('POST', `${at}/acknowledgement`));
    await ok(stranger().send('POST', `${at}/acknowledgement`));
    const delivery = await deliveryOf(dispatchId);
    expect(delivery.acknowledgedAt).not.toBeNull();
    expect(eventsOf(delivery)).toEqual(['opened', 'read', 'acknowledged']);
    expect(await harness.base.audited(delivery.id)).toEqual([
      'delivery.sending',
      'delivery.accepted',
      'delivery.opened',
      'delivery.read',
      'delivery.acknowledged',
    ]);
  });

  await step('a clerk replaces the address: the old one says so, the new one is shown once', async () => {
    const { id } = await deliveryOf(dispatchId);
    const path = `/api/v1/deliveries/${id}/address`;
    const before = await ok(harness.clerk.send('GET', path));
    expect(await harness.reader.send('PUT', path, { ifMatch: '"v2"' })).toMatchObject({ status: 403 });
    const made = await ok(
      harness.clerk.send('PUT', path, { ifMatch: `"v${String(before.body['version'])}"` }),
    );
    expect(
      (await harness.clerk.send('PUT', path, { ifMatch: `"v${String(before.body['version'])}"` })).status,
    ).toBe(412);
    expect((await ok(stranger().send('GET', at))).body['state']).toBe('withdrawn');
    expect((await stranger().send('GET', `${at}/file`)).status).toBe(410);
    const fresh = /received\/([\w-]{43})$/.exec(String(made.body['address']))?.[1] ?? '';
    expect((await ok(stranger().send('GET', `/api/v1/received/${fresh}`))).body['state']).toBe('open');
    await harness.seal(periodId, 2);
    const replaced = await ok(stranger().send('GET', `/api/v1/received/${fresh}`));
    expect(replaced.body).toMatchObject({ state: 'replaced', newer: 2, file: null });
    expect(replaced.body['ask']).toMatchObject({ email: 'clerk@example.org' });
    expect((await stranger().send('POST', `/api/v1/received/${fresh}/acknowledgement`)).status).toBe(410);
  });
});

describe('an address', () => {
  it('that was never one answers like any other, and one that is over says so', async () => {
    const email = 'late@partner.example.org';
    await sent(email, 'link');
    const token = addressIn(email);
    const never = await stranger().send('GET', `/api/v1/received/${'A'.repeat(43)}`);
    expect(never.status).toBe(404);
    expect((await stranger().send('GET', '/api/v1/received/short')).body['detail']).toBe(
      never.body['detail'],
    );
    await harness.sql(
      `update delivery_link set made_at = now() - interval '31 days', expires_at = now() - interval '1 day' where token_hash = sha256($1::text::bytea)`,
      [token],
    );
    expect((await ok(stranger().send('GET', `/api/v1/received/${token}`))).body['state']).toBe('expired');
    expect((await stranger().send('GET', `/api/v1/received/${token}/file`)).body['code']).toBe(
      'address-expired',
    );
  });

  it('asks somebody with an account to sign in, and lets nobody else', async () => {
    const member = await harness.base.signedIn('member@example.org', 'reader', harness.base.children);
    const { dispatchId } = await sent('member@example.org', 'link');
    expect(harness.mail.to('member@example.org')[0]?.parsed.text).toContain(
      'You are asked to sign in first.',
    );
    const at = `/api/v1/received/${addressIn('member@example.org')}`;
    expect((await stranger().send('GET', at)).status).toBe(401);
    expect((await harness.clerk.send('GET', at)).status).toBe(404);
    expect((await ok(member.client.send('GET', at))).body['state']).toBe('open');
    const [reading] = (await deliveryOf(dispatchId)).readings;
    expect(reading?.by).not.toBe('whoever has the address');
  });

  it('comes with an attached file too: there it takes the acknowledgement and gives no file', async () => {
    const email = 'attached@example.org';
    const { dispatchId } = await sent(email, null);
    expect(harness.mail.to(email)[0]?.parsed.attachments).toHaveLength(1);
    const at = `/api/v1/received/${addressIn(email)}`;
    expect((await ok(stranger().send('GET', at))).body['file']).toBeNull();
    expect((await stranger().send('GET', `${at}/file`)).status).toBe(404);
    await ok(stranger().send('POST', `${at}/acknowledgement`));
    expect((await deliveryOf(dispatchId)).acknowledgedAt).not.toBeNull();
  });

  it('settles a delivery of which nobody knew whether it arrived', async () => {
    const email = 'unsure@example.org';
    harness.mail.manners.set(email, 'drop');
    const { dispatchId } = await harness.readyToSend([email]);
    harness.work();
    await eventually('it is uncertain', async () => (await harness.stateOf(dispatchId)) === 'uncertain');
    await ok(stranger().send('POST', `/api/v1/received/${addressIn(email)}/acknowledgement`));
    expect(await deliveryOf(dispatchId)).toMatchObject({
      state: 'accepted',
      reason: 'The recipient has acknowledged it.',
    });
  });
});

describe('a file that is too large for a mail', () => {
  it('goes with a link by our own limit, and the ledger says so', async () => {
    const { dispatchId } = await sent('big@example.org', null, Buffer.alloc(120_000, 'x'));
    expect(harness.mail.to('big@example.org')[0]?.parsed.attachments).toEqual([]);
    const delivery = await deliveryOf(dispatchId);
    expect(delivery.way).toBe('link');
    expect(delivery.events.map(({ state, reason }) => [state, reason?.slice(0, 40) ?? null])).toEqual([
      ['queued', null],
      ['queued', 'With its file the e-mail would be about 0.2 MB'.slice(0, 40)],
      ['sending', null],
      ['accepted', null],
    ]);
  });

  it.each([['552 after the content', 552] as const, ['5.3.4 in the answer', '5.3.4'] as const])(
    'goes with a link when the mail server refuses its size: %s',
    async (_what, refusal) => {
      const email = `refused${String(refusal).replaceAll('.', '')}@example.org`;
      harness.mail.manners.set(email, { refuseFiles: refusal });
      const { dispatchId } = await sent(email, null);
      expect(harness.mail.to(email).map(({ parsed }) => parsed.attachments.length)).toEqual([1, 0]);
      const delivery = await deliveryOf(dispatchId);
      expect(delivery.events.map(({ state }) => state)).toEqual([
        'queued',
        'sending',
        'queued',
        'sending',
        'accepted',
      ]);
      expect(delivery.events[2]?.reason).toContain('does not take an e-mail of this size');
    },
  );

  it('goes with a link where the mail server announces a size (SIZE) that it is over, and nothing of it leaves before', async () => {
    harness.mail.announceSize(20_000);
    try {
      const { dispatchId } = await sent('announced@example.org', null, Buffer.alloc(30_000, 'x'));
      expect(harness.mail.to('announced@example.org').map(({ parsed }) => parsed.attachments.length)).toEqual(
        [0],
      );
      const delivery = await deliveryOf(dispatchId);
      expect(delivery.way).toBe('link');
      expect(delivery.events.map(({ state }) => state)).toEqual(['queued', 'queued', 'sending', 'accepted']);
      expect(delivery.events[1]?.reason).toContain('does not take an e-mail of this size');
    } finally {
      harness.mail.announceSize(0);
    }
  });
});
