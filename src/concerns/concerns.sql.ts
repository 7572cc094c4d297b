import { copyRows, syncRows } from '../workflow/index.js';

/** The whole content of each contribution in `$1::uuid[]`, one JSON text each, in one statement. */
export const READ_CONCERNS = `
  select c.contribution_id as id, json_build_object(
    'entries', coalesce((
      select json_agg(json_build_object(
        'id', e.id, 'reference', e.reference, 'title', e.title, 'description', e.description,
        'ownerIds', (
          select json_agg(o.user_id order by o.position)
            from concern_owner o where o.contribution_id = e.contribution_id and o.entry_id = e.id),
        'due', json_build_object('words', e.due_words, 'on', e.due_on,
          'every', case when e.every_count is not null then json_build_object('count', e.every_count, 'unit', e.every_unit) end),
        'status', e.status, 'closedReason', e.closed_reason,
        'links', (
          select json_build_object(
              'riskIds', coalesce(json_agg(l.target_id order by l.position) filter (where l.kind = 'risk'), '[]'::json),
              'measureIds', coalesce(json_agg(l.target_id order by l.position) filter (where l.kind = 'measure'), '[]'::json),
              'actionIds', coalesce(json_agg(l.target_id order by l.position) filter (where l.kind = 'action'), '[]'::json))
            from concern_link l where l.contribution_id = e.contribution_id and l.entry_id = e.id),
        'history', coalesce((
          select json_agg(json_build_object('on', h.changed_on, 'status', h.status, 'note', h.note) order by h.position)
            from concern_history h where h.contribution_id = e.contribution_id and h.entry_id = e.id), '[]'::json),
        'derived', json_build_object(
          'slipped', case when e.due_on > e.previous_due_on then json_build_object('from', e.previous_due_on, 'to', e.due_on) end,
          'isNew', c.follows and e.previous_due_words is null)
      ) order by e.position)
        from concern_entry e where e.contribution_id = c.contribution_id), '[]'::json)
  ) as body
  from concern_content c where c.contribution_id = any($1::uuid[])`;

const FULL_DATE = `'FMDD FMMonth YYYY'`;
const dueInWords = (words: string, on: string): string =>
  `'“' || ${words} || '”' || coalesce(' (' || to_char(${on}, ${FULL_DATE}) || ')', '')`;

/** Flattens the document once; the later parts of the statement read from these. */
const FLATTEN = [
  `concern_entry_in as (
      select s.id as contribution_id, (e.body ->> 'id')::uuid as id, e.n::int as position, (e.body ->> 'reference')::int as reference,
             e.body ->> 'title' as title, e.body ->> 'description' as description,
             e.body -> 'due' ->> 'words' as due_words, (e.body -> 'due' ->> 'on')::date as due_on,
             (e.body -> 'due' -> 'every' ->> 'count')::int as every_count, e.body -> 'due' -> 'every' ->> 'unit' as every_unit,
             e.body ->> 'status' as status, e.body ->> 'closedReason' as closed_reason, e.body
        from saved s, doc, json_array_elements(doc.body -> 'entries') with ordinality e(body, n))`,
  `concern_owner_in as (
      select e.contribution_id, e.id as entry_id, o.id::uuid as user_id, o.n::int as position
        from concern_entry_in e, json_array_elements_text(e.body -> 'ownerIds') with ordinality o(id, n))`,
  `concern_link_in as (
      select e.contribution_id, e.id as entry_id, k.kind, l.id::uuid as target_id, l.n::int as position
        from concern_entry_in e
        cross join (values ('risk', 'riskIds'), ('measure', 'measureIds'), ('action', 'actionIds')) k(kind, key)
        cross join json_array_elements_text(e.body -> 'links' -> k.key) with ordinality l(id, n))`,
];

/** The day on which it is saved. A report that is loaded long after its time gets the day that it tells of. */
const CHANGED_ON = `case when (doc.body ->> 'savedOn')::date > greatest(rp.ends_on, rp.approval_due_on) + 31 then rp.as_at
  else (doc.body ->> 'savedOn')::date end`;

/**
 * What this period changed in each entry, compared with the last approved text: nothing, or one row. So changes that a draft
 * takes back are not sealed. The statement sees `concern_entry` as it was before the save; the `previous_…` columns never change.
 */
