import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import puppeteer, { type Browser } from 'puppeteer-core';
import { resolveChromium } from '../../src/document/rendering/rendering.js';
import { signatureOf } from '../../src/distribution/testing.js';
import { PASSWORD } from '../support/council-harness.js';
import { FaultHarness } from '../support/fault-harness.js';
import { step } from '../support/step.js';
import { Tab } from '../support/tab.js';

/** PAGE_PICTURES=folder keeps a picture of each page that is read. */
const PICTURES = process.env['PAGE_PICTURES'];
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/*
 * What went wrong, as a clerk reads it in a browser, of the product as it is delivered: a worker of its own, a mail server that does not do
 * as it says, and an approval that came after the last day on which its papers could be published.
 */
let harness: FaultHarness;
let browser: Browser;
let tab: Tab;

beforeAll(async () => {
  harness = await FaultHarness.open({ DELIVERY_HOOK_SECRET: SECRET });
  const chromium = await resolveChromium({ varDir: harness.varDir, installed: [] });
  browser = await puppeteer.launch({
    executablePath: chromium.path,
    args: ['--no-sandbox', '--disable-gpu'],
    headless: 'shell',
    ...(chromium.env === undefined ? {} : { env: chromium.env }),
  });
  tab = await Tab.open(await browser.createBrowserContext(), harness.council.test.origin);
  await tab.signIn({ email: 'clerk@example.org', password: PASSWORD });
  await harness.worker();
}, 480_000);
afterAll(async () => {
  await browser.close();
  await harness.close();
});

/** The words of a page. */
async function read(path: string, picture: string): Promise<string> {
  expect([path, await tab.goto(path)]).toEqual([path, 200]);
  if (PICTURES !== undefined)
    await tab.page.screenshot({ path: join(PICTURES, `${picture}.png`), fullPage: true });
  return tab.words();
}

/** The days pass: the meeting that was far away is in two days. */
async function isNear(dispatchId: string): Promise<void> {
  await harness.sql(
    `update meeting set starts_at = now() + interval '2 days', meets_on = ((now() + interval '2 days') at time zone 'Europe/London')::date, version = version + 1
      where id = (select meeting_id from dispatch where id = $1)`,
    [dispatchId],
  );
}

it('an approval that came too late, and a mail server that lies, stand in the ledger and on its pages as they were', async () => {
  const clerk = harness.council.as('clerk');
  const report = await harness.draft();
  const { dispatchId, emails } = await harness.plan('', 4);
  const [taken = '', silent = '', refusing = '', returning = ''] = emails;
  harness.mail.manners.set(silent, 'drop');
  harness.mail.manners.set(refusing, { refuse: 550 });
  await isNear(dispatchId);

  await step(
    'before the approval: the last day to publish has passed, and nobody has recorded it',
    async () => {
      expect(await read('/my-work', 'my-work-before')).toMatch(
        /Papers of Scrutiny .*: publish them late, and nobody has recorded that they were published/,
      );
    },
  );

  harness.approved(await harness.council.sealReport(report));
  await harness.settled(300_000);
  const ledger = await clerk.send('GET', `/api/v1/dispatches/${dispatchId}`);

  await step(
    'the approval came too late: the ledger, its page and the e-mail say so, and that no reason was recorded',
    async () => {
      const late =
        /These papers come late, with [01] of 5 clear days: the last day to publish them was \d+ \w+ \d{4}\. Nobody has recorded why they could not wait\./;
      expect(ledger.body['late']).toMatch(late);
      expect(await read(`/dispatches/${dispatchId}`, 'papers-late')).toMatch(late);
      const [mail] = harness.mail.to(taken);
      expect(mail?.parsed.text?.replace(/\s+/g, ' ')).toMatch(late);
    },
  );

  const deliveries = ledger.body['deliveries'] as {
    id: string;
    messageId: string;
    recipient: { email: string };
  }[];
  const of = (email: string) => {
    const found = deliveries.find(({ recipient }) => recipient.email === email);
    if (!found) throw new Error(`nothing went to ${email}`);
    return found;
  };

  await step('a mail server that took a mail and said nothing, and one that refused', async () => {
    expect(await read(`/deliveries/${of(silent).id}`, 'delivery-uncertain')).toMatch(
      /may or may not have been sent|on its way to the server, but no answer came/,
    );
    expect(await read(`/deliveries/${of(refusing).id}`, 'delivery-refused')).toMatch(/550/);
    expect(await read(`/deliveries/${of(taken).id}`, 'delivery-accepted')).toMatch(
      /took it over, not that somebody read it/,
    );
  });

  await step('a mail server that accepted, and sent it back later', async () => {
    const body = {
      messageId: of(returning).messageId,
      recipient: returning,
      event: 'bounced',
      time: new Date().toISOString(),
      diagnostic: '550 5.1.1 No such mailbox',
    };
    const [id, timestamp] = ['msg_1', String(Math.floor(Date.now() / 1000))];
    const answer = await harness.council.newClient().send('POST', '/api/v1/delivery-events', {
      body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(SECRET, id, timestamp, Buffer.from(JSON.stringify(body))),
      },
    });
    expect(answer).toMatchObject({ status: 200, body: { taken: true } });
    expect(await read(`/deliveries/${of(returning).id}`, 'delivery-returned')).toMatch(/No such mailbox/);
  });

  await step('the page of the papers and My work count what needs a person', async () => {
    expect(await read(`/dispatches/${dispatchId}`, 'papers')).toMatch(/Needs somebody \(3\)/);
    expect(await read('/my-work', 'my-work')).toMatch(/it may or may not have been sent.*/);
  });
}, 900_000);
