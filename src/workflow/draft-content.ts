/**
 * Statements for content that hangs on a contribution: rows keyed by `contribution_id` and a stable id. Built from constant names of
 * tables and columns only, never from input.
 */

/**
 * The two CTEs that make a table hold what a saved draft's document holds: insert or update, touching only rows that differ, and
 * delete of what the document no longer names. They stand among {@link DraftSave.writes}; foreign keys are checked at the end of the
 * statement, so the order of tables does not matter.
 * @param source a CTE with the same columns, made from `saved` and `doc`.
 */
export function syncRows(
  table: string,
  source: string,
  keys: readonly string[],
  values: readonly string[],
): string[] {
  const columns = [...keys, ...values].join(', ');
  const changed = values.map((column) => `t.${column}`).join(', ');
  const incoming = values.map((column) => `excluded.${column}`).join(', ');
  const update =
    values.length === 0
      ? 'do nothing'
      : `do update set (${values.join(', ')}) = row(${incoming}) where (${changed}) is distinct from (${incoming})`;
  return [
    `put_${table} as (insert into ${table} as t (${columns}) select ${columns} from ${source} on conflict (${keys.join(', ')}) ${update})`,
    `cut_${table} as (delete from ${table} t using saved s where t.contribution_id = s.id and not exists (
        select from ${source} i where ${keys.map((key) => `i.${key} = t.${key}`).join(' and ')}))`,
  ];
}

/** Copies one contribution's rows into another, the stable ids with them. `$1` = to, `$2` = from. */
export function copyRows(table: string, columns: string): string {
  return `insert into ${table} (contribution_id, ${columns}) select $1::uuid, ${columns} from ${table} where contribution_id = $2`;
}
