import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Last days to publish papers that moved because somebody changed the calendar of working days. */
export class MovedDays1700000000104 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table moved_day (
        id uuid not null default gen_random_uuid() constraint moved_day_pkey primary key,
        -- Of one change of the calendar: the same for all that it moved.
        change_id uuid not null,
        meeting_id uuid not null constraint moved_day_meeting_fk references meeting (id),
        moved_at timestamptz not null default now(),
        from_on date not null,
        to_on date not null,
        -- Which days count otherwise than before, in words.
        why varchar(1000) not null,
        constraint moved_day_moved_check check (from_on <> to_on),
        constraint moved_day_unique unique (change_id, meeting_id)
      );
      create index moved_day_meeting on moved_day (meeting_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table moved_day`);
  }
}
