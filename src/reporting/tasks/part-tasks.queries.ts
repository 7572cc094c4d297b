import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { Clock, Database } from '../../platform/index.js';
import { availableActions, ENVELOPE_STATE, type Action, type EnvelopeRow } from '../../workflow/index.js';
import { PART_TITLE } from './part-title.sql.js';
import { anyOfProgrammes, periodsAtWork } from './periods-at-work.sql.js';

/** Somebody, and when they did what is told of them. Instants are UTC, ISO 8601. */
export interface Deed {
  /** Who they were at the time. */
  by: string;
  at: string;
}

/** A part of a period whose report, or the correction of it, is not approved yet. Dates are London dates. */
export interface PartTask {
  id: string;
  programmeId: string;
  periodId: string;
  periodLabel: string;
  /** The period's report was approved, and a correction of it is at work: the dates of the period are past. */
  inCorrection: boolean;
  title: string;
  status: 'draft' | 'in_review' | 'approved';
  /** What the reader could do with it now. */
  actions: readonly Action[];
  owner: { id: string; jobTitle: string } | null;
  /** The reader stands in for its owner, until this date. */
  standingInUntil: string | null;
  draftsDueOn: string;
  reviewDueOn: string;
  approvalDueOn: string;
  /** When it was written in last; null while nobody has. */
  savedAt: string | null;
  submitted: Deed | null;
  /** It was given back, or was approved and made a draft again, why, and with how many notes; null once it was submitted again. */
  returned: (Deed & { reason: string; notes: number; isReopened: boolean }) | null;
  /** The period of the part that it began as, while nobody has changed it; otherwise null. */
  unchangedSince: string | null;
  /** Somebody who does not answer for the whole report may decide on it. */
  othersMayDecide: boolean;
}

/** What one person has to write in a period at work. */
export interface PartsOfOwner {
  programmeId: string;
  programmeName: string;
  periodId: string;
  periodLabel: string;
  drafts: number;
  inReview: number;
}

interface Row extends EnvelopeRow, Omit<PartTask, 'id' | 'programmeId' | 'periodId' | 'status' | 'actions'> {
  status: PartTask['status'];
}

const deed = (
  action: string,
): string => `(select json_build_object('by', called(w.actor_id, w.actor_label), 'at', audit_instant(w.at))
  from workflow_event w where w.envelope_id = e.id and w.action = '${action}' order by w.at desc limit 1)`;

/**
 * The periods at work first: all parts of past years are read otherwise. $1: programmes, $2: the reader, $3: today, $4: programmes in which the
 * reader is told of every part, $5: for whom the reader stands in. Who asks and when stands in a table of its own, as in `anyOfProgrammes`.
 */
