import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which sections of the report are a committee's business, and which were when its papers left. */
export class SectionsOfACommittee1700000000103 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table committee add column sections text[] not null default '{}';
      alter table dispatch add column sections text[] not null default '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table dispatch drop column sections;
      alter table committee drop column sections;
    `);
  }
}
