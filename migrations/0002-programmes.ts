import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programmes and their reporting periods. They come before identity because an assignment names a programme. */
export class Programmes1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table programme (
        id uuid primary key default gen_random_uuid(),
        code varchar(40) not null constraint programme_code_unique unique,
        name varchar(200) not null,
        council varchar(200) not null,
        quarter_window varchar(20) not null default 'trailing'
          constraint programme_quarter_window_check check (quarter_window in ('trailing', 'forward')),
        version integer not null default 1,
        created_at timestamptz not null default now()
      );
      create table reporting_period (
        id uuid primary key default gen_random_uuid(),
        programme_id uuid not null constraint reporting_period_programme_fk references programme (id),
        label varchar(60) not null,
        starts_on date not null,
        ends_on date not null,
        as_at date not null,
        drafts_due_on date not null,
        review_due_on date not null,
        approval_due_on date not null,
        version integer not null default 1,
        opened_at timestamptz not null default now(),
        constraint reporting_period_unique unique (programme_id, starts_on),
        constraint reporting_period_span_check check (starts_on <= ends_on and as_at >= starts_on),
        constraint reporting_period_deadlines_check check (drafts_due_on <= review_due_on and review_due_on <= approval_due_on)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table reporting_period; drop table programme;`);
  }
}
