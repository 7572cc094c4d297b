import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  rows,
  type Page,
  type ReadTx,
} from '../platform/index.js';
import type { HoldList } from './holds.input.js';

const person = z.object({ id: z.uuid(), name: z.string() });

/** Instants are UTC; days are London dates. */
export const holdView = z
  .object({
    id: z.uuid(),
    programme: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Null: every programme.'),
    person: person.nullable().describe('Null: everybody.'),
    fromDay: z.iso.date().nullable(),
    untilDay: z.iso.date().nullable(),
    reason: z.string(),
    placedBy: person,
    placedAt: z.iso.datetime(),
    lifted: z.object({ by: person, at: z.iso.datetime(), reason: z.string() }).nullable(),
    version: entityVersion,
  })
  .meta({ id: 'LegalHold' });
export type HoldView = z.infer<typeof holdView>;

const HOLDS = `select h.id,
    case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as programme,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as person,
    h.from_day::text as "fromDay", h.until_day::text as "untilDay", h.reason,
    json_build_object('id', o.id, 'name', o.name) as "placedBy", audit_instant(h.placed_at) as "placedAt",
    case when h.lifted_at is not null then json_build_object(
      'by', json_build_object('id', l.id, 'name', l.name), 'at', audit_instant(h.lifted_at), 'reason', h.lifted_reason) end as lifted,
    h.version
  from legal_hold h left join programme p on p.id = h.programme_id left join app_user u on u.id = h.person_id
    join app_user o on o.id = h.placed_by left join app_user l on l.id = h.lifted_by`;

/** Holds are of the whole installation, so the permission must hold for every programme. */
@Injectable()
export class HoldsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. @throws Problem 403. */
  async list(actor: Actor, { state, limit, cursor }: HoldList): Promise<Page<HoldView>> {
    requirePermission(actor, 'retention.read', null);
    const [at, id] = readCursor(cursor, 2);
    const found = await this.database.query<HoldView>(
      `${HOLDS} where (h.lifted_at is not null) = $1 and ($2::timestamptz is null or (h.placed_at, h.id) < ($2::timestamptz, $3::uuid))
        order by h.placed_at desc, h.id desc limit $4`,
      [state === 'lifted', at, id, limit + 1],
    );
    return page(found, limit, (hold) => [hold.placedAt, hold.id]);
  }

  /** @throws Problem 403 · 404. */
  async byId(actor: Actor, id: string, tx?: ReadTx): Promise<HoldView> {
    requirePermission(actor, 'retention.read', null);
    const text = `${HOLDS} where h.id = $1`;
    const [found] = await (tx ? rows<HoldView>(tx, text, [id]) : this.database.query<HoldView>(text, [id]));
    if (!found) throw notFound('hold');
    return found;
  }
}
