import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Manifest } from '../../../src/archive/index.js';
import { EXPORTED_TABLES } from '../../../src/archive/exported-tables.js';
import { CouncilHarness } from '../../support/council-harness.js';
import { unzip } from '../../support/zip.js';

let council: CouncilHarness;
let programmeId: string;
beforeAll(async () => {
  council = await CouncilHarness.open();
  await council.openPeriod();
  programmeId = (await council.test.sql<{ id: string }>('select id from programme'))[0]?.id ?? '';
});
afterAll(() => council.close());

/** Everybody has just shown that it is them. */
const confirmed = () => council.test.sql('update session set confirmed_at = now()');

describe('everything of a programme', () => {
  it('decides about every table that the database has', async () => {
    const tables = await council.test.sql<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    expect(Object.keys(EXPORTED_TABLES).sort()).toEqual(tables.map(({ name }) => name));
  });

  it('comes as files whose hashes the manifest has, with nothing of another programme and no secret', async () => {
    await council.test.sql(
      `insert into programme (code, name, council, sections) select 'OTHER', 'Other programme', council, sections from programme limit 1`,
    );
    const admin = await council.browser('admin');
    await confirmed();
    const page = await admin.get(`/programmes/${programmeId}/archive`);
    expect(page.html).toContain('what is not for publication');
    const answer = await admin.ask(`/programmes/${programmeId}/archive/file`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = new Map(
      unzip(Buffer.from(await answer.arrayBuffer())).map(({ name, bytes }) => [name, bytes]),
    );
    const manifest = JSON.parse(String(files.get('manifest.json'))) as Manifest;
    for (const { name, sha256, bytes } of manifest.files) {
      expect(files.get(name)?.length).toBe(bytes);
      expect(
        createHash('sha256')
          .update(files.get(name) ?? '')
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(manifest.files).toHaveLength(files.size - 1);
    const rowsOf = (table: string) =>
      manifest.files.find(({ name }) => name === `tables/${table}.jsonl`)?.rows;
    const [envelopes] = await council.test.sql<{ n: number }>('select count(*)::int as n from envelope');
    expect([rowsOf('programme'), rowsOf('reporting_period'), rowsOf('envelope')]).toEqual([
      1,
      1,
      envelopes?.n,
    ]);
    const all = Buffer.concat([...files.values()]).toString('utf8');
    expect(all).not.toContain('Other programme');
    expect(all).not.toContain('$argon2');
    expect((await admin.get('/admin/audit?action=programme')).html).toContain('Programme: exported');
  });

  it('is not left behind by a process that was killed', async () => {
    const folder = join(council.test.config.varDir, 'tmp');
    mkdirSync(folder, { recursive: true });
    const [old, fresh] = [join(folder, 'archive-1.zip'), join(folder, 'archive-2.zip')];
    for (const file of [old, fresh]) writeFileSync(file, 'PK');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(old, twoDaysAgo, twoDaysAgo);
    const admin = await council.browser('admin');
    await confirmed();
    await (await admin.ask(`/programmes/${programmeId}/archive/file`)).arrayBuffer();
    expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  });

  it('is nobody’s but an administrator’s, and of a programme that is not there it says so', async () => {
    const sro = await council.browser('sro');
    expect((await sro.get(`/programmes/${programmeId}/archive`)).status).toBe(403);
    const admin = await council.browser('admin');
    expect((await admin.get(`/programmes/5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10/archive`)).status).toBe(404);
  });
});
