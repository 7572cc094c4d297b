import { Injectable } from '@nestjs/common';
import { Audit, rows, type AuditActor, type StatusReport, type Tx } from '../../platform/index.js';
import type { DeliveryState } from '../delivery.rules.js';
import { MOST_NOTICES, reportOn, standingOf, type NoticeSource } from './delivery-notice.rules.js';

/** A notice as it came, from wherever it came. */
export interface Notice {
  source: NoticeSource;
  /** The same however often it comes; at most 64 characters. */
  key: string;
  /** Of the mail that it is about, as it says; the likeliest first. */
  messageIds: readonly string[];
  reports: readonly StatusReport[];
  at: Date;
}

/** `again`: it is kept already. `unmatched`: of no delivery of ours, or of one of which enough are kept. */
export type Taken = 'taken' | 'again' | 'unmatched';

interface Found {
  id: string;
  programmeId: string;
  dispatchId: string;
  state: DeliveryState;
  email: string;
  version: number;
  round: number;
  askedAt: Date;
  notices: number;
}

/**
 * Keeps what mail servers report of deliveries. A notice is a claim: it changes no delivery and causes no sending. It is shown, and where it
 * says that something came back, a person decides.
 */
@Injectable()
export class DeliveryNoticesService {
  constructor(private readonly audit: Audit) {}

  async take(tx: Tx, notice: Notice, by: AuditActor): Promise<Taken> {
    const delivery = await this.find(tx, notice.messageIds);
    const report = delivery && reportOn(delivery.email, notice.reports);
    if (!delivery || !report || delivery.notices >= MOST_NOTICES) return 'unmatched';
    const standing = standingOf(delivery, report.recipients, notice.at);
    const [kept] = await rows<{ id: string }>(
      tx,
      `insert into delivery_notice (delivery_id, source, key, says, standing, delivery_version, recipient, status, diagnostic, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (source, key) do nothing returning id`,
      [
        delivery.id,
        notice.source,
        notice.key,
        report.says,
        standing,
        delivery.version,
        report.recipients[0] ?? null,
        report.status,
        report.diagnostic,
        notice.at,
      ],
    );
    if (!kept) return 'again';
    await this.audit.append(tx, by, {
      action: 'delivery.noticed',
      subjectKind: 'delivery',
      subjectId: delivery.id,
      programmeId: delivery.programmeId,
      // No text that a server has written.
      detail: {
        dispatchId: delivery.dispatchId,
        noticeId: kept.id,
        source: notice.source,
        says: report.says,
        standing,
        ...(report.status === null ? {} : { status: report.status }),
      },
    });
    return 'taken';
  }

  /** Held until the end of the transaction, so that no decision about it comes between. */
  private async find(tx: Tx, messageIds: readonly string[]): Promise<Found | undefined> {
    if (messageIds.length === 0) return undefined;
    const [found] = await rows<Found>(
      tx,
      `select y.id, d.programme_id as "programmeId", y.dispatch_id as "dispatchId", y.state, y.recipient_email as email, y.version, y.round,
              (select max(e.at) from delivery_event e where e.delivery_id = y.id and e.state = 'queued') as "askedAt",
              (select count(*)::int from delivery_notice n where n.delivery_id = y.id) as notices
         from delivery y join dispatch d on d.id = y.dispatch_id
        where y.message_id = any($1) order by array_position($1::text[], y.message_id::text) limit 1 for share of y`,
      [messageIds],
    );
    return found;
  }
}
