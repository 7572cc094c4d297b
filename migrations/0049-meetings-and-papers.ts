import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which periods a meeting gets the report of, and when its papers were published. */
export class MeetingsAndPapers1700000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting
        -- The London day on which somebody published them; null until somebody records it.
        add column papers_published_on date,
        -- Why they could not wait for another meeting, where they were late.
        add column urgency varchar(500),
        add constraint meeting_urgency_check check (urgency is null or papers_published_on is not null);

      create table meeting_period (
        meeting_id uuid not null constraint meeting_period_meeting_fk references meeting (id),
        period_id uuid not null constraint meeting_period_period_fk references reporting_period (id),
        constraint meeting_period_pkey primary key (meeting_id, period_id)
      );
      create index meeting_period_period on meeting_period (period_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table meeting_period;
      alter table meeting drop column urgency, drop column papers_published_on;
    `);
  }
}