const PARTS = `with reader as materialized (select $2::uuid as id, $3::date as today, $5::json as stand_ins),
  at_work as materialized (${periodsAtWork('$1')})
  select ${ENVELOPE_STATE}, rp.label as "periodLabel", rp.drafts_due_on::text as "draftsDueOn",
    coalesce(rp.revision > 1, false) as "inCorrection",
    rp.review_due_on::text as "reviewDueOn", rp.approval_due_on::text as "approvalDueOn",
    ${PART_TITLE} as title,
    (select json_build_object('id', o.id, 'jobTitle', o.job_title) from app_user o where o.id = e.owner_id) as owner,
    (select max(d.ends_on)::text from delegation d join assignment a on a.id = d.assignment_id
      where d.delegate_id = (select id from reader) and a.user_id = e.owner_id and (a.programme_id is null or a.programme_id = e.programme_id)
        and d.revoked_at is null and a.ended_at is null and (select today from reader) between d.starts_on and d.ends_on) as "standingInUntil",
    case when wrote.anybody then audit_instant(e.updated_at) end as "savedAt",
    ${deed('submit')} as submitted,
    (select json_build_object('by', called(w.actor_id, w.actor_label), 'at', audit_instant(w.at), 'reason', w.comment, 'isReopened', w.action = 'reopen',
        'notes', (select count(*) from return_note n where n.event_id = w.id)) from (
       select * from workflow_event l where l.envelope_id = e.id and l.action <> 'save' order by l.at desc limit 1) w
      where e.status = 'draft' and w.action in ('return', 'reopen')) as returned,
    case when not wrote.anybody then (select cp.label from envelope c join reporting_period cp on cp.id = c.period_id where c.id = e.copied_from_id) end as "unchangedSince",
    exists (
      select from assignment a join role_permission p on p.role_id = a.role_id and p.permission = 'contribution.approve'
        join app_user u on u.id = a.user_id and u.disabled_at is null
       where e.status = 'in_review' and a.user_id <> (select id from reader) and a.ended_at is null and (a.programme_id is null or a.programme_id = e.programme_id)
         and (a.starts_on is null or a.starts_on <= (select today from reader)) and (a.ends_on is null or a.ends_on >= (select today from reader))
         and not exists (select from role_permission r where r.role_id = a.role_id and r.permission = 'report.approve')
         and not exists (select from envelope_author w where w.envelope_id = e.id and w.user_id = a.user_id)) as "othersMayDecide"
  from at_work rp join envelope e on e.period_id = rp.id and e.kind = 'contribution'
    cross join lateral (select count(*) > 0 as anybody from envelope_author a where a.envelope_id = e.id and a.act = 'edited') wrote
 where (e.programme_id = ${anyOfProgrammes('$4')} or e.owner_id = (select id from reader)
        or exists (select from json_to_recordset((select stand_ins from reader)) as d("programmeId" uuid, "userId" uuid)
                    where d."userId" = e.owner_id and (d."programmeId" is null or d."programmeId" = e.programme_id)))
 order by rp.starts_on, e.created_at, e.id limit 500`;

/** For the page of what waits for a person. It joins what the sections call their parts, so it stands to the right of them. */
@Injectable()
export class PartTasksQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Parts of periods whose newest report is not approved: the actor's own and those that they stand in for; all of a programme for people who
   * decide on parts there. At most 500.
   */
  async of(actor: Actor): Promise<PartTask[]> {
    const found = await this.database.query<Row>(PARTS, [
      actor.programmesWith('contribution.read'),
      actor.userId,
      this.clock.today(),
      actor.programmesWith('contribution.return'),
      JSON.stringify(actor.standIns),
    ]);
    return found.map((row) => {
      const { id, programmeId, periodId, title, status } = row;
      return {
        id,
        programmeId,
        periodId,
        periodLabel: row.periodLabel,
        inCorrection: row.inCorrection,
        title,
        status,
        actions: availableActions(actor, row, ['save', 'return', 'approve']),
        owner: row.owner,
        standingInUntil: row.standingInUntil,
        draftsDueOn: row.draftsDueOn,
        reviewDueOn: row.reviewDueOn,
        approvalDueOn: row.approvalDueOn,
        savedAt: row.savedAt,
        submitted: row.submitted,
        returned: row.returned,
        unchangedSince: row.unchangedSince,
        othersMayDecide: row.othersMayDecide,
      };
    });
  }

  /**
   * What somebody writes and nobody else can, period by period, while the reports of these are not approved. Does NOT check who asks.
   * @param programmeId null: in every programme.
   */
  async ofOwner(ownerId: string, programmeId: string | null): Promise<PartsOfOwner[]> {
    return this.database.query<PartsOfOwner>(
      `with at_work as materialized (${periodsAtWork('$1')})
      select p.id as "programmeId", p.name as "programmeName", rp.id as "periodId", rp.label as "periodLabel",
        (count(*) filter (where e.status = 'draft'))::int as drafts, (count(*) filter (where e.status = 'in_review'))::int as "inReview"
        from at_work rp join programme p on p.id = rp.programme_id join envelope e on e.period_id = rp.id and e.kind = 'contribution'
       where e.owner_id = $2 and e.status in ('draft', 'in_review')
       group by p.id, p.name, rp.id, rp.label, rp.starts_on order by p.name, rp.starts_on, rp.id`,
      [programmeId === null ? null : [programmeId], ownerId],
    );
  }
}
