import { createHmac } from 'node:crypto';
import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebhookTransport } from '../../../src/platform/index.js';
import { keepCounts } from '../../support/fault-counts.js';
import { eventually } from '../../support/eventually.js';
import { DistributionHarness, ok, type DeliveryAnswer } from './distribution-harness.js';
import { WebhookServer, type Behaviour } from './webhook-server.js';

let harness: DistributionHarness;
let server: WebhookServer;
/** Speaks TLS and has no certificate: no handshake succeeds. */
const bare = createTlsServer({}, () => undefined).on('tlsClientError', () => undefined);
beforeAll(async () => {
  server = await WebhookServer.start();
  await new Promise<void>((resolve) => {
    bare.listen(0, '127.0.0.1', resolve);
  });
  harness = await DistributionHarness.open({ WORK_MAX_ATTEMPTS: '2' });
  Reflect.set(harness.get(WebhookTransport), 'timeouts', { connect: 500, attempt: 700, words: 150 });
});
afterEach(() => harness.rest());
afterAll(async () => {
  await harness.close();
  await server.close();
  bare.close();
});

const answer =
  (status: number, body = '', headers = ''): Behaviour =>
  (socket) =>
    socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`);
const raw =
  (text: string, then: 'end' | 'keep' | 'reset' = 'end'): Behaviour =>
  (socket) => {
    socket.write(text);
    if (then === 'end') socket.end();
    if (then === 'reset') socket.resetAndDestroy();
  };
const trickle =
  (text: string, every = 20): Behaviour =>
  (socket) => {
    let at = 0;
    const timer = setInterval(() => {
      if (at < text.length && socket.writable) socket.write(text.charAt(at++));
      else clearInterval(timer);
    }, every);
  };
const METADATA = 'Location: http://169.254.169.254/latest/meta-data/\r\n';

/** What it does, what the ledger must say of it in the end, and in which words. */
type Lie = [name: string, state: string, words: RegExp, behaviour: Behaviour | { url: () => string }];

const LIES: readonly Lie[] = [
  ['200 and nothing', 'accepted', /^200$/, answer(200)],
  ['200 and a page', 'accepted', /^200 <html>/, answer(200, '<html><script>alert(1)</script>')],
  ['200 and "error"', 'accepted', /^200 \{"error":"no"\}/, answer(200, '{"error":"no"}')],
  ['200 and control characters', 'accepted', /^200 a b$/, answer(200, 'a\u0000\u001b\r\nb')],
  ['200 and bytes that are no text', 'accepted', /^200 /, raw('HTTP/1.1 200 X\r\nContent-Length: 4\r\n\r\n\xff\xfe\x00\x01')],
  ['201', 'accepted', /^201$/, answer(201)],
  ['202', 'accepted', /^202$/, answer(202)],
  ['204', 'accepted', /^204$/, raw('HTTP/1.1 204 X\r\n\r\n')],
  ['299', 'accepted', /^299$/, answer(299)],
  ['200 and megabytes', 'accepted', /^200 x{400,}…$/, answer(200, 'x'.repeat(3_000_000))],
  ['200 and a body that never ends', 'accepted', /^200 so far/, raw('HTTP/1.1 200 X\r\nContent-Length: 999\r\n\r\nso far', 'keep')],
  ['200 and a body that is cut', 'accepted', /^200/, raw('HTTP/1.1 200 X\r\nContent-Length: 999\r\n\r\nhalf', 'end')],
  ['200 and slow bytes', 'accepted', /^200/, (socket) => { socket.write('HTTP/1.1 200 X\r\nContent-Length: 999\r\n\r\n'); trickle('abcdefghijklmnopqrstuvwxyz')(socket, 1); }],
  ['200 and a broken chunk', 'accepted', /^200/, raw('HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n')],
  ['103 before 200', 'accepted', /^200$/, raw('HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n')],
  ['200 after a redirect header', 'accepted', /^200$/, answer(200, '', METADATA)],
  ['300', 'failed', /not followed/, answer(300)],
  ['301 to the metadata of a cloud', 'failed', /301.*not followed/, answer(301, '', METADATA)],
  ['302 to the metadata of a cloud', 'failed', /302.*not followed/, answer(302, '', METADATA)],
  ['303 to itself', 'failed', /303.*not followed/, answer(303, '', 'Location: /redirected\r\n')],
  ['307 to itself', 'failed', /307.*not followed/, answer(307, '', 'Location: /redirected\r\n')],
  ['308 to a file', 'failed', /308.*not followed/, answer(308, '', 'Location: file:///etc/passwd\r\n')],
  ['304', 'failed', /304/, raw('HTTP/1.1 304 X\r\n\r\n')],
  ...[400, 401, 403, 404, 405, 409, 413, 418, 422, 451].map((status): Lie => [String(status), 'failed', new RegExp(`answered ${status}`), answer(status, 'no')]),
  ['429 with a wait of years', 'failed', /429/, answer(429, '', 'Retry-After: 99999999\r\n')],
  ...[500, 501, 502, 503, 504, 599].map((status): Lie => [String(status), 'failed', new RegExp(`answered ${status}`), answer(status, 'down')]),
  ['a status that is none', 'failed', /answered 999/, answer(999)],
  ['another protocol', 'failed', /answered 101/, raw('HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')],
  ['410', 'bounced', /410.*gone for good/, answer(410)],
  ['410 and megabytes', 'bounced', /410.*gone for good/, answer(410, 'x'.repeat(2_000_000))],
  ['no answer', 'uncertain', /no answer in time/, () => undefined],
  ['a status, byte by byte', 'uncertain', /no answer in time/, trickle(`HTTP/1.1 200 ${'x'.repeat(200)}`)],
  ['the connection closed', 'uncertain', /on its way/, (socket) => socket.end()],
  ['the connection reset', 'uncertain', /on its way/, (socket) => socket.resetAndDestroy()],
  ['half a status', 'uncertain', /on its way/, raw('HTTP/1.1 20')],
  ['words that are no HTTP', 'uncertain', /on its way/, raw('SMTP 250 OK thank you\r\n\r\n')],
  ['too many headers', 'uncertain', /on its way/, raw(`HTTP/1.1 200 X\r\n${'X-Many: yes\r\n'.repeat(2000)}\r\n`)],
  ['a length that is none', 'uncertain', /on its way/, raw('HTTP/1.1 200 X\r\nContent-Length: -5\r\n\r\n')],
  ['nobody listens', 'failed', /no connection.*ECONNREFUSED/, { url: () => 'http://127.0.0.1:1/' }],
  ['no TLS where TLS was wanted', 'failed', /no connection/, { url: () => server.url('/tls', 'https') }],
  ['TLS without a certificate', 'failed', /no connection/, { url: () => `https://127.0.0.1:${(bare.address() as AddressInfo).port}/` }],
  ['a name that is none', 'failed', /no connection/, { url: () => 'http://nobody.invalid/' }],
]; // prettier-ignore

