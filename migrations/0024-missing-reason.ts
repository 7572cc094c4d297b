import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a figure is missing, under the name that the code and the API use. Sealed and approved texts keep the name that they have. */
export class MissingReason1700000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['reading', 'benchmark'])
      await runner.query(`
        alter table ${table} rename column nothing to missing_reason;
        alter table ${table} rename constraint ${table}_nothing_check to ${table}_missing_reason_check;
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['reading', 'benchmark'])
      await runner.query(`
        alter table ${table} rename constraint ${table}_missing_reason_check to ${table}_nothing_check;
        alter table ${table} rename column missing_reason to nothing;
      `);
  }
}
