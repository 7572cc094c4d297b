import { copyRows, syncRows } from '../workflow/index.js';

/** A matrix as one JSON value; `m` is its row. */
export const MATRIX = `json_build_object('name', m.name,
    'bands', (select json_agg(json_build_object('key', b.key, 'name', b.name, 'rank', b.rank) order by b.rank)
                from risk_matrix_band b where b.matrix_id = m.id),
    'cells', (select json_agg(json_build_object('probability', c.probability, 'impact', c.impact, 'score', c.score, 'band', c.band)
                       order by c.probability, c.impact)
                from risk_matrix_cell c where c.matrix_id = m.id))`;

/** An entry `e` of a register, and what the last approved one said of it, as keys of a JSON object. */
export const ENTRY = `'entry', json_build_object(
          'id', e.id, 'number', e.number, 'kind', e.kind, 'cause', e.cause, 'event', e.event, 'consequence', e.consequence,
          'mitigation', e.mitigation, 'response', e.response, 'ownerId', e.owner_id, 'raised', e.raised,
          'lastReviewedOn', e.last_reviewed_on, 'reviewOn', e.review_on, 'nextAction', e.next_action,
          'inherent', json_build_object('probability', e.inherent_probability, 'impact', e.inherent_impact),
          'current', json_build_object('probability', e.current_probability, 'impact', e.current_impact),
          'target', json_build_object('probability', e.target_probability, 'impact', e.target_impact),
          'proximity', e.proximity, 'severity', e.severity, 'status', e.status, 'closedReason', e.closed_reason,
          'acceptance', case when e.accepted_by is not null then json_build_object('approverId', e.accepted_by, 'on', e.accepted_on,
                               'until', e.accepted_until, 'reason', e.acceptance_reason) end,
          'links', (
            select json_build_object(
                'actionIds', coalesce(json_agg(l.target_id order by l.position) filter (where l.kind = 'action'), '[]'::json),
                'measureIds', coalesce(json_agg(l.target_id order by l.position) filter (where l.kind = 'measure'), '[]'::json),
                'concernIds', coalesce(json_agg(l.target_id order by l.position) filter (where l.kind = 'concern'), '[]'::json))
              from risk_link l where l.contribution_id = e.contribution_id and l.entry_id = e.id)),
        'previous', case when e.previous_kind is not null then json_build_object('kind', e.previous_kind,
            'probability', e.previous_probability, 'impact', e.previous_impact, 'severity', e.previous_severity) end`;

/** The register of each contribution in `$1::uuid[]`, with its matrix and what the last approved one said, in one statement. */
export const READ_RISKS = `
  select c.contribution_id as id, c.follows, (select ${MATRIX} from risk_matrix m where m.id = c.matrix_id) as matrix,
    coalesce((
      select json_agg(json_build_object(
        ${ENTRY}
      ) order by e.position)
        from risk_entry e where e.contribution_id = c.contribution_id), '[]'::json) as rows
  from risk_content c where c.contribution_id = any($1::uuid[])`;

const SIMPLE = [
  'position',
  'number',
  'kind',
  'cause',
  'event',
  'consequence',
  'mitigation',
  'response',
  'owner_id',
  'raised',
  'last_reviewed_on',
  'review_on',
  'next_action',
  'inherent_probability',
  'inherent_impact',
  'current_probability',
  'current_impact',
  'target_probability',
  'target_impact',
  'proximity',
  'severity',
  'status',
  'closed_reason',
  'accepted_by',
  'accepted_on',
  'accepted_until',
  'acceptance_reason',
] as const;

