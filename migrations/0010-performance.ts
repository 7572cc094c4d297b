import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What these roles may do from now on; later changes are later migrations. */
const PERMISSIONS: readonly [role: string, permissions: string][] = [
  ['owner', 'measure.read reading.record'],
  ['reviewer', 'measure.read measure.manage reading.record'],
  ['sro', 'measure.read'],
  ['analyst', 'measure.read measure.manage reading.record'],
  ['auditor', 'measure.read'],
];

/** Rows are added, never changed: what was known at a moment can be read for ever. */
const KNOWLEDGE = ['measure_definition', 'reading', 'benchmark', 'measure_rebase'];
const CONTENT = ['measures_content', 'measures_override'];

const NOTHING = `'not_collected', 'no_data', 'not_applicable', 'suppressed'`;

/** Measures: the dictionary, readings, benchmarks; and one period's figures of each group. */
export class Performance1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The number of the last write of figures in a programme. Every such write locks its row first, so the numbers become visible
      -- in order and "everything recorded up to n" is the same for ever.
      create table measure_ledger (
        programme_id uuid constraint measure_ledger_pkey primary key constraint measure_ledger_programme_fk references programme (id),
        recorded bigint not null
      );
      create table measure_group (
        id uuid constraint measure_group_pkey primary key default gen_random_uuid(),
        programme_id uuid not null constraint measure_group_programme_fk references programme (id),
        number integer not null constraint measure_group_number_check check (number between 1 and 99),
        title varchar(300),
        theme_id uuid constraint measure_group_theme_fk references theme (id),
        owner_id uuid constraint measure_group_owner_fk references app_user (id),
        version integer not null default 1,
        constraint measure_group_number_unique unique (programme_id, number)
      );
      create table measure (
        id uuid constraint measure_pkey primary key default gen_random_uuid(),
        programme_id uuid not null constraint measure_programme_fk references programme (id)
      );
      create index measure_programme on measure (programme_id);
      create table measure_definition (
        measure_id uuid not null constraint measure_definition_measure_fk references measure (id),
        version integer not null,
        group_id uuid constraint measure_definition_group_fk references measure_group (id),
        position integer not null,
        reference varchar(20),
        title varchar(300) not null,
        definition text,
        source varchar(300),
        unit varchar(10) constraint measure_definition_unit_check check (unit in ('percent', 'count', 'days', 'weeks', 'fte', 'pounds')),
        decimals integer not null constraint measure_definition_decimals_check check (decimals between 0 and 4),
        polarity varchar(10) not null constraint measure_definition_polarity_check check (polarity in ('higher', 'lower', 'neutral')),
        basis varchar(20) constraint measure_definition_basis_check check (basis in ('snapshot', 'year_to_date', 'in_month')),
        cell_basis varchar(20) not null constraint measure_definition_cell_basis_check check (cell_basis in ('in_month', 'cumulative', 'snapshot')),
        numerator varchar(500),
        denominator varchar(500),
        owner_id uuid constraint measure_definition_owner_fk references app_user (id),
        statutory boolean not null,
        availability_note varchar(300),
        target_minimum numeric,
        target_upper numeric,
        target_from date,
        target_until date,
        tolerance numeric constraint measure_definition_tolerance_check check (tolerance >= 0),
        dead_band numeric constraint measure_definition_dead_band_check check (dead_band >= 0),
        recorded bigint not null,
        recorded_by uuid not null constraint measure_definition_author_fk references app_user (id),
        recorded_at timestamptz not null default now(),
        constraint measure_definition_pkey primary key (measure_id, version)
      );
      create index measure_definition_group on measure_definition (group_id, measure_id);

      -- One figure is one measure, span and period; its newest row is what is known of it.
      create table reading (
        measure_id uuid not null constraint reading_measure_fk references measure (id),
        span varchar(12) not null constraint reading_span_check check (span in ('month', 'year_to_date', 'year')),
        period date not null,
        recorded bigint not null,
        nothing varchar(20) constraint reading_nothing_check check (nothing in (${NOTHING})),
        value numeric,
        numerator numeric,
        denominator numeric,
        decimals integer not null constraint reading_decimals_check check (decimals between 0 and 4),
        as_at date,
        state varchar(12) not null constraint reading_state_check check (state in ('provisional', 'validated', 'restated')),
        reason text,
        recorded_by uuid not null constraint reading_author_fk references app_user (id),
        recorded_at timestamptz not null default now(),
        constraint reading_pkey primary key (measure_id, span, period, recorded),
        constraint reading_period_check check (extract(day from period) = 1 and (span <> 'year' or extract(month from period) = 4)),
        constraint reading_value_check check ((nothing is null) = (value is not null)),
        constraint reading_parts_check check ((numerator is null) = (denominator is null) and (numerator is null or value is not null)),
        constraint reading_reason_check check (state <> 'restated' or reason is not null)
      );
      create table benchmark (
        id uuid constraint benchmark_pkey primary key default gen_random_uuid(),
        measure_id uuid not null constraint benchmark_measure_fk references measure (id),
        area varchar(10) not null constraint benchmark_area_check check (area in ('national', 'region', 'neighbours')),
        nothing varchar(20) constraint benchmark_nothing_check check (nothing in (${NOTHING})),
        value numeric,
        decimals integer not null constraint benchmark_decimals_check check (decimals between 0 and 4),
        period varchar(60),
        period_ends_on date,
        source varchar(300),
        known_on date,
        like_for_like boolean not null,
        recorded bigint not null,
        recorded_by uuid not null constraint benchmark_author_fk references app_user (id),
        recorded_at timestamptz not null default now(),
        constraint benchmark_value_check check ((nothing is null) = (value is not null))
      );
      create index benchmark_measure on benchmark (measure_id, area, recorded);
      create table measure_rebase (
        measure_id uuid not null constraint measure_rebase_measure_fk references measure (id),
        from_month date not null constraint measure_rebase_month_check check (extract(day from from_month) = 1),
        reason varchar(500) not null,
        recorded bigint not null,
        recorded_by uuid not null constraint measure_rebase_author_fk references app_user (id),
        recorded_at timestamptz not null default now(),
        constraint measure_rebase_pkey primary key (measure_id, from_month)
      );

      -- The body is worked out whenever one of its sources changes, while it is a draft, and kept: an approved part stays what it was
      -- when a later release works differently.
      create table measures_content (
        contribution_id uuid constraint measures_content_pkey primary key constraint measures_content_envelope_fk references envelope (id),
        commentary text,
        known_to bigint not null,
        previous_known_to bigint,
        body json not null
      );
      create table measures_override (
        contribution_id uuid not null constraint measures_override_content_fk references measures_content (contribution_id),
        measure_id uuid not null constraint measures_override_measure_fk references measure (id),
        rag varchar(10) not null constraint measures_override_rag_check check (rag in ('RED', 'AMBER', 'GREEN')),
        reason text not null,
        constraint measures_override_pkey primary key (contribution_id, measure_id)
      );
      create index envelope_subject on envelope (subject_id, section) where kind = 'contribution';
    `);
    for (const table of KNOWLEDGE)
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
          for each statement execute function history_refuse();
      `);
    for (const table of CONTENT)
      await runner.query(`
        create trigger ${table}_needs_draft before insert or update or delete on ${table}
          for each row execute function content_needs_draft('contribution_id');
        create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function content_no_truncate();
      `);
    for (const [role, permissions] of PERMISSIONS)
      await runner.query(
        `insert into role_permission (role_id, permission) select id, unnest($2::text[]) from role where key = $1 and built_in on conflict do nothing`,
        [role, permissions.split(' ')],
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from role_permission where permission in ('measure.read', 'measure.manage', 'reading.record')`,
    );
    await runner.query(`drop index envelope_subject`);
    for (const table of [...CONTENT].reverse()) await runner.query(`drop table ${table}`);
    for (const table of [...KNOWLEDGE].reverse()) await runner.query(`drop table ${table}`);
    await runner.query(`drop table measure; drop table measure_group; drop table measure_ledger;`);
  }
}
