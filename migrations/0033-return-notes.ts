import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes of a reviewer beside the blocks of a part that they give back, kept with that step. */
export class ReturnNotes1700000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table return_note (
        event_id uuid not null constraint return_note_event_fk references workflow_event (id),
        number integer not null,
        block varchar(80) not null,
        block_sha256 char(64) not null,
        text text not null,
        constraint return_note_pkey primary key (event_id, number)
      );
      create trigger return_note_append_only before update or delete or truncate on return_note
        for each statement execute function history_refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table return_note`);
  }
}
