import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A measure's definition says whether its figures may be below zero; null = as its unit: pounds, and a unit that is not known, may. */
export class BelowZero1700000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table measure_definition add column below_zero boolean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table measure_definition drop column below_zero`);
  }
}
