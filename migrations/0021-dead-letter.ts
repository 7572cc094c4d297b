import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox's columns by the names of the field, and work that is no longer wanted. */
export class DeadLetter1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox rename column dead_at to dead_letter_at;
      alter table outbox rename column rung_at to notified_at;
      alter table outbox rename column rung to notifications;
      alter table outbox add column withdrawn_at timestamptz;
      drop index outbox_due;
      create index outbox_due on outbox (available_at)
        where done_at is null and dead_letter_at is null and withdrawn_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Work that was withdrawn must not run: the older program would take it for waiting.
    await runner.query(`
      delete from outbox where withdrawn_at is not null;
      drop index outbox_due;
      alter table outbox drop column withdrawn_at;
      alter table outbox rename column notifications to rung;
      alter table outbox rename column notified_at to rung_at;
      alter table outbox rename column dead_letter_at to dead_at;
      create index outbox_due on outbox (available_at) where done_at is null and dead_at is null;
    `);
  }
}
