import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { Database } from '../../platform/index.js';
import { availableActions, ENVELOPE_STATE, type Action, type EnvelopeRow } from '../../workflow/index.js';
import type { Deed } from './part-tasks.queries.js';
import { anyOfProgrammes, periodsAtWork } from './periods-at-work.sql.js';

/** A period whose report is not approved, or is being corrected. Dates are London dates. */
export interface ReportTask {
  programmeId: string;
  periodId: string;
  periodLabel: string;
  draftsDueOn: string;
  reviewDueOn: string;
  approvalDueOn: string;
  parts: { all: number; approved: number };
  /** Null until somebody starts it. */
  report: {
    id: string;
    status: 'draft' | 'in_review';
    /** What the reader could do with it now. */
    actions: readonly Action[];
    isCorrection: boolean;
    answered: number;
    submitted: Deed | null;
    /** It was given back, or a part of it changed while it was with the SRO, and why; null once it was sent again. */
    returned: (Deed & { reason: string; isVoid: boolean }) | null;
  } | null;
}

/** A sealed version that is in force. */
export interface VersionTask {
  id: string;
  programmeId: string;
  programmeName: string;
  periodLabel: string;
  version: number;
  approvedBy: string;
  approvedAt: string;
}

interface Row extends Omit<ReportTask, 'report'> {
  report:
    (EnvelopeRow & Pick<NonNullable<ReportTask['report']>, 'answered' | 'submitted' | 'returned'>) | null;
}

/** $1: programmes of which the reader sees reports at work. */
const REPORTS = `select rp.programme_id as "programmeId", rp.id as "periodId", rp.label as "periodLabel", rp.drafts_due_on::text as "draftsDueOn",
    rp.review_due_on::text as "reviewDueOn", rp.approval_due_on::text as "approvalDueOn", rp.starts_on,
    (select json_build_object('all', count(*), 'approved', count(*) filter (where c.status = 'approved'))
       from envelope c where c.kind = 'contribution' and c.period_id = rp.id) as parts,
    (select to_json(x) from (
       select ${ENVELOPE_STATE},
         (select count(distinct q.finding_key)::int from challenge_answer q where q.report_id = e.id) as answered,
         (select json_build_object('by', called(w.actor_id, w.actor_label), 'at', audit_instant(w.at)) from workflow_event w
           where w.envelope_id = e.id and w.action = 'submit' order by w.at desc limit 1) as submitted,
         (select json_build_object('by', called(w.actor_id, w.actor_label), 'at', audit_instant(w.at), 'reason', w.comment, 'isVoid', w.action = 'void') from (
            select * from workflow_event l where l.envelope_id = e.id and l.action <> 'save' order by l.at desc limit 1) w
           where e.status = 'draft' and w.action in ('return', 'void')) as returned
       ) x) as report
  from (${periodsAtWork('$1')}) rp left join envelope e on e.id = rp.report_id
 order by rp.starts_on desc limit 20`;

/** $2: programmes whose versions the reader may read. The newest version of each of the newest periods. */
const VERSIONS = `select v.id, v.programme_id as "programmeId", p.name as "programmeName", rp.label as "periodLabel", v.version,
    v.approved_by ->> 'name' as "approvedBy", audit_instant(v.approved_at) as "approvedAt", v.approved_at
  from report_version v join reporting_period rp on rp.id = v.period_id join programme p on p.id = v.programme_id
 where v.programme_id = ${anyOfProgrammes('$2')}
   and not exists (select from report_version n where n.period_id = v.period_id and n.version > v.version)
 order by v.approved_at desc limit 5`;

/** For the page of what waits for a person: reports at work, and what was sealed last. */
@Injectable()
export class ReportTasksQueries {
  constructor(private readonly database: Database) {}

  /** Reports that are not approved in the newest 20 such periods, and the newest 5 versions in force; one statement. */
  async of(actor: Actor): Promise<{ reports: ReportTask[]; versions: VersionTask[] }> {
    const [found] = await this.database.query<{ reports: Row[]; versions: VersionTask[] }>(
      `select (select coalesce(json_agg(r order by r.starts_on), '[]') from (${REPORTS}) r) as reports,
              (select coalesce(json_agg(v order by v.approved_at desc), '[]') from (${VERSIONS}) v) as versions`,
      [actor.programmesWith('report.read'), actor.programmesWith('version.read')],
    );
    return {
      reports: (found?.reports ?? []).map(({ report, ...period }) => ({
        ...period,
        report: report?.id
          ? {
              id: report.id,
              status: report.status as 'draft' | 'in_review',
              actions: availableActions(actor, report, ['save', 'submit', 'approve']),
              isCorrection: report.revision > 1,
              answered: report.answered,
              submitted: report.submitted,
              returned: report.returned,
            }
          : null,
      })),
      versions: found?.versions ?? [],
    };
  }
}
