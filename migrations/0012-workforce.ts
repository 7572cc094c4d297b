import type { MigrationInterface, QueryRunner } from 'typeorm';

const CONTENT = ['workforce_content', 'workforce_team', 'workforce_benchmark'];

/** Each period's establishment by team, and the benchmarks that it is held against. */
export class Workforce1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table theme add constraint theme_programme_unique unique (id, programme_id);
      create table workforce_content (
        contribution_id uuid constraint workforce_content_pkey primary key
          constraint workforce_content_envelope_fk references envelope (id),
        programme_id uuid not null constraint workforce_content_programme_fk references programme (id),
        as_at date not null,
        theme_id uuid,
        constraint workforce_content_theme_fk foreign key (theme_id, programme_id) references theme (id, programme_id)
      );
      create table workforce_team (
        contribution_id uuid not null constraint workforce_team_content_fk references workforce_content (contribution_id),
        id uuid not null,
        position integer not null,
        name varchar(80) not null,
        establishment_fte numeric(8, 2),
        permanent_fte numeric(8, 2),
        vacant_fte numeric(8, 2),
        agency_fte numeric(8, 2),
        agency_covering_fte numeric(8, 2),
        starters_fte numeric(8, 2),
        leavers_fte numeric(8, 2),
        reported_vacancy_percent numeric(5, 2)
          constraint workforce_team_reported_check check (reported_vacancy_percent between 0 and 100),
        cases integer,
        caseload_workers_fte numeric(8, 2),
        note text,
        constraint workforce_team_pkey primary key (contribution_id, id),
        constraint workforce_team_caseload_check check ((cases is null) = (caseload_workers_fte is null))
      );
      create table workforce_benchmark (
        contribution_id uuid not null constraint workforce_benchmark_content_fk references workforce_content (contribution_id),
        rate varchar(20) not null constraint workforce_benchmark_rate_check
          check (rate in ('vacancyLocal', 'vacancyDfe', 'turnoverDfe', 'agencyLocal', 'agencyDfe', 'agencyCover')),
        area varchar(20) not null constraint workforce_benchmark_area_check check (area in ('england', 'region', 'neighbours')),
        position integer not null,
        value numeric(5, 2) not null,
        period varchar(60) not null,
        source varchar(200) not null,
        like_for_like boolean not null,
        constraint workforce_benchmark_pkey primary key (contribution_id, rate, area)
      );
    `);
    for (const table of CONTENT)
      await runner.query(`
        create trigger ${table}_needs_draft before insert or update or delete on ${table}
          for each row execute function content_needs_draft('contribution_id');
        create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function content_no_truncate();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...CONTENT].reverse()) await runner.query(`drop table ${table}`);
    await runner.query(`alter table theme drop constraint theme_programme_unique`);
  }
}
