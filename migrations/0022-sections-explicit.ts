import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every programme names the kinds of section that its reports have. Those that named none get the kinds of the release before this
 * one, so that a release that adds a kind changes no running programme: a person switches it on.
 */
export class SectionsExplicit1700000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update programme set sections = '{budget,concerns,developments,risks,theme,measures,workforce}' where sections is null`,
    );
    await runner.query(`alter table programme alter column sections set not null`);
    await runner.query(
      `alter table programme add constraint programme_sections_some check (cardinality(sections) > 0 and array_position(sections, null) is null)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table programme drop constraint programme_sections_some`);
    await runner.query(`alter table programme alter column sections drop not null`);
  }
}
