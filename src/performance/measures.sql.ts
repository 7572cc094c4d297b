import { syncRows } from '../workflow/index.js';

/** A definition as the content names it, from a row `d`; its target and what is short of it from a row `t`. */
export const DEFINITION = `json_build_object(
  'reference', d.reference, 'title', d.title, 'definition', d.definition, 'source', d.source, 'unit', d.unit, 'decimals', d.decimals,
  'polarity', d.polarity, 'basis', d.basis, 'cellBasis', d.cell_basis, 'numerator', d.numerator, 'denominator', d.denominator,
  'ownerId', d.owner_id, 'statutory', d.statutory, 'availabilityNote', d.availability_note,
  'target', json_build_object('minimum', t.target_minimum, 'upper', t.target_upper, 'from', t.target_from, 'until', t.target_until),
  'tolerance', t.tolerance, 'deadBand', d.dead_band, 'fedBy', d.fed_by, 'belowZero', d.below_zero, 'frequency', d.frequency)`;

/** Reasons of changed definitions that a report keeps, the newest. */
const MOST_REASONS = 10;

/** What a row of `reading` says, as keys of a JSON object: numbers leave the database so. */
export const VALUE_FIELDS = (
  row: string,
): string => `'missingReason', ${row}.missing_reason, 'value', ${row}.value, 'decimals', ${row}.decimals,
  'numerator', ${row}.numerator, 'denominator', ${row}.denominator, 'asAt', ${row}.as_at, 'state', ${row}.state, 'reason', ${row}.reason`;

/** The group in which a measure `m` stood up to a number. */
const groupAt = (number: string): string =>
  `(select k.group_id from measure_definition k where k.measure_id = m.measure_id and k.recorded <= ${number} order by k.version desc limit 1)`;

/**
 * What a figure is compared with: benchmarks, of each area the one of the newest period that was published by the as-at date; and the
 * months from which its chart has new limits. Keys of a JSON object, for the newest definition `d` of a measure and a row `a` with
 * `known_to` and `as_at`.
 */
const COMPARED = `'benchmarks', coalesce((
          select json_agg(json_build_object('area', b.area, 'missingReason', b.missing_reason, 'value', b.value, 'decimals', b.decimals,
                   'period', b.period, 'periodEndsOn', b.period_ends_on, 'source', b.source, 'knownOn', b.known_on,
                   'likeForLike', b.like_for_like) order by array_position(array['national', 'region', 'neighbours'], b.area::text))
            from (select distinct on (n.area) n.*
                    from (select distinct on (k.area, k.period) k.* from benchmark k
                           where k.measure_id = d.measure_id and k.recorded <= a.known_to and (k.known_on is null or k.known_on <= a.as_at)
                           order by k.area, k.period, k.recorded desc) n
                   order by n.area, n.period_ends_on desc nulls last, n.recorded desc) b), '[]'::json),
        'redefined', coalesce((
          select json_agg(json_build_object('version', k.version, 'reason', k.reason) order by k.version)
            from (select version, reason from measure_definition
                   where measure_id = d.measure_id and recorded <= a.known_to and reason is not null order by version desc limit ${MOST_REASONS}) k), '[]'::json),
        'rebases', coalesce((
          select json_agg(json_build_object('from', to_char(k.from_month, 'YYYY-MM'), 'reason', k.reason) order by k.from_month)
            from measure_rebase k where k.measure_id = d.measure_id and k.recorded <= a.known_to), '[]'::json)`;

/** The newest definition of the measure of `d` whose target is in force on the as-at date of `a`: next year's does not hide this year's. */
const TARGET_IN_FORCE = `
       select * from measure_definition k
        where k.measure_id = d.measure_id and k.recorded <= a.known_to
          and (k.target_from is null or k.target_from <= a.as_at) and (k.target_until is null or k.target_until >= a.as_at)
        order by k.version desc limit 1`;

/**
 * The measures of a programme with all that is known of them, at the time of one of its periods: the one named, else the newest, else, of a
 * programme without any, today. One row, in one statement; none where the programme is not the reader's to see.
 * `$1` = programme, `$2::uuid[]` = the programmes that the reader sees (null = every one), `$3` = a period or null, `$4` = today,
 * `$5` = one group or null, `$6` = one measure or null, `$7::boolean` = the reader may see what parts say, such as a rating other than the
 * worked-out one.
 */
