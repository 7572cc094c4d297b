import type { MigrationInterface, QueryRunner } from 'typeorm';

const RATES = `'vacancyLocal', 'vacancyDfe', 'turnoverDfe', 'agencyLocal', 'agencyDfe', 'agencyCover'`;
const CELL_BASES = `'in_month', 'cumulative', 'snapshot'`;

/** What the section rooms learned after their first release. */
export class Sections1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table measure_definition drop constraint measure_definition_cell_basis_check;
      alter table measure_definition add constraint measure_definition_cell_basis_check
        check (cell_basis in (${CELL_BASES}, 'rolling'));
      -- The figure of another section that its readings come from: workforce:vacancyLocal.
      alter table measure_definition add column fed_by varchar(60)
        constraint measure_definition_fed_by_check check (fed_by ~ '^[a-z]+:[A-Za-z]+$');

      alter table workforce_benchmark drop constraint workforce_benchmark_rate_check;
      alter table workforce_benchmark add constraint workforce_benchmark_rate_check check (rate in (${RATES}, 'turnoverLocal'));

      -- It is asked of the matrix instead: two matrices cannot be compared.
      alter table risk_entry drop column previous_score;

      -- A number belongs to one entry for good, also to one that was closed long ago. What is carried forward was asked before.
      create index risk_entry_number on risk_entry (number, contribution_id);
      create index concern_entry_reference on concern_entry (reference, contribution_id);
      create function risk_entry_number_held() returns trigger language plpgsql as $$
      begin
        if exists (
             select from risk_entry o join envelope v on v.id = o.contribution_id
               join envelope own on own.id = new.contribution_id and own.programme_id = v.programme_id and own.section = v.section
              where o.number = new.number and o.id <> new.id and v.status = 'approved') then
          raise exception 'Number % belongs to another entry of an approved register, which keeps it for good. Take a number that was never used.',
            new.number using errcode = 'HR003';
        end if;
        return new;
      end $$;
      create trigger risk_entry_number_free before insert on risk_entry
        for each row when (new.previous_kind is null) execute function risk_entry_number_held();
      create trigger risk_entry_number_taken before update on risk_entry
        for each row when (new.number <> old.number) execute function risk_entry_number_held();
      create function concern_entry_reference_held() returns trigger language plpgsql as $$
      begin
        if exists (
             select from concern_entry o join envelope v on v.id = o.contribution_id
               join envelope own on own.id = new.contribution_id and own.programme_id = v.programme_id and own.section = v.section
              where o.reference = new.reference and o.id <> new.id and v.status = 'approved') then
          raise exception 'Reference % belongs to another entry of an approved register, which keeps it for good. Take one that was never used.',
            new.reference using errcode = 'HR003';
        end if;
        return new;
      end $$;
      create trigger concern_entry_reference_free before insert on concern_entry
        for each row when (new.previous_due_words is null) execute function concern_entry_reference_held();
      create trigger concern_entry_reference_taken before update on concern_entry
        for each row when (new.reference <> old.reference) execute function concern_entry_reference_held();

      -- A draft that takes in a register approved later begins anew; the history of what is carried forward is kept all the same.
      drop trigger concern_history_kept on concern_history;
      create function concern_history_keep() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' or exists (
             select from concern_entry e where e.contribution_id = old.contribution_id and e.id = old.entry_id
                and e.previous_due_words is not null) then
          raise exception 'History can only be added to.' using errcode = 'HR001';
        end if;
        return old;
      end $$;
      create trigger concern_history_kept before update or delete on concern_history
        for each row when (not old.own) execute function concern_history_keep();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A definition is history and stays; the older release takes a rolling figure for a snapshot, which is what it was called there.
    // A benchmark of a rate that the older release does not know is lost.
    await runner.query(`
      drop trigger concern_history_kept on concern_history;
      create trigger concern_history_kept before update or delete on concern_history
        for each row when (not old.own) execute function history_refuse();
      drop function concern_history_keep();
      drop trigger risk_entry_number_free on risk_entry;
      drop trigger risk_entry_number_taken on risk_entry;
      drop trigger concern_entry_reference_free on concern_entry;
      drop trigger concern_entry_reference_taken on concern_entry;
      drop function risk_entry_number_held();
      drop function concern_entry_reference_held();
      drop index risk_entry_number;
      drop index concern_entry_reference;

      alter table risk_entry add column previous_score integer;
      alter table risk_entry disable trigger user;
      update risk_entry e set previous_score = c.score from risk_content h join risk_matrix_cell c on c.matrix_id = h.matrix_id
       where h.contribution_id = e.contribution_id and c.probability = e.previous_probability and c.impact = e.previous_impact;
      alter table risk_entry enable trigger user;

      alter table workforce_benchmark disable trigger workforce_benchmark_needs_draft;
      delete from workforce_benchmark where rate = 'turnoverLocal';
      alter table workforce_benchmark enable trigger workforce_benchmark_needs_draft;
      alter table workforce_benchmark drop constraint workforce_benchmark_rate_check;
      alter table workforce_benchmark add constraint workforce_benchmark_rate_check check (rate in (${RATES}));

      alter table measure_definition disable trigger measure_definition_append_only;
      alter table measure_definition drop column fed_by;
      update measure_definition set cell_basis = 'snapshot' where cell_basis = 'rolling';
      alter table measure_definition enable trigger measure_definition_append_only;
      alter table measure_definition drop constraint measure_definition_cell_basis_check;
      alter table measure_definition add constraint measure_definition_cell_basis_check check (cell_basis in (${CELL_BASES}));
    `);
  }
}
