import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to what a report was asked before its approval. Rows are only ever added; the last one for a question counts. */
export class Challenge1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table challenge_answer (
        id uuid primary key default gen_random_uuid(),
        report_id uuid not null constraint challenge_answer_report_fk references report (envelope_id),
        -- Of the rule, the place and the facts: another fact is another question.
        finding_key char(32) not null,
        rule varchar(60) not null,
        question text not null,
        reason text not null,
        print boolean not null,
        answered_by uuid not null constraint challenge_answer_user_fk references app_user (id),
        answered_at timestamptz not null default clock_timestamp()
      );
      create index challenge_answer_last on challenge_answer (report_id, finding_key, answered_at);

      create function challenge_answer_in_time() returns trigger language plpgsql as $$
      begin
        if not exists (select from envelope e where e.id = new.report_id and e.status in ('draft', 'in_review')) then
          raise exception 'Questions are answered before the report is approved.' using errcode = 'HR004';
        end if;
        return new;
      end $$;
      create trigger challenge_answer_in_time before insert on challenge_answer for each row execute function challenge_answer_in_time();
      create trigger challenge_answer_append_only before update or delete or truncate on challenge_answer
        for each statement execute function history_refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table challenge_answer; drop function challenge_answer_in_time();`);
  }
}