export const READ_BOARD = `
  with period as (
    select rp.id, rp.label, rp.as_at, rp.ends_on from reporting_period rp
     where rp.programme_id = $1 and ($3::uuid is null or rp.id = $3) order by rp.starts_on desc limit 1),
  a as (
    select p.id as programme_id, p.name, coalesce(rp.as_at, $4::date) as as_at, coalesce(rp.ends_on, $4::date) as ends_on, rp.id as period_id,
           rp.label, coalesce(l.recorded, 0) as known_to,
           (date_trunc('month', coalesce(rp.ends_on, $4::date)) - interval '35 months')::date as since
      from programme p left join period rp on true left join measure_ledger l on l.programme_id = p.id
     where p.id = $1 and ($2::uuid[] is null or p.id = any($2)))
  select a.name as "programmeName", case when a.period_id is not null then json_build_object('id', a.period_id, 'label', a.label) end as period,
         to_char(a.ends_on, 'YYYY-MM') as month, a.as_at::text as "asAt",
    coalesce((
      select json_agg(json_build_object('id', g.id, 'programmeId', g.programme_id, 'number', g.number, 'title', g.title,
                        'themeId', g.theme_id, 'ownerId', g.owner_id, 'version', g.version, 'partId', (
                          select e.id from envelope e
                           where $7::boolean and e.period_id = a.period_id and e.kind = 'contribution' and e.section = 'measures'
                             and e.subject_id = g.id)) order by g.number)
        from measure_group g where g.programme_id = a.programme_id), '[]'::json) as groups,
    coalesce((
      select json_agg(json_build_object(
          'id', d.measure_id, 'groupId', d.group_id, 'version', d.version,
          'definition', ${DEFINITION},
          'readings', coalesce((
            select json_agg(json_build_object('span', r.span, 'period', r.period, ${VALUE_FIELDS('r')}) order by r.span, r.period)
              from (select distinct on (k.span, k.period) k.* from reading k
                     where k.measure_id = d.measure_id and k.recorded <= a.known_to and k.period <= a.ends_on
                       and (k.span in ('quarter', 'year') or k.period >= a.since)
                     order by k.span, k.period, k.recorded desc) r), '[]'::json),
          ${COMPARED},
          'override', (
            select json_build_object('rag', o.rag, 'reason', o.reason)
              from envelope e join measures_override o on o.contribution_id = e.id
             where $7::boolean and e.period_id = a.period_id and e.kind = 'contribution' and e.section = 'measures'
               and e.subject_id = d.group_id and o.measure_id = d.measure_id)
        ) order by coalesce(g.number, 100), d.position, d.title, d.measure_id)
        from measure m
       cross join lateral (select * from measure_definition k where k.measure_id = m.id order by k.version desc limit 1) d
        left join lateral (${TARGET_IN_FORCE}) t on true
        left join measure_group g on g.id = d.group_id
       where m.programme_id = a.programme_id and ($5::uuid is null or d.group_id = $5) and ($6::uuid is null or m.id = $6)), '[]'::json) as measures
    from a`;

/**
 * Up to which number the last approved part before `a` that had the measure `m` knew its figures: that of the same group, or, for a
 * measure that has moved, that of the group in which it was: from month to month back until there is one.
 */
const PREVIOUSLY_APPROVED = `
  select a.previous_known_to as known_to where ${groupAt('a.previous_known_to')} = a.group_id
  union all
  (select s.known_to from reporting_period rp
    cross join lateral (
      select c.known_to from envelope e join measures_content c on c.contribution_id = e.id
       where e.kind = 'contribution' and e.period_id = rp.id and e.section = 'measures' and e.status = 'approved'
         and e.subject_id in (select k.group_id from measure_definition k where k.measure_id = m.measure_id)
         and e.subject_id = ${groupAt('c.known_to')}
       order by c.known_to desc limit 1) s
    where ${groupAt('a.previous_known_to')} is distinct from a.group_id
      and rp.programme_id = a.programme_id and rp.starts_on < a.starts_on
    order by rp.starts_on desc limit 1)`;

/**
 * What the parts `$1::uuid[]` (null = none is left out for its reader) are worked out from, as known now: one row for each, in one
 * statement for any number of them. `$2::uuid[]`: the programmes that the reader sees; null = every one.
 * The newest row of a figure that was recorded up to `known_to` is the figure; the one up to `previous.known_to` is what the last approved part printed. Months of
 * longer ago than three years come only when they have changed since.
 * The target is the newest one that is in force on the as-at date, so that next year's target does not hide this year's.
 */
