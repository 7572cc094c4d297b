import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database, type AuditEvent } from '../platform/index.js';
import { PART_TITLE } from '../reporting/index.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What people call each thing, by its id. An id is of one thing only. */
const NAMES = `
  select e.id, case e.kind when 'report' then 'The ' || rp.label || ' report, version ' || e.revision else ${PART_TITLE} || ', ' || rp.label end as name
    from envelope e join reporting_period rp on rp.id = e.period_id where e.id = any($1::uuid[])
  union all select v.id, rp.label || ' report, version ' || v.version
    from report_version v join reporting_period rp on rp.id = v.period_id where v.id = any($1::uuid[])
  union all select id, label from reporting_period where id = any($1::uuid[])
  union all select id, name from programme where id = any($1::uuid[])
  union all select id, 'Theme ' || number || ': ' || title from theme where id = any($1::uuid[])
  union all select id, coalesce(title, 'Measures, group ' || number) from measure_group where id = any($1::uuid[])
  union all (select distinct on (d.measure_id) d.measure_id, concat_ws(' ', d.reference, d.title)
    from measure_definition d where d.measure_id = any($1::uuid[]) order by d.measure_id, d.version desc)
  union all select id, name from committee where id = any($1::uuid[])
  union all select id, name from committee_recipient where id = any($1::uuid[])
  union all select m.id, c.name || ', ' || to_char(m.meets_on, 'FMDD FMMonth YYYY')
    from meeting m join committee c on c.id = m.committee_id where m.id = any($1::uuid[])
  union all select d.id, 'Papers of ' || c.name || ', ' || to_char(m.meets_on, 'FMDD FMMonth YYYY')
    from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id where d.id = any($1::uuid[])
  union all select d.id, 'E-mail to ' || d.recipient_name from delivery d where d.id = any($1::uuid[])
  union all select id, 'Question ' || number from enquiry where id = any($1::uuid[])
  union all select id, title from evidence where id = any($1::uuid[])
  union all select id, name from role where id = any($1::uuid[])
  union all select id, group_name from group_rule where id = any($1::uuid[])
  union all select a.id, r.name || ': ' || u.name
    from assignment a join role r on r.id = a.role_id join app_user u on u.id = a.user_id where a.id = any($1::uuid[])
  union all select d.id, s.name || ' for ' || u.name
    from delegation d join app_user s on s.id = d.delegate_id join assignment a on a.id = d.assignment_id join app_user u on u.id = a.user_id
   where d.id = any($1::uuid[])
  union all select id, name from app_user where id = any($1::uuid[])`;

const figures = z.array(z.object({ measureId: z.string(), period: z.string(), span: z.string() }));

/** The figures that an event says were recorded: measure and period. */
export const figuresIn = ({ figures: named }: AuditEvent['detail']): z.infer<typeof figures> =>
  figures.safeParse(named).data ?? [];

/** Names for what the trail names by id alone, as it is called now. */
@Injectable()
export class AuditSubjectsQueries {
  constructor(private readonly database: Database) {}

  /** @param events that the reader may see. @returns the names by id; what is not there any more has none. */
  async names(events: readonly AuditEvent[]): Promise<ReadonlyMap<string, string>> {
    const named = events.flatMap(({ subjectId, detail }) => [
      subjectId ?? '',
      ...figuresIn(detail).map(({ measureId }) => measureId),
    ]);
    const ids = [...new Set(named)].filter((id) => UUID.test(id));
    if (ids.length === 0) return new Map();
    const found = await this.database.query<{ id: string; name: string }>(NAMES, [ids]);
    return new Map(found.map(({ id, name }) => [id, name]));
  }
}
