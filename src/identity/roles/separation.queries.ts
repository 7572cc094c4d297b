import { rows, type Tx } from '../../platform/index.js';
import { permissionsOf } from '../access/permissions.js';

/**
 * Who holds which role, now or later, by assignment or delegation: in every programme together, because administration in
 * one takes approval away in all. $1 is today's date in London.
 */
const HELD = `
  select a.user_id, a.role_id from assignment a
   where a.ended_at is null and (a.ends_on is null or a.ends_on >= $1::date)
  union
  select d.delegate_id, a.role_id from delegation d join assignment a on a.id = d.assignment_id
   where d.revoked_at is null and d.ends_on >= $1::date and a.ended_at is null and (a.ends_on is null or a.ends_on >= $1::date)`;

/** True when this user would both approve and administer if they held this role too, now or later. */
export async function wouldMix(tx: Tx, userId: string, roleId: string, today: string): Promise<boolean> {
  const found = await rows(
    tx,
    `with held as (${HELD})
     select 1 from (select role_id from held where user_id = $4 union select $5::uuid) h
       join role_permission p on p.role_id = h.role_id
     having bool_or(p.permission = any($2::text[])) and bool_or(p.permission = any($3::text[]))`,
    [today, permissionsOf('approval'), permissionsOf('administration'), userId, roleId],
  );
  return found.length > 0;
}

/** True when the role administers. */
export async function administers(tx: Tx, roleId: string): Promise<boolean> {
  const found = await rows(
    tx,
    `select 1 from role_permission where role_id = $1 and permission = any($2::text[]) limit 1`,
    [roleId, permissionsOf('administration')],
  );
  return found.length > 0;
}