export const READ_FACTS = `
  with asked as (
    select e.id, e.programme_id, e.subject_id as group_id, rp.as_at, rp.starts_on, rp.ends_on, (date_trunc('month', rp.ends_on) - interval '35 months')::date as since,
           c.commentary, c.previous_known_to, coalesce(l.recorded, 0) as known_to, c.body,
           coalesce((select json_agg(json_build_object('measureId', o.measure_id, 'rag', o.rag, 'reason', o.reason))
                       from measures_override o where o.contribution_id = e.id), '[]'::json) as overrides
      from envelope e
      join measures_content c on c.contribution_id = e.id
      join reporting_period rp on rp.id = e.period_id
      left join measure_ledger l on l.programme_id = e.programme_id
     where e.id = any($1::uuid[]) and ($2::uuid[] is null or e.programme_id = any($2)))
  select a.id, g.title, g.theme_id as "themeId", to_char(a.ends_on, 'YYYY-MM') as month, a.as_at::text as "asAt", a.known_to as "knownTo",
         a.commentary, a.overrides, a.body, coalesce((
    select json_agg(json_build_object(
        'id', d.measure_id,
        'definition', ${DEFINITION},
        'readings', coalesce((
          select json_agg(json_build_object('span', r.span, 'period', r.period, ${VALUE_FIELDS('r')},
                   'before', case when b.recorded is not null then json_build_object(${VALUE_FIELDS('b')}) end) order by r.span, r.period)
            from (select distinct on (k.span, k.period) k.* from reading k
                   where k.measure_id = d.measure_id and k.recorded <= a.known_to and k.period <= a.ends_on
                     and (k.span in ('quarter', 'year') or k.period >= a.since or k.recorded > previous.known_to)
                   order by k.span, k.period, k.recorded desc) r
            left join lateral (
              select * from reading p
               where p.measure_id = r.measure_id and p.span = r.span and p.period = r.period and p.recorded <= previous.known_to
                 and r.recorded > previous.known_to
               order by p.recorded desc limit 1) b on true), '[]'::json),
        ${COMPARED}
      ) order by d.position, d.title, d.measure_id)
      from (select distinct k.measure_id from measure_definition k where k.group_id = a.group_id) m
     cross join lateral (
       select * from measure_definition k where k.measure_id = m.measure_id and k.recorded <= a.known_to order by k.version desc limit 1) d
      left join lateral (${TARGET_IN_FORCE}) t on true
      left join lateral (${PREVIOUSLY_APPROVED}) previous on true
     where d.group_id = a.group_id), '[]'::json) as measures
    from asked a join measure_group g on g.id = a.group_id`;

/**
 * Makes those authors of a part who recorded what it takes in: whatever its group's measures got after the number that it knew, with
 * figures of its own period and earlier. They may not approve it. The one statement of it; it stands wherever a body changes, as a CTE
 * of the same statement, which still sees the number from before.
 * @param parts a table `x` with the parts' ids.
 */
const recorderBecomesAuthor = (parts: string): string => `
  recorder as (
    insert into envelope_author
    select distinct c.contribution_id, a.id, 'edited'
      from ${parts}
      join measures_content c on c.contribution_id = x.id
      join envelope e on e.id = c.contribution_id
      join reporting_period rp on rp.id = e.period_id
     cross join lateral (select distinct d.measure_id from measure_definition d where d.group_id = e.subject_id) m
     cross join lateral (
       select recorded, recorded_by from reading where measure_id = m.measure_id and period <= rp.ends_on
       union all select recorded, recorded_by from measure_definition where measure_id = m.measure_id
       union all select recorded, recorded_by from benchmark where measure_id = m.measure_id
       union all select recorded, recorded_by from measure_rebase where measure_id = m.measure_id) k
     cross join lateral (
       select k.recorded_by as id
       union select user_id from measure_ledger_author where programme_id = e.programme_id and recorded = k.recorded) a
     where k.recorded > c.known_to
    on conflict do nothing)`;

/** Keeps what was worked out for drafts: `$1` = [{id, knownTo, body}]. */
export const UPDATE_BODIES = `
  with ${recorderBecomesAuthor('json_to_recordset($1::json) as x(id uuid)')}
  update measures_content c set known_to = x."knownTo", body = x.body
    from json_to_recordset($1::json) as x(id uuid, "knownTo" bigint, body json) where c.contribution_id = x.id`;

/** The room's part of saving a draft: takes what was worked out (`knownTo`, `content`) beside the document. */
export const WRITE_MEASURES: readonly string[] = [
  `override_in as (
      select s.id as contribution_id, o."measureId" as measure_id, o.rag, o.reason
        from saved s, doc, json_to_recordset(doc.body -> 'overrides') as o("measureId" uuid, rag text, reason text))`,
  recorderBecomesAuthor('saved x'),
  `put_content as (
      update measures_content t set commentary = doc.body ->> 'commentary', known_to = (doc.body ->> 'knownTo')::bigint,
             body = doc.body -> 'content'
        from saved s, doc where t.contribution_id = s.id)`,
  ...syncRows('measures_override', 'override_in', ['contribution_id', 'measure_id'], ['rag', 'reason']),
];
