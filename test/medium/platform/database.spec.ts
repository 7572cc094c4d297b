import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, databaseCode, Health, row, rows, type ReadTx, type Tx } from '../../../src/platform/index.js';
import { Calendars } from '../../../src/platform/calendar/calendars.js';
import { createArtefactStore, createRemovableFiles } from '../../../src/platform/storage/storage.js';
import { eventually } from '../../support/eventually.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
  await platform.testDatabase.adminQuery('create table counter (n integer not null)');
  await platform.testDatabase.adminQuery('grant all on counter to app_rw');
});
beforeEach(() => platform.testDatabase.adminQuery('truncate counter; insert into counter values (1)'));
afterAll(() => platform.close());

const read = async (tx: ReadTx): Promise<number> => (await row<{ n: number }>(tx, 'select n from counter')).n;
const add = (tx: Tx): Promise<unknown> => rows(tx, 'update counter set n = n + 1');

/** Reads, lets another transaction commit a change, and reads again. */
const readAcrossACommit = async (tx: ReadTx): Promise<number[]> => {
  const before = await read(tx);
  await platform.database.write(add);
  return [before, await read(tx)];
};

describe('a read of several statements', () => {
  it('sees one state, though another transaction commits between them', async () => {
    expect(await platform.database.read(readAcrossACommit)).toEqual([1, 1]);
    expect(await platform.database.read(read)).toBe(2);
  });

  it('would see two states in a transaction that may write', async () => {
    expect(await platform.database.write(readAcrossACommit)).toEqual([1, 2]);
  });

  it.each([
    ['changes a row', 'update counter set n = 7'],
    ['locks a row', 'select n from counter for update'],
  ])('is refused by the database when it %s', async (_, statement) => {
    const refused = await platform.database
      .read((tx) => rows(tx, statement))
      .catch((error: unknown) => error);
    expect(databaseCode(refused)).toBe('25006');
    expect(await platform.database.read(read)).toBe(1);
  });

  it('cannot be handed to what writes', () => {
    // @ts-expect-error a transaction that only reads is no Tx
    const wrong = (): Promise<unknown> => platform.database.read((tx) => add(tx));
    expect(wrong).toBeInstanceOf(Function);
  });

  it('has its statements planned once for each connection', async () => {
    const planned = await platform.database.read(async (tx) => {
      await read(tx);
      await read(tx);
      return rows(tx, 'select statement from pg_prepared_statements where statement = $1', [
        'select n from counter',
      ]);
    });
    expect(planned).toHaveLength(1);
  });

  it('hands the connection back whatever comes of it', async () => {
    const refuse = (): Promise<never> =>
      platform.database.read(() => Promise.reject(new Error('the reader gave up')));
    for (let n = 0; n < 20; n += 1) await expect(refuse()).rejects.toThrow('the reader gave up');
    expect(await platform.database.write(add)).toBeDefined();
  });
});

describe('the health of the database', () => {
  it('shows a clock that does not go as the database’s does', async () => {
    const { database, outbox, config } = platform;
    const store = createArtefactStore(config);
    const clockOf = async (clock: Clock) =>
      (
        await new Health(
          database,
          outbox,
          clock,
          config,
          store,
          createRemovableFiles(config),
          new Calendars(database),
        ).report()
      ).checks.find(({ name }) => name === 'database and clock');
    class FastClock extends Clock {
      override now = (): Date => new Date(Date.now() + 60_000);
    }
    expect(await clockOf(new Clock())).toMatchObject({ ok: true });
    expect(await clockOf(new FastClock())).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/differs by (?:59|60)\.\d s/),
    });
  });

  it('shows a disk that takes nothing, though every read is answered', async () => {
    const own = await createTestPlatform();
    try {
      const health = () =>
        new Health(
          own.database,
          own.outbox,
          new Clock(),
          own.config,
          createArtefactStore(own.config),
          createRemovableFiles(own.config),
          new Calendars(own.database),
        );
      const writes = async (of: Health) =>
        (await of.report()).checks.find(({ name }) => name === 'database writes');
      const before = health();
      expect(await writes(before)).toMatchObject({ kind: 'service', ok: true });
      // What PostgreSQL says then is of the same class: it has no resources left (53).
      await own.testDatabase.adminQuery(
        `do $$ begin execute format('alter database %I set temp_file_limit = 0', current_database()); end $$;
         select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await eventually('the connections are new', () =>
        own.database.query('select 1').then(
          () => true,
          () => false,
        ),
      );
      expect(await writes(health())).toMatchObject({ kind: 'service', ok: false });
      expect((await own.database.query<{ one: number }>('select 1 as one'))[0]?.one).toBe(1);
      // What it was told a moment ago counts for half a minute: readiness is asked often.
      expect(await writes(before)).toMatchObject({ ok: true });
    } finally {
      await own.close();
    }
  });
});
