import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { traced } from '../metrics/traces.js';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

declare const open: unique symbol;
declare const writable: unique symbol;

/** An open transaction that can be read from: any {@link Tx}, or one that PostgreSQL lets write nothing. */
export type ReadTx = EntityManager & { readonly [open]: true };

/**
 * An open transaction that can write. Every write takes one as its first argument: without one, or with one that only reads,
 * it does not compile. Only {@link Database.write} makes them.
 */
export type Tx = ReadTx & { readonly [writable]: true };

/** A row as the driver returns it. */
export type Row = Record<string, unknown>;

@Injectable()
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction: commits what it returns, rolls back what it throws.
   * Isolation is READ COMMITTED; writes protect themselves by conditional updates and constraints.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction((manager) => work(manager as Tx));
  }

  /**
   * Runs `work`, a read of several statements, in one transaction: each statement sees the state that the first one saw, whatever
   * others commit meanwhile. Isolation is REPEATABLE READ, READ ONLY. A read of one statement needs only {@link query}.
   * @throws the database's error 25006 when `work` writes or locks rows.
   */
  async read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
    // Begun by one statement of our own: TypeORM needs two, and a page that waits for each of them has up to ten such reads.
    const runner = this.dataSource.createQueryRunner();
    onlyReading.add(runner.manager);
    try {
      await runner.query('start transaction isolation level repeatable read, read only');
      const found = await work(runner.manager as ReadTx);
      await runner.query('commit');
      return found;
    } catch (error) {
      // The work's own error is what counts, also where the connection is gone.
      await runner.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /**
   * One statement of its own: a read, or a write that is whole in itself (a CTE with its audit row). It goes to TypeORM's pool
   * without TypeORM's query runner, which costs more than the driver's own share of it (docs/PERFORMANCE.md).
   * Each text is prepared once for each connection: planning costs PostgreSQL more than running does.
   * @param sql with `$1`-style parameters; never built from input.
   * @throws the driver's own error, not wrapped.
   */
  async query<T = Row>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const client = await this.pool.connect();
    client.on('error', ignoreEvent);
    try {
      return await traced('statement', { 'db.query.text': sql }, () => prepared<T>(client, sql, parameters));
    } finally {
      client.off('error', ignoreEvent);
      // Not `pool.query`: that one closes the connection after any refusal, such as a violated constraint.
      client.release();
    }
  }

  private get pool(): Pool {
    const pool = (this.dataSource.driver as PostgresDriver).master as Pool | undefined;
    if (!pool) throw new Error('BUG: the database is used before it is open or after it was closed');
    return pool;
  }
}

/**
 * A connection that dies under a statement reports it twice: the statement rejects, which is enough, and the connection emits an
 * event, which ends the process when nobody listens. While the connection waits in the pool, the pool listens.
 */
const ignoreEvent = (): void => undefined;

/** By text. As many as the product has statements, which are constant. */
const names = new Map<string, string>();

/** A name for a prepared statement: the same text has the same name, and no other text has it. PostgreSQL cuts at 63 bytes. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) names.set(sql, (name = createHash('sha256').update(sql).digest('base64url')));
  return name;
}

async function prepared<T>(client: PoolClient, sql: string, parameters: readonly unknown[]): Promise<T[]> {
  const { rows } = await client.query<T & Row>({ name: nameOf(sql), text: sql, values: [...parameters] });
  return rows;
}

/** Transactions that only read: their statements are the same ones again and again, a dozen for one page. */
const onlyReading = new WeakSet<EntityManager>();

/** One statement inside a transaction; in one that only reads it is prepared, as by {@link Database.query}. */
export async function rows<T = Row>(
  tx: ReadTx,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<T[]> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('BUG: a transaction without a query runner is none');
  return traced('statement', { 'db.query.text': sql }, async () =>
    onlyReading.has(tx)
      ? prepared<T>((await runner.connect()) as PoolClient, sql, parameters)
      : ((await runner.query(sql, [...parameters], true)).records as T[]),
  );
}

/** Exactly one row, or a fault of ours. */
export async function row<T = Row>(tx: ReadTx, sql: string, parameters: readonly unknown[] = []): Promise<T> {
  const found = await rows<T>(tx, sql, parameters);
  if (found.length !== 1) throw new Error(`BUG: expected one row, got ${found.length}`);
  return found[0] as T;
}
