import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { WAYS } from '../committees/index.js';
import type { Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import type { DeliveryFilter } from './deliveries.input.js';
import { LINK_EVENTS } from './links/link.rules.js';
import { ACKNOWLEDGED_AT, READINGS } from './links/link.sql.js';
import { DELIVERY_STATES, NEEDS_PERSON, type DeliveryState } from './delivery.rules.js';

/** One line of the delivery ledger. Instants are UTC, ISO 8601. */
export const deliveryView = z
  .object({
    id: z.uuid(),
    dispatchId: z.uuid(),
    programmeId: z.uuid(),
    recipient: z
      .object({ id: z.uuid(), name: z.string(), email: z.string() })
      .describe('As they were when it was queued.'),
    way: z.enum(WAYS).describe('How it goes, or went.'),
    target: z.string().nullable().describe('The folder, or the address of the webhook; null of e-mails.'),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int().min(0),
    messageId: z.string(),
    response: z.string().nullable().describe('What the mail server said last.'),
    reason: z.string().nullable().describe('Why it is in its state, in plain words.'),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    acknowledgedAt: z.iso
      .datetime()
      .nullable()
      .describe('When somebody said, with its address, that they had received it; null until then.'),
    version: entityVersion,
  })
  .meta({ id: 'Delivery', description: 'One line of the delivery ledger.' });
export type DeliveryView = z.infer<typeof deliveryView>;

export const deliveryDetail = deliveryView
  .extend({
    events: z
      .array(
        z.object({
          number: z.int().min(1),
          state: z.enum(DELIVERY_STATES),
          attempt: z.int().min(0),
          at: z.iso.datetime(),
          by: z.string(),
          reason: z.string().nullable(),
          response: z.string().nullable(),
        }),
      )
      .describe('Every step, the first first.'),
    readings: z
      .array(z.object({ event: z.enum(LINK_EVENTS), at: z.iso.datetime(), by: z.string() }))
      .describe(
        'What happened at its expiring address, the first first. `opened` may be a program that looks through mails; the others are not.',
      ),
  })
  .meta({ id: 'DeliveryDetail' });
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

const DELIVERY = `y.id, y.dispatch_id as "dispatchId", d.programme_id as "programmeId",
  json_build_object('id', y.recipient_id, 'name', y.recipient_name, 'email', y.recipient_email) as recipient,
  y.way, y.target, y.state, y.attempts, y.message_id as "messageId", y.response, y.reason, audit_instant(y.created_at) as "createdAt",
  audit_instant(y.changed_at) as "changedAt", ${ACKNOWLEDGED_AT} as "acknowledgedAt", y.version`;
const EVENTS = `(select json_agg(json_build_object('number', e.number, 'state', e.state, 'attempt', e.attempt, 'at', audit_instant(e.at),
    'by', e.actor_label, 'reason', e.reason, 'response', e.response) order by e.number)
  from delivery_event e where e.delivery_id = y.id) as events`;
const STATES: Readonly<Record<NonNullable<DeliveryFilter>, readonly DeliveryState[]>> = {
  needs_person: NEEDS_PERSON,
  accepted: ['accepted'],
};
const FROM = `delivery y join dispatch d on d.id = y.dispatch_id`;

@Injectable()
export class DeliveriesQueries {
  constructor(private readonly database: Database) {}

  /** For monitoring: how many deliveries are in each state, of all programmes. */
  async countByState(): Promise<{ state: DeliveryState; count: number }[]> {
    const found = await this.database.query<{ state: DeliveryState; count: number }>(
      `select state, count(*)::int as count from delivery group by state`,
    );
    return DELIVERY_STATES.map((state) => ({
      state,
      count: found.find((one) => one.state === state)?.count ?? 0,
    }));
  }

  /** For health: how many wait for a person to find out whether they arrived. */
  async countUncertain(): Promise<number> {
    const [found] = await this.database.query<{ n: number }>(
      `select count(*)::int as n from delivery where state = 'uncertain'`,
    );
    return found?.n ?? 0;
  }

  /** Of one dispatch, by recipient. @throws nothing for a dispatch that is not the actor's to see: its list is empty. */
  async list(
    actor: Actor,
    dispatchId: string,
    query: PageQuery & { only?: DeliveryFilter },
  ): Promise<Page<DeliveryView>> {
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<DeliveryView>(
      `select ${DELIVERY} from ${FROM}
        where y.dispatch_id = $1 and ($2::uuid[] is null or d.programme_id = any($2))
          and ($3::uuid is null or (y.recipient_name, y.id) > (select recipient_name, id from delivery where id = $3))
          and ($5::text[] is null or y.state = any($5))
        order by y.recipient_name, y.id limit $4`,
      [
        dispatchId,
        actor.programmesWith('dispatch.read'),
        id,
        query.limit + 1,
        query.only === undefined ? null : STATES[query.only],
      ],
    );
    return page(found, query.limit, (delivery) => [delivery.id]);
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string): Promise<DeliveryDetail> {
    const [found] = await this.database.query<DeliveryDetail>(
      `select ${DELIVERY}, ${EVENTS}, ${READINGS} from ${FROM} where y.id = $1 and ($2::uuid[] is null or d.programme_id = any($2))`,
      [id, actor.programmesWith('dispatch.read')],
    );
    if (!found) throw notFound('delivery');
    return found;
  }
}
