import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What messages to a recipient's program are signed with. Apart from the recipients, so that nothing that reads them has it. */
export class WebhookSecrets1700000000074 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recipient_secret (
        recipient_id uuid not null constraint recipient_secret_pkey primary key
          constraint recipient_secret_recipient_fk references committee_recipient (id),
        -- Encrypted with a key that is not in the database.
        sealed text not null,
        made_at timestamptz not null,
        version integer not null default 1
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table recipient_secret;`);
  }
}
