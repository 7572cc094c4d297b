import { row, rows, type Tx } from '../platform/index.js';
import { leftName } from './retention.rules.js';
import { OF_THE_ACCOUNT } from './retention.sql.js';

/**
 * Makes a reference of a person whose account is disabled: whatever is of the account goes, the id stays. What they wrote, decided and
 * sealed stays as it is. The database refuses it for an account that can be signed in to, and ever to undo it.
 * The caller has looked for what keeps it, under its locks.
 */
export async function leave(tx: Tx, id: string, now: Date): Promise<void> {
  const at = now.toISOString();
  for (const [table, column] of Object.entries(OF_THE_ACCOUNT))
    await rows(tx, `delete from ${table} where ${column} = $1`, [id]);
  await rows(tx, `update delivery_link set withdrawn_at = $2 where user_id = $1 and withdrawn_at is null`, [
    id,
    at,
  ]);
  await rows(
    tx,
    `update delegation set revoked_at = $2, version = version + 1 where revoked_at is null
       and (delegate_id = $1 or assignment_id in (select id from assignment where user_id = $1))`,
    [id, at],
  );
  await rows(
    tx,
    `update assignment set ended_at = $2, version = version + 1 where user_id = $1 and ended_at is null`,
    [id, at],
  );
  const { email } = await row<{ email: string }>(
    tx,
    `update app_user set name = $2, job_title = $2, email = 'left-' || id || '@left.invalid', password_hash = null, left_at = $3,
       epoch = epoch + 1, version = version + 1 where id = $1 and left_at is null returning email`,
    [id, leftName(id), at],
  );
  await rows(
    tx,
    `update held_change set user_email = $2::varchar, email = case when email is null then null else $2::varchar end where user_id = $1`,
    [id, email],
  );
}
