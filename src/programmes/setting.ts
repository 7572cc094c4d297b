import { rows, stale, type Tx } from '../platform/index.js';

/** The version of a setting that nobody has changed: the default, which has no row. */
const DEFAULT_VERSION = 1;

/**
 * Writes a programme's setting: a table with the columns `programme_id`, `version` and one for the value. Does NOT validate or audit.
 * @param table interpolated into the statement, as `column` is: pass constants only.
 * @param version that the person read; 1 = the default, which has no row yet.
 * @throws Problem 412 when the setting has another version by now.
 */
export async function writeSetting(
  tx: Tx,
  table: string,
  column: string,
  { programmeId, version, value }: { programmeId: string; version: number; value: unknown },
): Promise<void> {
  const written = await rows(
    tx,
    version === DEFAULT_VERSION
      ? `insert into ${table} (programme_id, ${column}, version) values ($1, $2, $3::int + 1)
           on conflict (programme_id) do nothing returning programme_id`
      : `update ${table} set ${column} = $2, version = version + 1 where programme_id = $1 and version = $3::int
           returning programme_id`,
    [programmeId, value, version],
  );
  if (written.length === 0) throw stale('setting');
}
