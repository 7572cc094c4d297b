import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../identity/index.js';
import {
  Audit,
  Config,
  Database,
  Outbox,
  row,
  rows,
  WorkHandlers,
  type AuditActor,
  type Tx,
  type WorkContext,
} from '../platform/index.js';
import { editionsOf } from '../disclosure/index.js';
import { editionRendered, editionWanted, printingKey, VersionsQueries } from '../reporting/index.js';
import { type EditionName } from '../snapshot/index.js';
import { DeliveryLedger } from './delivery-ledger.js';
import type { SendTime } from './dispatch.entity.js';
import { editionFor } from './dispatch.rules.js';
import { dispatchDue, dispatchReleased } from './distribution.work.js';
import { lastReceived } from './received.sql.js';
import { receives } from './receives.sql.js';

interface Due {
  id: string;
  programmeId: string;
  periodId: string;
  meetingId: string;
  committeeId: string;
  /** Which edition the committee gets. */
  edition: EditionName;
  send: SendTime;
  /** The hold has begun. */
  held: boolean;
}

interface Held {
  id: string;
  programmeId: string;
  until: Date;
}

interface Bound extends Due {
  versionId: string;
  sinceId: string | null;
  deliveries: number;
}

/**
 * Binds dispatches to the version that goes out and queues their deliveries. Safe to repeat. A dispatch that cannot be
 * bound now stays as it is: the next version triggers this again, and a cancelled meeting or an empty list of recipients shows in the
 * dispatch's status. The report lists the changes since the committee's last report. Where no such edition is printed yet, this
 * requests one, and binding waits for it. What is to go when the report is sealed waits for a correction that is in work.
 */
@Injectable()
export class BindingHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly versions: VersionsQueries,
    private readonly outbox: Outbox,
    private readonly ledger: DeliveryLedger,
    private readonly audit: Audit,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.handlers.register(editionRendered, async ({ versionId }, context) => {
      const version = await this.versions.find(versionId);
      await this.bindAll({ periodId: version?.periodId ?? null, dispatchId: null }, context);
    });
    this.handlers.register(dispatchReleased, ({ dispatchId }, context) =>
      this.bindAll({ periodId: null, dispatchId }, context),
    );
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
      const held: Held[] = [];
      for (const due of await this.due(tx, which)) {
        const done = await this.bind(tx, due, by);
        if (done && 'until' in done) held.push(done);
        else if (done) bound.push(done);
      }
      await context.complete(tx);
      for (const { id, programmeId, until } of held)
        await this.audit.append(tx, by, {
          action: 'dispatch.held',
          subjectKind: 'dispatch',
          subjectId: id,
          programmeId,
          detail: { until: until.toISOString() },
        });
      for (const { id, programmeId, versionId, edition, sinceId, deliveries } of bound)
        await this.audit.append(tx, by, {
          action: 'dispatch.bound',
          subjectKind: 'dispatch',
          subjectId: id,
          programmeId,
          detail: { versionId, edition, sinceId, deliveries },
        });
    });
  }

  /** Locked, so that nobody binds or cancels them meanwhile. */
  private due(tx: Tx, which: { periodId: string | null; dispatchId: string | null }): Promise<Due[]> {
    return rows<Due>(
      tx,
      `select d.id, d.programme_id as "programmeId", d.period_id as "periodId", d.meeting_id as "meetingId",
              m.committee_id as "committeeId", c.edition, d.send, d.held_until is not null as held
         from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
        where (d.id = $1 or d.period_id = $2) and d.version_id is null and d.cancelled_at is null
          and (d.send = 'when_sealed' or d.send_at <= now()) and (d.held_until is null or d.held_until <= now()) and m.cancelled_at is null and c.active
          and not is_closed(d.programme_id)
        order by d.id for update of d`,
      [which.dispatchId, which.periodId],
    );
  }

  private async bind(tx: Tx, due: Due, by: AuditActor): Promise<Bound | Held | undefined> {
    const newest = await this.versions.latest(tx, due.periodId);
    if (!newest) return undefined;
    if (due.send === 'when_sealed' && (await isCorrected(tx, due.periodId, newest.version))) return undefined;
    const sealed = await this.versions.sealed(newest.id);
    const edition = sealed && editionFor(due.edition, editionsOf(sealed.snapshot));
    if (!edition) return undefined;
    const wanted = {
      versionId: newest.id,
      edition,
      sinceId: await lastReceived(tx, due),
    };
    if (!(await this.versions.isPrinted(tx, wanted))) {
      await this.outbox.add(tx, editionWanted, {
        key: printingKey(wanted),
        payload: wanted,
        correlationId: by.correlationId,
      });
      return undefined;
    }
    if (!due.held && this.config.holdMinutes > 0) return this.hold(tx, due, by);
    // The meeting already has this version.
    const [bound] = await rows(
      tx,
      `update dispatch d set version_id = $2, edition = $5, since_version_id = $6, file_name = $7,
                sections = (select c.sections from committee c where c.id = $4), bound_at = now(), version = version + 1
        where id = $1 and exists (select from committee_recipient r where r.committee_id = $4
            and ${receives({ at: 'now()', dispatch: 'd.id', meeting: 'd.meeting_id', period: 'd.period_id', edition: '$5' })})
          and not exists (select from dispatch o join report_version v on v.id = o.version_id
                           where o.meeting_id = d.meeting_id and o.period_id = d.period_id and v.version >= $3)
       returning id`,
      [
        due.id,
        newest.id,
        newest.version,
        due.committeeId,
        wanted.edition,
        wanted.sinceId,
        await this.versions.fileName(tx, wanted),
      ],
    );
    if (!bound) return undefined;
    const deliveries = await this.ledger.queueAll(tx, { ...due, edition: wanted.edition }, by);
    // Somebody has just removed the last recipient: roll back and retry.
    if (deliveries === 0) throw new Error('There was nobody left to send this to.');
    return { ...due, ...wanted, deliveries };
  }

  /** Everything is ready: nothing leaves for some minutes, in which it can still be cancelled. */
  private async hold(tx: Tx, { id, programmeId }: Due, by: AuditActor): Promise<Held> {
    const { until } = await row<{ until: Date }>(
      tx,
      `update dispatch set held_until = now() + make_interval(mins => $2), version = version + 1 where id = $1
       returning held_until as until`,
      [id, this.config.holdMinutes],
    );
    await this.outbox.add(tx, dispatchReleased, {
      key: id,
      payload: { dispatchId: id },
      correlationId: by.correlationId,
      availableAt: until,
    });
    return { id, programmeId, until };
  }
}

/** Somebody is writing the version that takes this one's place. */
async function isCorrected(tx: Tx, periodId: string, version: number): Promise<boolean> {
  const found = await rows(
    tx,
    `select from envelope where kind = 'report' and period_id = $1 and revision > $2 and status in ('draft', 'in_review')`,
    [periodId, version],
  );
  return found.length > 0;
}
