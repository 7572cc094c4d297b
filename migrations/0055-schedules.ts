import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers that go to a committee on the same working day of each month, and what came of each time. */
export class Schedules1700000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dispatch_schedule (
        id uuid not null default gen_random_uuid() constraint dispatch_schedule_pkey primary key,
        committee_id uuid not null constraint dispatch_schedule_committee_fk references committee (id),
        -- Of the month: 1 = its first working day, −1 = its last.
        working_day integer not null
          constraint dispatch_schedule_day_check check (working_day between -10 and 15 and working_day <> 0),
        -- London hour.
        hour integer not null constraint dispatch_schedule_hour_check check (hour between 0 and 23),
        active boolean not null default true,
        created_by uuid not null constraint dispatch_schedule_creator_fk references app_user (id),
        -- From then on it counts; also when it was changed last.
        since timestamptz not null,
        version integer not null default 1,
        constraint dispatch_schedule_unique unique (committee_id, working_day, hour)
      );

      -- One for each schedule and time, whoever looks how often.
      create table dispatch_schedule_run (
        schedule_id uuid not null constraint dispatch_schedule_run_schedule_fk references dispatch_schedule (id),
        window_at timestamptz not null,
        outcome varchar(20) not null
          constraint dispatch_schedule_run_outcome_check check (outcome in ('planned', 'no-meeting', 'no-report', 'already')),
        dispatch_id uuid constraint dispatch_schedule_run_dispatch_fk references dispatch (id),
        -- Made up for after nobody was there to do it in time.
        late boolean not null,
        ran_at timestamptz not null,
        constraint dispatch_schedule_run_pkey primary key (schedule_id, window_at),
        constraint dispatch_schedule_run_planned_check check ((outcome = 'planned') = (dispatch_id is not null))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table dispatch_schedule_run;
      drop table dispatch_schedule;
    `);
  }
}
