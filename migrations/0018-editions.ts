import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Editions: what is withheld from whom, the files of each edition, and which edition a committee gets. */
export class Editions1700000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report_setting (
        programme_id uuid constraint report_setting_pkey primary key
          constraint report_setting_programme_fk references programme (id),
        -- Counts of people from 1 to this are suppressed in public editions.
        largest_suppressed integer not null default 5
          constraint report_setting_largest_check check (largest_suppressed between 1 and 20),
        denominator_floor integer not null default 10
          constraint report_setting_floor_check check (denominator_floor between 0 and 100),
        public_names varchar(10) not null default 'names'
          constraint report_setting_names_check check (public_names in ('names', 'titles')),
        glossary jsonb not null default '[]',
        version integer not null default 1
      );

      create table publication_decision (
        id uuid primary key default gen_random_uuid(),
        programme_id uuid not null constraint publication_decision_programme_fk references programme (id),
        -- section/…, entry/…, paragraph/…, person/… or cell/…: the same from month to month.
        block varchar(120) not null,
        effect varchar(10) not null constraint publication_decision_effect_check check (effect in ('withhold', 'release', 'lift')),
        ground varchar(12) constraint publication_decision_ground_check check (ground in ('exempt', 'confidential', 'sensitive')),
        paragraphs integer[] not null default '{}',
        reason text not null,
        decided_by uuid not null constraint publication_decision_user_fk references app_user (id),
        decided_at timestamptz not null default clock_timestamp(),
        constraint publication_decision_withhold_check check ((effect = 'withhold') = (ground is not null)),
        constraint publication_decision_paragraphs_check check (
          case when ground = 'exempt' then cardinality(paragraphs) > 0 and paragraphs <@ array[1, 2, 3, 4, 5, 6, 7]
               else cardinality(paragraphs) = 0 end)
      );
      create index publication_decision_last on publication_decision (programme_id, block, decided_at);
      create trigger publication_decision_append_only before update or delete or truncate on publication_decision
        for each statement execute function history_refuse();

      alter table report add column summary text, add column asks jsonb not null default '[]',
        add column background_papers jsonb not null default '[]';

      alter table committee add column edition varchar(10) not null default 'public'
        constraint committee_edition_check check (edition in ('public', 'exempt'));

      -- What was printed before there were editions holds everything.
      alter table artefact drop constraint artefact_unique;
      alter table artefact drop constraint artefact_format_check;
      alter table artefact alter column page_count drop not null;
      alter table artefact add column edition varchar(10) not null default 'exempt'
        constraint artefact_edition_check check (edition in ('public', 'exempt'));
      alter table artefact alter column edition drop default;
      -- The version against which it says what changed; null where there is none before it.
      alter table artefact add column since_version_id uuid constraint artefact_since_fk references report_version (id);
      alter table artefact add constraint artefact_format_check check (format in ('pdf', 'html', 'csv'));
      alter table artefact add constraint artefact_pages_check check ((format = 'pdf') = (page_count is not null));
      create unique index artefact_unique on artefact (version_id, edition, since_version_id, format) nulls not distinct;

      alter table dispatch add column edition varchar(10) constraint dispatch_edition_check check (edition in ('public', 'exempt'));
      alter table dispatch add column since_version_id uuid constraint dispatch_since_fk references report_version (id);
      alter table dispatch disable trigger dispatch_guard;
      update dispatch set edition = 'exempt' where version_id is not null;
      alter table dispatch enable trigger dispatch_guard;
      alter table dispatch drop constraint dispatch_bound_check;
      alter table dispatch add constraint dispatch_bound_check check (
        (version_id is null) = (bound_at is null) and (version_id is null) = (edition is null)
        and (since_version_id is null or version_id is not null));

      insert into role_permission (role_id, permission)
      select r.id, p.permission from role r
        join (values ('owner', 'exempt.read'), ('owner', 'publication.withhold'),
                     ('reviewer', 'exempt.read'), ('reviewer', 'publication.withhold'), ('reviewer', 'publication.release'),
                     ('sro', 'exempt.read'), ('sro', 'publication.withhold'),
                     ('clerk', 'exempt.read'),
                     ('analyst', 'exempt.read'), ('analyst', 'publication.withhold'),
                     ('auditor', 'exempt.read')) p (role, permission) on p.role = r.key
      on conflict do nothing;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from role_permission where permission in ('exempt.read', 'publication.withhold', 'publication.release');
      alter table dispatch drop constraint dispatch_bound_check;
      alter table dispatch drop column edition, drop column since_version_id;
      alter table dispatch add constraint dispatch_bound_check check ((version_id is null) = (bound_at is null));
      drop index artefact_unique;
      -- The older release knows one PDF of each version: the one that holds everything, or else the only one.
      alter table artefact disable trigger artefact_sealed;
      delete from artefact a where a.format <> 'pdf' or exists (
        select from artefact o where o.version_id = a.version_id and o.format = 'pdf' and o.id <> a.id
           and (o.edition, o.stored_at, o.id) < (a.edition, a.stored_at, a.id));
      alter table artefact enable trigger artefact_sealed;
      alter table artefact drop constraint artefact_pages_check;
      alter table artefact drop constraint artefact_format_check;
      alter table artefact drop column edition, drop column since_version_id;
      alter table artefact alter column page_count set not null;
      alter table artefact add constraint artefact_format_check check (format in ('pdf'));
      alter table artefact add constraint artefact_unique unique (version_id, format);
      alter table committee drop column edition;
      alter table report drop column summary, drop column asks, drop column background_papers;
      drop table publication_decision;
      drop table report_setting;
    `);
  }
}
