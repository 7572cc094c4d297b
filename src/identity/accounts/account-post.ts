import { Injectable } from '@nestjs/common';
import { Clock, Config, domainAllowed, invalid, Outbox, row, type Tx } from '../../platform/index.js';
import { accountNoticeSend, passwordLinkSend } from './accounts.work.js';
import type { NoticeSubject } from './notice-mail.js';

/**
 * Asks the worker for mails about accounts. It tells people what was done to theirs: credentials, address, roles. The person who did it cannot keep
 * it from them. It is written in the transaction of the change.
 */
@Injectable()
export class AccountPost {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Nobody could choose a password for an account whose mails are refused. @throws Problem 422 at `email`. */
  refuseDomain(email: string): void {
    const allowed = this.config.ALLOWED_MAIL_DOMAINS;
    if (!domainAllowed(email, allowed))
      throw invalid([
        { path: 'email', message: `Mail may only be sent to addresses at ${allowed.join(', ')}.` },
      ]);
  }

  /**
   * @param sentence what happened, and by whom where it was not the person.
   * @param email where it goes; usually the address of the account as it is now.
   * @param about what the mail is about; usually the person's own account.
   */
  async tell(
    tx: Tx,
    userId: string,
    sentence: string,
    correlationId: string,
    { email = null, about = 'account' }: { email?: string | null; about?: NoticeSubject } = {},
  ): Promise<void> {
    const { id } = await row<{ id: string }>(
      tx,
      `insert into account_notice (user_id, email, sentence, created_at, about)
       select id, coalesce($2, email), $3, $4::timestamptz, $5 from app_user where id = $1 returning id`,
      [userId, email, sentence, this.clock.now().toISOString(), about],
    );
    await this.outbox.add(tx, accountNoticeSend, { key: id, payload: { noticeId: id }, correlationId });
  }

  /** Sends a link that was asked for. Also for one without an account, so that the work is the same. */
  async sendLink(tx: Tx, linkId: string, correlationId: string): Promise<void> {
    await this.outbox.add(tx, passwordLinkSend, { key: linkId, payload: { linkId }, correlationId });
  }
}
