import { row, rows, type Tx } from '../platform/index.js';

/**
 * Takes the next number for a write of figures in a programme and holds the ledger until the transaction ends. All that one
 * transaction records carries one number.
 */
export async function nextRecorded(tx: Tx, programmeId: string): Promise<string> {
  const { recorded } = await row<{ recorded: string }>(
    tx,
    `insert into measure_ledger as l (programme_id, recorded) values ($1, 1)
     on conflict (programme_id) do update set recorded = l.recorded + 1 returning recorded`,
    [programmeId],
  );
  return recorded;
}

/** Keeps everybody from recording figures of the contribution's programme until the transaction ends. */
export async function holdLedger(tx: Tx, contributionId: string): Promise<void> {
  await rows(
    tx,
    `insert into measure_ledger as l (programme_id, recorded) select programme_id, 0 from envelope where id = $1
     on conflict (programme_id) do update set recorded = l.recorded`,
    [contributionId],
  );
}
