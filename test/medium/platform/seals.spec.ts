import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** The application's own login, past the application. */
let app: pg.Client;
let database: TestDatabase;
let programmeId: string;
let periodId: string;
let approverId: string;
let month = 0;

const id = async (statement: string, values: unknown[] = []): Promise<string> => {
  const { rows } = await app.query<{ id: string }>(statement, values);
  return rows[0]?.id ?? '';
};
const TEXT = '{"what":"was approved"}';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeAll(async () => {
  database = await createTestDatabase();
  app = new pg.Client({ connectionString: database.appUrl });
  await app.connect();
  programmeId = await id(
    `insert into programme (code, name, council, sections) values ('CS', 'x', 'x', '{theme}') returning id`,
  );
  approverId = await id(
    `insert into app_user (email, name, job_title) values ('sro@example.org', 'x', 'x') returning id`,
  );
});
afterAll(async () => {
  await app.end();
  await database.drop();
});
beforeEach(async () => {
  month += 1;
  const day = `2020-${String(month).padStart(2, '0')}-01`;
  periodId = await id(
    `insert into reporting_period (programme_id, label, starts_on, ends_on, as_at, drafts_due_on, review_due_on, approval_due_on)
     values ($1, 'x', $2, $2, $2, $2, $2, $2) returning id`,
    [programmeId, day],
  );
});

const begin = async (revision = 1): Promise<string> => {
  const report = await id(
    `insert into envelope (kind, programme_id, period_id, revision) values ('report', $1, $2, $3) returning id`,
    [programmeId, periodId, revision],
  );
  await app.query(`insert into report (envelope_id, correction_reason) values ($1, $2)`, [
    report,
    revision === 1 ? null : 'A figure.',
  ]);
  return report;
};
const approve = async (report: string): Promise<void> => {
  await app.query(`update envelope set status = 'in_review', version = version + 1 where id = $1`, [report]);
  await app.query(
    `update envelope set status = 'approved', version = version + 1, approved_by = $2, approved_at = now(), approved_sha256 = $3 where id = $1`,
    [report, approverId, sha256(TEXT)],
  );
};
const seal = (
  report: string,
  other: { text?: string; by?: string; version?: number; at?: string; reason?: string | null } = {},
): Promise<string> => {
  const { text = TEXT, by = approverId, version = 1, at = 'approved_at' } = other;
  const reason = other.reason === undefined ? (version === 1 ? null : 'A figure.') : other.reason;
  return id(
    `insert into report_version (report_id, programme_id, period_id, version, snapshot, sha256, approved_by, approved_at, correction_reason)
     select id, programme_id, period_id, $2, $3, $4, $5, coalesce(${at}, now()), $6 from envelope where id = $1 returning id`,
    [report, version, text, sha256(text), JSON.stringify({ id: by, name: 'x', jobTitle: 'x' }), reason],
  );
};
const refused = /can be sealed/;

describe('the database', () => {
  it('seals what was approved', async () => {
    const report = await begin();
    await approve(report);
    expect(await seal(report)).not.toBe('');
  });

  it('seals no draft, and nothing that is under review', async () => {
    const report = await begin();
    await expect(seal(report)).rejects.toThrow(refused);
    await app.query(`update envelope set status = 'in_review', version = version + 1 where id = $1`, [
      report,
    ]);
    await expect(seal(report)).rejects.toThrow(refused);
  });

  it.each([
    ['another text than the one that was approved', { text: '{"what":"something else"}' }],
    ['in somebody else’s name', { by: randomUUID() }],
    ['at another time', { at: `approved_at + interval '1 day'` }],
    ['as another version', { version: 2 }],
  ])('does not seal %s', async (_, other) => {
    const report = await begin();
    await approve(report);
    await expect(seal(report, other)).rejects.toThrow(refused);
  });

  it('lets nothing begin approved or under review', async () => {
    for (const [status, by] of [
      ['approved', approverId],
      ['in_review', null],
    ])
      await expect(
        app.query(
          `insert into envelope (kind, programme_id, period_id, status, approved_by, approved_at, approved_sha256)
           select 'report', $1, $2, $3, $4::uuid, case when $4::uuid is not null then now() end, case when $4::uuid is not null then $5 end`,
          [programmeId, periodId, status, by, sha256(TEXT)],
        ),
      ).rejects.toThrow(/begins as a draft/);
  });

  it('supersedes a report by its sealed correction alone', async () => {
    const report = await begin();
    await approve(report);
    await seal(report);
    const supersede = () =>
      app.query(`update envelope set status = 'superseded', version = version + 1 where id = $1`, [report]);
    await expect(supersede()).rejects.toThrow(/by its correction only/);
    const correction = await begin(2);
    await expect(supersede()).rejects.toThrow(/by its correction only/);
    await approve(correction);
    await expect(seal(correction, { version: 2, reason: 'Another reason.' })).rejects.toThrow(refused);
    await seal(correction, { version: 2 });
    await supersede();
  });

  it('compares no edition with itself', async () => {
    const report = await begin();
    await approve(report);
    const version = await seal(report);
    await expect(
      app.query(
        `insert into artefact (version_id, edition, since_version_id, format, sha256, size, page_count, facts) values ($1, 'public', $1, 'pdf', $2, 1, 1, '{}')`,
        [version, sha256('x')],
      ),
    ).rejects.toThrow(/artefact_since_check/);
  });
});
