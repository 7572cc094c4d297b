import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever decides about a report is told what changed since they looked at it last: one row for each person and report. */
export class ReportLooks1700000000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report_look (
        user_id uuid not null constraint report_look_user_fk references app_user (id),
        report_id uuid not null constraint report_look_report_fk references report (envelope_id),
        -- What the report said at the last look, and when that was.
        sha256 char(64) not null,
        looked_at timestamptz not null,
        -- The same of the sitting before: somebody who opens the page twice in a row is still told what changed since then.
        before_sha256 char(64),
        before_at timestamptz,
        constraint report_look_pkey primary key (user_id, report_id),
        constraint report_look_before_check check ((before_sha256 is null) = (before_at is null))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table report_look`);
  }
}
