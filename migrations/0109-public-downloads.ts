import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often the public took a released file of evidence, until that is in the audit trail. Nothing of who took it. */
export class PublicDownloads1700000000109 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public_download (
        evidence_id uuid not null constraint public_download_evidence_fk references evidence (id),
        -- As London has it.
        on_day date not null,
        times integer not null default 1,
        constraint public_download_pkey primary key (evidence_id, on_day),
        constraint public_download_times_check check (times > 0)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table public_download`);
  }
}
