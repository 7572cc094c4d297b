import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Security keys and passkeys (WebAuthn) as a second factor, and the challenges that they answer. */
export class SecurityKeys1700000000093 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table security_key (
        id uuid default gen_random_uuid() constraint security_key_pkey primary key,
        user_id uuid not null constraint security_key_user_fk references app_user (id),
        credential_id bytea not null constraint security_key_credential_unique unique,
        -- COSE. Nothing secret: the other half never leaves the key.
        public_key bytea not null,
        -- How often the key has signed, as it said last. One that says less than before is a copy.
        counter bigint not null,
        transports varchar(20)[] not null,
        name varchar(60) not null,
        added_at timestamptz not null,
        last_used_at timestamptz,
        constraint security_key_name_unique unique (user_id, name)
      );
      -- What a key is asked to sign. Each is answered once, within five minutes.
      create table key_challenge (
        challenge_hash bytea constraint key_challenge_pkey primary key,
        user_id uuid not null constraint key_challenge_user_fk references app_user (id),
        purpose varchar(8) not null,
        made_at timestamptz not null,
        constraint key_challenge_purpose_check check (purpose in ('register', 'sign-in', 'confirm'))
      );
      create index key_challenge_age on key_challenge (made_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table key_challenge; drop table security_key;`);
  }
}
