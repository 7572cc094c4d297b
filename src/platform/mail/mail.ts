import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { FileTransport } from './file-transport.js';
import { MailTransport } from './mail-transport.js';
import { SmtpTransport } from './smtp-transport.js';

export { FileTransport, type FileTransportOptions } from './file-transport.js';
export {
  MailTransport,
  type MailAttachment,
  type MailOutcome,
  type OutgoingMail,
  type SendOptions,
} from './mail-transport.js';
export { SmtpTransport, type SmtpOptions, type SmtpTimeouts } from './smtp-transport.js';

type MailSettings = Pick<Config, 'SMTP_URL' | 'ALLOWED_MAIL_DOMAINS' | 'varDir' | 'production'>;

/**
 * SMTP when SMTP_URL is set (in production TLS is required unless the URL says `?requireTLS=false`), otherwise `.eml` files
 * below the product's own folder.
 * @throws Error naming the variable when SMTP_URL cannot be read.
 */
export function createMailTransport(config: MailSettings): MailTransport {
  const allowedDomains = config.ALLOWED_MAIL_DOMAINS;
  if (config.SMTP_URL === undefined)
    return new FileTransport({ folder: join(config.varDir, 'mail'), allowedDomains });
  return new SmtpTransport({ url: config.SMTP_URL, requireTls: config.production, allowedDomains });
}
