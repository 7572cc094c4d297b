import {
  assertSchemaCompatibility,
  createPostgresBackend,
  Queue,
  SchemaMigrationRequiredError,
  Worker,
  type Job,
  type Processor,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import { Enduring } from './enduring.js';

/** What travels through the queue: the id of an outbox row and nothing else. */
export interface WakeUp {
  workId: string;
}

/** The sending end of a queue. */
export interface Notifier {
  /** @param jobId unique per wake-up; the queue drops a second job of the same id. */
  notify(workId: string, jobId: string): Promise<void>;
  close(): Promise<void>;
}

/** The receiving end of a queue. */
export interface Listener {
  close(): Promise<void>;
}

export const QUEUE_SCHEMA = 'bullmq';

/**
 * The last migration of BullMQ that this release brings. BullMQ keeps the number to itself; a test compares this one with what
 * `migrate` makes of an empty database.
 */
export const QUEUE_SCHEMA_VERSION = 11;

/**
 * BullMQ on either backend, in one place. Redis when REDIS_URL is set, else the schema "bullmq" of the same PostgreSQL.
 * Job retries, delays and schedules are not used: the outbox table does those.
 */
export class QueueBackend {
  readonly kind: 'redis' | 'postgres';

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {
    this.kind = config.REDIS_URL === undefined ? 'postgres' : 'redis';
  }

  notifier(queue: string): Notifier {
    // removeOn…: a finished wake-up says nothing that the outbox row does not say better.
    const defaults = {
      removeOnComplete: { age: 3600, count: 1000 },
      removeOnFail: { age: 3600, count: 1000 },
    };
    // Fail fast: the outbox notifies again, so a notification must never hang or come late.
    const redis = this.redis({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    const warn = (error: unknown): void => {
      this.warn(queue, error);
    };
    const bullQueue = new Enduring(() => {
      const made = redis
        ? new Queue<WakeUp>(queue, { connection: redis, defaultJobOptions: defaults })
        : (new Queue(
            queue,
            { connection: this.postgres(2), defaultJobOptions: defaults },
            createPostgresBackend,
          ) as unknown as Queue<WakeUp>);
      return made.on('error', warn);
    }, warn);
    return {
      notify: async (workId, jobId) => {
        const added = bullQueue.ready.then((ready) => ready.add('wake-up', { workId }, { jobId }));
        await deadline(added, 5000, `notifying queue ${queue}`);
      },
      close: () => this.close(bullQueue, redis, 5000, `closing queue ${queue}`),
    };
  }

  listen(queue: string, concurrency: number, wake: (workId: string) => Promise<void>): Listener {
    const processor: Processor<WakeUp> = async (job: Job<WakeUp>) => wake(job.data.workId);
    const options = {
      autorun: false,
      concurrency,
      lockDuration: 15_000,
      stalledInterval: 5000,
      maxStalledCount: 2,
      // Its own is 15 s, and one outage can cost two of them: papers would wait for half a minute after the database is back.
      runRetryDelay: 1000,
    };
    const redis = this.redis({ maxRetriesPerRequest: null });
    const warn = (error: unknown): void => {
      this.warn(queue, error);
    };
    const worker = new Enduring(() => {
      const made = redis
        ? new Worker<WakeUp>(queue, processor, { ...options, connection: redis })
        : (new Worker(
            queue,
            processor as Processor,
            { ...options, connection: this.postgres(3) },
            createPostgresBackend,
          ) as unknown as Worker<WakeUp>);
      return made.on('error', warn);
    }, warn);
    worker.ready.then(
      (ready) => ready.run().catch(warn),
      () => undefined,
    );
    return { close: () => this.close(worker, redis, 5000, `closing worker ${queue}`) };
  }

  /** BullMQ leaves a connection that it was given open: it is ours to end. */
  private async close(
    part: { close(): Promise<void> },
    redis: Redis | undefined,
    withinMs: number,
    what: string,
  ): Promise<void> {
    try {
      await deadline(part.close(), withinMs, what);
    } catch (error) {
      this.warn(what, error);
    } finally {
      redis?.disconnect();
    }
  }

  /**
   * Refuses a backend with which the queue would not work or would lose wake-ups silently. Before anything listens: against a schema
   * that is missing, BullMQ's workers complain without end.
   * @throws Error with a sentence for the operator.
   */
  async check(): Promise<void> {
    const client = this.redis({ maxRetriesPerRequest: 1, lazyConnect: true });
    await (client ? this.checkRedis(client) : this.checkPostgres());
  }

  /** The queue's tables are there, and as new as this release. Newer ones are fine as long as BullMQ itself says so. */
  private async checkPostgres(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.DATABASE_URL,
      connectionTimeoutMillis: 3000,
      statement_timeout: 10_000,
    });
    await client.connect();
    let version: number;
    try {
      version = await assertSchemaCompatibility(client, QUEUE_SCHEMA);
    } catch (error) {
      if (!(error instanceof SchemaMigrationRequiredError)) throw error;
      throw new Error('The queue has no tables in this database. Run "migrate" first.', { cause: error });
    } finally {
      await client.end();
    }
    if (version < QUEUE_SCHEMA_VERSION)
      throw new Error(
        `The queue’s tables are older than this program (${version} of ${QUEUE_SCHEMA_VERSION}). Run "migrate" first.`,
      );
  }

  /** The eviction policy must be noeviction and the append-only file on. */
  private async checkRedis(client: Redis): Promise<void> {
    // What was the matter comes as an event; the call itself only says that the connection is closed.
    let reason: unknown;
    client.on('error', (error) => (reason = error));
    try {
      await client.connect().catch((error: unknown) => {
        throw reason ?? error;
      });
      const policy = (await client.config('GET', 'maxmemory-policy')) as string[];
      const appendOnly = (await client.config('GET', 'appendonly')) as string[];
      if (policy[1] !== 'noeviction')
        throw new Error(
          `Redis evicts keys (maxmemory-policy is "${policy[1] ?? '?'}"). Set it to "noeviction": a queue must not lose entries.`,
        );
      if (appendOnly[1] !== 'yes')
        throw new Error(
          'Redis keeps nothing on disk (appendonly is "no"). Switch the append-only file on: a queue must survive a restart.',
        );
    } finally {
      client.disconnect();
    }
  }

  private lastWarning = new Map<string, number>();

  /** A backend that is away makes its clients complain many times a second; one line in five seconds says as much. */
  private warn(queue: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const now = Date.now();
    if (now - (this.lastWarning.get(queue) ?? 0) < 5000) return;
    this.lastWarning.set(queue, now);
    this.logger.warn(
      { queue, error: message },
      'the queue has a problem; work stays in the outbox until it is back',
    );
  }

  /** A connection of its own, or undefined when the queue lives in PostgreSQL. */
  private redis(options: Record<string, unknown>): Redis | undefined {
    if (this.config.REDIS_URL === undefined) return undefined;
    const client = new Redis(this.config.REDIS_URL, {
      retryStrategy: (times: number) => Math.min(2000, 100 * times),
      ...options,
    });
    client.on('error', (error) => {
      this.warn('connection', error);
    });
    return client;
  }

  private postgres(max: number): Record<string, unknown> {
    return {
      connectionString: this.config.DATABASE_URL,
      schema: QUEUE_SCHEMA,
      max,
      connectionTimeoutMillis: 3000,
    };
  }
}

/** Several of the queue's calls never settle when its backend is away; none of ours may. */
export async function deadline<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} took longer than ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
