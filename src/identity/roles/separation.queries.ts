import { rows, type Tx } from '../../platform/index.js';
import { kindOf, PERMISSION_NAMES, type PermissionKind } from '../access/permissions.js';

const ofKind = (kind: PermissionKind): string[] => PERMISSION_NAMES.filter((name) => kindOf(name) === kind);

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

const MIXED = `bool_or(p.permission = any($2::text[])) and bool_or(p.permission = any($3::text[]))`;

/**
 * How many holders of this role, as it stands in the open transaction, would both approve and administer.
 * @param today London date.
 */
export async function holdersWhoWouldMix(tx: Tx, roleId: string, today: string): Promise<number> {
  const found = await rows(
    tx,
    `with held as (${HELD})
     select h.user_id from held h join role_permission p on p.role_id = h.role_id
      where h.user_id in (select user_id from held where role_id = $4)
      group by h.user_id having ${MIXED}`,
    [today, ofKind('approval'), ofKind('administration'), roleId],
  );
  return found.length;
}

/** True when this user would both approve and administer if they held this role too, now or later. */
export async function wouldMix(tx: Tx, userId: string, roleId: string, today: string): Promise<boolean> {
  const found = await rows(
    tx,
    `with held as (${HELD})
     select 1 from (select role_id from held where user_id = $4 union select $5::uuid) h
       join role_permission p on p.role_id = h.role_id
     having ${MIXED}`,
    [today, ofKind('approval'), ofKind('administration'), userId, roleId],
  );
  return found.length > 0;
}

/** True when the role administers. */
export async function administers(tx: Tx, roleId: string): Promise<boolean> {
  const found = await rows(
    tx,
    `select 1 from role_permission where role_id = $1 and permission = any($2::text[]) limit 1`,
    [roleId, ofKind('administration')],
  );
  return found.length > 0;
}
