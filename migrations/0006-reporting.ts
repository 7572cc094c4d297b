import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The report's own text, its sealed versions and their stored files. */
export class Reporting1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report (
        envelope_id uuid constraint report_pkey primary key constraint report_envelope_fk references envelope (id),
        overall_narrative text,
        overall_rag varchar(10) constraint report_rag_check check (overall_rag in ('RED', 'AMBER', 'GREEN')),
        late_reason text,
        correction_reason text
      );
      create trigger report_needs_draft before insert or update or delete on report
        for each row execute function content_needs_draft('envelope_id');
      create trigger report_no_truncate before truncate on report for each statement execute function content_no_truncate();

      create table report_version (
        id uuid primary key default gen_random_uuid(),
        report_id uuid not null constraint report_version_report_fk references report (envelope_id),
        programme_id uuid not null constraint report_version_programme_fk references programme (id),
        period_id uuid not null constraint report_version_period_fk references reporting_period (id),
        version integer not null,
        -- Text, not jsonb: the bytes are what was approved.
        snapshot text not null,
        sha256 char(64) not null,
        approved_by json not null,
        approved_at timestamptz not null,
        correction_reason text,
        constraint report_version_report_unique unique (report_id),
        constraint report_version_unique unique (period_id, version),
        constraint report_version_sha256_check check (sha256 = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex')),
        constraint report_version_reason_check check ((version = 1) = (correction_reason is null))
      );
      create index report_version_newest on report_version (approved_at, id);

      create table artefact (
        id uuid primary key default gen_random_uuid(),
        version_id uuid not null constraint artefact_version_fk references report_version (id),
        format varchar(10) not null constraint artefact_format_check check (format in ('pdf')),
        sha256 char(64) not null,
        size integer not null,
        page_count integer not null,
        -- What made it and how long it took: browser, fonts, milliseconds.
        facts jsonb not null,
        stored_at timestamptz not null default clock_timestamp(),
        constraint artefact_unique unique (version_id, format)
      );

      create function sealed_refuse() returns trigger language plpgsql as $$
      begin
        raise exception 'What is sealed cannot be changed. A correction is a new version.' using errcode = 'HR004';
      end $$;
      create trigger report_version_sealed before update or delete or truncate on report_version
        for each statement execute function sealed_refuse();
      create trigger artefact_sealed before update or delete or truncate on artefact
        for each statement execute function sealed_refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table artefact;
      drop table report_version;
      drop table report;
      drop function sealed_refuse();
    `);
  }
}
