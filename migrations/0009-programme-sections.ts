import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A programme chooses which kinds of section its reports have; null = all that there are. */
export class ProgrammeSections1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table programme add column sections text[]`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table programme drop column sections`);
  }
}
