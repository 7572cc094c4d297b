import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ties what is sealed to what was approved: the database refuses a version that nobody approved, and any other than the one approved. */
export class Seals1700000000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whatever is approved was a draft first: what an update refuses, an insert must not bring about.
      create function envelope_begins() returns trigger language plpgsql as $$
      begin
        if new.status <> 'draft' or new.submitted_by is not null or new.approved_by is not null then
          raise exception 'A % begins as a draft.', new.kind using errcode = 'HR002';
        end if;
        return new;
      end $$;
      create trigger envelope_begins before insert on envelope for each row execute function envelope_begins();

      -- The row of the envelope is locked, so that nothing supersedes it at the same moment.
      create function report_version_as_approved() returns trigger language plpgsql as $$
      begin
        perform 1 from envelope e join report r on r.envelope_id = e.id
          where e.id = new.report_id and e.kind = 'report' and e.status = 'approved'
            and (e.programme_id, e.period_id, e.revision) = (new.programme_id, new.period_id, new.version)
            and e.approved_sha256 = new.sha256 and e.approved_at = new.approved_at
            and e.approved_by::text = new.approved_by ->> 'id'
            and r.correction_reason is not distinct from new.correction_reason
          for share of e;
        if not found then
          raise exception 'Only what was approved can be sealed, as it was approved.' using errcode = 'HR004';
        end if;
        return new;
      end $$;
      create trigger report_version_as_approved before insert on report_version
        for each row execute function report_version_as_approved();

      -- A report is superseded by the sealed version that corrects it, and by nothing else.
      create function envelope_superseded() returns trigger language plpgsql as $$
      begin
        if not exists (select from report_version v where v.period_id = new.period_id and v.version = new.revision + 1) then
          raise exception 'A report is superseded by its correction only.' using errcode = 'HR002';
        end if;
        return new;
      end $$;
      create trigger envelope_superseded before update on envelope for each row
        when (new.status = 'superseded' and old.status <> 'superseded') execute function envelope_superseded();

      alter table artefact add constraint artefact_since_check check (since_version_id <> version_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table artefact drop constraint artefact_since_check;
      drop trigger envelope_superseded on envelope;
      drop trigger report_version_as_approved on report_version;
      drop trigger envelope_begins on envelope;
      drop function envelope_superseded();
      drop function report_version_as_approved();
      drop function envelope_begins();
    `);
  }
}
