import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passwords that nobody but the person knows: links with which people choose them, and what they are told. */
export class Accounts1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- token_hash is the SHA-256 of what the mail holds. There is none until the mail is sent.
      create table password_link (
        id uuid constraint password_link_pkey primary key default gen_random_uuid(),
        user_id uuid constraint password_link_user_fk references app_user (id),
        purpose varchar(12) not null
          constraint password_link_purpose_check check (purpose in ('welcome', 'reset', 'forgotten', 'terminal')),
        epoch integer,
        token_hash bytea constraint password_link_hash_unique unique,
        asked_at timestamptz not null,
        expires_at timestamptz,
        used_at timestamptz,
        ended_at timestamptz,
        constraint password_link_account_check check ((user_id is null) = (epoch is null)),
        constraint password_link_expiry_check check ((token_hash is null) = (expires_at is null))
      );
      create index password_link_user on password_link (user_id);

      -- What people are to be told about their accounts, until the mail is out.
      create table account_notice (
        id uuid constraint account_notice_pkey primary key default gen_random_uuid(),
        user_id uuid not null constraint account_notice_user_fk references app_user (id),
        email varchar(254) not null,
        sentence text not null,
        created_at timestamptz not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table account_notice; drop table password_link;`);
  }
}
