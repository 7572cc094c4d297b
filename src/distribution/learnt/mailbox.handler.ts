import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../../identity/index.js';
import {
  Config,
  createMailbox,
  Database,
  Logger,
  MailboxError,
  readReturnedMails,
  recurring,
  rows,
  WorkHandlers,
  type FetchedMail,
  type Mailbox,
  type ReadMail,
  type Tx,
  type WorkContext,
} from '../../platform/index.js';
import { DeliveryNoticesService } from './delivery-notices.service.js';

/** Time to read what mail servers have reported. Only where there is a mailbox for it. */
export const mailboxDue = recurring({
  name: 'mailbox.due',
  rule: { every: 'minutes', minutes: 10 },
  missed: 'latest',
});

/**
 * Reads the mailbox for notices. Each mail is kept in one transaction and marked in the mailbox afterwards; one that was kept and not marked
 * comes again and changes nothing. A mailbox that cannot be read is an alert of the health, and the next look tries again.
 */
@Injectable()
export class MailboxHandler implements OnModuleInit {
  private readonly mailbox: Mailbox | undefined;

  constructor(
    config: Config,
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly notices: DeliveryNoticesService,
    private readonly logger: Logger,
  ) {
    this.mailbox = createMailbox(config);
  }

  onModuleInit(): void {
    const { mailbox } = this;
    if (mailbox === undefined) return;
    this.handlers.register(mailboxDue, (_, context) => this.look(mailbox, context));
  }

  private async look(mailbox: Mailbox, context: WorkContext): Promise<void> {
    let fault: string | null = null;
    try {
      await mailbox.readNew(async (mails) => {
        await context.renewLease();
        await this.take(mails, context);
      }, context.signal);
    } catch (error) {
      if (!(error instanceof MailboxError)) throw error;
      fault = error.message;
      this.logger.warn(
        { fault, correlationId: context.claim.correlationId },
        'the mailbox for notices was not read',
      );
    }
    await this.database.write(async (tx) => {
      await rows(
        tx,
        `insert into delivery_mailbox as b (read_at, failing_since, fault)
         values (case when $1::text is null then now() end, case when $1::text is not null then now() end, $1)
         on conflict (only_one) do update set read_at = coalesce(excluded.read_at, b.read_at), fault = excluded.fault,
           failing_since = case when excluded.fault is not null then coalesce(b.failing_since, now()) end`,
        [fault],
      );
      await context.complete(tx);
    });
  }

  private async take(mails: readonly FetchedMail[], context: WorkContext): Promise<void> {
    const read = await readReturnedMails(mails.map(({ bytes }) => bytes));
    for (const [index, mail] of mails.entries()) {
      const found = read[index] ?? 'unreadable';
      await this.database.write(async (tx) => {
        const column = await this.keep(tx, mail, found, context);
        if (column !== undefined)
          await rows(
            tx,
            `insert into delivery_mailbox as b (${column}) values (1) on conflict (only_one) do update set ${column} = b.${column} + 1`,
          );
      });
    }
  }

  /** @returns what it counts as; undefined where it was counted before. */
  private async keep(
    tx: Tx,
    { bytes, receivedAt }: FetchedMail,
    mail: ReadMail,
    context: WorkContext,
  ): Promise<'notices' | 'auto_replies' | 'others' | 'unreadable' | 'unmatched' | undefined> {
    if (mail === 'unreadable') return 'unreadable';
    if (mail.kind === 'auto-reply') return 'auto_replies';
    if (mail.kind === 'other') return 'others';
    const key = createHash('sha256').update(bytes).digest('hex');
    const taken = await this.notices.take(
      tx,
      { source: 'mailbox', key, messageIds: mail.messageIds, reports: mail.reports, at: receivedAt },
      systemActor(context.claim.correlationId),
    );
    return taken === 'taken' ? 'notices' : taken === 'unmatched' ? 'unmatched' : undefined;
  }
}
