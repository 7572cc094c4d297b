import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions that members ask at meetings, with their answers, until a report of their committee has printed them. */
export class Enquiries1700000000077 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table enquiry_setting (
        programme_id uuid constraint enquiry_setting_pkey primary key
          constraint enquiry_setting_programme_fk references programme (id),
        -- Working days from the day on which it is asked.
        answer_days integer not null constraint enquiry_setting_days_check check (answer_days between 1 and 60),
        version integer not null default 1
      );

      create table enquiry (
        id uuid not null default gen_random_uuid() constraint enquiry_pkey primary key,
        programme_id uuid not null constraint enquiry_programme_fk references programme (id),
        committee_id uuid not null constraint enquiry_committee_fk references committee (id),
        -- Null where it did not come from a meeting.
        meeting_id uuid constraint enquiry_meeting_fk references meeting (id),
        -- 1, 2, … within the programme.
        number integer not null,
        source varchar(10) not null constraint enquiry_source_check check (source in ('meeting', 'public')),
        -- A member, whose name is public. Nobody else is ever named here.
        asked_by varchar(200),
        text text not null,
        asked_on date not null,
        owner_id uuid not null constraint enquiry_owner_fk references app_user (id),
        due_on date not null,
        recorded_by uuid not null constraint enquiry_recorded_by_fk references app_user (id),
        recorded_at timestamptz not null,
        withdrawn_at timestamptz,
        withdrawn_reason varchar(500),
        version integer not null default 1,
        constraint enquiry_number_unique unique (programme_id, number),
        constraint enquiry_meeting_check check ((meeting_id is not null) = (source = 'meeting')),
        constraint enquiry_member_check check (source = 'meeting' or asked_by is null),
        constraint enquiry_withdrawn_check check ((withdrawn_at is null) = (withdrawn_reason is null))
      );
      create index enquiry_meeting on enquiry (meeting_id);
      create index enquiry_committee on enquiry (committee_id);

      create table enquiry_answer (
        id uuid not null default gen_random_uuid() constraint enquiry_answer_pkey primary key,
        enquiry_id uuid not null constraint enquiry_answer_enquiry_fk references enquiry (id),
        -- 1 = the first one; each later one corrects the one before.
        number integer not null,
        text text not null,
        correction_reason varchar(500),
        status varchar(10) not null constraint enquiry_answer_status_check check (status in ('draft', 'submitted', 'approved')),
        -- Everybody who wrote or submitted it; the last one last.
        author_ids uuid[] not null,
        -- Why it was given back, until it is submitted again.
        returned_reason varchar(1000),
        submitted_at timestamptz,
        approved_by uuid constraint enquiry_answer_approved_by_fk references app_user (id),
        approved_at timestamptz,
        constraint enquiry_answer_number_unique unique (enquiry_id, number),
        constraint enquiry_answer_correction_check check ((number = 1) = (correction_reason is null)),
        constraint enquiry_answer_authors_check check (cardinality(author_ids) > 0),
        constraint enquiry_answer_submitted_check check (status = 'draft' or submitted_at is not null),
        constraint enquiry_answer_approved_check check ((status = 'approved') = (approved_at is not null) and (approved_at is null) = (approved_by is null)),
        -- Nobody approves what they wrote.
        constraint enquiry_answer_separation_check check (approved_by is null or not (approved_by = any (author_ids)))
      );
      create unique index enquiry_answer_open on enquiry_answer (enquiry_id) where status <> 'approved';

      create function enquiry_answer_keep() returns trigger language plpgsql as $$
      begin
        if old.status = 'approved' then
          raise exception 'An approved answer is never changed: it is corrected by another one.' using errcode = 'HR004';
        end if;
        return case when tg_op = 'DELETE' then old else new end;
      end $$;
      create trigger enquiry_answer_keep before update or delete on enquiry_answer for each row execute function enquiry_answer_keep();
      create trigger enquiry_answer_no_truncate before truncate on enquiry_answer for each statement execute function history_refuse();

      -- Which sealed report printed which answer.
      create table enquiry_printing (
        answer_id uuid not null constraint enquiry_printing_answer_fk references enquiry_answer (id),
        version_id uuid not null constraint enquiry_printing_version_fk references report_version (id),
        constraint enquiry_printing_pkey primary key (answer_id, version_id)
      );
      create index enquiry_printing_version on enquiry_printing (version_id);
      create trigger enquiry_printing_append_only before update or delete or truncate on enquiry_printing
        for each statement execute function history_refuse();

      insert into role_permission (role_id, permission)
        select r.id, p.permission from role r join (values
          ('owner', 'enquiry.read'), ('owner', 'enquiry.answer'),
          ('reviewer', 'enquiry.read'), ('reviewer', 'enquiry.record'), ('reviewer', 'enquiry.answer'), ('reviewer', 'enquiry.approve'),
          ('sro', 'enquiry.read'), ('sro', 'enquiry.approve'),
          ('clerk', 'enquiry.read'), ('clerk', 'enquiry.record'),
          ('analyst', 'enquiry.read'), ('analyst', 'enquiry.answer'),
          ('auditor', 'enquiry.read')) p (role, permission) on p.role = r.key;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from role_permission where permission like 'enquiry.%';
      drop table enquiry_printing;
      drop table enquiry_answer;
      drop function enquiry_answer_keep();
      drop table enquiry;
      drop table enquiry_setting;
    `);
  }
}
