import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A programme's contributions are listed without looking at everybody else's. */
export class ContributionList1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index envelope_list on envelope (programme_id, created_at, id) where kind = 'contribution'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index envelope_list`);
  }
}
