import { Injectable } from '@nestjs/common';
import {
  Audit,
  Config,
  Database,
  Grouped,
  Outbox,
  rows,
  type AuditActor,
  type Tx,
  type WorkContext,
} from '../platform/index.js';
import type { CommitteeView, Way } from '../committees/index.js';
import type { EditionName } from '../snapshot/index.js';
import { DeliveryGroups, type LedgerStep } from './delivery-groups.js';
import { nextState, type DeliveryState } from './delivery.rules.js';
import { deliverySend, sendKey } from './distribution.work.js';
import { DECIDED_BY } from './late.queries.js';
import { receives } from './receives.sql.js';

/** A delivery as the worker and the ledger need it. */
export interface DeliveryRow {
  id: string;
  dispatchId: string;
  programmeId: string;
  /** The report version that its dispatch is bound to. */
  versionId: string;
  /** The edition that it carries, and the version against which that says what changed. */
  edition: EditionName;
  sinceId: string | null;
  /** What its attached file is called; null in what went out before names were kept. */
  fileName: string | null;
  /** Which sections were the committee's business when the papers left, by their keys. */
  sections: string[];
  recipientId: string;
  recipientName: string;
  recipientEmail: string;
  way: Way;
  /** The folder, or the address of a webhook; null of mails. */
  target: string | null;
  state: DeliveryState;
  round: number;
  messageId: string;
  version: number;
  meeting: {
    committeeName: string;
    startsAt: string;
    place: string | null;
    /** London date. */
    meetsOn: string;
    kind: CommitteeView['kind'];
    noticeDays: number | null;
  };
  /** UTC; when the papers were let go. */
  boundAt: string;
  /** Why papers that come late could not wait. */
  urgency: string | null;
  /** By their job. */
  decidedBy: string;
}

/** Somebody to whom it goes, as they are in the committee's list now. */
export interface Recipient {
  name: string;
  email: string;
  way: Way;
  target: string | null;
}

/** How papers reach a recipient `r` of a committee `c`, and where, as columns. */
export const WAY_NOW = `coalesce(r.way, c.way) as way, coalesce(r.webhook_url, r.folder) as target`;

/**
 * The only writer of deliveries: each step is the row, a line of history and an audit event in one transaction. A step is
 * refused when the delivery has changed since its author read it.
 */
@Injectable()
export class DeliveryLedger {
  private readonly domain: string;
  /** Of those that a worker has in hand, several at once. */
  readonly groups: DeliveryGroups;
  private readonly finding = new Grouped((ids: readonly string[]) => this.findAll(ids));