const OWN_HISTORY = [
  `concern_history_in as (
      select e.contribution_id, e.id as entry_id, ${CHANGED_ON} as changed_on, e.status,
             coalesce((select max(h.position) from concern_history h
                        where h.contribution_id = e.contribution_id and h.entry_id = e.id and not h.own), 0) + 1 as position,
             concat_ws(' ',
               case when p.previous_due_words is null then 'Raised, due ' || ${dueInWords('e.due_words', 'e.due_on')} || '.'
                    when (e.due_words, e.due_on, e.every_count, e.every_unit)
                         is distinct from (p.previous_due_words, p.previous_due_on, p.previous_every_count, p.previous_every_unit)
                    then 'Due changed from ' || ${dueInWords('p.previous_due_words', 'p.previous_due_on')} || ' to ' || ${dueInWords('e.due_words', 'e.due_on')} || '.' end,
               case when e.status = 'closed' then 'Closed' || coalesce(': ' || e.closed_reason, '.') end) as note
        from doc, concern_entry_in e
        join envelope v on v.id = e.contribution_id
        join reporting_period rp on rp.id = v.period_id
        left join concern_entry p on p.contribution_id = e.contribution_id and p.id = e.id)`,
  `put_concern_history as (
      insert into concern_history as t (contribution_id, entry_id, position, own, changed_on, status, note)
      select contribution_id, entry_id, position, true, changed_on, status, note from concern_history_in where note <> ''
      on conflict (contribution_id, entry_id, position) do update set (changed_on, status, note) = row(excluded.changed_on, excluded.status, excluded.note)
       where (t.status, t.note) is distinct from (excluded.status, excluded.note))`,
  `cut_concern_history as (
      delete from concern_history t using saved s where t.contribution_id = s.id and t.own
         and not exists (select from concern_history_in i where i.entry_id = t.entry_id and i.note <> ''))`,
];

/** The room's part of saving a draft: takes `savedOn` (London date) beside the entries. */
export const WRITE_CONCERNS: readonly string[] = [
  ...FLATTEN,
  ...OWN_HISTORY,
  ...syncRows(
    'concern_entry',
    'concern_entry_in',
    ['contribution_id', 'id'],
    [
      'position',
      'reference',
      'title',
      'description',
      'due_words',
      'due_on',
      'every_count',
      'every_unit',
      'status',
      'closed_reason',
    ],
  ),
  ...syncRows('concern_owner', 'concern_owner_in', ['contribution_id', 'entry_id', 'user_id'], ['position']),
  ...syncRows(
    'concern_link',
    'concern_link_in',
    ['contribution_id', 'entry_id', 'kind', 'target_id'],
    ['position'],
  ),
];

const STILL_OPEN = `exists (select from concern_entry e where e.contribution_id = $1 and e.id = entry_id)`;

/**
 * Carries forward the open entries, with their present values as "previous", and their owners, links and history.
 * `$1` = to, `$2` = from. In order.
 */
export const COPY_CONCERNS: readonly string[] = [
  `insert into concern_entry (contribution_id, id, position, reference, title, description, due_words, due_on, every_count, every_unit, status,
          previous_due_words, previous_due_on, previous_every_count, previous_every_unit)
   select $1::uuid, id, position, reference, title, description, due_words, due_on, every_count, every_unit, status,
          due_words, due_on, every_count, every_unit
     from concern_entry where contribution_id = $2 and status = 'open'`,
  `${copyRows('concern_owner', 'entry_id, user_id, position')} and ${STILL_OPEN}`,
  `${copyRows('concern_link', 'entry_id, kind, target_id, position')} and ${STILL_OPEN}`,
  `insert into concern_history (contribution_id, entry_id, position, own, changed_on, status, note)
   select $1::uuid, entry_id, position, false, changed_on, status, note from concern_history where contribution_id = $2 and ${STILL_OPEN}`,
];

/** Makes a draft's register `$1` one that has just begun and follows another. In order. */
export const EMPTY_CONCERNS: readonly string[] = [
  `update concern_content set follows = true where contribution_id = $1`,
  `update concern_entry set previous_due_words = null where contribution_id = $1`,
  `delete from concern_history where contribution_id = $1`,
  `delete from concern_link where contribution_id = $1`,
  `delete from concern_owner where contribution_id = $1`,
  `delete from concern_entry where contribution_id = $1`,
];

/** Which entry holds which number in the approved registers of the same kind in the programme of contribution `$1`. */
export const HELD_NUMBERS = `
  select distinct e.id, e.reference as number from concern_entry e join envelope v on v.id = e.contribution_id
    join envelope own on own.id = $1 and own.programme_id = v.programme_id and own.section = v.section
   where v.kind = 'contribution' and v.status = 'approved'`;
