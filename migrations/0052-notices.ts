import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails about work: what each person wants of them, when a programme reminds and escalates, and what each was told. */
export class Notices1700000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Without a row: everything, from 08:00 to 18:00.
      create table notice_choice (
        user_id uuid constraint notice_choice_pkey primary key constraint notice_choice_user_fk references app_user (id),
        reminders boolean not null,
        waiting boolean not null,
        -- London hours of a working day between which mails may come.
        from_hour integer not null,
        until_hour integer not null,
        version integer not null default 1,
        constraint notice_choice_hours_check check (0 <= from_hour and from_hour < until_hour and until_hour <= 24)
      );

      create table reminder_rule (
        programme_id uuid constraint reminder_rule_pkey primary key
          constraint reminder_rule_programme_fk references programme (id),
        -- Working days before a deadline.
        before integer[] not null,
        -- While something is late: again after so many working days.
        again_after integer not null constraint reminder_rule_again_check check (again_after between 1 and 20),
        -- Working days late, from which on each is told of what others have not done.
        tell_reviewer integer not null,
        tell_manager integer not null,
        tell_sro integer not null,
        version integer not null default 1,
        constraint reminder_rule_before_check
          check (cardinality(before) between 0 and 5 and array_position(before, null) is null and 0 <= all(before) and 20 >= all(before)),
        constraint reminder_rule_order_check
          check (1 <= tell_reviewer and tell_reviewer <= tell_manager and tell_manager <= tell_sro and tell_sro <= 40)
      );

      create table notice (
        id uuid not null default gen_random_uuid() constraint notice_pkey primary key,
        user_id uuid not null constraint notice_user_fk references app_user (id),
        kind varchar(10) not null constraint notice_kind_check check (kind in ('digest', 'asked', 'waiting')),
        -- Of a digest its London day; of reminders that somebody asked for their period and day; of waiting work the step that it began with.
        key varchar(80) not null,
        state varchar(10) not null default 'queued'
          constraint notice_state_check check (state in ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')),
        -- It came later on its day than it should: no worker was running.
        late boolean not null default false,
        -- Who asked for it; null = the product by itself.
        asked_by uuid constraint notice_asked_by_fk references app_user (id),
        created_at timestamptz not null,
        ended_at timestamptz,
        reason varchar(500),
        -- How many things it tells; goes up while it gathers them.
        items integer not null,
        -- One for each person and day.
        constraint notice_unique unique (user_id, kind, key),
        constraint notice_ended_check check ((ended_at is null) = (state in ('queued', 'sending')))
      );

      -- What a mail told. Nobody is told the same of the same deadline twice.
      create table notice_item (
        id uuid not null default gen_random_uuid() constraint notice_item_pkey primary key,
        notice_id uuid not null constraint notice_item_notice_fk references notice (id),
        user_id uuid not null constraint notice_item_user_fk references app_user (id),
        programme_id uuid not null constraint notice_item_programme_fk references programme (id),
        -- Null also once the period was cancelled.
        period_id uuid constraint notice_item_period_fk references reporting_period (id) on delete set null,
        key varchar(120) not null,
        point integer not null,
        told jsonb not null,
        constraint notice_item_unique unique (user_id, key, point)
      );
      create index notice_item_notice on notice_item (notice_id);
      create index notice_item_period on notice_item (period_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table notice_item;
      drop table notice;
      drop table reminder_rule;
      drop table notice_choice;
    `);
  }
}
