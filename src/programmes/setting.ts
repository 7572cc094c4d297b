import { rows, stale, type Tx } from '../platform/index.js';

/** The version of a setting that nobody has changed: the default, which has no row. */
const DEFAULT_VERSION = 1;

/**
 * Writes a programme's setting: a table with the columns `programme_id`, `version` and those of the values. Does NOT validate or audit.
 * @param table interpolated into the statement, as the names of the columns are: pass constants only.
 * @param read the version that the person read; 1 = the default, which has no row yet.
 * @param values by column.
 * @throws Problem 412 when the setting has another version by now.
 */
export async function writeSetting(
  tx: Tx,
  table: string,
  read: { programmeId: string; version: number },
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = Object.keys(values).map((name, index) => ({ name, place: `$${index + 3}` }));
  const names = columns.map(({ name }) => `, ${name}`).join('');
  const places = columns.map(({ place }) => `, ${place}`).join('');
  const changes = columns.map(({ name, place }) => `, ${name} = ${place}`).join('');
  const written = await rows(
    tx,
    read.version === DEFAULT_VERSION
      ? `insert into ${table} (programme_id, version${names}) values ($1, $2::int + 1${places})
           on conflict (programme_id) do nothing returning programme_id`
      : `update ${table} set version = version + 1${changes} where programme_id = $1 and version = $2::int
           returning programme_id`,
    [read.programmeId, read.version, ...Object.values(values)],
  );
  if (written.length === 0) throw stale('setting');
}