/** A committee of programs, each of them signed for. */
async function committeeOf(urls: readonly string[]) {
  const { committeeId, meetingId } = await harness.committee([]);
  const secrets: string[] = [];
  for (const [n, webhookUrl] of urls.entries()) {
    const added = await ok(
      harness.clerk.send('POST', `/api/v1/committees/${committeeId}/recipients`, {
        body: {
          name: `Program ${String(n).padStart(2, '0')}`,
          email: `p${n}@example.org`,
          way: 'webhook',
          webhookUrl,
        },
      }),
    );
    const secret = await ok(
      harness.clerk.send(
        'PUT',
        `/api/v1/committees/${committeeId}/recipients/${String(added.body['id'])}/webhook-secret`,
        { ifMatch: '"v1"' },
      ),
    );
    secrets.push(String(secret.body['secret']));
  }
  const periodId = await harness.period();
  const versionId = await harness.seal(periodId);
  const pdf = await harness.render(versionId);
  const planned = await ok(harness.plan(periodId, meetingId));
  return { dispatchId: String(planned.body['id']), committeeId, secrets, pdf };
}

const ledgerOf = async (dispatchId: string): Promise<DeliveryAnswer[]> =>
  (await ok(harness.clerk.send('GET', `/api/v1/deliveries?dispatchId=${dispatchId}&limit=100`))).body
    .items as never;

