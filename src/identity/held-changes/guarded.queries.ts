import { row, rows, type Tx } from '../../platform/index.js';
import { GUARDED_PERMISSIONS, permissionsOf, type Permission } from '../access/permissions.js';
import { WATCHING } from './held-changes.queries.js';

/** Programmes that a change concerns: null = every programme. */
type Programmes = readonly string[] | null;

/** Whether a role approves or administers; undefined when it does neither. */
export async function guardsOf(tx: Tx, roleId: string): Promise<{ administers: boolean } | undefined> {
  const { guarded, administers } = await row<{ guarded: boolean | null; administers: boolean }>(
    tx,
    `select bool_or(true) as guarded, bool_or(permission = any($3::text[])) as administers
       from role_permission where role_id = $1 and permission = any($2::text[])`,
    [roleId, GUARDED_PERMISSIONS, permissionsOf('administration')],
  );
  return guarded === true ? { administers } : undefined;
}

/**
 * Where a person approves or administers: by a role of their own or as a stand-in, now, later or at any time before, or by a grant that
 * waits. A role that has ended counts, because it may be given back. Undefined for everybody else.
 */
export async function guardedProgrammes(tx: Tx, userId: string): Promise<Programmes | undefined> {
  const found = await rows<{ programmeId: string | null }>(
    tx,
    `select distinct a.programme_id as "programmeId" from assignment a
       join role_permission p on p.role_id = a.role_id and p.permission = any($2::text[])
       left join delegation d on d.assignment_id = a.id
      where $1 in (a.user_id, d.delegate_id)
     union
     select programme_id from held_change where user_id = $1 and kind = 'grant' and state = 'waiting'`,
    [userId, GUARDED_PERMISSIONS],
  );
  if (found.length === 0) return undefined;
  const ids = found.flatMap(({ programmeId }) => programmeId ?? []);
  return ids.length < found.length ? null : ids;
}

/** Whether a reporting period was ever opened there: until then nothing can be approved. */
export async function isAtWork(tx: Tx, programmes: Programmes): Promise<boolean> {
  const found = await rows(
    tx,
    `select 1 from reporting_period where $1::uuid[] is null or programme_id = any($1::uuid[]) limit 1`,
    [programmes],
  );
  return found.length > 0;
}

/**
 * Who approves, administers or audits in one of these programmes today, by a role of their own or as a stand-in.
 * @param today London date.
 * @param permissions who counts: holds one of these.
 */
export async function watchers(
  tx: Tx,
  programmes: Programmes,
  today: string,
  permissions: readonly Permission[] = WATCHING,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `select distinct u.id from assignment a
       join role_permission p on p.role_id = a.role_id and p.permission = any($1::text[])
       left join delegation d on d.assignment_id = a.id and d.revoked_at is null and $2::date between d.starts_on and d.ends_on
       join app_user u on u.id in (a.user_id, d.delegate_id) and u.disabled_at is null
      where a.ended_at is null and (a.starts_on is null or a.starts_on <= $2::date) and (a.ends_on is null or a.ends_on >= $2::date)
        and ($3::uuid[] is null or a.programme_id is null or a.programme_id = any($3::uuid[]))`,
    [permissions, today, programmes],
  );
  return found.map(({ id }) => id);
}
