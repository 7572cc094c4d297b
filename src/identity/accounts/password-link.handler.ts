import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  Audit,
  Clock,
  Config,
  Database,
  Logger,
  PermanentFailure,
  rows,
  WorkHandlers,
  type Tx,
  type WorkContext,
} from '../../platform/index.js';
import { systemActor } from '../access/actor.js';
import { AccountMail } from './account-mail.js';
import { passwordLinkSend } from './accounts.work.js';
import { linkMail, type LinkPurpose } from './link-mail.js';
import { LINK_LIFE_MS, linkAddress, linkTokenHash, newLinkToken } from './link-token.js';

interface LinkToSend {
  userId: string;
  purpose: LinkPurpose;
  email: string;
  name: string;
}

/**
 * Sends links. The token is made here, when it is sent, so that it never lies anywhere but in the mail: its hash is committed first, and
 * each attempt makes another one, which ends the one before it.
 */
@Injectable()
export class PasswordLinkHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly mail: AccountMail,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.handlers.register(passwordLinkSend, ({ linkId }, context) => this.send(linkId, context), 2);
  }

  private async send(linkId: string, context: WorkContext): Promise<void> {
    const token = newLinkToken();
    const link = await this.database.write((tx) => this.begin(tx, linkId, token));
    // Nobody has this address, or the link was replaced or is not wanted any more.
    if (!link) return this.database.write((tx) => this.forget(tx, linkId, context));
    const { PUBLIC_URL: publicUrl } = this.config;
    const address = linkAddress(publicUrl, token);
    const message = linkMail(link.purpose, { name: link.name, address, publicUrl });
    await context.renewLease();
    try {
      await this.mail.send({ id: linkId, to: link.email, ...message }, context);
    } catch (error) {
      // People who are not signed in can ask for these. They must not be able to make work for a person.
      if (link.purpose !== 'forgotten' || !(error instanceof PermanentFailure)) throw error;
      this.logger.warn({ linkId, correlationId: context.claim.correlationId }, error.message);
      return this.database.write((tx) => context.complete(tx));
    }
    await this.database.write(async (tx) => {
      await context.complete(tx);
      await this.audit.append(tx, systemActor(context.claim.correlationId), {
        action: 'user.link_sent',
        subjectKind: 'user',
        subjectId: link.userId,
        detail: { purpose: link.purpose },
      });
    });
  }

  private async begin(tx: Tx, linkId: string, token: string): Promise<LinkToSend | undefined> {
    const now = this.clock.now();
    const [link] = await rows<LinkToSend>(
      tx,
      `update password_link l set token_hash = $2, expires_at = $3 from app_user u
        where l.id = $1 and u.id = l.user_id and l.used_at is null and l.ended_at is null and l.epoch = u.epoch
          and u.disabled_at is null
       returning u.id as "userId", l.purpose, u.email, u.name`,
      [linkId, linkTokenHash(token), new Date(now.getTime() + LINK_LIFE_MS).toISOString()],
    );
    return link;
  }

  private async forget(tx: Tx, linkId: string, context: WorkContext): Promise<void> {
    await rows(tx, `delete from password_link where id = $1 and user_id is null`, [linkId]);
    await context.complete(tx);
  }
}
