import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which account of an identity provider is whose, and which sessions began there. */
export class SingleSignOn1700000000065 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table external_identity (
        issuer varchar(255) not null,
        -- Names the person at the issuer for good; never an address.
        subject varchar(255) not null,
        user_id uuid not null constraint external_identity_user_fk references app_user (id),
        linked_at timestamptz not null,
        constraint external_identity_pkey primary key (issuer, subject),
        constraint external_identity_user_unique unique (issuer, user_id)
      );
      -- Of a session that began at the provider: its ID token, which signing out there asks for. Goes with the session.
      alter table session add column id_token text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table session drop column id_token; drop table external_identity;`);
  }
}
