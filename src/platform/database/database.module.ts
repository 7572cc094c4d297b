import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { problemOfDatabaseError } from '../errors/postgres.js';
import { Database } from './database.js';
import { assertSchemaIsCurrent, type Schema } from './migrate.js';

/** Options that every one of the application's database connections carries: nothing may wait for ever. */
export const CONNECTION_LIMITS = {
  connectionTimeoutMillis: 3000,
  statement_timeout: 10_000,
  lock_timeout: 3000,
  idle_in_transaction_session_timeout: 15_000,
} as const;

@Global()
@Module({})
export class DatabaseModule {
  /** @param schema what the database must look like; a start against anything else is refused. */
  static forRoot(schema: Schema): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [Config],
          useFactory: (config: Config) => ({
            type: 'postgres' as const,
            url: config.DATABASE_URL,
            autoLoadEntities: true,
            synchronize: false,
            // Ids are made by PostgreSQL's own gen_random_uuid(); no extension is needed or installed.
            uuidExtension: 'pgcrypto' as const,
            installExtensions: false,
            applicationName: 'highlight-report',
            retryAttempts: 5,
            retryDelay: 1000,
            // A database that does not fit stays so; only one that is not there yet may come.
            toRetry: (error: unknown) => problemOfDatabaseError(error)?.status === 503,
            extra: { max: config.DATABASE_POOL, ...CONNECTION_LIMITS },
          }),
          dataSourceFactory: async (options) => {
            if (!options) throw new Error('BUG: no database options');
            const dataSource = await new DataSource(options).initialize();
            await assertSchemaIsCurrent(dataSource, schema);
            await refuseOwnerLogin(dataSource);
            return dataSource;
          },
        }),
      ],
      providers: [
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new Database(dataSource),
        },
      ],
      exports: [Database],
    };
  }
}

/** The application must not be able to change what is sealed, so its login must not own the tables. */
async function refuseOwnerLogin(dataSource: DataSource): Promise<void> {
  const [found]: { may: boolean }[] = await dataSource.query(
    `select has_table_privilege(current_user, 'audit_event', 'update') as may`,
  );
  if (found?.may === true)
    throw new Error(
      'DATABASE_URL names a login that may change the audit trail. Use the application’s own login (see README, Production).',
    );
}
