import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import type { DestinationStream } from 'pino';
import { schema } from '../../migrations/index.js';
import { Clock, createLogger, loadConfig, PlatformModule, type Config } from '../../src/platform/index.js';
import { configureApp, webAdapter } from '../../src/web.app.js';
import { WebModule } from '../../src/web.module.js';
import { createTestDatabase } from './database.js';

/** A clock that stands where a test puts it, and otherwise runs. */
export class TestClock extends Clock {
  private held: Date | undefined;

  override now(): Date {
    return this.held ?? new Date();
  }

  /** @param instant ISO 8601 with its offset; undefined lets it run again. */
  hold(instant: string | undefined): void {
    this.held = instant === undefined ? undefined : new Date(instant);
  }
}

export interface TestApp {
  app: NestFastifyApplication;
  /** Where it listens: `http://127.0.0.1:<port>`. */
  origin: string;
  clock: TestClock;
  config: Config;
  /** As the database's superuser: for arranging and for looking, never for what is tested. */
  sql<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/**
 * No worker prints here, so every trial print counts as passed at once. A test about trial prints takes this away:
 * `drop trigger trials_pass on trial_print`.
 */
const TRIALS_PASS = `
  create function trials_pass() returns trigger language plpgsql as $$
  begin
    new.outcome := 'passed'; new.snapshot := null; new.tried_at := now();
    return new;
  end $$;
  create trigger trials_pass before insert on trial_print for each row execute function trials_pass();`;

/**
 * The given rooms on the platform, on Fastify, on a database of their own, with the same rules for bodies, sessions and
 * problems as the web process.
 * @param modules `web` for the whole product, or every room that is needed; TypeORM wants the rooms of all entities that they name.
 * @param env settings that differ from the defaults.
 * @param log hears the lines of its log, for tests that read them.
 */
export async function createTestApp(
  modules: readonly (Type | DynamicModule)[] | 'web',
  env: Record<string, string> = {},
  log?: DestinationStream,
): Promise<TestApp> {
  const database = await createTestDatabase();
  const varDir = await mkdtemp(join(tmpdir(), 'highlight-report-app-'));
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.appUrl,
    DATABASE_POOL: '5',
    // A test asks faster than people do.
    HEAVY_BUDGET: '1000',
    VAR_DIR: varDir,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...env,
  });
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
  // Dropping the database ends this session too; that is no failure.
  admin.on('error', () => undefined);
  const logger = createLogger(config, 'test', log);
  const clock = new TestClock();
  let app: NestFastifyApplication | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await admin.end();
    await database.drop();
    await rm(varDir, { recursive: true, force: true });
  };
  try {
    const module = await Test.createTestingModule({
      imports:
        modules === 'web'
          ? [WebModule.forRoot(config, logger)]
          : [PlatformModule.forRoot(config, logger, schema), ...modules],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    app = module.createNestApplication<NestFastifyApplication>(webAdapter(config), {
      bodyParser: false,
      logger: false,
    });
    await configureApp(app, config, logger);
    await app.listen({ port: 0, host: '127.0.0.1' });
    await admin.query(TRIALS_PASS);
  } catch (error) {
    await close();
    throw error;
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    origin: `http://127.0.0.1:${port}`,
    clock,
    config,
    sql: async <T>(text: string, values: unknown[] = []) => (await admin.query(text, values)).rows as T[],
    close,
  };
}
