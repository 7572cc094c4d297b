import { rows, type Tx } from '../platform/index.js';

/** An advisory lock: shared by whoever deletes, for the one who places a hold alone. */
const HOLDS = 4_120_260_205;

/**
 * Until the end of the transaction no hold is placed. Whoever deletes takes it first and then asks, in a statement of its own,
 * `held_by(programme, person, day) = '{}'`: the one question whether something is held, which the database answers. So a hold is either
 * seen by what deletes, or placed after it.
 */
export async function keepHolds(tx: Tx): Promise<void> {
  await rows(tx, `select pg_advisory_xact_lock_shared($1)`, [HOLDS]);
}

/** Waits for whoever deletes now; what deletes from now on sees the hold. */
export async function awaitDeletions(tx: Tx): Promise<void> {
  await rows(tx, `select pg_advisory_xact_lock($1)`, [HOLDS]);
}
