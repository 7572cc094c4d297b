import { rows, type Tx } from '../../platform/index.js';

/** Removes app, security keys and recovery codes of a person. @returns whether there was a factor. */
export async function takeAway(tx: Tx, userId: string): Promise<boolean> {
  await rows(tx, `delete from recovery_code where user_id = $1`, [userId]);
  await rows(tx, `delete from key_challenge where user_id = $1`, [userId]);
  const keys = await rows(tx, `delete from security_key where user_id = $1 returning id`, [userId]);
  const app = await rows<{ there: boolean }>(
    tx,
    `delete from second_factor where user_id = $1 returning confirmed_at is not null as there`,
    [userId],
  );
  return keys.length > 0 || app[0]?.there === true;
}
