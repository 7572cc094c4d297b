import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  Config,
  Database,
  Logger,
  PermanentFailure,
  rows,
  WorkHandlers,
  type WorkContext,
} from '../../platform/index.js';
import { AccountMail } from './account-mail.js';
import { accountNoticeSend } from './accounts.work.js';
import { noticeMail, type NoticeSubject } from './notice-mail.js';

interface NoticeToSend {
  about: NoticeSubject;
  email: string;
  name: string;
  sentence: string;
}

/** Sends notices. An address that the mail server refuses for good, such as an old one, is not tried again and is nobody's work. */
@Injectable()
export class AccountNoticeHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly mail: AccountMail,
    private readonly logger: Logger,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.handlers.register(accountNoticeSend, ({ noticeId }, context) => this.send(noticeId, context), 2);
  }

  private async send(noticeId: string, context: WorkContext): Promise<void> {
    const [notice] = await this.database.query<NoticeToSend>(
      `select n.about, n.email, n.sentence, u.name from account_notice n join app_user u on u.id = n.user_id where n.id = $1`,
      [noticeId],
    );
    if (notice) await this.deliver(noticeId, notice, context);
    await this.database.write(async (tx) => {
      await rows(tx, `delete from account_notice where id = $1`, [noticeId]);
      await context.complete(tx);
    });
  }

  private async deliver(
    id: string,
    { about, email, name, sentence }: NoticeToSend,
    context: WorkContext,
  ): Promise<void> {
    await context.renewLease();
    try {
      const mail = noticeMail(about, name, sentence, this.config.PUBLIC_URL);
      await this.mail.send({ id, to: email, ...mail }, context);
    } catch (error) {
      if (!(error instanceof PermanentFailure)) throw error;
      this.logger.warn({ noticeId: id, correlationId: context.claim.correlationId }, error.message);
    }
  }
}
