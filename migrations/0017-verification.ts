import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finding a sealed version by a hash: of its text, or of a file made from it. */
export class Verification1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index report_version_sha256 on report_version (sha256);
      create index artefact_sha256 on artefact (sha256);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index artefact_sha256;
      drop index report_version_sha256;
    `);
  }
}
