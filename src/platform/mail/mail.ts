import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { FileTransport } from './file-transport.js';
import { Mailbox } from './mailbox.js';
import { MailTransport } from './mail-transport.js';
import { SmtpTransport } from './smtp-transport.js';

export { FileTransport, type FileTransportOptions } from './file-transport.js';
export {
  MailTransport,
  said,
  type MailAttachment,
  type MailOutcome,
  type OutgoingMail,
  type SendOptions,
} from './mail-transport.js';
export { Mailbox, MailboxError, type FetchedMail } from './mailbox.js';
export { readReturnedMails, type ReadMail } from './returned-mail-reader.js';
export { NOTICE_SAYS, type NoticeSays, type StatusReport } from './returned-mail.js';
export { SmtpTransport, type SmtpOptions, type SmtpTimeouts } from './smtp-transport.js';

type MailSettings = Pick<
  Config,
  'SMTP_URL' | 'ALLOWED_MAIL_DOMAINS' | 'varDir' | 'production' | 'DELIVERY_MAILBOX_URL'
>;

/**
 * SMTP when SMTP_URL is set (in production TLS is required unless the URL says `?requireTLS=false`), otherwise `.eml` files
 * below the product's own folder.
 * @throws Error naming the variable when SMTP_URL cannot be read.
 */
export function createMailTransport(config: MailSettings): MailTransport {
  const allowedDomains = config.ALLOWED_MAIL_DOMAINS;
  if (config.SMTP_URL === undefined)
    return new FileTransport({ folder: join(config.varDir, 'mail'), allowedDomains });
  return new SmtpTransport({
    url: config.SMTP_URL,
    requireTls: config.production,
    allowedDomains,
    reportDelivered: config.DELIVERY_MAILBOX_URL !== undefined,
  });
}

type MailboxSettings = Pick<Config, 'DELIVERY_MAILBOX_URL' | 'DELIVERY_MAILBOX_MOVE_TO' | 'production'>;

/**
 * The mailbox into which mail servers report, where there is one; in production TLS is required unless the URL says `?requireTLS=false`.
 * @throws Error naming the variable when DELIVERY_MAILBOX_URL cannot be read.
 */
export function createMailbox(config: MailboxSettings): Mailbox | undefined {
  if (config.DELIVERY_MAILBOX_URL === undefined) return undefined;
  return new Mailbox({
    url: config.DELIVERY_MAILBOX_URL,
    requireTls: config.production,
    moveTo: config.DELIVERY_MAILBOX_MOVE_TO,
  });
}