  constructor(
    config: Config,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {
    this.groups = new DeliveryGroups(database, config.WORK_LEASE_SECONDS);
    this.domain = config.MAIL_FROM.replace(/^.*@/, '').replace(/>\s*$/, '');
  }

  /** Undefined when absent. */
  find(id: string): Promise<DeliveryRow | undefined> {
    return this.finding.ask(id);
  }

  private async findAll(ids: readonly string[]): Promise<(DeliveryRow | undefined)[]> {
    const found = await this.database.query<DeliveryRow>(
      `select y.id, y.dispatch_id as "dispatchId", d.programme_id as "programmeId", d.version_id as "versionId",
              d.edition, d.since_version_id as "sinceId", d.file_name as "fileName", d.sections,
              y.recipient_id as "recipientId", y.recipient_name as "recipientName", y.recipient_email as "recipientEmail",
              y.way, y.target, y.state, y.round, y.message_id as "messageId", y.version,
              json_build_object('committeeName', c.name, 'startsAt', audit_instant(m.starts_at), 'place', m.place, 'meetsOn', m.meets_on,
                                'kind', c.kind, 'noticeDays', c.notice_days) as meeting,
              audit_instant(d.bound_at) as "boundAt", d.urgency, ${DECIDED_BY}
         from delivery y join dispatch d on d.id = y.dispatch_id join meeting m on m.id = d.meeting_id
         join committee c on c.id = m.committee_id
        where y.id = any($1)`,
      [ids],
    );
    const known = new Map(found.map((one) => [one.id, one]));
    return ids.map((id) => known.get(id));
  }

  /**
   * Queues a delivery to everybody who receives these papers today, each with its work.
   * @returns how many.
   */
  async queueAll(
    tx: Tx,
    dispatch: { id: string; committeeId: string; meetingId: string; periodId: string; edition: EditionName },
    by: AuditActor,
  ): Promise<number> {
    const queued = await rows<{ id: string; round: number }>(
      tx,
      `with recipients as materialized (
         select gen_random_uuid() as delivery_id, r.id, r.name, r.email, ${WAY_NOW}
           from committee_recipient r join committee c on c.id = r.committee_id where r.committee_id = $2
            and ${receives({ at: 'now()', dispatch: '$1::uuid', meeting: '$6', period: '$7', edition: '$8::text' })}),
       queued as (
         insert into delivery (id, dispatch_id, recipient_id, recipient_name, recipient_email, way, target, message_id)
         select delivery_id, $1, id, name, email, way, target, '<' || delivery_id || '@' || $3 || '>' from recipients
         returning id, round, version, state),
       told as (
         insert into delivery_event (delivery_id, number, state, attempt, actor_id, actor_label)
         select id, version, state, 0, $4, $5 from queued)
       select id, round from queued`,
      [
        dispatch.id,
        dispatch.committeeId,
        this.domain,
        by.userId,
        by.label,
        dispatch.meetingId,
        dispatch.periodId,
        dispatch.edition,
      ],
    );
    await this.outbox.addAll(
      tx,
      deliverySend,
      queued.map(({ id, round }) => ({ key: sendKey(id, round), payload: { deliveryId: id, round } })),
      by,
    );
    return queued.length;
  }

  /** Asks the worker for one more round, to the recipient's address as it is now. False when the version was not the read one. */
  async queueAgain(
    tx: Tx,
    delivery: { id: string; version: number; state: DeliveryState; returned: boolean },
    to: Recipient,
    by: AuditActor,
    reason: string,
  ): Promise<boolean> {
    const { returned } = delivery;
    const moved = await this.move(tx, delivery, { event: 'resent', returned, reason }, by, to);
    if (moved === undefined) return false;
    await this.askToSend(tx, delivery.id, moved.round, by.correlationId);
    return true;
  }

  /**
   * Records a step, and ends the work in the same transaction when the step ends it.
   * @param context given = this step is the end of that work.
   * @returns the version after the step, or undefined when the delivery is no longer as it was read: nothing was written.
   * @throws LostClaim when another worker holds the lease by now: nothing was written.
   */
  async record(
    tx: Tx,
    delivery: Pick<DeliveryRow, 'id' | 'version' | 'state' | 'programmeId' | 'dispatchId' | 'recipientId'>,
    step: LedgerStep,
    by: AuditActor,
    context?: WorkContext,
  ): Promise<number | undefined> {
    const moved = await this.move(tx, delivery, step, by);
    if (moved === undefined) return undefined;
    await context?.complete(tx);
    await this.audit.append(tx, by, {
      action: by.userId === null ? `delivery.${moved.state}` : `delivery.settled`,
      subjectKind: 'delivery',
      subjectId: delivery.id,
      programmeId: delivery.programmeId,
      detail: {
        dispatchId: delivery.dispatchId,
        recipientId: delivery.recipientId,
        state: moved.state,
        attempt: moved.attempts,
        ...(step.code === undefined ? {} : { code: step.code }),
        ...(by.userId === null ? {} : { reason: step.reason }),
      },
    });
    return moved.version;
  }

  private async move(
    tx: Tx,
    delivery: { id: string; version: number; state: DeliveryState },
    step: LedgerStep,
    by: AuditActor,
    to?: Recipient,
  ): Promise<{ version: number; state: DeliveryState; attempts: number; round: number } | undefined> {
    const state = nextState(delivery.state, step.event, step.returned);
    if (state === undefined)
      throw new Error(`BUG: "${step.event}" does not happen to a delivery that is ${delivery.state}`);
    const [moved] = await rows<{ version: number; state: DeliveryState; attempts: number; round: number }>(
      tx,
      `with moved as (
         update delivery set state = $3, attempts = attempts + $4, round = round + $5, reason = $6, response = coalesce($7, response),
                recipient_name = coalesce($8, recipient_name), recipient_email = coalesce($9, recipient_email),
                way = coalesce($12, way), target = case when $12::text is null then target else $13 end,
                changed_at = clock_timestamp(), version = version + 1
          where id = $1 and version = $2 returning id, version, state, attempts, round),
       told as (
         insert into delivery_event (delivery_id, number, state, attempt, actor_id, actor_label, reason, response)
         select id, version, state, attempts, $10, $11, $6, $7 from moved)
       select version, state, attempts, round from moved`,
      [
        delivery.id,
        delivery.version,
        state,
        step.event === 'begun' || step.asked === true ? 1 : 0,
        step.event === 'resent' ? 1 : 0,
        step.reason,
        step.response ?? null,
        to?.name ?? null,
        to?.email ?? null,
        by.userId,
        by.label,
        to?.way ?? step.way ?? null,
        to?.target ?? null,
      ],
    );
    return moved;
  }

  private askToSend(tx: Tx, deliveryId: string, round: number, correlationId: string): Promise<void> {
    return this.outbox.add(tx, deliverySend, {
      key: sendKey(deliveryId, round),
      payload: { deliveryId, round },
      correlationId,
    });
  }
}
