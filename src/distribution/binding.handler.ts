import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../identity/index.js';
import {
  Audit,
  Database,
  rows,
  WorkHandlers,
  type AuditActor,
  type Tx,
  type WorkContext,
} from '../platform/index.js';
import { Versions, versionRendered } from '../reporting/index.js';
import { DeliveryLedger } from './delivery.ledger.js';
import { dispatchDue } from './distribution.work.js';

interface Due {
  id: string;
  programmeId: string;
  periodId: string;
  meetingId: string;
  committeeId: string;
}

interface Bound extends Due {
  versionId: string;
  deliveries: number;
}

/**
 * Binds dispatches to the version that goes out and queues their deliveries. Asked twice, it does it once. Whatever cannot be
 * bound now stays as it is: a version to come will ask again; a cancelled meeting or an empty list of recipients shows in the
 * dispatch's status.
 */
@Injectable()
export class BindingHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly versions: Versions,
    private readonly ledger: DeliveryLedger,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.handlers.register(versionRendered, async ({ versionId }, context) => {
      const version = await this.versions.find(versionId);
      await this.bindAll({ periodId: version?.periodId ?? null, dispatchId: null }, context);
    });
    this.handlers.register(dispatchDue, ({ dispatchId }, context) =>
      this.bindAll({ periodId: null, dispatchId }, context),
    );
  }

  private bindAll(
    which: { periodId: string | null; dispatchId: string | null },
    context: WorkContext,
  ): Promise<void> {
    const by = systemActor(context.claim.correlationId);
    return this.database.write(async (tx) => {
      const bound: Bound[] = [];
      for (const due of await this.due(tx, which)) {
        const done = await this.bind(tx, due, by);
        if (done) bound.push(done);
      }
      await context.complete(tx);
      for (const { id, programmeId, versionId, deliveries } of bound)
        await this.audit.append(tx, by, {
          action: 'dispatch.bound',
          subjectKind: 'dispatch',
          subjectId: id,
          programmeId,
          detail: { versionId, deliveries },
        });
    });
  }

  /** Locked, so that nobody binds or cancels them meanwhile. */
  private due(tx: Tx, which: { periodId: string | null; dispatchId: string | null }): Promise<Due[]> {
    return rows<Due>(
      tx,
      `select d.id, d.programme_id as "programmeId", d.period_id as "periodId", d.meeting_id as "meetingId",
              m.committee_id as "committeeId"
         from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
        where (d.id = $1 or d.period_id = $2) and d.version_id is null and d.cancelled_at is null
          and (d.send = 'when_sealed' or d.send_at <= now()) and m.cancelled_at is null and c.active
        order by d.id for update of d`,
      [which.dispatchId, which.periodId],
    );
  }

  private async bind(tx: Tx, due: Due, by: AuditActor): Promise<Bound | undefined> {
    const newest = await this.versions.latestRendered(tx, due.periodId);
    if (!newest) return undefined;
    // Not what a correction has taken the place of while its own PDF is still to come, and nothing that the meeting already has.
    const [bound] = await rows(
      tx,
      `update dispatch d set version_id = $2, bound_at = now(), version = version + 1
        where id = $1 and exists (select from committee_recipient r where r.committee_id = $4 and r.active)
          and not exists (select from report_version n where n.period_id = d.period_id and n.version > $3)
          and not exists (select from dispatch o join report_version v on v.id = o.version_id
                           where o.meeting_id = d.meeting_id and o.period_id = d.period_id and v.version >= $3)
       returning id`,
      [due.id, newest.id, newest.version, due.committeeId],
    );
    if (!bound) return undefined;
    const deliveries = await this.ledger.queueAll(tx, due, by);
    // Somebody removed the last recipient in this moment: roll back, and let the work be tried again.
    if (deliveries === 0) throw new Error('There was nobody left to send this to.');
    return { ...due, versionId: newest.id, deliveries };
  }
}