/** The room's part of saving a draft. */
export const WRITE_RISKS: readonly string[] = [
  `risk_entry_in as (
      select s.id as contribution_id, (e.body ->> 'id')::uuid as id, e.n::int as position, (e.body ->> 'number')::int as number,
             e.body ->> 'kind' as kind, e.body ->> 'cause' as cause, e.body ->> 'event' as event, e.body ->> 'consequence' as consequence,
             e.body ->> 'mitigation' as mitigation, e.body ->> 'response' as response, (e.body ->> 'ownerId')::uuid as owner_id,
             e.body ->> 'raised' as raised, (e.body ->> 'lastReviewedOn')::date as last_reviewed_on,
             (e.body ->> 'reviewOn')::date as review_on, e.body ->> 'nextAction' as next_action,
             (e.body -> 'inherent' ->> 'probability')::int as inherent_probability, (e.body -> 'inherent' ->> 'impact')::int as inherent_impact,
             (e.body -> 'current' ->> 'probability')::int as current_probability, (e.body -> 'current' ->> 'impact')::int as current_impact,
             (e.body -> 'target' ->> 'probability')::int as target_probability, (e.body -> 'target' ->> 'impact')::int as target_impact,
             e.body ->> 'proximity' as proximity, e.body ->> 'severity' as severity, e.body ->> 'status' as status,
             e.body ->> 'closedReason' as closed_reason, (e.body -> 'acceptance' ->> 'approverId')::uuid as accepted_by,
             (e.body -> 'acceptance' ->> 'on')::date as accepted_on, (e.body -> 'acceptance' ->> 'until')::date as accepted_until,
             e.body -> 'acceptance' ->> 'reason' as acceptance_reason, e.body
        from saved s, doc, json_array_elements(doc.body -> 'entries') with ordinality e(body, n))`,
  `risk_link_in as (
      select e.contribution_id, e.id as entry_id, k.kind, l.id::uuid as target_id, l.n::int as position
        from risk_entry_in e
        cross join (values ('action', 'actionIds'), ('measure', 'measureIds'), ('concern', 'concernIds')) k(kind, key)
        cross join json_array_elements_text(e.body -> 'links' -> k.key) with ordinality l(id, n))`,
  ...syncRows('risk_entry', 'risk_entry_in', ['contribution_id', 'id'], SIMPLE),
  ...syncRows(
    'risk_link',
    'risk_link_in',
    ['contribution_id', 'entry_id', 'kind', 'target_id'],
    ['position'],
  ),
];

/** The matrix that a programme's next register uses: the chosen one, else the first that there was. `$1` = the contribution. */
const CHOSEN_MATRIX = `coalesce(
    (select s.matrix_id from risk_setting s where s.programme_id = (select e.programme_id from envelope e where e.id = $1)),
    (select m.id from risk_matrix m order by m.created_at, m.id limit 1))`;

/** `$1` = the contribution, `$2` = it follows an approved register. */
export const START_RISKS = `insert into risk_content (contribution_id, matrix_id, follows) select $1::uuid, ${CHOSEN_MATRIX}, $2::boolean`;

/** Carries forward what is still open, with what it says now as "previous". `$1` = to, `$2` = from. In order. */
export const COPY_RISKS: readonly string[] = [
  `insert into risk_entry (contribution_id, id, ${SIMPLE.join(', ')}, previous_kind, previous_probability, previous_impact, previous_severity)
   select $1::uuid, e.id, ${SIMPLE.map((column) => `e.${column}`).join(', ')}, e.kind, e.current_probability, e.current_impact, e.severity
     from risk_entry e where e.contribution_id = $2 and e.status = 'open'`,
  `${copyRows('risk_link', 'entry_id, kind, target_id, position')}
      and exists (select from risk_entry e where e.contribution_id = $1 and e.id = entry_id)`,
];

/** Makes a draft's register `$1` one that has just begun and follows another. In order. */
export const EMPTY_RISKS: readonly string[] = [
  `update risk_content set follows = true where contribution_id = $1`,
  `update risk_entry set previous_kind = null where contribution_id = $1`,
  `delete from risk_link where contribution_id = $1`,
  `delete from risk_entry where contribution_id = $1`,
];

/** Which entry holds which number in the approved registers of the programme of contribution `$1`. */
export const HELD_NUMBERS = `
  select distinct e.id, e.number from risk_entry e join envelope v on v.id = e.contribution_id
   where v.kind = 'contribution' and v.section = 'risks' and v.status = 'approved'
     and v.programme_id = (select programme_id from envelope where id = $1)`;

/** Open entries of the register `$1` whose acceptance ended before the as-at date of its period; `place` counts from 0. */
export const ENDED_ACCEPTANCES = `
  select e.place, e.number, to_char(e.accepted_until, 'FMDD FMMonth YYYY') as until, to_char(rp.as_at, 'FMDD FMMonth YYYY') as "asAt"
    from envelope v
    join reporting_period rp on rp.id = v.period_id
    join (select *, (row_number() over (partition by contribution_id order by position) - 1)::int as place
            from risk_entry where contribution_id = $1) e on e.contribution_id = v.id
   where v.id = $1 and e.status = 'open' and e.accepted_until < rp.as_at order by e.place`;
