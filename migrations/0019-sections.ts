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

      alter table workforce_benchmark drop constraint workforce_benchmark_rate_check;
      alter table workforce_benchmark add constraint workforce_benchmark_rate_check check (rate in (${RATES}, 'turnoverLocal'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A definition is history and stays; the older release takes a rolling figure for a snapshot, which is what it was called there.
    // A benchmark of a rate that the older release does not know is lost.
    await runner.query(`
      alter table workforce_benchmark disable trigger workforce_benchmark_needs_draft;
      delete from workforce_benchmark where rate = 'turnoverLocal';
      alter table workforce_benchmark enable trigger workforce_benchmark_needs_draft;
      alter table workforce_benchmark drop constraint workforce_benchmark_rate_check;
      alter table workforce_benchmark add constraint workforce_benchmark_rate_check check (rate in (${RATES}));

      alter table measure_definition disable trigger measure_definition_append_only;
      update measure_definition set cell_basis = 'snapshot' where cell_basis = 'rolling';
      alter table measure_definition enable trigger measure_definition_append_only;
      alter table measure_definition drop constraint measure_definition_cell_basis_check;
      alter table measure_definition add constraint measure_definition_cell_basis_check check (cell_basis in (${CELL_BASES}));
    `);
  }
}
