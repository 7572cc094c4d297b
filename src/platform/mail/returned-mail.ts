import { simpleParser, type ParsedMail } from 'mailparser';
import { said } from './mail-transport.js';

/**
 * What a notice says of a mail, the lightest first. `relayed` and `expanded`: handed on, and nothing more is known. `unclear`: it came back in a
 * form that no standard knows.
 */
export const NOTICE_SAYS = ['relayed', 'expanded', 'delayed', 'delivered', 'unclear', 'bounced'] as const;
export type NoticeSays = (typeof NOTICE_SAYS)[number];

/** What is reported of one recipient. */
export interface StatusReport {
  says: NoticeSays;
  /** Whom it names: as we addressed them, and where it went. Lower case; empty when it names nobody. */
  recipients: readonly string[];
  /** RFC 3463: `5.1.1`. */
  status: string | null;
  /** What a mail server said, clipped to one line. */
  diagnostic: string | null;
}

/** What a mail in the mailbox for returned mails is. */
export type ReturnedMail =
  | {
      kind: 'notice';
      /** Of the mail that it is about, as far as it says; the likeliest first. */
      messageIds: readonly string[];
      reports: readonly StatusReport[];
    }
  /** Out of office, and other answers that a program gave. */
  | { kind: 'auto-reply' }
  | { kind: 'other' };

/** Recipients in one notice; ours have one each. */
const MOST_REPORTS = 20;
const MOST_IDS = 10;
/** Of a returned message, where its Message-ID is looked for; and of a text. */
const LOOKED_AT = 64 * 1024;

/**
 * Reads one mail: a delivery status notification (RFC 3464), a bounce in a form of its own, an automatic answer, or none of these. Pure. It
 * does not find out who wrote it: anybody can write such a mail.
 * @param bytes may end before the mail does: what is looked for stands before the text that is returned.
 */
export async function readReturnedMail(bytes: Buffer): Promise<ReturnedMail> {
  const mail = await simpleParser(bytes, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
  });
  const text = (mail.text ?? '').slice(0, LOOKED_AT);
  const statuses = partsOf(mail, /^message\/(?:global-)?delivery-status$/).map((part) =>
    part.toString('utf8'),
  );
  const reportType = parameter(mail, 'report-type');
  if (statuses.length > 0 || reportType === 'delivery-status') {
    const reports = statuses.flatMap(statusReports).slice(0, MOST_REPORTS);
    return {
      kind: 'notice',
      messageIds: messageIdsOf(mail, text),
      reports: reports.length > 0 ? reports : [unclear(mail, text)],
    };
  }
  // Receipts of a reader, complaints, and whatever else has a report of its own.
  if (reportType !== undefined) return { kind: 'other' };
  if (isAutoReply(mail)) return { kind: 'auto-reply' };
  if (!looksReturned(mail, text)) return { kind: 'other' };
  return { kind: 'notice', messageIds: messageIdsOf(mail, text), reports: [unclear(mail, text)] };
}

