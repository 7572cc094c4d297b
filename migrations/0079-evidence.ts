import type { MigrationInterface, QueryRunner } from 'typeorm';

const WRITTEN = `e.kind <> 'contribution' or e.status <> 'draft'
                  or exists (select from envelope_author a where a.envelope_id = e.id)
                  or exists (select from workflow_event w where w.envelope_id = e.id)`;

const empty = (written: string): string => `
  create or replace function period_is_empty(period uuid) returns boolean language sql stable as $$
    select not exists (select from envelope e where e.period_id = period and (${written}))
  $$;`;

/** Files that show that something was done, attached to a part or a report, and who may attach and release them. */
export class Evidence1700000000079 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence (
        id uuid not null default gen_random_uuid() constraint evidence_pkey primary key,
        programme_id uuid not null constraint evidence_programme_fk references programme (id),
        envelope_id uuid not null constraint evidence_envelope_fk references envelope (id),
        -- What of it the file is about, such as actions/<id>, and what that was called; null = the whole.
        entry varchar(100),
        entry_label varchar(600),
        title varchar(200) not null,
        note varchar(2000),
        file_name varchar(200) not null,
        kind varchar(8) not null
          constraint evidence_kind_check check (kind in ('pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'png', 'jpg', 'csv', 'txt')),
        size integer not null constraint evidence_size_check check (size > 0),
        sha256 varchar(64) not null constraint evidence_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
        -- What scanned it for malware; null = nothing did.
        scanned_by varchar(40),
        added_by uuid not null constraint evidence_added_by_fk references app_user (id),
        added_label varchar(400) not null,
        added_at timestamptz not null,
        withdrawn_at timestamptz,
        withdrawn_label varchar(400),
        withdrawn_reason varchar(2000),
        released_at timestamptz,
        released_label varchar(400),
        released_reason varchar(2000),
        -- Of the bytes; the row stays.
        deleted_at timestamptz,
        deleted_because varchar(10) constraint evidence_deleted_because_check check (deleted_because in ('withdrawn', 'expired')),
        version integer not null default 1,
        constraint evidence_entry_check check ((entry is null) = (entry_label is null)),
        constraint evidence_withdrawn_check check (
          (withdrawn_at is null) = (withdrawn_label is null) and (withdrawn_at is null) = (withdrawn_reason is null)),
        constraint evidence_released_check check (
          (released_at is null) = (released_label is null) and (released_at is null) = (released_reason is null)),
        constraint evidence_deleted_check check ((deleted_at is null) = (deleted_because is null))
      );
      create index evidence_list on evidence (programme_id, added_at, id);
      create index evidence_envelope on evidence (envelope_id, added_at);
      create index evidence_entry on evidence (programme_id, entry);
      create index evidence_sha256 on evidence (sha256) where deleted_at is null;

      create function evidence_stands() returns trigger language plpgsql as $$
      begin
        if (old.id, old.programme_id, old.envelope_id, old.entry, old.entry_label, old.title, old.note, old.file_name, old.kind, old.size,
            old.sha256, old.scanned_by, old.added_by, old.added_label, old.added_at)
           is distinct from
           (new.id, new.programme_id, new.envelope_id, new.entry, new.entry_label, new.title, new.note, new.file_name, new.kind, new.size,
            new.sha256, new.scanned_by, new.added_by, new.added_label, new.added_at)
           or new.version <= old.version
           or (old.withdrawn_at is not null and (old.withdrawn_at, old.withdrawn_label, old.withdrawn_reason)
               is distinct from (new.withdrawn_at, new.withdrawn_label, new.withdrawn_reason))
           or (old.deleted_at is not null and (old.deleted_at, old.deleted_because) is distinct from (new.deleted_at, new.deleted_because))
        then
          raise exception 'Evidence is only ever added, withdrawn, released or deleted.' using errcode = 'HR002';
        end if;
        return new;
      end $$;
      create trigger evidence_stands before update on evidence for each row execute function evidence_stands();
      create trigger evidence_keep before delete or truncate on evidence for each statement execute function history_refuse();

      -- Whoever attached a file has written something.
      ${empty(`${WRITTEN} or exists (select from evidence v where v.envelope_id = e.id)`)}

      insert into role_permission (role_id, permission)
        select id, 'evidence.add' from role where key in ('owner', 'reviewer', 'sro', 'analyst')
        union all select id, 'evidence.release' from role where key = 'reviewer';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from role_permission where permission in ('evidence.add', 'evidence.release');
      ${empty(WRITTEN)}
      drop table evidence;
      drop function evidence_stands();
    `);
  }
}
