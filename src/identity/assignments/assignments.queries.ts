import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../../platform/index.js';
import type { AssignmentList } from './assignments.input.js';
import type { Actor } from '../access/actor.js';

/** User × role × programme. Dates are London dates, both included; null = open. */
export const assignmentView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    userName: z.string(),
    roleId: z.uuid(),
    roleKey: z.string(),
    /** Null = every programme. */
    programmeId: z.uuid().nullable(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    grantedBy: z.uuid().nullable(),
    grantedAt: z.string(),
    endedAt: z.string().nullable(),
    endedBy: z.uuid().nullable(),
    version: entityVersion,
  })
  .meta({ id: 'Assignment' });
export type AssignmentView = z.infer<typeof assignmentView>;

/** One role of one's own, where it counts (null = every programme) and until when. */
export interface OwnRole {
  assignmentId: string;
  roleName: string;
  roleKey: string;
  programmeId: string | null;
  endsOn: string | null;
}

/** A role of somebody, for people to read. London dates, both included; null = open. */
export interface PersonRole {
  id: string;
  userId: string;
  roleId: string;
  roleKey: string;
  roleName: string;
  /** Null = every programme. */
  programmeId: string | null;
  programmeName: string | null;
  startsOn: string | null;
  endsOn: string | null;
  version: number;
}

/** A role that somebody holds, with who they are. */
export type HeldRole = PersonRole & { userName: string; userJobTitle: string };

const HELD_ROLE = `a.id, a.user_id as "userId", u.name as "userName", u.job_title as "userJobTitle", a.role_id as "roleId", r.key as "roleKey",
    r.name as "roleName", a.programme_id as "programmeId", p.name as "programmeName", a.starts_on::text as "startsOn",
    a.ends_on::text as "endsOn", a.version
  from assignment a join app_user u on u.id = a.user_id join role r on r.id = a.role_id left join programme p on p.id = a.programme_id`;

export const ASSIGNMENTS = `select a.id, a.user_id as "userId", u.name as "userName", a.role_id as "roleId", r.key as "roleKey",
    a.programme_id as "programmeId", a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.granted_by as "grantedBy",
    audit_instant(a.granted_at) as "grantedAt", audit_instant(a.ended_at) as "endedAt", a.ended_by as "endedBy", a.version
  from assignment a join app_user u on u.id = a.user_id join role r on r.id = a.role_id`;

@Injectable()
export class AssignmentsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first. A reader of some programmes sees the assignments of those, not the ones that count in every programme. */
  async list(actor: Actor, query: AssignmentList): Promise<Page<AssignmentView>> {
    const [at, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<AssignmentView>(
      `${ASSIGNMENTS}
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

  /** The actor's own is always visible to them. @throws Problem 404 when absent or not visible. */
  async byId(actor: Actor, id: string): Promise<AssignmentView> {
    const [found] = await this.database.query<AssignmentView>(
      `${ASSIGNMENTS} where a.id = $1 and ($2::uuid[] is null or a.programme_id = any($2::uuid[]) or a.user_id = $3)`,
      [id, actor.programmesWith('assignment.read'), actor.userId],
    );
    if (!found) throw notFound('assignment');
    return found;
  }

  /** Roles of these people that count today or will, by name of role and programme; of the programmes whose roles the actor may see. */
  async ofPeople(actor: Actor, userIds: readonly string[]): Promise<PersonRole[]> {
    return this.database.query<PersonRole>(
      `select a.id, a.user_id as "userId", a.role_id as "roleId", r.key as "roleKey", r.name as "roleName",
          a.programme_id as "programmeId", p.name as "programmeName", a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.version
         from assignment a join role r on r.id = a.role_id left join programme p on p.id = a.programme_id
        where a.user_id = any($1::uuid[]) and a.ended_at is null and (a.ends_on is null or a.ends_on >= $2::date)
          and ($3::uuid[] is null or a.programme_id = any($3::uuid[]))
        order by r.name, p.name nulls first, a.starts_on nulls first, a.id`,
      [userIds, this.clock.today(), actor.programmesWith('assignment.read')],
    );
  }

  /**
   * Who has what where, today or later, by role and name; of the programmes whose roles the actor may see.
   * @param query one role alone, or one programme, in which roles of every programme count too.
   */
  async held(
    actor: Actor,
    query: PageQuery & { roleId?: string | undefined; programmeId?: string | undefined },
  ): Promise<Page<HeldRole>> {
    const [role, name, id] = readCursor(query.cursor, 3);
    const found = await this.database.query<HeldRole>(
      `select ${HELD_ROLE}
        where a.ended_at is null and (a.ends_on is null or a.ends_on >= $1::date) and ($2::uuid[] is null or a.programme_id = any($2::uuid[]))
          and ($3::uuid is null or a.role_id = $3::uuid)
          and ($4::uuid is null or a.programme_id is null or a.programme_id = $4::uuid)
          and ($5::text is null or (r.name, u.name, a.id) > ($5::text, $6::text, $7::uuid))
        order by r.name, u.name, a.id limit $8`,
      [
        this.clock.today(),
        actor.programmesWith('assignment.read'),
        query.roleId ?? null,
        query.programmeId ?? null,
        role,
        name,
        id,
        query.limit + 1,
      ],
    );
    return page(found, query.limit, (one) => [one.roleName, one.userName, one.id]);
  }

  /** How many people have each role today, by its id; of the programmes whose roles the actor may see. */
  async holders(actor: Actor): Promise<Map<string, number>> {
    const found = await this.database.query<{ roleId: string; people: number }>(
      `select a.role_id as "roleId", count(distinct a.user_id)::int as people
         from assignment a join app_user u on u.id = a.user_id and u.disabled_at is null
        where a.ended_at is null and (a.starts_on is null or a.starts_on <= $1::date) and (a.ends_on is null or a.ends_on >= $1::date)
          and ($2::uuid[] is null or a.programme_id = any($2::uuid[]))
        group by a.role_id`,
      [this.clock.today(), actor.programmesWith('assignment.read')],
    );
    return new Map(found.map(({ roleId, people }) => [roleId, people]));
  }

  /** The actor's own roles that count today, by the role's name. */
  async own(actor: Actor): Promise<OwnRole[]> {
    return this.database.query<OwnRole>(
      `select a.id as "assignmentId", r.name as "roleName", r.key as "roleKey", a.programme_id as "programmeId",
          a.ends_on::text as "endsOn"
         from assignment a join role r on r.id = a.role_id
        where a.user_id = $1 and a.ended_at is null and (a.starts_on is null or a.starts_on <= $2::date)
          and (a.ends_on is null or a.ends_on >= $2::date)
        order by r.name, a.programme_id, a.id`,
      [actor.userId, this.clock.today()],
    );
  }
}
