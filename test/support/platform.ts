import { DataSource } from 'typeorm';
import {
  Audit,
  Config,
  CONNECTION_LIMITS,
  createLogger,
  Database,
  loadConfig,
  Outbox,
  Metrics,
  QueueBackend,
  WorkHandlers,
  OutboxWorker,
} from '../../src/platform/index.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** The platform's mechanisms on a real database of their own, without Nest. */
export interface TestPlatform {
  config: Config;
  database: Database;
  dataSource: DataSource;
  audit: Audit;
  outbox: Outbox;
  testDatabase: TestDatabase;
  /** Another worker on the same database and queue. */
  outboxWorker(handlers: WorkHandlers): OutboxWorker;
  close(): Promise<void>;
}

export async function createTestPlatform(env: NodeJS.ProcessEnv = {}): Promise<TestPlatform> {
  const testDatabase = await createTestDatabase();
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: testDatabase.appUrl,
    WORK_POLL_MS: '20',
    WORK_LEASE_SECONDS: '2',
    REDIS_URL: process.env['REDIS_URL'],
    ...env,
  });
  const dataSource = await new DataSource({
    type: 'postgres',
    url: config.DATABASE_URL,
    extra: { max: 8, ...CONNECTION_LIMITS },
  }).initialize();
  const database = new Database(dataSource);
  const outbox = new Outbox(database, config);
  const logger = createLogger(config, 'test');
  return {
    config,
    database,
    dataSource,
    outbox,
    audit: new Audit(database),
    testDatabase,
    outboxWorker: (handlers) =>
      new OutboxWorker(
        config,
        logger,
        outbox,
        handlers,
        new QueueBackend(config, logger),
        new Metrics(config),
      ),
    close: async () => {
      await dataSource.destroy();
      await testDatabase.drop();
    },
  };
}
