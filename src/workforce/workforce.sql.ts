import { copyRows, syncRows } from '../workflow/index.js';

/** The document of each contribution in `$1::uuid[]`, one JSON each. */
export const READ_WORKFORCES = `
  select c.contribution_id as id, json_build_object(
    'asAt', c.as_at, 'themeId', c.theme_id,
    'teams', coalesce((
      select json_agg(json_build_object(
        'id', t.id, 'name', t.name,
        'establishmentFte', t.establishment_fte, 'permanentFte', t.permanent_fte, 'vacantFte', t.vacant_fte,
        'agencyFte', t.agency_fte, 'agencyCoveringFte', t.agency_covering_fte,
        'startersFte', t.starters_fte, 'leaversFte', t.leavers_fte, 'reportedVacancyPercent', t.reported_vacancy_percent,
        'caseload', case when t.cases is not null then json_build_object('cases', t.cases, 'workersFte', t.caseload_workers_fte) end,
        'note', t.note
      ) order by t.position)
        from workforce_team t where t.contribution_id = c.contribution_id), '[]'::json),
    'benchmarks', coalesce((
      select json_agg(json_build_object(
        'rate', b.rate, 'area', b.area, 'value', b.value, 'period', b.period, 'source', b.source, 'likeForLike', b.like_for_like
      ) order by b.position)
        from workforce_benchmark b where b.contribution_id = c.contribution_id), '[]'::json)
  ) as body
  from workforce_content c where c.contribution_id = any($1::uuid[])`;

const TEAM = [
  'position',
  'name',
  'establishment_fte',
  'permanent_fte',
  'vacant_fte',
  'agency_fte',
  'agency_covering_fte',
  'starters_fte',
  'leavers_fte',
  'reported_vacancy_percent',
  'cases',
  'caseload_workers_fte',
  'note',
];
const BENCHMARK = ['position', 'value', 'period', 'source', 'like_for_like'];

/** The workforce room's part of saving a draft. */
export const WRITE_WORKFORCE: readonly string[] = [
  `team_in as (
      select s.id as contribution_id, (t.body ->> 'id')::uuid as id, t.n::int as position, t.body ->> 'name' as name,
             (t.body ->> 'establishmentFte')::numeric as establishment_fte, (t.body ->> 'permanentFte')::numeric as permanent_fte,
             (t.body ->> 'vacantFte')::numeric as vacant_fte, (t.body ->> 'agencyFte')::numeric as agency_fte,
             (t.body ->> 'agencyCoveringFte')::numeric as agency_covering_fte, (t.body ->> 'startersFte')::numeric as starters_fte,
             (t.body ->> 'leaversFte')::numeric as leavers_fte,
             (t.body ->> 'reportedVacancyPercent')::numeric as reported_vacancy_percent,
             (t.body -> 'caseload' ->> 'cases')::int as cases,
             (t.body -> 'caseload' ->> 'workersFte')::numeric as caseload_workers_fte, t.body ->> 'note' as note
        from saved s, doc, json_array_elements(doc.body -> 'teams') with ordinality t(body, n))`,
  `benchmark_in as (
      select s.id as contribution_id, b.body ->> 'rate' as rate, b.body ->> 'area' as area, b.n::int as position,
             (b.body ->> 'value')::numeric as value, b.body ->> 'period' as period, b.body ->> 'source' as source,
             (b.body ->> 'likeForLike')::boolean as like_for_like
        from saved s, doc, json_array_elements(doc.body -> 'benchmarks') with ordinality b(body, n))`,
  `put_content as (
      update workforce_content t set as_at = (doc.body ->> 'asAt')::date, theme_id = (doc.body ->> 'themeId')::uuid
        from saved s, doc where t.contribution_id = s.id)`,
  ...syncRows('workforce_team', 'team_in', ['contribution_id', 'id'], TEAM),
  ...syncRows('workforce_benchmark', 'benchmark_in', ['contribution_id', 'rate', 'area'], BENCHMARK),
];

/** The head of a new draft: as at its own period's day, in the theme of the text that it follows. `$1` = to, `$2` = from or null. */
export const START_WORKFORCE = `
  insert into workforce_content (contribution_id, programme_id, as_at, theme_id)
  select e.id, e.programme_id, rp.as_at, (select theme_id from workforce_content where contribution_id = $2::uuid)
    from envelope e join reporting_period rp on rp.id = e.period_id where e.id = $1`;

/** `$1` = to, `$2` = from. In order. */
export const COPY_WORKFORCE: readonly string[] = [
  copyRows('workforce_team', ['id', ...TEAM].join(', ')),
  copyRows('workforce_benchmark', ['rate', 'area', ...BENCHMARK].join(', ')),
];
