import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Clock, Database } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import type { Person } from '../accounts/people.queries.js';

/** How many days ahead the end of a role is told. */
const DAYS_AHEAD = 14;

/** Of each so many are told; one more is read, so that it can be said that there are others. */
export const MOST_ROLE_TASKS = 50;

export interface RoleTasks {
  /** The next first. London dates. */
  ending: { id: string; userId: string; jobTitle: string; roleName: string; endsOn: string }[];
  /** Accounts in use that may do nothing; only for those who keep roles everywhere. */
  withoutRole: Person[];
}

/** For the page of what waits for a person: roles that end, and people who wait for one. */
@Injectable()
export class RoleTasksQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the programmes whose roles the actor keeps; one more of each than {@link MOST_ROLE_TASKS} where there are, in one statement. */
  async of(actor: Actor): Promise<RoleTasks> {
    const today = this.clock.today();
    const [found] = await this.database.query<RoleTasks>(
      `select
         (select coalesce(json_agg(e order by e."endsOn", e.id), '[]') from (
            select a.id, u.id as "userId", u.job_title as "jobTitle", r.name as "roleName", a.ends_on as "endsOn"
              from assignment a join app_user u on u.id = a.user_id and u.disabled_at is null join role r on r.id = a.role_id
             where a.ended_at is null and a.ends_on between $2::date and $3::date and ($1::uuid[] is null or a.programme_id = any($1))
             order by a.ends_on, a.id limit $4) e) as ending,
         (select coalesce(json_agg(w order by w.name, w.id), '[]') from (
            select u.id, u.name, u.job_title as "jobTitle" from app_user u
             where $1::uuid[] is null and u.disabled_at is null
               and not exists (select from assignment a where a.user_id = u.id and a.ended_at is null and (a.ends_on is null or a.ends_on >= $2::date))
               and not exists (select from delegation d where d.delegate_id = u.id and d.revoked_at is null and d.ends_on >= $2::date)
             order by u.name, u.id limit $4) w) as "withoutRole"`,
      [
        actor.programmesWith('assignment.manage'),
        today,
        DateTime.fromISO(today).plus({ days: DAYS_AHEAD }).toISODate(),
        MOST_ROLE_TASKS + 1,
      ],
    );
    return found ?? { ending: [], withoutRole: [] };
  }

  /** Who can give this person a role: everywhere, or in a programme in which they have one; at most 10, by name. */
  async administrators(userId: string): Promise<Person[]> {
    return this.database.query<Person>(
      `select distinct u.id, u.name, u.job_title as "jobTitle"
         from assignment a join role_permission p on p.role_id = a.role_id and p.permission = 'assignment.manage'
         join app_user u on u.id = a.user_id and u.disabled_at is null
        where a.ended_at is null and (a.programme_id is null or exists (
            select from assignment mine where mine.user_id = $2 and mine.programme_id = a.programme_id and mine.ended_at is null))
          and (a.starts_on is null or a.starts_on <= $1::date)
          and (a.ends_on is null or a.ends_on >= $1::date)
        order by u.name, u.id limit 10`,
      [this.clock.today(), userId],
    );
  }
}
