import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, counted, Database, Health, type HealthCheck } from '../../platform/index.js';

/** Three looks that did not come: the mailbox answers, and no worker reads it. */
const SILENT_SECONDS = 45 * 60;

/** Says whether the mailbox for notices is read, where there is one. */
@Injectable()
export class MailboxHealth implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly health: Health,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    if (this.config.DELIVERY_MAILBOX_URL === undefined) return;
    this.health.add('mailbox for notices', () => this.check());
  }

  private async check(): Promise<HealthCheck> {
    const [found] = await this.database.query<{
      fault: string | null;
      failingFor: number | null;
      silentFor: number | null;
      notices: number;
      autoReplies: number;
      others: number;
      unreadable: number;
      unmatched: number;
    }>(
      `select fault, extract(epoch from now() - failing_since)::int as "failingFor", extract(epoch from now() - read_at)::int as "silentFor",
              notices, auto_replies as "autoReplies", others, unreadable, unmatched
         from delivery_mailbox`,
    );
    const counts = found
      ? `${counted(found.notices, 'notice')}, ${counted(found.autoReplies, 'automatic answer')}, ${counted(found.unmatched, 'notice')} of nothing of ours, ${counted(found.unreadable, 'mail')} that cannot be read, ${counted(found.others, 'other mail')}`
      : 'not read yet';
    const fault = found?.fault ?? null;
    const silent = (found?.silentFor ?? 0) > SILENT_SECONDS;
    return {
      name: 'mailbox for notices',
      kind: 'alert',
      ok: fault === null && !silent,
      detail:
        fault !== null
          ? `${fault} For ${Math.round((found?.failingFor ?? 0) / 60)} minutes; ${counts}`
          : silent
            ? `no worker has read it for ${Math.round((found?.silentFor ?? 0) / 60)} minutes; ${counts}`
            : counts,
    };
  }
}
