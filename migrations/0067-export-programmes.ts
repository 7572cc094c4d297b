import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may take everything of a programme out. */
export class ExportProgrammes1700000000067 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into role_permission (role_id, permission) select id, 'programme.export' from role where key = 'admin'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from role_permission where permission = 'programme.export'`);
  }
}
