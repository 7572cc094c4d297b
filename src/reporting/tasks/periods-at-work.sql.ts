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
      where r.kind = 'report' and r.status <> 'withdrawn' and (${programmes}::uuid[] is null or r.programme_id = any(${programmes}))
      order by r.period_id, r.revision desc) report on report.period_id = rp.id
 where (${programmes}::uuid[] is null or p.id = any(${programmes})) and not is_closed(p.id)
   and report.status is distinct from 'approved'`;
