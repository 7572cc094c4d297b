import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Database,
  forbidden,
  invalid,
  notFound,
  page,
  readCursor,
  row,
  rows,
  stale,
  type Page,
  type PageQuery,
  type Tx,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { wouldMix } from '../roles/separation.queries.js';

/** User × role × programme. Dates are London dates, both included; null = open. */
export interface AssignmentView {
  id: string;
  userId: string;
  userName: string;
  roleId: string;
  roleKey: string;
  /** Null = every programme. */
  programmeId: string | null;
  startsOn: string | null;
  endsOn: string | null;
  grantedBy: string | null;
  grantedAt: string;
  endedAt: string | null;
  endedBy: string | null;
  version: number;
}

export interface NewAssignment {
  userId: string;
  roleId: string;
  programmeId: string | null;
  startsOn: string | null;
  endsOn: string | null;
}

export interface AssignmentFilter {
  userId?: string | undefined;
  programmeId?: string | undefined;
  /** Only those that count today. */
  active: boolean;
}

const SELECT = `select a.id, a.user_id as "userId", u.name as "userName", a.role_id as "roleId", r.key as "roleKey",
    a.programme_id as "programmeId", a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.granted_by as "grantedBy",
    audit_instant(a.granted_at) as "grantedAt", audit_instant(a.ended_at) as "endedAt", a.ended_by as "endedBy", a.version
  from assignment a join app_user u on u.id = a.user_id join role r on r.id = a.role_id`;

@Injectable()
export class Assignments {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Newest first. A reader of some programmes sees theirs, not those that count everywhere. */
  async list(actor: Actor, query: PageQuery & AssignmentFilter): Promise<Page<AssignmentView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<AssignmentView>(
      `${SELECT}
        where ($1::uuid[] is null or a.programme_id = any($1::uuid[]))
          and ($2::uuid is null or a.user_id = $2::uuid) and ($3::uuid is null or a.programme_id = $3::uuid)
          and (not $4 or (a.ended_at is null and (a.starts_on is null or a.starts_on <= $5::date)
                          and (a.ends_on is null or a.ends_on >= $5::date)))
          and ($6::timestamptz is null or (a.granted_at, a.id) < ($6::timestamptz, $7::uuid))
        order by a.granted_at desc, a.id desc limit $8`,
      [
        actor.programmesWith('assignment.read'),
        query.userId ?? null,
        query.programmeId ?? null,
        query.active,
        this.clock.today(),
        at,
        id,
        query.limit + 1,
      ],
    );
    return page(found, query.limit, (assignment) => [assignment.grantedAt, assignment.id]);
  }

  /** Also one's own, whatever one may read of others'. */
  async byId(actor: Actor, id: string): Promise<AssignmentView> {
    const [found] = await this.database.query<AssignmentView>(
      `${SELECT} where a.id = $1 and ($2::uuid[] is null or a.programme_id = any($2::uuid[]) or a.user_id = $3)`,
      [id, actor.programmesWith('assignment.read'), actor.userId],
    );
    if (!found) throw notFound('assignment');
    return found;
  }

  async grant(actor: Actor, body: NewAssignment): Promise<AssignmentView> {
    if (body.userId === actor.userId)
      throw forbidden('You cannot grant a role to yourself: another administrator has to.', 'own-assignment');
    if (body.programmeId === null) requirePermission(actor, 'assignment.manage', null);
    const today = this.clock.today();
    if (body.endsOn !== null && body.endsOn < today)
      throw invalid([{ path: 'endsOn', message: 'This date is past: the assignment would never count.' }]);
    return this.database.write(async (tx) => {
      await this.findProgramme(tx, actor, body.programmeId);
      // Two grants to one person at once must see each other, or they could mix what must not be mixed.
      const person = await rows(
        tx,
        `select 1 from app_user where id = $1 and disabled_at is null for update`,
        [body.userId],
      );
      if (person.length === 0)
        throw invalid([{ path: 'userId', message: 'There is no such account in use.' }]);
      const [role] = await rows<{ key: string }>(tx, `select key from role where id = $1 for share`, [
        body.roleId,
      ]);
      if (!role) throw invalid([{ path: 'roleId', message: 'There is no such role.' }]);
      if (await wouldMix(tx, body.userId, body.roleId, today))
        throw conflict(
          'would-mix-approval-and-administration',
          'This person would both approve and administer. End the one assignment before you grant the other.',
        );
      await this.refuseOverlap(tx, body);
      const { id } = await row<{ id: string }>(
        tx,
        `insert into assignment (user_id, role_id, programme_id, starts_on, ends_on, granted_by, granted_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [
          body.userId,
          body.roleId,
          body.programmeId,
          body.startsOn,
          body.endsOn,
          actor.userId,
          this.clock.now().toISOString(),
        ],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'assignment.granted',
        subjectKind: 'assignment',
        subjectId: id,
        programmeId: body.programmeId,
        detail: {
          userId: body.userId,
          role: role.key,
          startsOn: body.startsOn,
          endsOn: body.endsOn,
        },
      });
      return row<AssignmentView>(tx, `${SELECT} where a.id = $1`, [id]);
    });
  }

  /** Counts from the next request. Delegations of it stop counting with it. */
  async end(actor: Actor, id: string, version: number): Promise<AssignmentView> {
    return this.database.write(async (tx) => {
      const [found] = await rows<AssignmentView>(
        tx,
        `${SELECT} where a.id = $1 and ($2::uuid[] is null or a.programme_id = any($2::uuid[]) or a.user_id = $3) for update of a`,
        [id, actor.programmesWith('assignment.manage'), actor.userId],
      );
      if (!found) throw notFound('assignment');
      if (found.userId === actor.userId)
        throw forbidden(
          'You cannot end an assignment of your own: another administrator has to.',
          'own-assignment',
        );
      if (found.version !== version) throw stale('assignment');
      if (found.endedAt !== null) throw conflict('already-ended', 'This assignment has ended already.');
      await rows(
        tx,
        `update assignment set ended_at = $2, ended_by = $3, version = version + 1 where id = $1`,
        [id, this.clock.now().toISOString(), actor.userId],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'assignment.ended',
        subjectKind: 'assignment',
        subjectId: id,
        programmeId: found.programmeId,
        detail: { userId: found.userId, role: found.roleKey },
      });
      return row<AssignmentView>(tx, `${SELECT} where a.id = $1`, [id]);
    });
  }

  /** A programme that is not there and one that is not the actor's to grant in get the same answer. */
  private async findProgramme(tx: Tx, actor: Actor, programmeId: string | null): Promise<void> {
    if (programmeId === null) return;
    const found = await rows(tx, `select 1 from programme where id = $1`, [programmeId]);
    if (found.length === 0 || !actor.can('assignment.manage', programmeId)) throw notFound('programme');
  }

  private async refuseOverlap(tx: Tx, body: NewAssignment): Promise<void> {
    const found = await rows(
      tx,
      `select 1 from assignment where user_id = $1 and role_id = $2 and programme_id is not distinct from $3::uuid and ended_at is null
          and daterange(starts_on, ends_on, '[]') && daterange($4::date, $5::date, '[]') limit 1`,
      [body.userId, body.roleId, body.programmeId, body.startsOn, body.endsOn],
    );
    if (found.length > 0)
      throw conflict('already-assigned', 'This person holds this role there already on some of these dates.');
  }
}
