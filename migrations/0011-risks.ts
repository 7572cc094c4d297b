import type { MigrationInterface, QueryRunner } from 'typeorm';

const CONTENT = ['risk_content', 'risk_entry', 'risk_link'];

/**
 * Risk matrices (tables of 25 cells that never change; a new one is a new row), which one a programme uses, and one period's register.
 */
export class Risks1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table risk_matrix (
        id uuid constraint risk_matrix_pkey primary key default gen_random_uuid(),
        name varchar(200) not null constraint risk_matrix_name_unique unique,
        created_at timestamptz not null default now()
      );
      create table risk_matrix_band (
        matrix_id uuid not null constraint risk_matrix_band_matrix_fk references risk_matrix (id),
        key varchar(40) not null,
        name varchar(40) not null,
        rank integer not null,
        constraint risk_matrix_band_pkey primary key (matrix_id, key),
        constraint risk_matrix_band_rank_unique unique (matrix_id, rank)
      );
      create table risk_matrix_cell (
        matrix_id uuid not null,
        probability integer not null constraint risk_matrix_cell_probability_check check (probability between 1 and 5),
        impact integer not null constraint risk_matrix_cell_impact_check check (impact between 1 and 5),
        score integer not null,
        band varchar(40) not null,
        constraint risk_matrix_cell_pkey primary key (matrix_id, probability, impact),
        constraint risk_matrix_cell_band_fk foreign key (matrix_id, band) references risk_matrix_band (matrix_id, key)
      );
      create table risk_setting (
        programme_id uuid constraint risk_setting_pkey primary key constraint risk_setting_programme_fk references programme (id),
        matrix_id uuid not null constraint risk_setting_matrix_fk references risk_matrix (id),
        version integer not null default 1
      );
      create table risk_content (
        contribution_id uuid constraint risk_content_pkey primary key constraint risk_content_envelope_fk references envelope (id),
        matrix_id uuid not null constraint risk_content_matrix_fk references risk_matrix (id),
        follows boolean not null
      );
      create table risk_entry (
        contribution_id uuid not null constraint risk_entry_content_fk references risk_content (contribution_id),
        id uuid not null,
        position integer not null,
        number integer not null constraint risk_entry_number_check check (number between 1 and 9999),
        kind varchar(10) not null constraint risk_entry_kind_check check (kind in ('risk', 'issue')),
        cause text,
        event text not null,
        consequence text,
        mitigation text,
        response varchar(10)
          constraint risk_entry_response_check check (response in ('avoid', 'reduce', 'transfer', 'accept', 'share')),
        owner_id uuid constraint risk_entry_owner_fk references app_user (id),
        raised varchar(10) not null,
        last_reviewed_on date,
        review_on date,
        next_action text,
        inherent_probability integer,
        inherent_impact integer,
        current_probability integer,
        current_impact integer,
        target_probability integer,
        target_impact integer,
        proximity varchar(20)
          constraint risk_entry_proximity_check check (proximity in ('imminent', 'three_months', 'this_year', 'later')),
        severity varchar(10) constraint risk_entry_severity_check check (severity in ('low', 'medium', 'high', 'critical')),
        status varchar(10) not null constraint risk_entry_status_check check (status in ('open', 'closed')),
        closed_reason text,
        accepted_by uuid constraint risk_entry_accepted_by_fk references app_user (id),
        accepted_on date,
        accepted_until date,
        acceptance_reason text,
        previous_kind varchar(10),
        previous_probability integer,
        previous_impact integer,
        previous_score integer,
        previous_severity varchar(10),
        constraint risk_entry_pkey primary key (contribution_id, id),
        constraint risk_entry_number_unique unique (contribution_id, number) deferrable initially deferred,
        constraint risk_entry_kind_fields_check check (
          case kind when 'risk' then severity is null
               else proximity is null and coalesce(inherent_probability, inherent_impact, current_probability, current_impact,
                      target_probability, target_impact) is null end),
        constraint risk_entry_range_check check (
          least(inherent_probability, inherent_impact, current_probability, current_impact, target_probability, target_impact) >= 1
          and greatest(inherent_probability, inherent_impact, current_probability, current_impact, target_probability, target_impact) <= 5)
      );
      create table risk_link (
        contribution_id uuid not null,
        entry_id uuid not null,
        kind varchar(10) not null constraint risk_link_kind_check check (kind in ('action', 'measure', 'concern')),
        target_id uuid not null,
        position integer not null,
        constraint risk_link_pkey primary key (contribution_id, entry_id, kind, target_id),
        constraint risk_link_entry_fk foreign key (contribution_id, entry_id) references risk_entry (contribution_id, id)
      );

      create function risk_entry_keep() returns trigger language plpgsql as $$
      begin
        if old.previous_kind is null then
          return case when tg_op = 'DELETE' then old else new end;
        end if;
        if tg_op = 'DELETE' then
          raise exception 'Entry % was open in an approved register. It is carried forward until it is closed with a reason; it cannot be left out.',
            old.number using errcode = 'HR003';
        end if;
        if new.number <> old.number then
          raise exception 'Entry % is known by this number from an approved register; it keeps it.', old.number using errcode = 'HR003';
        end if;
        return new;
      end $$;
      create trigger risk_entry_kept before update or delete on risk_entry for each row execute function risk_entry_keep();
    `);
    for (const table of CONTENT)
      await runner.query(`
        create trigger ${table}_needs_draft before insert or update or delete on ${table}
          for each row execute function content_needs_draft('contribution_id');
        create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function content_no_truncate();
      `);
    for (const table of ['risk_matrix', 'risk_matrix_band', 'risk_matrix_cell'])
      await runner.query(`
        create trigger ${table}_history before update or delete or truncate on ${table} for each statement execute function history_refuse();
      `);
    // Score = probability times impact, in four bands: usual in councils, laid down nowhere. A council sets its own.
    await runner.query(`
      with matrix as (insert into risk_matrix (name) values ('Probability times impact, four bands') returning id),
      bands as (
        insert into risk_matrix_band (matrix_id, key, name, rank)
        select id, b.key, b.name, b.rank from matrix,
               (values ('low', 'Low', 1), ('moderate', 'Moderate', 2), ('high', 'High', 3), ('very-high', 'Very high', 4)) b(key, name, rank))
      insert into risk_matrix_cell (matrix_id, probability, impact, score, band)
      select id, p, i, p * i, case when p * i <= 3 then 'low' when p * i <= 6 then 'moderate' when p * i <= 12 then 'high' else 'very-high' end
        from matrix, generate_series(1, 5) p, generate_series(1, 5) i;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...CONTENT].reverse()) await runner.query(`drop table ${table}`);
    await runner.query(`drop function risk_entry_keep()`);
    for (const table of ['risk_setting', 'risk_matrix_cell', 'risk_matrix_band', 'risk_matrix'])
      await runner.query(`drop table ${table}`);
  }
}
