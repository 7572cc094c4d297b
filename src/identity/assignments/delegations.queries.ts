import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
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
    programmeId: z.uuid().nullable(),
    startsOn: z.string(),
    endsOn: z.string(),
    reason: z.string(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    version: entityVersion,
  })
  .meta({ id: 'Delegation' });
export type DelegationView = z.infer<typeof delegationView>;

export const DELEGATIONS = `select d.id, d.assignment_id as "assignmentId", a.user_id as "delegatorId", o.name as "delegatorName",
    d.delegate_id as "delegateId", u.name as "delegateName", r.key as "roleKey", a.programme_id as "programmeId",
    d.starts_on::text as "startsOn", d.ends_on::text as "endsOn", d.reason, audit_instant(d.created_at) as "createdAt",
    audit_instant(d.revoked_at) as "revokedAt", d.version
  from delegation d join assignment a on a.id = d.assignment_id join role r on r.id = a.role_id
    join app_user o on o.id = a.user_id join app_user u on u.id = d.delegate_id`;

/** Given or received by the actor ($2), or in a programme of $1 (null = every programme). */
export const VISIBLE_DELEGATION = `($1::uuid[] is null or a.programme_id = any($1::uuid[]) or a.user_id = $2 or d.delegate_id = $2)`;

@Injectable()
export class DelegationsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(actor: Actor, query: PageQuery): Promise<Page<DelegationView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<DelegationView>(
      `${DELEGATIONS} where ${VISIBLE_DELEGATION} and ($3::timestamptz is null or (d.created_at, d.id) < ($3::timestamptz, $4::uuid))
        order by d.created_at desc, d.id desc limit $5`,
      [actor.programmesWith('assignment.read'), actor.userId, at, id, query.limit + 1],
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
