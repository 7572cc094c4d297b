import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers keep the name of the file that went out, and put their period on the agenda of their meeting. */
export class Papers1700000000068 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table dispatch
        -- What the attached file was called. Null until it is bound, and in what went out before names were kept.
        add column file_name varchar(200),
        add constraint dispatch_file_name_check check (file_name is null or version_id is not null);

      insert into meeting_period (meeting_id, period_id)
        select distinct meeting_id, period_id from dispatch where cancelled_at is null
        on conflict do nothing;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table dispatch drop column file_name`);
  }
}
