import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers are held for some minutes before they leave, and late ones say why they could not wait. */
export class Release1700000000054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table dispatch
        -- Everything is ready, and nothing leaves before this; until then it can be cancelled. Null until it is ready.
        add column held_until timestamptz,
        add column urgency varchar(500);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table dispatch drop column urgency, drop column held_until;
    `);
  }
}
