import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Clock, Database } from '../platform/index.js';
import { inOffice, londonDay } from './office.sql.js';

/** What clerks have to know of who is in office, and what they have not set up yet. Days are London dates. */
export interface OfficeTasks {
  /** Terms of office that end soon, the first one first. */
  ending: {
    id: string;
    committeeId: string;
    committeeName: string;
    name: string;
    servesUntil: string;
  }[];
  /** Committees of whose recipients nobody is in office on the day of a meeting ahead; the first such day. */
  empty: { committeeId: string; committeeName: string; meetsOn: string }[];
  /** Programmes without a committee, or with committees that have no meeting ahead. */
  unplanned: {
    programmeId: string;
    programmeName: string;
    committees: number;
    /** Names of those without a meeting ahead. */
    withoutMeeting: string[];
  }[];
}

/** Of each list so many are told; one more is read, so that it can be said that there are others. */
export const MOST_OFFICE_TASKS = 50;

/** For the page of what waits for a person. */
@Injectable()
export class OfficeTasksQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One more of each than {@link MOST_OFFICE_TASKS} where there are, in one statement.
   * @param until London date: terms that end after it are not told.
   */
  async of(actor: Actor, until: string): Promise<OfficeTasks> {
    const {
      empty = [],
      ending = [],
      unplanned = [],
    } = (
      await this.database.query<OfficeTasks>(
        `with kept as (
             select c.id, c.name, c.programme_id from committee c
              where c.active and not is_closed(c.programme_id) and ($1::uuid[] is null or c.programme_id = any($1))),
           nobody as (
             select c.id, c.name, min(m.meets_on) as meets_on
               from kept c join meeting m on m.committee_id = c.id and m.cancelled_at is null and m.starts_at > $3::timestamptz
              where not exists (select from committee_recipient r where r.committee_id = c.id and ${inOffice('m.meets_on')})
              group by c.id, c.name),
           planned as (
             select p.id as "programmeId", p.name as "programmeName", count(k.id)::int as committees,
                    coalesce(json_agg(k.name order by k.name) filter (where k.id is not null and not exists (
                      select from meeting m where m.committee_id = k.id and m.cancelled_at is null and m.starts_at > $3::timestamptz)), '[]') as "withoutMeeting"
               from programme p left join kept k on k.programme_id = p.id
              where not is_closed(p.id) and ($1::uuid[] is null or p.id = any($1))
              group by p.id, p.name)
           select
             (select coalesce(json_agg(u order by u."programmeName", u."programmeId"), '[]') from (
                select * from planned where committees = 0 or json_array_length("withoutMeeting") > 0
                 order by "programmeName", "programmeId" limit $4) u) as unplanned,
             (select coalesce(json_agg(t order by t."servesUntil", t.name, t.id), '[]') from (
                select r.id, c.id as "committeeId", c.name as "committeeName", r.name, r.serves_until::text as "servesUntil"
                  from kept c join committee_recipient r on r.committee_id = c.id
                 where ${inOffice(londonDay('$3::timestamptz'))} and r.serves_until <= $2::date
                 order by r.serves_until, r.name, r.id limit $4) t) as ending,
             (select coalesce(json_agg(e order by e."meetsOn", e."committeeName"), '[]') from (
                select id as "committeeId", name as "committeeName", meets_on::text as "meetsOn" from nobody
                 order by meets_on, name limit $4) e) as empty`,
        [
          actor.programmesWith('committee.manage'),
          until,
          this.clock.now().toISOString(),
          MOST_OFFICE_TASKS + 1,
        ],
      )
    )[0] ?? {};
    return { ending, empty, unplanned };
  }
}
