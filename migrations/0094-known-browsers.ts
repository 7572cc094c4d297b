import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers in which somebody has signed in: what each is, since when, and which session is in it. */
export class KnownBrowsers1700000000094 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sign_in_device add column browser varchar(60) not null default 'Unknown browser';
      alter table sign_in_device add column first_used_at timestamptz not null default now();
      -- Sessions were ended since: it has to be met anew.
      alter table sign_in_device add column forgotten boolean not null default false;
      alter table session add column device_hash bytea;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table session drop column device_hash;
      alter table sign_in_device drop column forgotten, drop column first_used_at, drop column browser;
    `);
  }
}
