import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kinds of committee that the law knows, who reports to whom, the days on which nothing counts, and the local numbers of the clock. */
export class StatutoryClock1700000000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table committee drop constraint committee_kind_check;
      -- What another body is nobody has said: the law's notice is kept for it until somebody says that it needs none.
      update committee set kind = 'statutory' where kind = 'other';
      alter table committee
        add constraint committee_kind_check check (kind in ('cabinet', 'scrutiny', 'statutory', 'board', 'internal')),
        add column parent_id uuid constraint committee_parent_fk references committee (id),
        add column chair varchar(200),
        add column frequency varchar(20) constraint committee_frequency_check
          check (frequency in ('monthly', 'six_weekly', 'two_monthly', 'quarterly', 'twice_a_year', 'yearly', 'as_needed')),
        add column notice_days integer constraint committee_notice_days_check check (notice_days between 0 and 30),
        add column marking varchar(20) constraint committee_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
        add constraint committee_parent_other check (parent_id <> id);

      -- Of one year: the bank holidays as somebody entered them, null = as the release knows them; and the days of closure.
      create table calendar_year (
        year integer constraint calendar_year_pkey primary key constraint calendar_year_check check (year between 2012 and 2100),
        bank_holidays jsonb,
        closures jsonb not null default '[]',
        version integer not null default 1
      );

      create table clock_setting (
        programme_id uuid constraint clock_setting_pkey primary key
          constraint clock_setting_programme_fk references programme (id),
        -- Working days after a meeting.
        publish_within integer not null constraint clock_setting_publish_check check (publish_within between 0 and 20),
        call_in_days integer not null constraint clock_setting_call_in_check check (call_in_days between 0 and 20),
        -- Working days before the papers have to be published.
        owner_days integer not null,
        reviewer_days integer not null,
        manager_days integer not null,
        sro_days integer not null,
        version integer not null default 1,
        constraint clock_setting_order_check
          check (60 >= owner_days and owner_days >= reviewer_days and reviewer_days >= manager_days and manager_days >= sro_days and sro_days >= 0)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table clock_setting;
      drop table calendar_year;
      alter table committee drop constraint committee_kind_check, drop constraint committee_parent_other,
        drop column parent_id, drop column chair, drop column frequency, drop column notice_days, drop column marking;
      update committee set kind = 'other' where kind in ('statutory', 'internal');
      alter table committee
        add constraint committee_kind_check check (kind in ('board', 'cabinet', 'scrutiny', 'other'));
    `);
  }
}
