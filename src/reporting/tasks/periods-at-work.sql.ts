/**
 * The ids of some programmes, to stand after `=`. They are asked for by themselves, so that PostgreSQL plans for whoever asks and keeps the
 * plan. Where it sees how few programmes somebody has, it finds a plan for everybody too dear, and makes a new one each time, which takes
 * longer than what is asked.
 *
 * @param programmes parameter with the ids, null for all.
 */
export const anyOfProgrammes = (programmes: string): string =>
  `any((select coalesce(${programmes}::uuid[], array_agg(id)) from programme)::uuid[])`;

/**
 * Periods whose newest report is not approved, or that have none; SQL, with the columns of a period, and `report_id` and `revision` of that
 * report, which are null without one. Not periods of closed programmes.
 *
 * The newest reports are read at once, from an index of the programmes' reports, and who is closed is asked once for each programme: a
 * programme has a period more each month, and all but one or two are past.
 *
 * @param programmes parameter with the programmes' ids, null for all.
 */
export const periodsAtWork = (
  programmes: string,
): string => `select rp.*, report.id as report_id, report.revision
  from programme p join reporting_period rp on rp.programme_id = p.id
  left join (select distinct on (r.period_id) r.period_id, r.id, r.status, r.revision from envelope r
      where r.kind = 'report' and r.status <> 'withdrawn' and r.programme_id = ${anyOfProgrammes(programmes)}
      order by r.period_id, r.revision desc) report on report.period_id = rp.id
 where p.id = ${anyOfProgrammes(programmes)} and not is_closed(p.id)
   and report.status is distinct from 'approved'`;
