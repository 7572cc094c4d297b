import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secret addresses under which programs read the dates of a person or a committee. */
export class CalendarFeeds1700000000053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar_feed (
        id uuid not null default gen_random_uuid() constraint calendar_feed_pkey primary key,
        user_id uuid constraint calendar_feed_user_fk references app_user (id),
        committee_id uuid constraint calendar_feed_committee_fk references committee (id),
        -- SHA-256 of the secret in the address; null once the address was given up.
        secret_hash bytea,
        -- When the present address was made.
        made_at timestamptz,
        version integer not null default 1,
        constraint calendar_feed_user_unique unique (user_id),
        constraint calendar_feed_committee_unique unique (committee_id),
        constraint calendar_feed_secret_unique unique (secret_hash),
        constraint calendar_feed_whose_check check (num_nonnulls(user_id, committee_id) = 1),
        constraint calendar_feed_made_check check ((secret_hash is null) = (made_at is null))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table calendar_feed;`);
  }
}
