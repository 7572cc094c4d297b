import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  pageQuery,
  readCursor,
  type Page,
} from '../../platform/index.js';
import type { Actor } from '../access/actor.js';

/** Who delegates which role to whom, in which programme, between which London dates (both included). */
export const delegationView = z
  .object({
    id: z.uuid(),
    assignmentId: z.uuid(),
    delegatorId: z.uuid(),
    delegatorName: z.string(),
    delegateId: z.uuid(),
    delegateName: z.string(),
    roleKey: z.string(),
    roleName: z.string(),
    programmeId: z.uuid().nullable(),
    programmeName: z.string().nullable().describe('Null = every programme.'),
    startsOn: z.string(),
    endsOn: z.string(),
    reason: z.string(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    roleEndsOn: z
      .string()
      .nullable()
      .describe('The last day of the role that it is of, if it ends by itself.'),
    roleEndedAt: z
      .string()
      .nullable()
      .describe('When the role that it is of was ended: it gives nothing since.'),
    version: entityVersion,
  })
  .meta({ id: 'Delegation' });
export type DelegationView = z.infer<typeof delegationView>;

export const DELEGATIONS = `select d.id, d.assignment_id as "assignmentId", a.user_id as "delegatorId", o.name as "delegatorName",
    d.delegate_id as "delegateId", u.name as "delegateName", r.key as "roleKey", r.name as "roleName", a.programme_id as "programmeId",
    p.name as "programmeName", d.starts_on::text as "startsOn", d.ends_on::text as "endsOn", d.reason, audit_instant(d.created_at) as "createdAt",
    audit_instant(d.revoked_at) as "revokedAt",
    a.ends_on::text as "roleEndsOn", audit_instant(a.ended_at) as "roleEndedAt", d.version
  from delegation d join assignment a on a.id = d.assignment_id join role r on r.id = a.role_id left join programme p on p.id = a.programme_id
    join app_user o on o.id = a.user_id join app_user u on u.id = d.delegate_id`;

/** Given or received by the actor ($2), or in a programme of $1 (null = every programme). */
export const VISIBLE_DELEGATION = `($1::uuid[] is null or a.programme_id = any($1::uuid[]) or a.user_id = $2 or d.delegate_id = $2)`;

/** Those that count today or will, or those that are over; of one programme, in which those of every programme count too. */
export const delegationsQuery = pageQuery.extend({
  state: z.enum(['current', 'over']).optional(),
  programmeId: z.uuid().optional(),
});
export type DelegationsQuery = z.infer<typeof delegationsQuery>;

const CURRENT = `(d.revoked_at is null and d.ends_on >= $6::date and a.ended_at is null and (a.ends_on is null or a.ends_on >= $6::date))`;

@Injectable()
export class DelegationsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(actor: Actor, query: DelegationsQuery): Promise<Page<DelegationView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<DelegationView>(
      `${DELEGATIONS} where ${VISIBLE_DELEGATION} and ($3::timestamptz is null or (d.created_at, d.id) < ($3::timestamptz, $4::uuid))
          and ($7::text is null or ${CURRENT} = ($7::text = 'current'))
          and ($8::uuid is null or a.programme_id is null or a.programme_id = $8::uuid)
        order by d.created_at desc, d.id desc limit $5`,
      [
        actor.programmesWith('assignment.read'),
        actor.userId,
        at,
        id,
        query.limit + 1,
        this.clock.today(),
        query.state ?? null,
        query.programmeId ?? null,
      ],
    );
    return page(found, query.limit, (delegation) => [delegation.createdAt, delegation.id]);
  }

  async byId(actor: Actor, id: string): Promise<DelegationView> {
    const [found] = await this.database.query<DelegationView>(
      `${DELEGATIONS} where ${VISIBLE_DELEGATION} and d.id = $3`,
      [actor.programmesWith('assignment.read'), actor.userId, id],
    );
    if (!found) throw notFound('delegation');
    return found;
  }
}
