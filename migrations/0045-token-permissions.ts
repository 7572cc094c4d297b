import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a token may do; null for one that an earlier release made, which may do whatever its person may. */
export class TokenPermissions1700000000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table api_token add column permissions text[];
      alter table api_token add constraint api_token_permissions_check check (cardinality(permissions) > 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table api_token drop column permissions`);
  }
}
