import type { MigrationInterface, QueryRunner } from 'typeorm';

const written = (byHand: string): string => `
  create or replace function period_is_empty(period uuid) returns boolean language sql stable as $$
    select not exists (select from envelope e where e.period_id = period and (e.kind <> 'contribution' or e.status <> 'draft'
                  or ${byHand}
                  or exists (select from workflow_event w where w.envelope_id = e.id)
                  or exists (select from evidence v where v.envelope_id = e.id)))
  $$;`;

const cancel = (authors: string): string => `
  create or replace function period_cancel(period uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    content text;
    contributions uuid[];
  begin
    update reporting_period set cancelled_at = clock_timestamp() where id = period;
    select coalesce(array_agg(id), '{}') into contributions from envelope where period_id = period;
    for content in
      with recursive below(held, depth) as (
        select 'envelope'::regclass::oid, 0
        union all
        select c.conrelid, b.depth + 1
          from below b
          join pg_constraint c on c.contype = 'f' and c.confrelid = b.held and c.conrelid <> b.held
          join pg_attribute a on a.attrelid = c.conrelid and a.attname = 'contribution_id' and not a.attisdropped)
      select held::regclass::text from below where depth > 0 group by held order by max(depth) desc
    loop
      execute format('delete from %s where contribution_id = any($1)', content) using contributions;
    end loop;${authors}
    delete from envelope where period_id = period;
    delete from meeting_period where period_id = period;
    delete from reporting_period where id = period;
  end $$;`;

/**
 * A period is cancelled as long as nobody has written in it. Whoever recorded figures that a part begins with is an author of the part from its first
 * moment, and has written nothing in it: what counts is that a part was saved, which raises its version.
 */
export class CancelledWithFigures1700000000086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger envelope_author_append_only on envelope_author;
      create trigger envelope_author_append_only before update or truncate on envelope_author
        for each statement execute function history_refuse();
      create trigger envelope_author_kept before delete on envelope_author
        for each row when (not is_cancelled(old.envelope_id)) execute function history_refuse();
      ${written('e.version > 1')}
      ${cancel('\n    delete from envelope_author where envelope_id = any(contributions);')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${written('exists (select from envelope_author a where a.envelope_id = e.id)')}
      ${cancel('')}
      drop trigger envelope_author_kept on envelope_author;
      drop trigger envelope_author_append_only on envelope_author;
      create trigger envelope_author_append_only before update or delete or truncate on envelope_author
        for each statement execute function history_refuse();
    `);
  }
}
