import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../identity/index.js';
import {
  Audit,
  Clock,
  Config,
  Database,
  MailTransport,
  rows,
  WorkHandlers,
  type Tx,
  type WorkContext,
} from '../platform/index.js';
import { noticeMail } from './notice-mail.js';
import { MOVE_STANDS } from './days-moved.handler.js';
import type { NoticeKind, NoticeState } from './notice.entity.js';
import type { ToldItem } from './notice.rules.js';
import { noticeSend } from './notices.work.js';

interface NoticeToSend {
  id: string;
  userId: string;
  kind: NoticeKind;
  key: string;
  late: boolean;
  state: NoticeState;
  name: string;
  email: string;
  disabled: boolean;
  askedBy: string | null;
  /** As many as are written down; not all of them need to be told any more. */
  items: number;
  told: { key: string; point: number; programmeId: string; periodId: string | null; told: ToldItem }[];
}

/** What comes of work that has just come to somebody is left out once they, or somebody else, have taken the next step; likewise what moved. */
const NOTICE = `select n.id, n.user_id as "userId", n.kind, n.key, n.late, n.state, n.items, u.name, u.email,
    u.disabled_at is not null as disabled, (select a.name from app_user a where a.id = n.asked_by) as "askedBy",
    (select coalesce(json_agg(json_build_object('key', i.key, 'point', i.point, 'programmeId', i.programme_id, 'periodId', i.period_id, 'told', i.told)
        order by i.key), '[]')
       from notice_item i where i.notice_id = n.id
        and (n.kind <> 'waiting' or exists (select from workflow_event w where 'step:' || w.id = i.key
              and not exists (select from workflow_event l where l.envelope_id = w.envelope_id and l.action <> 'save' and l.at > w.at))
          or exists (select from moved_day d join meeting m on m.id = d.meeting_id where 'moved:' || d.id = i.key and ${MOVE_STANDS}))) as told
  from notice n join app_user u on u.id = n.user_id where n.id = $1`;

/**
 * Sends mails about work. `sending` is committed once the server has asked for the content; a worker that finds it cannot know whether the
 * mail is out, and does not send it again: what is still not done is in the next digest. Each end is in the audit trail.
 */
@Injectable()
export class NoticeSendingHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly transport: MailTransport,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.handlers.register(noticeSend, ({ noticeId }, context) => this.send(noticeId, context), 2);
  }

  private async send(noticeId: string, context: WorkContext): Promise<void> {
    const [notice] = await this.database.query<NoticeToSend>(NOTICE, [noticeId]);
    if (!notice || (notice.state !== 'queued' && notice.state !== 'sending'))
      return this.database.write((tx) => context.complete(tx));
    if (notice.state === 'sending')
      return this.end(notice, 'uncertain', 'The worker stopped while it handed the mail over.', context);
    if (notice.disabled) return this.end(notice, 'dropped', 'The account is disabled.', context);
    if (notice.told.length === 0) return this.end(notice, 'dropped', 'It was done in the meantime.', context);
    await this.handOver(notice, context);
  }

  private async handOver(notice: NoticeToSend, context: WorkContext): Promise<void> {
    const { id, kind, name, email, askedBy, told } = notice;
    const outcome = await this.transport.send(
      {
        messageId: `<notice-${id}@${new URL(this.config.PUBLIC_URL).hostname}>`,
        from: this.config.MAIL_FROM,
        to: email,
        ...noticeMail({
          kind,
          name,
          askedBy,
          items: told.map((item) => item.told),
          publicUrl: this.config.PUBLIC_URL,
        }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      },
      {
        signal: context.signal,
        beforeContent: async () => {
          await context.renewLease();
          await this.begin(notice);
        },
      },
    );
    if (outcome.kind === 'accepted') return this.end(notice, 'sent', null, context);
    if (outcome.kind === 'uncertain') return this.end(notice, 'uncertain', outcome.reason, context);
    if (outcome.permanent || context.claim.attempt >= this.config.WORK_MAX_ATTEMPTS)
      return this.end(notice, 'failed', outcome.reason, context);
    await this.database.query(`update notice set state = 'queued' where id = $1 and state = 'sending'`, [id]);
    throw new Error(`The mail server did not take the mail (${outcome.code}).`);
  }

  /** @throws Error when something else was added to it meanwhile: then it is composed again. */
  private async begin({ id, items }: NoticeToSend): Promise<void> {
    const begun = await this.database.query(
      `update notice set state = 'sending' where id = $1 and state = 'queued' and items = $2 returning id`,
      [id, items],
    );
    if (begun.length === 0) throw new Error('This mail has changed since it was composed.');
  }

  private end(
    notice: NoticeToSend,
    state: Extract<NoticeState, 'sent' | 'failed' | 'uncertain' | 'dropped'>,
    reason: string | null,
    context: WorkContext,
  ): Promise<void> {
    return this.database.write(async (tx: Tx) => {
      await rows(tx, `update notice set state = $2, reason = $3, ended_at = $4::timestamptz where id = $1`, [
        notice.id,
        state,
        reason?.slice(0, 500) ?? null,
        this.clock.now().toISOString(),
      ]);
      await context.complete(tx);
      const programmes = new Set(notice.told.map(({ programmeId }) => programmeId));
      await this.audit.append(tx, systemActor(context.claim.correlationId), {
        action: `notice.${state}`,
        subjectKind: 'notice',
        subjectId: notice.id,
        programmeId: programmes.size === 1 ? ([...programmes][0] ?? null) : null,
        detail: {
          toUserId: notice.userId,
          kind: notice.kind,
          ...(notice.late ? { late: true } : {}),
          ...(notice.askedBy === null ? {} : { askedBy: notice.askedBy }),
          ...(reason === null ? {} : { reason }),
          told: notice.told.map(({ key, point, told }) => ({
            key,
            point,
            kind: told.kind,
            late: told.late,
            others: told.who !== null,
          })),
        },
      });
    });
  }
}
