import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createLogger, QueueBackend } from '../../../src/platform/index.js';
import { QUEUE_SCHEMA_VERSION } from '../../../src/platform/queue/queue.js';
import { createTestPlatform, type TestPlatform } from '../../support/platform.js';

let platform: TestPlatform;
let queue: QueueBackend;
beforeEach(async () => {
  platform = await createTestPlatform({ REDIS_URL: '' });
  queue = new QueueBackend(platform.config, createLogger(platform.config, 'test'));
});
afterEach(() => platform.close());

describe('the queue’s own tables in PostgreSQL', () => {
  it('are those that this release knows, once it has been migrated', async () => {
    const admin = new pg.Client({ connectionString: platform.testDatabase.adminUrl });
    await admin.connect();
    const { rows } = await admin.query(`select max(version) as version from bullmq.migration`);
    await admin.end();
    // Another number means another BullMQ: raise QUEUE_SCHEMA_VERSION together with it.
    expect(rows).toEqual([{ version: QUEUE_SCHEMA_VERSION }]);
    await expect(queue.check()).resolves.toBeUndefined();
  });

  it('are missing: refused, with what to do', async () => {
    await platform.testDatabase.adminQuery('drop schema bullmq cascade');
    await expect(queue.check()).rejects.toThrow(
      'The queue has no tables in this database. Run "migrate" first.',
    );
  });

  it('are older than the release: refused, with what to do', async () => {
    await platform.testDatabase.adminQuery(
      `delete from bullmq.migration where version = ${QUEUE_SCHEMA_VERSION}`,
    );
    await expect(queue.check()).rejects.toThrow(
      `The queue’s tables are older than this program (${QUEUE_SCHEMA_VERSION - 1} of ${QUEUE_SCHEMA_VERSION}). Run "migrate" first.`,
    );
  });

  it('ask for a newer release: refused by BullMQ itself', async () => {
    await platform.testDatabase.adminQuery(
      `insert into bullmq.migration (version, name, min_client_version) values (999, '0999_later', 7)`,
    );
    await expect(queue.check()).rejects.toThrow('requires BullMQ major version 7 or newer');
  });
});
