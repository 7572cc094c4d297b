import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer may hold in later reports, as long as what it rests on is so. */
export class StandingAnswers1700000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table challenge_answer add column standing_key char(32);
      alter table challenge_answer add column stands boolean not null default false;
      alter table challenge_answer add constraint challenge_answer_stands_check check (not stands or standing_key is not null);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table challenge_answer drop column stands, drop column standing_key`);
  }
}