it(`${LIES.length} programs that lie: the ledger says of each what is known, and no more`, async () => {
  expect(LIES.length).toBeGreaterThanOrEqual(50);
  const urls = LIES.map(([, , , behaviour], n) => {
    if (typeof behaviour !== 'function') return behaviour.url();
    server.behaviours.set(`/lie/${n}`, behaviour);
    return server.url(`/lie/${n}`);
  });
  const { dispatchId } = await committeeOf(urls);
  harness.work();
  await eventually(
    'all have ended',
    async () => {
      const ledger = await ledgerOf(dispatchId);
      return (
        ledger.length === LIES.length &&
        ledger.every(({ state }) => !['queued', 'sending', 'deferred'].includes(state))
      );
    },
    90_000,
  );
  const ledger = await ledgerOf(dispatchId);
  const said = ledger.map(({ state, response, reason }) => ({
    state,
    words: state === 'accepted' ? response : reason,
  }));
  expect(said).toEqual(
    LIES.map(([, state, words]) => ({ state, words: expect.stringMatching(words) as unknown as string })),
  );
  // Nobody was led elsewhere, and whatever was sent twice was sent under one id.
  expect(server.at('/redirected')).toEqual([]);
  for (const [n] of LIES.entries())
    expect(new Set(server.at(`/lie/${n}`).map(({ headers }) => headers['webhook-id'])).size).toBeLessThan(2);
  expect(server.at(`/lie/${LIES.findIndex(([name]) => name === '410')}`)).toHaveLength(1);
  keepCounts([
    {
      kind: 'webhooks that lie',
      tried: LIES.length,
      deliveries: LIES.length,
      lost: 0,
      double: 0,
      stuck: 0,
      uncertain: LIES.filter(([, state]) => state === 'uncertain').length,
    },
  ]);
}, 120_000);

describe('a program that takes it', () => {
  it('can check who sent it, and fetches the file; a broken line is tried again under the same id', async () => {
    server.behaviours.set('/inbox', (socket, times) => {
      if (times === 1) socket.resetAndDestroy();
      else answer(200, 'thanks')(socket, times);
    });
    const { dispatchId, secrets, pdf } = await committeeOf([server.url('/inbox')]);
    harness.work();
    await eventually('it is taken', async () => (await harness.stateOf(dispatchId)) === 'accepted');
    const [first, second] = server.at('/inbox');
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const {
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': signature,
    } = second?.headers ?? {};
    const key = Buffer.from((secrets[0] ?? '').replace('whsec_', ''), 'base64');
    const expected = createHmac('sha256', key)
      .update(`${id ?? ''}.${at ?? ''}.${second?.body ?? ''}`)
      .digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    const { data } = JSON.parse(second?.body ?? '{}') as {
      data: { files: { address: string; sha256: string }[] };
    };
    const address = new URL(data.files[0]?.address ?? '');
    const file = await fetch(`${harness.base.test.origin}${address.pathname}`);
    expect(Buffer.from(await file.arrayBuffer()).equals(pdf)).toBe(true);
    const [delivery] = await ledgerOf(dispatchId);
    const { events, readings } = (await harness.delivery(delivery?.id ?? '')) as DeliveryAnswer & {
      readings: { event: string }[];
    };
    expect(events.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'deferred',
      'sending',
      'accepted',
    ]);
    expect(events[2]?.reason).toContain('takes it once');
    expect(readings.map(({ event }) => event)).toEqual(['read']);
    const secret = await harness.sql<{ sealed: string }>(`select sealed from recipient_secret`);
    expect(secret.some(({ sealed }) => secrets.some((one) => sealed.includes(one)))).toBe(false);
  });

  it('gets nothing without a secret, and the ledger says so', async () => {
    const { committeeId, meetingId } = await harness.committee([]);
    const body = {
      name: 'Program',
      email: 'none@example.org',
      way: 'webhook',
      webhookUrl: server.url('/none'),
    };
    await ok(harness.clerk.send('POST', `/api/v1/committees/${committeeId}/recipients`, { body }));
    const periodId = await harness.period();
    await harness.render(await harness.seal(periodId));
    const planned = await ok(harness.plan(periodId, meetingId));
    harness.work();
    await eventually(
      'it failed',
      async () => (await harness.stateOf(String(planned.body['id']))) === 'failed',
    );
    expect((await ledgerOf(String(planned.body['id'])))[0]?.reason).toContain('There is no secret');
    expect(server.at('/none')).toEqual([]);
  });
});

describe('where only the public internet may be reached', () => {
  const transport = new WebhookTransport({ publicOnly: true });
  it.each([
    ['http://example.org/', 'not-https'],
    ['https://127.0.0.1/', 'private-network'],
    ['https://[::1]/', 'private-network'],
    ['https://[::ffff:169.254.169.254]/', 'private-network'],
    ['https://169.254.169.254/latest/', 'private-network'],
    ['https://0x7f.1/', 'private-network'],
    ['https://2130706433/', 'private-network'],
    ['https://localhost/', 'private-network'],
  ])('%s is refused before anything leaves', async (url, code) => {
    let asked = false;
    const outcome = await transport.post(
      { url, id: 'x', body: '{}', secret: 'whsec_AAAA' },
      {
        beforeContent: () => {
          asked = true;
          return Promise.resolve();
        },
      },
    );
    expect([outcome.kind === 'rejected' && outcome.code, asked]).toEqual([code, false]);
  });
});
