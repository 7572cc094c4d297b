import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From when until when somebody serves on a committee. Who is on a list already serves without an end. */
export class TermsOfOffice1700000000102 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table committee_recipient
        add column serves_from date,
        add column serves_until date,
        add constraint committee_recipient_term_check check (serves_until >= serves_from);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table committee_recipient drop column serves_from, drop column serves_until`);
  }
}
