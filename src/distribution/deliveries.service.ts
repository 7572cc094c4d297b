import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import { Audit, conflict, Database, row, stale } from '../platform/index.js';
import { DeliveriesQueries, isReturned, type DeliveryDetail } from './deliveries.queries.js';
import { DeliveryLedger, WAY_NOW, type Recipient } from './delivery-ledger.js';
import { nextState, type DeliveryEvent } from './delivery.rules.js';
import { receives } from './receives.sql.js';

/** What a person decides about a delivery that did not go through, or of which nobody knows whether it did. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesQueries,
    private readonly ledger: DeliveryLedger,
    private readonly audit: Audit,
  ) {}

  /**
   * Sends it again, under the same Message-ID, to the recipient's address as it is now.
   * @throws Problem 409 when it was accepted and no notice says that it came back, when it is still being sent, or when the recipient was removed or is not in office.
   */
  async resend(actor: Actor, id: string, version: number, reason: string): Promise<DeliveryDetail> {
    const before = await this.decidable(actor, id, version, 'resent');
    await this.database.write(async (tx) => {
      const to = await row<Recipient & { active: boolean; receives: boolean }>(
        tx,
        `select r.name, r.email, r.active, ${WAY_NOW},
                ${receives({ at: 'now()', dispatch: 'd.id', meeting: 'd.meeting_id', period: 'd.period_id', edition: 'd.edition' })} as receives
           from committee_recipient r join committee c on c.id = r.committee_id, dispatch d where r.id = $1 and d.id = $2`,
        [before.recipient.id, before.dispatchId],
      );
      if (!to.active)
        throw conflict(
          'recipient-removed',
          'This recipient was removed from the committee’s list; nothing is sent to them.',
        );
      if (!to.receives)
        throw conflict('not-in-office', 'This recipient is not in office today; nothing is sent to them.');
      const returned = isReturned(before);
      if (!(await this.ledger.queueAgain(tx, { ...before, returned }, to, actor.audit, reason)))
        throw stale('delivery');
      await this.audit.append(tx, actor.audit, {
        action: 'delivery.resent',
        subjectKind: 'delivery',
        subjectId: id,
        programmeId: before.programmeId,
        detail: {
          dispatchId: before.dispatchId,
          recipientId: before.recipient.id,
          from: before.state,
          ...(before.reported === null ? {} : { reported: before.reported.says }),
          reason,
          ...(to.email === before.recipient.email
            ? {}
            : { addressBefore: before.recipient.email, address: to.email }),
          ...(to.way === before.way ? {} : { wayBefore: before.way, way: to.way }),
        },
      });
    });
    return this.deliveries.get(actor, id);
  }

  /** Writes down what a person has found out about a delivery that is uncertain, or that came back, for example from the recipient. */
  async settle(
    actor: Actor,
    id: string,
    version: number,
    decision: { state: 'accepted' | 'failed'; reason: string },
  ): Promise<DeliveryDetail> {
    const event = decision.state === 'accepted' ? 'settled_accepted' : 'settled_failed';
    const before = await this.decidable(actor, id, version, event);
    await this.database.write(async (tx) => {
      const settled = await this.ledger.record(
        tx,
        { ...before, recipientId: before.recipient.id },
        { event, returned: isReturned(before), reason: decision.reason },
        actor.audit,
      );
      if (settled === undefined) throw stale('delivery');
    });
    return this.deliveries.get(actor, id);
  }

  private async decidable(
    actor: Actor,
    id: string,
    version: number,
    event: DeliveryEvent,
  ): Promise<DeliveryDetail> {
    const delivery = await this.deliveries.get(actor, id);
    requirePermission(actor, 'dispatch.manage', delivery.programmeId);
    if (delivery.version !== version) throw stale('delivery');
    if (nextState(delivery.state, event, isReturned(delivery)) === undefined)
      throw conflict('not-possible', `This cannot be done with a delivery that is ${delivery.state}.`);
    return delivery;
  }
}
