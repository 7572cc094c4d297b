import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that people bring from a document: what the document says, and what a person decided about it, until it is written or a week is over. */
export class Intake1700000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table intake (
        id uuid not null default gen_random_uuid() constraint intake_pkey primary key,
        programme_id uuid not null constraint intake_programme_fk references programme (id),
        -- Nobody else reads it.
        person_id uuid not null constraint intake_person_fk references app_user (id),
        -- Of the file, which itself is not kept.
        sha256 varchar(64) not null constraint intake_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
        document jsonb not null,
        choices jsonb not null,
        version integer not null default 1,
        created_at timestamptz not null,
        constraint intake_one unique (programme_id, person_id)
      );
      create index intake_created_at on intake (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table intake`);
  }
}
