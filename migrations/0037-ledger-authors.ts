import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose figures a write of figures recorded, beside the one who recorded them: those of a part that feeds a measure. */
export class LedgerAuthors1700000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table measure_ledger_author (
        programme_id uuid not null constraint measure_ledger_author_ledger_fk references measure_ledger (programme_id),
        recorded bigint not null,
        user_id uuid not null constraint measure_ledger_author_user_fk references app_user (id),
        constraint measure_ledger_author_pkey primary key (programme_id, recorded, user_id)
      );
      create trigger measure_ledger_author_append_only before update or delete or truncate on measure_ledger_author
        for each statement execute function history_refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table measure_ledger_author`);
  }
}
