import { copyRows, syncRows } from '../workflow/index.js';
import { DEFAULT_THRESHOLD_PERCENT } from './budget.rules.js';

/** What is kept of each contribution in `$1::uuid[]`, one JSON each. Money is text: as a JSON number it would pass through a float. */
export const READ_BUDGETS = `
  select c.contribution_id as id, json_build_object(
    'thresholdPercent', c.threshold_percent,
    'lines', coalesce((
      select json_agg(json_build_object(
        'id', l.id, 'title', l.title, 'financialYear', l.financial_year,
        'budget', l.budget::text, 'actual', l.actual::text, 'forecast', l.forecast::text, 'comment', l.comment
      ) order by l.position)
        from budget_line l where l.contribution_id = c.contribution_id), '[]'::json)
  ) as body
  from budget_content c where c.contribution_id = any($1::uuid[])`;

const thresholdOf = (programmeId: string): string =>
  `coalesce((select setting.threshold_percent from budget_setting setting where setting.programme_id = ${programmeId}), ${DEFAULT_THRESHOLD_PERCENT})`;

/** The finance room's part of saving a draft. */
export const WRITE_BUDGET: readonly string[] = [
  `line_in as (
      select s.id as contribution_id, l.id, l.n::int as position, l.title, l."financialYear" as financial_year,
             l.budget, l.actual, l.forecast, l.comment
        from saved s, doc, rows from (json_to_recordset(doc.body -> 'lines')
             as (id uuid, title text, "financialYear" int, budget numeric, actual numeric, forecast numeric, comment text))
             with ordinality l(id, title, "financialYear", budget, actual, forecast, comment, n))`,
  `put_content as (
      update budget_content t set threshold_percent = ${thresholdOf('s.programme_id')} from saved s where t.contribution_id = s.id)`,
  ...syncRows(
    'budget_line',
    'line_in',
    ['contribution_id', 'id'],
    ['position', 'title', 'financial_year', 'budget', 'actual', 'forecast', 'comment'],
  ),
];

/** The head of a new draft: the programme's threshold as it is now. `$1` = contribution. */
export const START_BUDGET = `
  insert into budget_content (contribution_id, threshold_percent)
  select e.id, ${thresholdOf('e.programme_id')} from envelope e where e.id = $1`;

/** `$1` = to, `$2` = from. */
export const COPY_BUDGET_LINES = copyRows(
  'budget_line',
  'id, position, title, financial_year, budget, actual, forecast, comment',
);

/** Gives the drafts of a programme another threshold. `$1` = programme, `$2` = threshold. Returns those that had another one. */
export const UPDATE_THRESHOLDS = `
  with drafts as (
    select e.id from envelope e
     where e.kind = 'contribution' and e.section = 'budget' and e.programme_id = $1 and e.status = 'draft' order by e.id for update)
  update budget_content c set threshold_percent = $2 from drafts d
   where c.contribution_id = d.id and c.threshold_percent <> $2 returning c.contribution_id as id`;
