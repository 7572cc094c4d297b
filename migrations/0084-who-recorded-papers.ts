import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said when the papers of a meeting were published, and when they said it. Unknown of what was recorded before. */
export class WhoRecordedPapers1700000000084 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting add column papers_recorded_by varchar(400);
      alter table meeting add column papers_recorded_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting drop column papers_recorded_at;
      alter table meeting drop column papers_recorded_by;
    `);
  }
}
