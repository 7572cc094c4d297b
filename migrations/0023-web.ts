import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creations that were sent from a page, so that a form sent twice creates once. */
export class Web1700000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table web_once (
        token varchar(64) constraint web_once_pkey primary key,
        user_id uuid not null constraint web_once_user_fk references app_user (id),
        place text,
        created_at timestamptz not null
      )`);
    await runner.query(`create index web_once_by_time on web_once (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table web_once`);
  }
}
