import { rows, type Tx } from '../../platform/index.js';

/** Removes app and recovery codes of a person. @returns whether there was one. */
export async function takeAway(tx: Tx, userId: string): Promise<boolean> {
  await rows(tx, `delete from recovery_code where user_id = $1`, [userId]);
  const gone = await rows<{ there: boolean }>(
    tx,
    `delete from second_factor where user_id = $1 returning confirmed_at is not null as there`,
    [userId],
  );
  return gone[0]?.there === true;
}
