import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second factor at sign-in: an authenticator app, and codes for when it is not at hand. */
export class SecondFactor1700000000064 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table second_factor (
        user_id uuid constraint second_factor_pkey primary key constraint second_factor_user_fk references app_user (id),
        -- Encrypted by the application.
        sealed_key varchar(200) not null,
        begun_at timestamptz not null,
        -- Null until the person has shown a code of it.
        confirmed_at timestamptz,
        -- Of the last code that counted: neither it nor an earlier one counts again.
        last_step bigint not null default 0
      );
      create table recovery_code (
        user_id uuid not null constraint recovery_code_user_fk references app_user (id),
        code_hash bytea not null,
        used_at timestamptz,
        constraint recovery_code_pkey primary key (user_id, code_hash)
      );
      -- From when on who approves or administers needs one, where the installation demands it. Accounts of before have as long as new ones.
      alter table app_user add column second_factor_due timestamptz not null default (now() + '14 days'::interval);
      alter table held_change drop constraint held_change_kind_check;
      alter table held_change add constraint held_change_kind_check
        check (kind in ('grant', 'password', 'address', 'enable', 'factor'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table held_change drop constraint held_change_kind_check;
      alter table held_change add constraint held_change_kind_check
        check (kind in ('grant', 'password', 'address', 'enable'));
      alter table app_user drop column second_factor_due;
      drop table recovery_code;
      drop table second_factor;
    `);
  }
}
