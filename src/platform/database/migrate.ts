import { DataSource, type MigrationInterface } from 'typeorm';
import pg from 'pg';
import { runMigrations } from 'bullmq';
import { QUEUE_SCHEMA } from '../queue/queue.js';

/** What the application's login may do with each table; a table that is not named is not usable at all. */
export type Grants = Readonly<Record<string, readonly ('select' | 'insert' | 'update' | 'delete')[]>>;

/** A migration as the list has it. */
export interface MigrationClass {
  new (): MigrationInterface;
  /** It only adds (expansion.rules.ts), so that the release before may go on working while it is run, and afterwards. */
  readonly expands?: true;
}

export interface Schema {
  /** In order; each is all-or-nothing together with the others of one run. */
  migrations: readonly MigrationClass[];
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
    migrations: [...schema.migrations],
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
 * @throws Error where the database is of a newer release: it would lose what that one grants.
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
      await refuseNewer(dataSource, schema);
    } finally {
      await dataSource.destroy();
    }
    await noteOldestProgram(client, schema);
    await runMigrations(client, QUEUE_SCHEMA);
    await grant(client, appUrl, schema);
    return ran;
  } finally {
    await client.end();
  }
}

/**
 * What {@link migrate} would do, before anything is stopped for it. Changes nothing.
 * @param url any login that may read the ledger.
 * @returns the migrations that are not applied, and which of them the release before cannot live with.
 */
export async function pendingMigrations(
  url: string,
  { migrations }: Schema,
): Promise<{ pending: string[]; stopping: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: ledger } = await client.query<{ there: boolean }>(
      'select to_regclass($1) is not null as there',
      [LEDGER],
    );
    const { rows: applied } =
      ledger[0]?.there === true
        ? await client.query<{ name: string }>(`select name from ${LEDGER}`)
        : { rows: [] };
    const pending = migrations.filter(({ name }) => !applied.some((one) => one.name === name));
    return {
      pending: pending.map(({ name }) => name),
      stopping: pending.filter(({ expands }) => expands !== true).map(({ name }) => name),
    };
  } finally {
    await client.end();
  }
}

async function refuseNewer(dataSource: DataSource, { migrations }: Schema): Promise<void> {
  const known = migrations.map(({ name }) => name);
  const newer: { name: string }[] = await dataSource.query(
    `select name from ${LEDGER} where name <> all($1) order by id`,
    [known],
  );
  if (newer.length > 0) throw newerDatabase(newer.map(({ name }) => name));
}

const newerDatabase = (unknown: readonly string[]): Error =>
  new Error(
    `The database is newer than this program: ${unknown.join(', ')} unknown. Start the newer program instead.`,
  );

/**
 * Says in the database which is the oldest program that may work on it: one that knows the newest migration that does not only add. It stands
 * as the comment of the ledger, where every release can read it, without a table that releases before it do not know.
 */
async function noteOldestProgram(client: pg.Client, { migrations }: Schema): Promise<void> {
  const name = migrations.findLast((migration) => migration.expands !== true)?.name ?? '';
  await client.query(`comment on table ${LEDGER} is ${pg.escapeLiteral(name)}`);
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
 * The check at every start: the database carries the migrations that this build knows, and beyond them at most such as only add.
 * @throws Error with a sentence for the operator; nothing is changed.
 */
export async function assertSchemaIsCurrent(dataSource: DataSource, schema: Schema): Promise<void> {
  const expected = schema.migrations.map((migration) => migration.name);
  let applied: string[];
  let oldest: string | null;
  try {
    const found: { name: string; oldest: string | null }[] = await dataSource.query(
      `select name, obj_description('${LEDGER}'::regclass, 'pg_class') as oldest from ${LEDGER} order by id`,
    );
    applied = found.map((row) => row.name);
    oldest = found[0]?.oldest ?? null;
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
  const onlyAdds = oldest !== null && expected.includes(oldest);
  if (unknown.length > 0 && !onlyAdds) throw newerDatabase(unknown);
}

/** The statements that a generated migration would hold: empty when entities and migrations agree. Changes nothing. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}
