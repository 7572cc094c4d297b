import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a definition of a measure was changed. */
export class DefinitionReasons1700000000057 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Null of first versions, and of those from before: nobody was asked.
    await runner.query(`alter table measure_definition add column reason varchar(500)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table measure_definition drop column reason`);
  }
}
