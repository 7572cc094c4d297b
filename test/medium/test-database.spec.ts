import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(async () => database.drop());

  async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('is UTF-8 in the locale that sorts by code point everywhere, with checksums, over scram', async () => {
    const [found] = await ask(
      database.adminUrl,
      `select pg_encoding_to_char(encoding) as encoding, datlocprovider, datlocale,
              current_setting('data_checksums') as checksums, current_setting('password_encryption') as passwords,
              current_setting('listen_addresses') as addresses, current_setting('max_connections') as connections,
              (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as methods
         from pg_database where datname = current_database()`,
    );
    expect(found).toEqual({
      encoding: 'UTF8',
      datlocprovider: 'b',
      datlocale: 'C.UTF-8',
      checksums: 'on',
      passwords: 'scram-sha-256',
      addresses: '127.0.0.1',
      connections: '400',
      methods: 'scram-sha-256',
    });
  });

  it('lets the owner make tables and the application make none', async () => {
    await ask(database.ownerUrl, 'create table owned_by_the_owner (id int)');
    await expect(ask(database.appUrl, 'create table refused (id int)')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(ask(database.appUrl, 'select * from owned_by_the_owner')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is apart from any other', async () => {
    const other = await createTestDatabase();
    try {
      const tables = await ask(other.ownerUrl, `select to_regclass('owned_by_the_owner') is null as apart`);
      expect(tables).toEqual([{ apart: true }]);
    } finally {
      await other.drop();
    }
  });
});
