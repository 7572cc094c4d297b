import { Injectable } from '@nestjs/common';
import { rows, type ReadTx, type Tx } from '../platform/index.js';
import type { MemberQuestion } from '../snapshot/index.js';

/** The committee was given the report of this period: it stands on the agenda of a meeting that takes place. */
const given = (committee: string, period: string): string => `exists (
  select from meeting m join meeting_period mp on mp.meeting_id = m.id
   where m.committee_id = ${committee} and m.cancelled_at is null and mp.period_id = ${period})`;

const person = (id: string): string =>
  `(select json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) from app_user u where u.id = ${id})`;

/**
 * Which questions a report carries. Asked by the as-at day of its period; open ones in every report, and an answer until a report that its
 * committee was given has printed it. A committee that gets no papers any more is given none: its answers are printed once. A correction
 * carries the answers that were there when the first version was sealed, and what corrects an answer that this period has printed.
 */
@Injectable()
export class CarriedQueries {
  /** In printed order: by committee, then by number. @param periodId of the report; its programme’s questions. */
  async of(tx: ReadTx, periodId: string): Promise<MemberQuestion[]> {
    return rows<MemberQuestion>(
      tx,
      `with here as (
         select rp.id, rp.programme_id, rp.as_at, rp.starts_on,
                (select v.approved_at from report_version v where v.period_id = rp.id and v.version = 1) as sealed_at
           from reporting_period rp where rp.id = $1),
       asked as (
         select q.*, c.name as committee, c.edition, c.active, here.starts_on, here.id as period_id,
                (select a.id from enquiry_answer a where a.enquiry_id = q.id and a.status = 'approved'
                    and (here.sealed_at is null or a.approved_at <= here.sealed_at or exists (
                      select from enquiry_printing p join enquiry_answer b on b.id = p.answer_id join report_version v on v.id = p.version_id
                       where b.enquiry_id = q.id and v.period_id = here.id))
                  order by a.number desc limit 1) as answer_id
           from here join enquiry q on q.programme_id = here.programme_id and q.asked_on <= here.as_at and q.withdrawn_at is null
           join committee c on c.id = q.committee_id)
       select q.id, q.number, q.committee, q.edition, m.meets_on::text as "meetingOn", q.asked_by as "askedBy",
              q.asked_on::text as "askedOn", q.text, ${person('q.owner_id')} as owner, q.due_on::text as "dueOn",
              case when a.id is not null then json_build_object('number', a.number, 'text', a.text, 'by', ${person('a.author_ids[cardinality(a.author_ids)]')},
                'on', (a.approved_at at time zone 'Europe/London')::date, 'correctionReason', a.correction_reason) end as answer
         from asked q left join meeting m on m.id = q.meeting_id left join enquiry_answer a on a.id = q.answer_id
        where not exists (
          select from enquiry_printing p join report_version v on v.id = p.version_id join reporting_period rp on rp.id = v.period_id
           where p.answer_id = q.answer_id and rp.starts_on < q.starts_on and (not q.active or ${given('q.committee_id', 'rp.id')}))
        order by q.committee, q.number`,
      [periodId],
    );
  }

  /** Writes down what a sealed report has printed, in the transaction of the seal. */
  async printed(tx: Tx, versionId: string, questions: readonly MemberQuestion[]): Promise<void> {
    const answered = questions.filter(({ answer }) => answer !== null);
    if (answered.length === 0) return;
    await rows(
      tx,
      `insert into enquiry_printing (answer_id, version_id)
       select a.id, $1 from enquiry_answer a join unnest($2::uuid[], $3::int[]) printed (enquiry_id, number)
           on a.enquiry_id = printed.enquiry_id and a.number = printed.number`,
      [versionId, answered.map(({ id }) => id), answered.map(({ answer }) => answer?.number)],
    );
  }
}
