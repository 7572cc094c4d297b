import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far places outside of the database have the audit trail, and what was signed of it by a time stamping authority. */
export class AuditPlaces1700000000101 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_place (
        name text primary key check (length(name) between 1 and 300),
        seq bigint not null default 0 check (seq >= 0),
        at timestamptz,
        error text check (length(error) <= 2000)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit_place`);
  }
}
