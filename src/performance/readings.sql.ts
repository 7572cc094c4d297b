/** The newest reading of each figure that `$2` = [{n, measureId, span, period}] names, in programme `$1`, in that order. */
export const READ_NEWEST = `
  select m.id is not null as found, d.unit, d.decimals, d.below_zero as "belowZero", d.frequency,
         case when r.recorded is not null then json_build_object('missingReason', r.missing_reason, 'value', r.value, 'numerator', r.numerator,
           'denominator', r.denominator, 'decimals', r.decimals, 'asAt', r.as_at, 'state', r.state, 'reason', r.reason,
           'recorded', r.recorded) end as newest
    from json_to_recordset($2::json) as x(n int, "measureId" uuid, span text, period date)
    left join measure m on m.id = x."measureId" and m.programme_id = $1
    left join lateral (
      select unit, decimals, below_zero, frequency from measure_definition where measure_id = m.id order by version desc limit 1) d on true
    left join lateral (
      select * from reading where measure_id = m.id and span = x.span and period = x.period order by recorded desc limit 1) r on true
   order by x.n`;

/**
 * The approved parts of each group that some of these measures `$1::uuid[]` are or were in: up to which number they know the figures, and
 * their last day. A part that a correction made a draft again counts as it was sealed. One that ends no later and knows no more than another
 * is left out, so that as a rule only the last one is read. Groups are looked up one by one: the parts of other groups cost nothing.
 */
export const READ_APPROVED = `
  select g."measureIds", a.parts
    from (select group_id, array_agg(distinct measure_id) as "measureIds" from measure_definition
           where measure_id = any($1::uuid[]) and group_id is not null group by group_id) g
   cross join lateral (
     select json_agg(json_build_object('knownTo', p.known_to, 'endsOn', p.ends_on)) as parts
       from (select known_to, ends_on,
                    max(known_to) over (order by ends_on desc, known_to desc rows between unbounded preceding and 1 preceding) as later
               from (select k.known_to, (select ends_on from reporting_period where id = e.period_id) as ends_on
                       from envelope e
                      cross join lateral (
                        select known_to from measures_content where contribution_id = e.id and e.status = 'approved'
                        union all
                        select (content -> 'measures_content' -> 0 ->> 'known_to')::bigint from reopened_part
                         where part_id = e.id and e.status <> 'approved') k
                      where e.subject_id = g.group_id and e.kind = 'contribution' and e.section = 'measures'
                     offset 0) every) p
      where p.later is null or p.known_to > p.later) a
   where a.parts is not null`;

/** `$1` = [{measureId, span, period, …ReadingValue}], `$2` = the ledger's number, `$3` = the recorder's id. */
export const INSERT_READINGS = `
  insert into reading (measure_id, span, period, recorded, missing_reason, value, numerator, denominator, decimals, as_at, state, reason, recorded_by)
  select x."measureId", x.span, x.period, $2::bigint, x."missingReason", x.value, x.numerator, x.denominator, x.decimals, x."asAt", x.state, x.reason, $3::uuid
    from json_to_recordset($1::json) as x("measureId" uuid, span text, period date, "missingReason" text, value numeric, numerator numeric,
         denominator numeric, decimals int, "asAt" date, state text, reason text)`;

/** `$1` = programme, `$2` = the ledger's number, `$3` = whose figures were recorded with it. */
export const INSERT_AUTHORS = `
  insert into measure_ledger_author (programme_id, recorded, user_id) select $1, $2::bigint, a.id from unnest($3::uuid[]) a(id)
  on conflict do nothing`;

/** The figures of programme `$1` that count, of the thirteen months, thirteen quarters or six years up to day `$2`. */
export const READ_USUAL = `
  select distinct on (r.measure_id, r.span, r.period) r.measure_id as "measureId", r.span, r.period::text as period, to_json(r.value) as value
    from reading r join measure m on m.id = r.measure_id
   where m.programme_id = $1 and r.span <> 'year_to_date' and r.period <= $2::date
     and r.period > $2::date - case r.span when 'month' then interval '13 months' when 'quarter' then interval '39 months' else interval '6 years' end
   order by r.measure_id, r.span, r.period, r.recorded desc`;
