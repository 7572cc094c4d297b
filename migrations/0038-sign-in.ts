import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of attempts to sign in, which all processes share, and the browsers in which people have signed in before. */
export class SignIn1700000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Columns in the order in which rate-limiter-flexible writes them; expire is in milliseconds since 1970.
      create table sign_in_count (
        key varchar(255) constraint sign_in_count_pkey primary key,
        points integer not null default 0,
        expire bigint
      );
      create index sign_in_count_expiry on sign_in_count (expire);

      -- id_hash is the SHA-256 of what the cookie holds.
      create table sign_in_device (
        id_hash bytea not null,
        user_id uuid not null constraint sign_in_device_user_fk references app_user (id),
        last_used_at timestamptz not null,
        constraint sign_in_device_pkey primary key (id_hash, user_id)
      );
      create index sign_in_device_use on sign_in_device (last_used_at);
      create index sign_in_device_user on sign_in_device (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table sign_in_device; drop table sign_in_count`);
  }
}
