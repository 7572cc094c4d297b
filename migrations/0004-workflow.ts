import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Envelopes, their authors and history, and the locks that hold whatever the application does. */
export class Workflow1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table envelope (
        id uuid primary key default gen_random_uuid(),
        kind varchar(20) not null,
        programme_id uuid not null constraint envelope_programme_fk references programme (id),
        period_id uuid not null constraint envelope_period_fk references reporting_period (id),
        section varchar(40),
        subject_id uuid,
        owner_id uuid constraint envelope_owner_fk references app_user (id),
        status varchar(20) not null default 'draft',
        version integer not null default 1,
        revision integer not null default 1,
        copied_from_id uuid constraint envelope_copied_from_fk references envelope (id),
        submitted_by uuid constraint envelope_submitted_by_fk references app_user (id),
        approved_by uuid constraint envelope_approved_by_fk references app_user (id),
        approved_at timestamptz,
        approved_sha256 char(64),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint envelope_status_check check (
          (kind = 'contribution' and status in ('draft', 'in_review', 'approved') and section is not null and subject_id is not null)
          or (kind = 'report' and status in ('draft', 'in_review', 'approved', 'superseded') and section is null)),
        constraint envelope_approval_check check (
          (status in ('approved', 'superseded')) = (approved_by is not null and approved_at is not null and approved_sha256 is not null))
      );
      create unique index envelope_contribution_unique on envelope (period_id, section, subject_id) where kind = 'contribution';
      create unique index envelope_report_unique on envelope (period_id, revision) where kind = 'report';

      create table envelope_author (
        envelope_id uuid not null constraint envelope_author_envelope_fk references envelope (id),
        user_id uuid not null constraint envelope_author_user_fk references app_user (id),
        act varchar(20) not null constraint envelope_author_act_check check (act in ('edited', 'submitted')),
        constraint envelope_author_pkey primary key (envelope_id, user_id, act)
      );

      create table workflow_event (
        id uuid primary key default gen_random_uuid(),
        envelope_id uuid not null constraint workflow_event_envelope_fk references envelope (id),
        envelope_version integer not null,
        at timestamptz not null default clock_timestamp(),
        actor_id uuid constraint workflow_event_actor_fk references app_user (id),
        actor_label text not null,
        action varchar(20) not null,
        from_status varchar(20) not null,
        to_status varchar(20) not null,
        comment text
      );
      create index workflow_event_envelope on workflow_event (envelope_id, at);

      -- An envelope's identity never changes; an approved one changes in one way only; nobody approves what they wrote.
      create function envelope_guard() returns trigger language plpgsql as $$
      begin
        if (new.id, new.kind, new.programme_id, new.period_id, new.section, new.subject_id, new.revision, new.created_at)
           is distinct from (old.id, old.kind, old.programme_id, old.period_id, old.section, old.subject_id, old.revision, old.created_at) then
          raise exception 'What this % is about cannot be changed.', old.kind using errcode = 'HR002';
        end if;
        if new.version <= old.version then
          raise exception 'The version of this % must go up with every change.', old.kind using errcode = 'HR002';
        end if;
        if old.status = 'superseded' then
          raise exception 'A superseded report cannot be changed.' using errcode = 'HR002';
        end if;
        if old.status = 'approved' and not (
             (old.kind = 'contribution' and new.status = 'draft')
             or (old.kind = 'report' and new.status = 'superseded'
                 and (new.owner_id, new.submitted_by, new.approved_by, new.approved_at, new.approved_sha256)
                     is not distinct from (old.owner_id, old.submitted_by, old.approved_by, old.approved_at, old.approved_sha256))) then
          raise exception 'This % is approved and cannot be changed.', old.kind using errcode = 'HR002';
        end if;
        if old.status = 'approved' and old.kind = 'contribution' and exists (
             select from envelope r where r.kind = 'report' and r.period_id = old.period_id and r.status = 'approved'
                and not exists (select from envelope n where n.kind = 'report' and n.period_id = r.period_id and n.revision > r.revision)) then
          raise exception 'The report of this period is approved: start a correction first.' using errcode = 'HR002';
        end if;
        if new.status = 'approved' and old.status <> 'in_review' then
          raise exception 'Only what was reviewed can be approved.' using errcode = 'HR002';
        end if;
        if new.status = 'approved' and exists (
             select from envelope_author a where a.envelope_id = new.id and a.user_id = new.approved_by) then
          raise exception 'Whoever edited or submitted this may not approve it.' using errcode = 'HR002';
        end if;
        return new;
      end $$;
      create trigger envelope_guard before update on envelope for each row execute function envelope_guard();

      create function history_refuse() returns trigger language plpgsql as $$
      begin
        raise exception 'History can only be added to.' using errcode = 'HR001';
      end $$;
      create trigger workflow_event_append_only before update or delete or truncate on workflow_event
        for each statement execute function history_refuse();
      create trigger envelope_author_append_only before update or delete or truncate on envelope_author
        for each statement execute function history_refuse();
      create trigger envelope_keep before delete or truncate on envelope for each statement execute function history_refuse();

      -- For every content table of every section: rows change only while their envelope is a draft.
      -- The trigger's argument is the column that names the envelope. The row lock that a save takes on the envelope orders a save
      -- against a step; this check alone does not.
      create function content_needs_draft() returns trigger language plpgsql as $$
      declare
        envelope_id uuid;
        state text;
      begin
        envelope_id := (case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> tg_argv[0])::uuid;
        if tg_op = 'UPDATE' and (to_jsonb(old) ->> tg_argv[0])::uuid is distinct from envelope_id then
          raise exception 'Content cannot move to another contribution.' using errcode = 'HR003';
        end if;
        select status into state from envelope where id = envelope_id;
        if state is distinct from 'draft' then
          raise exception 'This content can only be changed while it is a draft.' using errcode = 'HR003';
        end if;
        return case when tg_op = 'DELETE' then old else new end;
      end $$;
      create function content_no_truncate() returns trigger language plpgsql as $$
      begin
        raise exception 'Content cannot be emptied as a whole.' using errcode = 'HR003';
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table workflow_event;
      drop table envelope_author;
      drop table envelope;
      drop function content_no_truncate();
      drop function content_needs_draft();
      drop function history_refuse();
      drop function envelope_guard();
    `);
  }
}
