import { DataSource, type MigrationInterface, type MixedList } from 'typeorm';
import pg from 'pg';
import { runMigrations } from 'bullmq';
import { QUEUE_SCHEMA } from '../queue/queue.js';

/** What the application's login may do with each table; a table that is not named is not usable at all. */
export type Grants = Readonly<Record<string, readonly ('select' | 'insert' | 'update' | 'delete')[]>>;

export interface Schema {
  /** In order; each is all-or-nothing together with the others of one run. */
  migrations: MixedList<new () => MigrationInterface>;
  grants: Grants;
  /** Functions that the application may call, with their argument types. */
  functions: readonly string[];
}

/** Any two processes that migrate at once queue up here. The number is arbitrary and ours alone. */
const LOCK = 4_120_260_127;
const LEDGER = 'schema_migration';

export function migrationDataSource(ownerUrl: string, schema: Schema): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: schema.migrations as (new () => MigrationInterface)[],
    migrationsTableName: LEDGER,
    migrationsTransactionMode: 'all',
  });
}

/**
 * The one deploy step that changes the schema: our migrations, then the queue's, then the grants, under one advisory lock,
 * so that two at once do it once. Safe to repeat.
 * @param ownerUrl login that owns the database's schema.
 * @param appUrl the application's login; its role is created when it is missing and the owner may create roles.
 * @returns the names of the migrations that were run.
 */
export async function migrate(ownerUrl: string, appUrl: string, schema: Schema): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const dataSource = await migrationDataSource(ownerUrl, schema).initialize();
    let ran: string[];
    try {
      ran = (await dataSource.runMigrations()).map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
    await runMigrations(client, QUEUE_SCHEMA);
    await grant(client, appUrl, schema);
    return ran;
  } finally {
    await client.end();
  }
}

async function grant(client: pg.Client, appUrl: string, schema: Schema): Promise<void> {
  const app = new URL(appUrl);
  const user = decodeURIComponent(app.username);
  const role = pg.escapeIdentifier(user);
  const known = await client.query('select 1 from pg_roles where rolname = $1', [user]);
  if (known.rowCount === 0)
    await client.query(
      `create role ${role} login password ${pg.escapeLiteral(decodeURIComponent(app.password))}`,
    );
  const owner = await client.query<{ current_user: string }>('select current_user');
  if (owner.rows[0]?.current_user === user) return; // one login for both: development only, refused in production at start
  await client.query('begin');
  await client.query(`revoke all on all tables in schema public from ${role}`);
  await client.query(`grant usage on schema public to ${role}`);
  await client.query(`grant select on ${LEDGER} to ${role}`);
  for (const [table, privileges] of Object.entries(schema.grants))
    await client.query(`grant ${privileges.join(', ')} on ${pg.escapeIdentifier(table)} to ${role}`);
  for (const signature of schema.functions) {
    await client.query(`revoke all on function ${signature} from public`);
    await client.query(`grant execute on function ${signature} to ${role}`);
  }
  // The queue's own tables hold wake-ups only.
  const queue = pg.escapeIdentifier(QUEUE_SCHEMA);
  await client.query(`grant usage on schema ${queue} to ${role}`);
  await client.query(`grant select, insert, update, delete on all tables in schema ${queue} to ${role}`);
  await client.query(`grant usage, select, update on all sequences in schema ${queue} to ${role}`);
  await client.query(`grant execute on all functions in schema ${queue} to ${role}`);
  await client.query('commit');
}

/**
 * The check at every start: the database carries exactly the migrations that this build knows.
 * @throws Error with a sentence for the operator; nothing is changed.
 */
export async function assertSchemaIsCurrent(dataSource: DataSource, schema: Schema): Promise<void> {
  const expected = (schema.migrations as (new () => MigrationInterface)[]).map((migration) => migration.name);
  let applied: string[];
  try {
    const found: { name: string }[] = await dataSource.query(`select name from ${LEDGER} order by id`);
    applied = found.map((row) => row.name);
  } catch (error) {
    throw new Error('The database has not been prepared. Run "migrate" first (see README, Production).', {
      cause: error,
    });
  }
  const missing = expected.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !expected.includes(name));
  if (missing.length > 0)
    throw new Error(
      `The database is older than this program: ${missing.join(', ')} not applied. Run "migrate" first.`,
    );
  if (unknown.length > 0)
    throw new Error(
      `The database is newer than this program: ${unknown.join(', ')} unknown. Start the newer program instead.`,
    );
}

/** The statements that a generated migration would hold: empty when entities and migrations agree. Changes nothing. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}
