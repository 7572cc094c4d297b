import { describe, expect, it } from '@jest/globals';
import { HOSTILE, report, SAMPLES } from './returned-mail.fixture.js';
import { readReturnedMail, type StatusReport } from './returned-mail.js';
import { readReturnedMails } from './returned-mail-reader.js';

const about = {
  messageId: '<5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10@council.example.org>',
  to: 'member@example.org',
};
const read = (sample: keyof typeof SAMPLES) => readReturnedMail(Buffer.from(SAMPLES[sample](about)));

describe('a notice of a mail server', () => {
  it.each<[keyof typeof SAMPLES, Pick<StatusReport, 'says' | 'status'>, RegExp | null]>([
    [
      'postfixFailed',
      { says: 'bounced', status: '5.1.1' },
      /^550 5\.1\.1 .*: Recipient address rejected: User unknown/,
    ],
    ['postfixDelayed', { says: 'delayed', status: '4.4.1' }, /^connect to mx\.example\.org.*timed out$/],
    ['postfixDelivered', { says: 'delivered', status: '2.0.0' }, /queued as 7A1/],
    ['postfixRelayed', { says: 'relayed', status: '2.0.0' }, null],
    ['exchangeFailed', { says: 'bounced', status: '5.2.2' }, /^554 5\.2\.2 mailbox full/],
    ['googleFailed', { says: 'bounced', status: '5.1.1' }, /^550-5\.1\.1 The email account/],
    ['qmail', { says: 'unclear', status: '5.1.1' }, /^Sorry, no mailbox here by that name\. \(#5\.1\.1\)$/],
    ['eximOld', { says: 'unclear', status: null }, /non-existent hosts/],
  ])('%s', async (sample, expected, diagnostic) => {
    const mail = await read(sample);
    if (mail.kind !== 'notice') throw new Error(`it was read as ${mail.kind}`);
    expect(mail.messageIds[0]).toBe(about.messageId);
    expect(mail.reports).toHaveLength(1);
    const [one] = mail.reports;
    expect(one).toMatchObject(expected);
    expect(new Set(one?.recipients)).toEqual(new Set([about.to]));
    if (diagnostic === null) expect(one?.diagnostic).toBeNull();
    else expect(one?.diagnostic).toMatch(diagnostic);
  });

  it('that contradicts itself, or says nothing that is known, is unclear', async () => {
    for (const status of [
      ['Action: delivered', 'Status: 5.1.1'],
      ['Action: failed', 'Status: 2.0.0'],
      ['Action: exploded', 'Status: 5.0.0'],
    ]) {
      const bytes = Buffer.from(
        report({
          from: 'postmaster@x.example',
          subject: 'Notice',
          words: 'x',
          status: ['Reporting-MTA: dns; x.example', '', `Final-Recipient: rfc822; ${about.to}`, ...status],
          returned: { type: 'text/rfc822-headers', content: `Message-ID: ${about.messageId}` },
        }),
      );
      expect(await readReturnedMail(bytes)).toMatchObject({ kind: 'notice', reports: [{ says: 'unclear' }] });
    }
  });

  it('that ends in the middle of what it returns is read all the same', async () => {
    const whole = Buffer.from(SAMPLES.exchangeFailed(about));
    const cut = whole.subarray(0, whole.indexOf('The text that was sent') + 5);
    expect(await readReturnedMail(cut)).toMatchObject({
      kind: 'notice',
      messageIds: [about.messageId],
      reports: [{ says: 'bounced' }],
    });
  });
});

describe('other mail', () => {
  it.each<[keyof typeof SAMPLES, string]>([
    ['outOfOffice', 'auto-reply'],
    ['vacation', 'auto-reply'],
    ['readReceipt', 'other'],
    ['answer', 'other'],
  ])('%s', async (sample, kind) => {
    expect((await read(sample)).kind).toBe(kind);
  });
});

describe('a mail that was written to do harm', () => {
  it('is read or given up on, claims nothing for certain of us, and leaves the others readable', async () => {
    const mails = Object.values(HOSTILE).map((make) => make(about));
    const all = await readReturnedMails([...mails, Buffer.from(SAMPLES.postfixFailed(about))]);
    expect(all).toHaveLength(mails.length + 1);
    expect(all.at(-1)).toMatchObject({ kind: 'notice', reports: [{ says: 'bounced' }] });
    for (const mail of all.slice(0, -1)) {
      if (mail === 'unreadable' || mail.kind !== 'notice') continue;
      expect(mail.reports.length).toBeLessThanOrEqual(20);
      expect(mail.messageIds.length).toBeLessThanOrEqual(10);
      for (const { diagnostic } of mail.reports) expect((diagnostic ?? '').length).toBeLessThanOrEqual(500);
    }
  }, 30_000);
});
