import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Committees, who receives their papers, and when they meet. */
export class Committees1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table committee (
        id uuid primary key default gen_random_uuid(),
        programme_id uuid not null constraint committee_programme_fk references programme (id),
        name varchar(200) not null,
        kind varchar(20) not null constraint committee_kind_check check (kind in ('board', 'cabinet', 'scrutiny', 'other')),
        active boolean not null default true,
        version integer not null default 1,
        constraint committee_name_unique unique (programme_id, name)
      );

      create table committee_recipient (
        id uuid primary key default gen_random_uuid(),
        committee_id uuid not null constraint committee_recipient_committee_fk references committee (id),
        name varchar(200) not null,
        email varchar(254) not null constraint committee_recipient_email_check check (email = lower(email)),
        active boolean not null default true,
        version integer not null default 1,
        constraint committee_recipient_unique unique (committee_id, email)
      );

      create table meeting (
        id uuid primary key default gen_random_uuid(),
        committee_id uuid not null constraint meeting_committee_fk references committee (id),
        starts_at timestamptz not null,
        -- The day in London: clear days are counted from it.
        meets_on date not null
          constraint meeting_date_check check (meets_on = (starts_at at time zone 'Europe/London')::date),
        place varchar(200),
        cancelled_at timestamptz,
        cancel_reason text,
        version integer not null default 1,
        constraint meeting_cancelled_check check ((cancelled_at is null) = (cancel_reason is null))
      );
      create unique index meeting_unique on meeting (committee_id, starts_at) where cancelled_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table meeting;
      drop table committee_recipient;
      drop table committee;
    `);
  }
}
