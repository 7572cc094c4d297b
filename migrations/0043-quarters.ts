import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a measure is counted is part of its definition; readings may be of a quarter, named by its first day. */
export class Quarters1700000000043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table measure_definition add column frequency varchar(10) not null default 'month'
        constraint measure_definition_frequency_check check (frequency in ('month', 'quarter', 'year'))`);
    await runner.query(`
      alter table reading drop constraint reading_span_check, drop constraint reading_period_check,
        add constraint reading_span_check check (span in ('month', 'quarter', 'year_to_date', 'year')),
        add constraint reading_period_check check (extract(day from period) = 1 and (span <> 'year' or extract(month from period) = 4)
          and (span <> 'quarter' or extract(month from period) in (1, 4, 7, 10)))`);
  }

  /** Fails while there are readings of quarters: they cannot be kept. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reading drop constraint reading_span_check, drop constraint reading_period_check,
        add constraint reading_span_check check (span in ('month', 'year_to_date', 'year')),
        add constraint reading_period_check check (extract(day from period) = 1 and (span <> 'year' or extract(month from period) = 4))`);
    await runner.query(`alter table measure_definition drop column frequency`);
  }
}
