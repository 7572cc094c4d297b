import { schema } from '../../migrations/index.js';
import { migrate } from '../../src/platform/database/migrate.js';

/** The three logins of the template database. */
export interface TemplateUrls {
  /** Superuser, database `postgres`. */
  adminUrl: string;
  /** Owner of `template_app`. */
  ownerUrl: string;
  /** The application's login, in `template_app`. */
  appUrl: string;
}

/**
 * Brings the empty database `template_app` to the state that every test database starts as.
 * Runs once per test run, outside of Jest's module system. Leaves no session open: PostgreSQL copies only idle databases.
 */
export async function migrateTemplate(urls: TemplateUrls): Promise<void> {
  await migrate(urls.ownerUrl, urls.appUrl, schema);
}
