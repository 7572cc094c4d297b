import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the newest report of each period of a programme, read from the index alone: see src/reporting/tasks/periods-at-work.sql.ts. */
export class NewestReports1700000000105 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index envelope_newest_reports on envelope (programme_id, period_id, revision, status, id) where kind = 'report' and status <> 'withdrawn'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index envelope_newest_reports`);
  }
}
