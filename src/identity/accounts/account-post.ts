import { Injectable } from '@nestjs/common';
import { Clock, Outbox, row, type Tx } from '../../platform/index.js';
import { accountNoticeSend, passwordLinkSend } from './accounts.work.js';

/**
 * Asks the worker for mails about accounts. It tells people what was done to theirs: credentials, address, roles. The person who did it cannot keep it from them. It is written
 * in the transaction of the change.
 */
@Injectable()
export class AccountPost {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * @param sentence what happened, and by whom where it was not the person.
   * @param email where it goes; usually the address of the account as it is now.
   */
  async tell(tx: Tx, userId: string, sentence: string, correlationId: string, email?: string): Promise<void> {
    const { id } = await row<{ id: string }>(
      tx,
      `insert into account_notice (user_id, email, sentence, created_at)
       select id, coalesce($2, email), $3, $4::timestamptz from app_user where id = $1 returning id`,
      [userId, email ?? null, sentence, this.clock.now().toISOString()],
    );
    await this.outbox.add(tx, accountNoticeSend, { key: id, payload: { noticeId: id }, correlationId });
  }

  /** Sends a link that was asked for. Also for one without an account, so that the work is the same. */
  async sendLink(tx: Tx, linkId: string, correlationId: string): Promise<void> {
    await this.outbox.add(tx, passwordLinkSend, { key: linkId, payload: { linkId }, correlationId });
  }
}
