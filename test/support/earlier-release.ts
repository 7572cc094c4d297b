/** The data of an earlier release, as scripts/keep-release.mjs has kept it, and the way back into a database. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { schema } from '../../migrations/index.js';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { migrationDataSource, type Schema } from '../../src/platform/database/migrate.js';

const KEPT = join(projectFolder(), 'test', 'fixtures', 'earlier-release');

interface Kept {
  /** Every row of each table, as one JSON text. */
  tables: Record<string, string>;
  sequences: { name: string; value: string }[];
}

/** The table in which migrations are noted; loading it brings none of them about. */
const LEDGER = 'schema_migration';

/**
 * Brings an empty database to where that release left it: its migrations, as they are still in the list, and its rows, past every trigger.
 * @param ownerUrl owner of the database. @param adminUrl the superuser, in the same database.
 * @returns how many migrations have come since.
 */
export async function loadEarlierRelease(ownerUrl: string, adminUrl: string): Promise<number> {
  const { tables, sequences } = JSON.parse(
    gunzipSync(readFileSync(join(KEPT, 'data.json.gz'))).toString('utf8'),
  ) as Kept;
  const known = (JSON.parse(tables[LEDGER] ?? '[]') as { name: string }[]).map(({ name }) => name);
  const all = schema.migrations;
  const then: Schema = { ...schema, migrations: all.filter(({ name }) => known.includes(name)) };
  const dataSource = await migrationDataSource(ownerUrl, then).initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`begin; set local session_replication_role = 'replica'`);
    for (const [table, rows] of Object.entries(tables)) {
      if (table === LEDGER) continue;
      const name = pg.escapeIdentifier(table);
      const { rows: columns } = await client.query<{ name: string }>(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
        [table],
      );
      const list = columns.map((column) => pg.escapeIdentifier(column.name)).join(', ');
      // Migrations put some rows there themselves.
      await client.query(`delete from ${name}`);
      await client.query(
        `insert into ${name} (${list}) overriding system value select ${list} from json_populate_recordset(null::${name}, $1)`,
        [rows],
      );
    }
    for (const { name, value } of sequences)
      await client.query(`select setval($1::regclass, $2)`, [name, value]);
    await client.query('commit');
  } finally {
    await client.end();
  }
  return all.length - known.length;
}

/** The printed files and the accounts of that release. */
export function copyEarlierFiles(varDir: string): void {
  for (const name of readdirSync(KEPT))
    if (name !== 'data.json.gz') cpSync(join(KEPT, name), join(varDir, name), { recursive: true });
}
