import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a part said when it was given back, so that its next review can say what changed since; and the files of a trial print, so that they can
 * be looked at.
 */
export class KeptDrafts1700000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table return_content (
        event_id uuid not null constraint return_content_event_fk references workflow_event (id),
        content text not null,
        constraint return_content_pkey primary key (event_id)
      );
      create trigger return_content_append_only before update or delete or truncate on return_content
        for each statement execute function history_refuse();

      -- Of texts that are not approved: here and not in the store, which keeps what it has.
      create table trial_file (
        report_id uuid not null,
        sha256 char(64) not null,
        edition varchar(10) not null,
        bytes bytea not null,
        page_count integer not null,
        constraint trial_file_pkey primary key (report_id, sha256, edition),
        constraint trial_file_trial_fk foreign key (report_id, sha256) references trial_print (report_id, sha256),
        constraint trial_file_edition_check check (edition in ('public', 'exempt'))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table trial_file;
      drop table return_content;
    `);
  }
}
