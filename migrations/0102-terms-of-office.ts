import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * From when until when somebody serves on a committee. Who is on a list already serves without an end. That the days are in order is for
 * the program to say: a check would be more than an addition, and days the wrong way round put nobody in office.
 */
export class TermsOfOffice1700000000102 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table committee_recipient add column serves_from date;
      alter table committee_recipient add column serves_until date;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table committee_recipient drop column serves_from, drop column serves_until`);
  }
}
