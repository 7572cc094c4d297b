import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions that come by the form on the public page, and whether a programme has that form. */
export class PublicQuestions1700000000083 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public_form (
        programme_id uuid constraint public_form_pkey primary key
          constraint public_form_programme_fk references programme (id),
        is_open boolean not null,
        -- Days from the day on which somebody asks until their name and address are deleted.
        keep_days integer not null constraint public_form_days_check check (keep_days between 7 and 365),
        version integer not null default 1
      );

      create table public_question (
        id uuid not null default gen_random_uuid() constraint public_question_pkey primary key,
        programme_id uuid not null constraint public_question_programme_fk references programme (id),
        -- As it was sent, null once it is deleted.
        text text,
        -- Of who asked, null once they are deleted.
        name varchar(200),
        email varchar(254),
        -- Keyed hash of the network address, for a day.
        place char(64),
        received_at timestamptz not null,
        received_on date not null,
        -- What was promised to who asked, whatever the setting has become.
        keep_until date not null,
        decided_at timestamptz,
        decided_by uuid constraint public_question_decided_by_fk references app_user (id),
        declined_reason varchar(500),
        enquiry_id uuid constraint public_question_enquiry_fk references enquiry (id)
          constraint public_question_enquiry_unique unique,
        version integer not null default 1,
        constraint public_question_decided_check check ((decided_at is null) = (decided_by is null)),
        constraint public_question_decision_check check ((decided_at is not null) = (num_nonnulls(declined_reason, enquiry_id) = 1)),
        constraint public_question_asked_check check (num_nonnulls(declined_reason, enquiry_id) < 2 and (name is not null or email is null)),
        constraint public_question_text_check check (text is not null or decided_at is not null)
      );
      create index public_question_waiting on public_question (programme_id, received_at) where decided_at is null;
      create index public_question_day on public_question (programme_id, received_on);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table public_question;
      drop table public_form;
    `);
  }
}
