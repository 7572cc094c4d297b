import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the person in front of a session last gave their password again. */
export class Confirmations1700000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table session add column confirmed_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table session drop column confirmed_at`);
  }
}