const header = (mail: ParsedMail, name: string): string =>
  mail.headerLines
    .filter(({ key }) => key === name)
    .map(({ line }) =>
      line
        .slice(line.indexOf(':') + 1)
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .join(' ');

function parameter(mail: ParsedMail, name: string): string | undefined {
  const type = header(mail, 'content-type').toLowerCase();
  return new RegExp(`;\\s*${name}\\s*=\\s*"?([^";\\s]+)`).exec(type)?.[1];
}

const partsOf = (mail: ParsedMail, type: RegExp): Buffer[] =>
  mail.attachments.filter(({ contentType }) => type.test(contentType)).map(({ content }) => content);

/** Fields of a block, unfolded; the first of each name counts. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(at + 1).trim());
  }
  return fields;
}

/** One for each recipient. The block of the message itself names none, but for servers that write all in one. */
const statusReports = (text: string): StatusReport[] =>
  text
    .split(/\r?\n(?:[ \t]*\r?\n)+/, MOST_REPORTS + 1)
    .map(fieldsOf)
    .filter(
      (fields) => fields.has('final-recipient') || fields.has('original-recipient') || fields.has('action'),
    )
    .map((fields) => {
      const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null;
      return {
        says: saysOf(fields.get('action')?.toLowerCase(), status),
        recipients: [fields.get('original-recipient'), fields.get('final-recipient')].flatMap(addressOf),
        status,
        diagnostic: clipped(withoutType(fields.get('diagnostic-code') ?? '')),
      };
    });

/** Where the word and the number contradict each other, it is not clear what happened. */
function saysOf(action: string | undefined, status: string | null): NoticeSays {
  const kind = status?.[0];
  switch (action) {
    case 'failed':
      return kind === '2' ? 'unclear' : 'bounced';
    case 'delayed':
      return 'delayed';
    case 'delivered':
    case 'relayed':
    case 'expanded':
      return kind === '5' ? 'unclear' : action;
    case undefined:
    default:
      return 'unclear';
  }
}

const withoutType = (value: string): string => value.replace(/^[\w-]+\s*;\s*/, '');
const clipped = (value: string): string | null => (said(value) === '' ? null : said(value));

/** `rfc822; name@example.org`, in xtext (RFC 3461) where a server has kept it so. */
function addressOf(value: string | undefined): string[] {
  const plain = withoutType(value ?? '')
    .replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/^<|>$/g, '')
    .trim();
  return plain.length <= 320 && /^\S+@\S+$/.test(plain) ? [plain.toLowerCase()] : [];
}

const IN_ANGLES = /<[^<>\s@]{1,150}@[^<>\s@]{1,150}>/g;

/** Returned headers first, then what the notice answers to, then whatever its text repeats of a message. */
function messageIdsOf(mail: ParsedMail, text: string): string[] {
  const returned = partsOf(mail, /^(?:message\/(?:global|rfc822)|text\/rfc822|message\/global-headers)/).map(
    (part) => part.subarray(0, LOOKED_AT).toString('utf8'),
  );
  const named = [...returned, text].flatMap((part) =>
    [...part.matchAll(/^[ >\t]*message-id:\s*(<[^<>\s@]{1,150}@[^<>\s@]{1,150}>)/gim)].map(
      ([, id = '']) => id,
    ),
  );
  const answered = ['in-reply-to', 'references'].flatMap((name) => header(mail, name).match(IN_ANGLES) ?? []);
  return [...new Set([...named, ...answered])].slice(0, MOST_IDS);
}

/** Programs that answer say so (RFC 3834), but for old ones, which say it in words. */
const isAutoReply = (mail: ParsedMail): boolean =>
  /^auto-replied/i.test(header(mail, 'auto-submitted')) ||
  header(mail, 'x-autoreply') !== '' ||
  header(mail, 'x-autorespond') !== '' ||
  /^auto[_-]?reply$/i.test(header(mail, 'precedence')) ||
  /^(?:automatic reply|auto(?:matic)?[- ]?response|out of (?:the )?office|on leave)\b/i.test(
    mail.subject ?? '',
  );

const DAEMON = /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@/i;
const SUBJECT =
  /undeliver|returned mail|return(?:ed)? to sender|delivery (?:status|failure|has failed|problem)|failure notice|mail delivery failed|could not be delivered/i;

/** The words of servers that write their bounces in their own way, from who does such a thing. */
const looksReturned = (mail: ParsedMail, text: string): boolean =>
  header(mail, 'x-failed-recipients') !== '' ||
  ((DAEMON.test(mail.from?.value[0]?.address ?? '') || header(mail, 'return-path') === '<>') &&
    (SUBJECT.test(mail.subject ?? '') || /qmail-send program/i.test(text)));

/** Nobody can say for certain what it means, so its words are kept for a person. */
function unclear(mail: ParsedMail, text: string): StatusReport {
  // As qmail writes: `<name@example.org>:` and below it the reason, up to an empty line.
  const paragraph = /^<([^<>\s]+@[^<>\s]+)>:[ \t]*\r?\n((?:[^\r\n]+\r?\n){1,10})/m.exec(text);
  const failed = header(mail, 'x-failed-recipients').split(/[\s,]+/);
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(paragraph?.[2] ?? text)?.[0] ?? null;
  return {
    says: 'unclear',
    recipients: [...failed, paragraph?.[1]].flatMap(addressOf),
    status,
    diagnostic: clipped(paragraph?.[2] ?? text.slice(0, 2000)),
  };
}
