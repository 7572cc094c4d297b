import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { schema } from '../../../migrations/index.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { notAdditive } from '../../../src/platform/database/expansion.rules.js';
import { assertSchemaIsCurrent } from '../../../src/platform/database/migrate.js';
import { migrate, migrationDataSource, pendingMigrations } from '../../../src/platform/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** A release after this one, which only adds. */
class Adds1800000000001 implements MigrationInterface {
  static readonly expands = true;
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table visit (id uuid primary key)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table visit');
  }
}

/** And one after it, which asks more of what is written. */
class Changes1800000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table programme add constraint programme_long check (char_length(name) > 0)`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table programme drop constraint programme_long');
  }
}

/** What a migration would send, without a database. */
async function statementsOf(migration: new () => MigrationInterface): Promise<string[]> {
  const sent: string[] = [];
  const runner = { query: (sql: string) => Promise.resolve(sent.push(sql)) };
  await new migration().up(runner as unknown as QueryRunner);
  return sent;
}

const publicTables = async (): Promise<string[]> =>
  (
    await admin.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
  ).rows.map(({ name }) => name);

/** Everything that a later reader of the schema could notice, as text. */
const shape = async (): Promise<string> =>
  JSON.stringify(
    (
      await admin.query(`
        select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public'
        union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid), null, null from pg_constraint where connamespace = 'public'::regnamespace
        union all select tablename, indexname, indexdef, null, null from pg_indexes where schemaname = 'public'
        union all select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), null, null from pg_trigger where not tgisinternal
        union all select 'function', proname, prosrc, null, null from pg_proc where pronamespace = 'public'::regnamespace
        order by 1, 2, 3`)
    ).rows,
  );

describe('the schema', () => {
  it('goes down to nothing and comes up the same again', async () => {
    const before = await shape();
    const dataSource = await migrationDataSource(database.ownerUrl, schema).initialize();
    try {
      for (let left = dataSource.migrations.length; left > 0; left--) await dataSource.undoLastMigration();
    } finally {
      await dataSource.destroy();
    }
    expect(await publicTables()).toEqual(['schema_migration']);
    await migrate(database.ownerUrl, database.appUrl, schema);
    expect(await shape()).toEqual(before);
  });

  it('is prepared once when two processes migrate at the same moment', async () => {
    const fresh = await createTestDatabase();
    try {
      const dataSource = await migrationDataSource(fresh.ownerUrl, schema).initialize();
      for (let left = dataSource.migrations.length; left > 0; left--) await dataSource.undoLastMigration();
      await dataSource.destroy();
      const runs = await Promise.all([
        migrate(fresh.ownerUrl, fresh.appUrl, schema),
        migrate(fresh.ownerUrl, fresh.appUrl, schema),
        migrate(fresh.ownerUrl, fresh.appUrl, schema),
      ]);
      expect(runs.map((ran) => ran.length).sort((a, b) => a - b)).toEqual([
        0,
        0,
        dataSource.migrations.length,
      ]);
    } finally {
      await fresh.drop();
    }
  });

  it('names the kinds of section of a programme that named none, so that a release changes no running programme', async () => {
    const fresh = await createTestDatabase();
    const owner = new pg.Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
    try {
      const dataSource = await migrationDataSource(fresh.ownerUrl, schema).initialize();
      const ran = dataSource.migrations.map((migration) => migration.constructor.name);
      const undone = ran.slice(ran.findIndex((name) => name.startsWith('SectionsExplicit')));
      for (const _ of undone) await dataSource.undoLastMigration();
      await dataSource.destroy();
      await owner.query(
        `insert into programme (code, name, council, sections) values ('all', 'x', 'x', null), ('some', 'x', 'x', '{theme}')`,
      );
      await migrate(fresh.ownerUrl, fresh.appUrl, schema);
      const { rows } = await owner.query(`select code, sections from programme order by code`);
      expect(rows).toEqual([
        {
          code: 'all',
          sections: ['budget', 'concerns', 'developments', 'risks', 'theme', 'measures', 'workforce'],
        },
        { code: 'some', sections: ['theme'] },
      ]);
    } finally {
      await owner.end();
      await fresh.drop();
    }
  });

  it('of a newer release is good enough for this one while it was only added to, and for none before a change of what was there', async () => {
    const fresh = await createTestDatabase();
    const { ownerUrl, appUrl } = fresh;
    const app = await migrationDataSource(appUrl, schema).initialize();
    const newer = { ...schema, migrations: [...schema.migrations, Adds1800000000001] };
    const newest = { ...newer, migrations: [...newer.migrations, Changes1800000000002] };
    const grants = { ...schema.grants, visit: ['select'] } as const;
    try {
      await assertSchemaIsCurrent(app, schema);
      // What an operator is told before: with the second, web and workers have to be stopped.
      expect(await pendingMigrations(appUrl, schema)).toEqual({ pending: [], stopping: [] });
      const [adds, changes] = newest.migrations.slice(-2).map(({ name }) => name);
      expect(await pendingMigrations(appUrl, newer)).toEqual({ pending: [adds], stopping: [] });
      expect(await pendingMigrations(appUrl, newest)).toEqual({
        pending: [adds, changes],
        stopping: [changes],
      });
      await migrate(ownerUrl, appUrl, { ...newer, grants });
      await assertSchemaIsCurrent(app, schema);
      await assertSchemaIsCurrent(app, newer);
      // Its own migrate would take away what the newer release was granted.
      await expect(migrate(ownerUrl, appUrl, schema)).rejects.toThrow('newer than this program: Adds');
      expect(await app.query('select * from visit')).toEqual([]);
      await migrate(ownerUrl, appUrl, { ...newest, grants });
      for (const earlier of [schema, newer])
        await expect(assertSchemaIsCurrent(app, earlier)).rejects.toThrow('newer than this program');
      await assertSchemaIsCurrent(app, newest);
    } finally {
      await app.destroy();
      await fresh.drop();
    }
  });

  it('is only added to by each migration that says so', async () => {
    for (const migration of [...schema.migrations, Adds1800000000001])
      if ('expands' in migration) expect(notAdditive(await statementsOf(migration))).toEqual([]);
  });

  it('names every table in the list of grants, so that none is open by accident', async () => {
    const ours = (await publicTables()).filter((name) => name !== 'schema_migration');
    expect(Object.keys(schema.grants).sort()).toEqual(ours.sort());
  });
});

describe('the application’s own login', () => {
  let app: pg.Client;
  beforeAll(async () => {
    app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
  });
  afterAll(() => app.end());

  const sealed = ['audit_event', 'report_version', 'artefact', 'workflow_event', 'envelope_author'];
  const attacks = [
    (table: string) =>
      `update ${table} set ${table === 'audit_event' ? 'action' : table === 'envelope_author' ? 'act' : table === 'workflow_event' ? 'action' : 'sha256'} = 'x'`,
    (table: string) => `delete from ${table}`,
    (table: string) => `truncate ${table} cascade`,
    (table: string) => `alter table ${table} disable trigger all`,
    (table: string) => `drop table ${table} cascade`,
    (table: string) => `alter table ${table} owner to current_user`,
  ];
  it.each(sealed.flatMap((table) => attacks.map((attack) => attack(table))))(
    'is refused: %s',
    async (statement) => {
      await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    },
  );

  it.each([
    `set session_replication_role = replica`,
    `insert into audit_event (seq, at, actor_label, action, subject_kind, correlation_id, detail, hash) values (1, now(), 'x', 'x.y', 'x', 'x', '{}', '')`,
    `update audit_head set seq = 0`,
    `create table mine (id int)`,
    `create or replace function audit_append(a uuid, b text, c text, d text, e text, f uuid, g text, h jsonb) returns bigint language sql as 'select 1::bigint'`,
  ])('is refused: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner|cannot change name/);
  });
});
