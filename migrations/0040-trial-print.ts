import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trial prints: a report is printed before it is approved, so that nothing is sealed that cannot be printed. */
export class TrialPrint1700000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trial_print (
        report_id uuid not null constraint trial_print_report_fk references report (envelope_id),
        sha256 char(64) not null,
        -- The text that is tried, until it was tried.
        snapshot text,
        -- 1, and one more each time that a person asks to try the same text again.
        attempt integer not null default 1,
        outcome varchar(10) not null default 'waiting'
          constraint trial_print_outcome_check check (outcome in ('waiting', 'passed', 'failed')),
        -- Why it cannot be printed, and where.
        fault text constraint trial_print_fault_check check ((outcome = 'failed') = (fault is not null)),
        asked_at timestamptz not null default clock_timestamp(),
        tried_at timestamptz,
        constraint trial_print_pkey primary key (report_id, sha256),
        constraint trial_print_snapshot_check check (snapshot is null or sha256 = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex'))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table trial_print`);
  }
}
