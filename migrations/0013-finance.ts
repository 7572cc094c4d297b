import type { MigrationInterface, QueryRunner } from 'typeorm';

const CONTENT = ['budget_content', 'budget_line'];

/** Each period's budget lines, and the variance from which a comment is required. */
export class Finance1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table budget_setting (
        programme_id uuid constraint budget_setting_pkey primary key constraint budget_setting_programme_fk references programme (id),
        threshold_percent numeric(5, 2) not null
          constraint budget_setting_threshold_check check (threshold_percent between 0 and 100),
        version integer not null default 1
      );
      create table budget_content (
        contribution_id uuid constraint budget_content_pkey primary key constraint budget_content_envelope_fk references envelope (id),
        threshold_percent numeric(5, 2) not null
          constraint budget_content_threshold_check check (threshold_percent between 0 and 100)
      );
      create table budget_line (
        contribution_id uuid not null constraint budget_line_content_fk references budget_content (contribution_id),
        id uuid not null,
        position integer not null,
        title varchar(200) not null,
        financial_year integer,
        budget numeric(14, 2),
        actual numeric(14, 2),
        forecast numeric(14, 2),
        comment text,
        constraint budget_line_pkey primary key (contribution_id, id)
      );
    `);
    for (const table of CONTENT)
      await runner.query(`
        create trigger ${table}_needs_draft before insert or update or delete on ${table}
          for each row execute function content_needs_draft('contribution_id');
        create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function content_no_truncate();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...CONTENT].reverse()) await runner.query(`drop table ${table}`);
    await runner.query(`drop table budget_setting`);
  }
}
