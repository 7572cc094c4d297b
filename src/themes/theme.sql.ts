import { copyRows, syncRows } from '../workflow/index.js';

/**
 * The whole document of each contribution in `$1::uuid[]`, as one JSON text per contribution: one statement for any number of
 * contributions (the measured way; see docs/PERFORMANCE.md). `json`, not `jsonb`: key order is ours and the text is passed through.
 */
export const READ_THEMES = `
  select c.contribution_id as id, json_build_object(
    'overview', json_build_object('narrative', c.overview_narrative, 'rag', c.overview_rag),
    'objectives', coalesce((
      select json_agg(json_build_object(
        'id', o.id, 'title', o.title,
        'actions', coalesce((
          select json_agg(json_build_object(
            'id', a.id, 'title', a.title, 'ownerId', a.owner_id, 'dueOn', a.due_on,
            'ratings', coalesce((
              select json_agg(json_build_object('financialYear', r.financial_year, 'quarter', r.quarter, 'rag', r.rag)
                       order by r.financial_year, r.quarter)
                from theme_action_rating r where r.contribution_id = a.contribution_id and r.action_id = a.id), '[]'::json)
          ) order by a.position)
            from theme_action a where a.contribution_id = o.contribution_id and a.objective_id = o.id), '[]'::json),
        'narratives', coalesce((
          select json_agg(json_build_object(
            'id', n.id, 'text', n.body,
            'actionIds', coalesce((
              select json_agg(na.action_id order by a.position)
                from theme_narrative_action na
                join theme_action a on a.contribution_id = na.contribution_id and a.id = na.action_id
               where na.contribution_id = n.contribution_id and na.narrative_id = n.id), '[]'::json)
          ) order by n.position)
            from theme_narrative n where n.contribution_id = o.contribution_id and n.objective_id = o.id), '[]'::json)
      ) order by o.position)
        from theme_objective o where o.contribution_id = c.contribution_id), '[]'::json)
  ) as body
  from theme_content c where c.contribution_id = any($1::uuid[])`;

/** Flattens the document once; the later parts of the statement read from these. */
const FLATTEN = [
  `objective_in as (
      select s.id as contribution_id, (o.body ->> 'id')::uuid as id, o.n::int as position, o.body ->> 'title' as title, o.body
        from saved s, doc, json_array_elements(doc.body -> 'objectives') with ordinality o(body, n))`,
  `action_in as (
      select o.contribution_id, (a.body ->> 'id')::uuid as id, o.id as objective_id, (o.position * 1000 + a.n)::int as position,
             a.body ->> 'title' as title, (a.body ->> 'ownerId')::uuid as owner_id, (a.body ->> 'dueOn')::date as due_on, a.body
        from objective_in o, json_array_elements(o.body -> 'actions') with ordinality a(body, n))`,
  `rating_in as (
      select a.contribution_id, a.id as action_id, r."financialYear" as financial_year, r.quarter, r.rag
        from action_in a, json_to_recordset(a.body -> 'ratings') as r("financialYear" int, quarter int, rag text))`,
  `narrative_in as (
      select o.contribution_id, (n.body ->> 'id')::uuid as id, o.id as objective_id, (o.position * 1000 + n.n)::int as position,
             n.body ->> 'text' as body, n.body -> 'actionIds' as action_ids
        from objective_in o, json_array_elements(o.body -> 'narratives') with ordinality n(body, n))`,
  `narrative_action_in as (
      select n.contribution_id, n.id as narrative_id, x.id::uuid as action_id
        from narrative_in n, json_array_elements_text(n.action_ids) as x(id))`,
];

/** The themes room's part of saving a draft. Foreign keys are checked at the statement's end, so the order does not matter. */
export const WRITE_THEME: readonly string[] = [
  ...FLATTEN,
  `put_content as (
      update theme_content t set overview_narrative = doc.body -> 'overview' ->> 'narrative', overview_rag = doc.body -> 'overview' ->> 'rag'
        from saved s, doc where t.contribution_id = s.id)`,
  ...syncRows('theme_objective', 'objective_in', ['contribution_id', 'id'], ['position', 'title']),
  ...syncRows(
    'theme_action',
    'action_in',
    ['contribution_id', 'id'],
    ['objective_id', 'position', 'title', 'owner_id', 'due_on'],
  ),
  ...syncRows(
    'theme_action_rating',
    'rating_in',
    ['contribution_id', 'action_id', 'financial_year', 'quarter'],
    ['rag'],
  ),
  ...syncRows(
    'theme_narrative',
    'narrative_in',
    ['contribution_id', 'id'],
    ['objective_id', 'position', 'body'],
  ),
  ...syncRows(
    'theme_narrative_action',
    'narrative_action_in',
    ['contribution_id', 'narrative_id', 'action_id'],
    [],
  ),
];

/** Copies one contribution's text into another, the stable ids with it. `$1` = to, `$2` = from. In order. */
export const COPY_THEME: readonly string[] = [
  ['theme_content', 'overview_narrative, overview_rag'],
  ['theme_objective', 'id, position, title'],
  ['theme_action', 'id, objective_id, position, title, owner_id, due_on'],
  ['theme_action_rating', 'action_id, financial_year, quarter, rag'],
  ['theme_narrative', 'id, objective_id, position, body'],
  ['theme_narrative_action', 'narrative_id, action_id'],
].map(([table = '', columns = '']) => copyRows(table, columns));
