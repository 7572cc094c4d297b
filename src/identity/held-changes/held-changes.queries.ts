import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  rows,
  type Page,
  type ReadTx,
} from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { GUARDED_PERMISSIONS, type Permission } from '../access/permissions.js';
import type { HeldChangeList } from './held-changes.input.js';

/** Who is told of changes and may refuse them: those who hold one of these in a programme that is concerned. */
export const WATCHING: readonly Permission[] = [...GUARDED_PERMISSIONS, 'audit.read'];

/** A change that was asked for, with what became of it. Instants are UTC; dates are London dates. */
export const heldChangeView = z
  .object({
    id: z.uuid(),
    kind: z
      .enum(['grant', 'password', 'address', 'enable', 'factor'])
      .describe(
        'A role given, a password reset, an e-mail address changed, an account enabled again, a second factor taken away.',
      ),
    /** Whom it concerns. */
    userId: z.uuid(),
    userName: z.string(),
    userJobTitle: z.string(),
    /** Their address when it was asked for. */
    userEmail: z.string(),
    roleId: z.uuid().nullable(),
    roleName: z.string().nullable(),
    /** Of a grant; null = every programme. */
    programmeId: z.uuid().nullable(),
    programmeName: z.string().nullable(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    groupRuleId: z
      .uuid()
      .nullable()
      .describe('The rule of a group that asked for it, in the name of who made the rule.'),
    /** The new address, where it is to change. */
    email: z.string().nullable(),
    askedBy: z.uuid(),
    askedByName: z.string(),
    askedAt: z.string(),
    aloneFrom: z
      .string()
      .describe('From when on the administrator who asked may carry it out without another one.'),
    lapsesAt: z.string().describe('From when on nobody may carry it out.'),
    state: z.enum(['waiting', 'lapsed', 'carried_out', 'withdrawn', 'refused']),
    decidedBy: z.uuid().nullable(),
    decidedByName: z.string().nullable(),
    decidedAt: z.string().nullable(),
    reason: z.string().nullable(),
    version: entityVersion,
  })
  .meta({ id: 'HeldChange' });
export type HeldChangeView = z.infer<typeof heldChangeView>;

/** $1 is the time. */
const HELD_CHANGES = `select h.id, h.kind, h.user_id as "userId", u.name as "userName", u.job_title as "userJobTitle",
    h.user_email as "userEmail", h.role_id as "roleId", r.name as "roleName", h.programme_id as "programmeId", p.name as "programmeName",
    h.starts_on::text as "startsOn", h.ends_on::text as "endsOn", h.group_rule_id as "groupRuleId", h.email, h.asked_by as "askedBy", o.name as "askedByName",
    audit_instant(h.asked_at) as "askedAt", audit_instant(h.alone_from) as "aloneFrom", audit_instant(h.lapses_at) as "lapsesAt",
    case when h.state = 'waiting' and h.lapses_at <= $1::timestamptz then 'lapsed' else h.state end as state,
    h.decided_by as "decidedBy", d.name as "decidedByName", audit_instant(h.decided_at) as "decidedAt", h.reason, h.version
  from held_change h join app_user u on u.id = h.user_id join app_user o on o.id = h.asked_by
    left join app_user d on d.id = h.decided_by left join role r on r.id = h.role_id left join programme p on p.id = h.programme_id`;

/** Concerns the actor ($2), was asked for by them, or lies in a programme of $3 that they watch (null = every programme). */
const VISIBLE_HELD_CHANGE = `(h.user_id = $2 or h.asked_by = $2 or $3::uuid[] is null or h.programme_ids && $3::uuid[]
    or (h.programme_ids is null and cardinality($3::uuid[]) > 0))`;

/** The programmes in which the actor approves, administers or audits; null = every programme. */
function watchedProgrammes(actor: Actor): readonly string[] | null {
  const scopes = WATCHING.map((permission) => actor.programmesWith(permission));
  return scopes.some((scope) => scope === null) ? null : [...new Set(scopes.flatMap((scope) => scope ?? []))];
}

@Injectable()
export class HeldChangesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(actor: Actor, query: HeldChangeList): Promise<Page<HeldChangeView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<HeldChangeView>(
      `${HELD_CHANGES} where ${VISIBLE_HELD_CHANGE} and (not $4 or (h.state = 'waiting' and h.lapses_at > $1::timestamptz))
          and ($5::timestamptz is null or (h.asked_at, h.id) < ($5::timestamptz, $6::uuid))
        order by h.asked_at desc, h.id desc limit $7`,
      [
        this.clock.now().toISOString(),
        actor.userId,
        watchedProgrammes(actor),
        query.waiting,
        at,
        id,
        query.limit + 1,
      ],
    );
    return page(found, query.limit, (change) => [change.askedAt, change.id]);
  }

  /** @throws Problem 404 when absent or not visible. */
  async byId(actor: Actor, id: string, tx?: ReadTx): Promise<HeldChangeView> {
    const text = `${HELD_CHANGES} where ${VISIBLE_HELD_CHANGE} and h.id = $4`;
    const values = [this.clock.now().toISOString(), actor.userId, watchedProgrammes(actor), id];
    const [found] = await (tx
      ? rows<HeldChangeView>(tx, text, values)
      : this.database.query<HeldChangeView>(text, values));
    if (!found) throw notFound('held change');
    return found;
  }
}
