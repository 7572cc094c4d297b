import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  name: string;
  /** Owner of the database: DDL and migrations. */
  ownerUrl: string;
  /** The application's own login. */
  appUrl: string;
  /** The superuser, in this database. */
  adminUrl: string;
  /** One statement as the superuser: for what no login of the product may do. */
  adminQuery(statement: string): Promise<void>;
  /** Ends every session in it and removes it. */
  drop(): Promise<void>;
}

/** A database of one's own, as the migrations left the template; some tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} template template_app owner app_owner`);
  return {
    name,
    ownerUrl: inDatabase('TEST_PG_OWNER_URL', name),
    appUrl: inDatabase('TEST_PG_APP_URL', name),
    adminUrl: inDatabase('TEST_PG_ADMIN_URL', name),
    adminQuery: (statement) => asAdmin(statement, name),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}

async function asAdmin(statement: string, name = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase('TEST_PG_ADMIN_URL', name) });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function inDatabase(
  variable: 'TEST_PG_ADMIN_URL' | 'TEST_PG_OWNER_URL' | 'TEST_PG_APP_URL',
  name: string,
): string {
  const address = process.env[variable];
  if (!address)
    throw new Error(`${variable} is not set: run this test in the Jest project "medium" or "large".`);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
