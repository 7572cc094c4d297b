/**
 * Mails as they come into a mailbox for returned mails, in the forms of those who write them. Written for these tests after what such servers
 * send; every name and address is made up.
 */

export interface About {
  /** Of the mail that came back, in angles. */
  messageId: string;
  to: string;
}

const lines = (...all: readonly string[]): string => all.join('\r\n');

const returnedHeaders = ({ messageId, to }: About): string =>
  lines(
    'Received: from app.council.example.org (app.council.example.org [192.0.2.10])',
    '\tby relay.council.example.org (Postfix) with ESMTPSA id 4F2C1A0B',
    'From: Highlight reports <reports@council.example.org>',
    `To: ${to}`,
    'Message-ID:',
    ` ${messageId}`,
    'Subject: =?utf-8?Q?OFFICIAL_=C2=B7_Papers_for_Cabinet?=',
    'MIME-Version: 1.0',
    'Auto-Submitted: auto-generated',
    '',
  );

/** A report of RFC 3462 in three parts. */
export function report(options: {
  from: string;
  subject: string;
  words: string;
  status: readonly string[];
  returned: { type: string; content: string };
  more?: readonly string[];
}): string {
  return lines(
    'Return-Path: <>',
    `From: ${options.from}`,
    'To: reports@council.example.org',
    'Date: Mon, 3 Feb 2020 09:02:11 +0000',
    `Subject: ${options.subject}`,
    'Message-ID: <notice.1@relay.council.example.org>',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    ...(options.more ?? []),
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="=_part"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--=_part',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    options.words,
    '',
    '--=_part',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    ...options.status,
    '',
    '--=_part',
    `Content-Type: ${options.returned.type}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    options.returned.content,
    '--=_part--',
    '',
  );
}

const postfix = (about: About, subject: string, ...status: string[]): string =>
  report({
    from: 'MAILER-DAEMON@relay.council.example.org (Mail Delivery System)',
    subject,
    words: 'This is the mail system at host relay.council.example.org.',
    status: [
      'Reporting-MTA: dns; relay.council.example.org',
      'X-Postfix-Queue-ID: 4F2C1A0B',
      'X-Postfix-Sender: rfc822; reports@council.example.org',
      'Arrival-Date: Mon,  3 Feb 2020 09:02:10 +0000 (GMT)',
      '',
      `Final-Recipient: rfc822; ${about.to}`,
      `Original-Recipient: rfc822;${about.to}`,
      ...status,
    ],
    returned: { type: 'text/rfc822-headers', content: returnedHeaders(about) },
  });

export const SAMPLES = {
  postfixFailed: (about: About) =>
    postfix(
      about,
      'Undelivered Mail Returned to Sender',
      'Action: failed',
      'Status: 5.1.1',
      'Remote-MTA: dns; mx.example.org',
      'Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.org>: Recipient address rejected:',
      '    User unknown in virtual mailbox table',
    ),
  postfixDelayed: (about: About) =>
    postfix(
      about,
      'Delayed Mail (still being retried)',
      'Action: delayed',
      'Status: 4.4.1',
      'Diagnostic-Code: X-Postfix; connect to mx.example.org[192.0.2.7]:25: Connection timed out',
      'Will-Retry-Until: Sat,  8 Feb 2020 09:02:10 +0000 (GMT)',
    ),
  postfixDelivered: (about: About) =>
    postfix(
      about,
      'Successful Mail Delivery Report',
      'Action: delivered',
      'Status: 2.0.0',
      'Diagnostic-Code: smtp; 250 2.0.0 Ok: queued as 7A1',
    ),
  postfixRelayed: (about: About) =>
    postfix(about, 'Successful Mail Delivery Report', 'Action: relayed', 'Status: 2.0.0'),

  exchangeFailed: (about: About) =>
    report({
      from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@council.example.org>',
      subject: 'Undeliverable: OFFICIAL: Papers for Cabinet',
      words: 'Your message couldn’t be delivered.',
      more: [
        `In-Reply-To: ${about.messageId}`,
        `References: ${about.messageId}`,
        'X-MS-Exchange-Message-Is-Ndr:',
      ],
      status: [
        'Reporting-MTA: dns;LO2P123MB1234.GBRP123.PROD.OUTLOOK.COM',
        'Received-From-MTA: dns;relay.council.example.org',
        'Arrival-Date: Mon, 3 Feb 2020 09:02:10 +0000',
        '',
        `Final-Recipient: rfc822;${about.to.toUpperCase()}`,
        'Action: failed',
        'Status: 5.2.2',
        'Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException',
        'X-Display-Name: A. Member',
      ],
      returned: { type: 'message/rfc822', content: `${returnedHeaders(about)}\r\nThe text that was sent.` },
    }),
  googleFailed: (about: About) =>
    report({
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      subject: 'Delivery Status Notification (Failure)',
      words: '** Address not found **',
      more: [`X-Failed-Recipients: ${about.to}`, `References: ${about.messageId}`],
      status: [
        'Reporting-MTA: dns; googlemail.com',
        'Received-From-MTA: dns; reports@council.example.org',
        'Arrival-Date: Mon, 03 Feb 2020 01:02:10 -0800 (PST)',
        `X-Original-Message-ID: ${about.messageId}`,
        '',
        `Final-Recipient: rfc822; ${about.to}`,
        'Action: failed',
        'Status: 5.1.1',
        'Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.26, the server for the domain.)',
        'Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
        ' 550 5.1.1 For more information, go to the help pages.',
        'Last-Attempt-Date: Mon, 03 Feb 2020 01:02:11 -0800 (PST)',
      ],
      returned: {
        type: 'message/rfc822',
        content: `${returnedHeaders(about)}\r\n----- Message truncated -----`,
      },
    }),
  /** Before it knew reports: one text, with the message below it. */
  qmail: (about: About) =>
    lines(
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.org',
      'To: reports@council.example.org',
      'Subject: failure notice',
      'Date: 3 Feb 2020 09:02:11 -0000',
      '',
      'Hi. This is the qmail-send program at mx.example.org.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      '',
      `<${about.to}>:`,
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Return-Path: <reports@council.example.org>',
      'Received: (qmail 4242 invoked from network); 3 Feb 2020 09:02:10 -0000',
      `Message-ID: ${about.messageId}`,
      'Subject: Papers for Cabinet',
      '',
      'The text that was sent.',
    ),
  eximOld: (about: About) =>
    lines(
      'Return-path: <>',
      `X-Failed-Recipients: ${about.to}`,
      'Auto-Submitted: auto-generated',
      'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
      'Subject: Mail delivery failed: returning message to sender',
      '',
      'This message was created automatically by mail delivery software.',
      '',
      `  ${about.to}`,
      '    all relevant MX records point to non-existent hosts',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      `Message-Id: ${about.messageId}`,
    ),
  outOfOffice: (about: About) =>
    lines(
      `From: A. Member <${about.to}>`,
      'To: reports@council.example.org',
      'Subject: Automatic reply: OFFICIAL: Papers for Cabinet',
      `In-Reply-To: ${about.messageId}`,
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
      '',
      'I am out of the office. My mailbox is not read, and mail could not be delivered elsewhere.',
    ),
  vacation: (about: About) =>
    lines(
      `From: A. Member <${about.to}>`,
      `In-Reply-To: ${about.messageId}`,
      'Subject: Re: Papers for Cabinet',
      'Auto-Submitted: auto-replied (vacation)',
      'Precedence: bulk',
      '',
      'Back on Monday.',
    ),
  readReceipt: (about: About) =>
    lines(
      `From: A. Member <${about.to}>`,
      'Subject: Read: Papers for Cabinet',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'Your message was read.',
      '--x',
      'Content-Type: message/disposition-notification',
      '',
      `Final-Recipient: rfc822; ${about.to}`,
      `Original-Message-ID: ${about.messageId}`,
      'Disposition: manual-action/MDN-sent-manually; displayed',
      '--x--',
    ),
  answer: (about: About) =>
    lines(
      `From: A. Member <${about.to}>`,
      `In-Reply-To: ${about.messageId}`,
      'Subject: Re: Papers for Cabinet',
      '',
      'Thank you.',
    ),
} as const satisfies Record<string, (about: About) => string>;

/** Mails that were written to do harm. */
export const HOSTILE: Readonly<Record<string, (about: About) => Buffer>> = {
  'ten thousand parts': ({ messageId }) =>
    Buffer.from(
      `From: MAILER-DAEMON@x.example\r\nSubject: Undelivered\r\nIn-Reply-To: ${messageId}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n` +
        '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000),
    ),
  'parts within parts within parts': () =>
    Buffer.from(
      Array.from(
        { length: 3000 },
        (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
      ).join(''),
    ),
  'a charset that does not exist': ({ messageId, to }) =>
    Buffer.concat([
      Buffer.from(
        `From: MAILER-DAEMON@x.example\r\nSubject: =?x-none?B?/////w==?= Undelivered\r\nIn-Reply-To: ${messageId}\r\n` +
          `Content-Type: text/plain; charset=x-none\r\n\r\n<${to}>:\r\n`,
      ),
      Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a]),
    ]),
  'a header of two hundred kilobytes': ({ messageId }) =>
    Buffer.from(
      `From: MAILER-DAEMON@x.example\r\nSubject: Undelivered\r\nReferences: ${'<a@b> '.repeat(35_000)}${messageId}\r\n\r\nx`,
    ),
  'a thousand recipients': ({ messageId }) =>
    Buffer.from(
      report({
        from: 'MAILER-DAEMON@x.example',
        subject: 'Undelivered',
        words: 'x',
        status: Array.from({ length: 1000 }, (_, n) => [
          '',
          `Final-Recipient: rfc822; n${n}@x.example`,
          'Action: failed',
        ]).flat(),
        returned: { type: 'text/rfc822-headers', content: `Message-ID: ${messageId}\r\n` },
      }),
    ),
  'text that a careless pattern would search for hours': () =>
    Buffer.from(
      `From: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\n\r\n${'<a'.repeat(50_000)}\r\n${'>\n '.repeat(30_000)}`,
    ),
  'bytes that are no mail': () => Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * 7919) % 256)),
  nothing: () => Buffer.alloc(0),
};
