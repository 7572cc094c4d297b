import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules that keep what was approved once; nothing of a period that is being cancelled was. */
const KEPT = [
  ['risk_entry', 'risk_entry_kept', 'risk_entry_keep', ''],
  ['concern_entry', 'concern_entry_kept', 'concern_entry_keep', ''],
  ['concern_history', 'concern_history_kept', 'concern_history_keep', 'not old.own'],
] as const;

/** A period that was opened by mistake goes, as long as nobody has written in it. The audit trail keeps that it was there. */
export class CancelledPeriods1700000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Set only within the transaction that takes the period away.
      alter table reporting_period add column cancelled_at timestamptz;

      create function period_is_empty(period uuid) returns boolean language sql stable as $$
        select not exists (
          select from envelope e where e.period_id = period
             and (e.kind <> 'contribution' or e.status <> 'draft'
                  or exists (select from envelope_author a where a.envelope_id = e.id)
                  or exists (select from workflow_event w where w.envelope_id = e.id)))
      $$;
      create function period_cancel_guard() returns trigger language plpgsql as $$
      begin
        if old.cancelled_at is not null or not period_is_empty(old.id) then
          raise exception 'Only a period in which nobody has written can be cancelled.' using errcode = 'HR002';
        end if;
        return new;
      end $$;
      create trigger reporting_period_cancelled before update on reporting_period
        for each row when (new.cancelled_at is distinct from old.cancelled_at) execute function period_cancel_guard();

      create function is_cancelled(contribution uuid) returns boolean language sql stable as $$
        select exists (select from envelope e join reporting_period p on p.id = e.period_id
                        where e.id = contribution and p.cancelled_at is not null)
      $$;
      drop trigger envelope_keep on envelope;
      create trigger envelope_keep before delete on envelope for each row when (not is_cancelled(old.id)) execute function history_refuse();
      create trigger envelope_keep_all before truncate on envelope for each statement execute function history_refuse();

      -- The application may delete no envelope and no period; this is the one way. Content goes from the innermost table outwards, whatever
      -- kinds of section there are.
      create function period_cancel(period uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
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
        end loop;
        delete from envelope where period_id = period;
        delete from meeting_period where period_id = period;
        delete from reporting_period where id = period;
      end $$;
    `);
    for (const [table, trigger, rule, when] of KEPT)
      await runner.query(`
        drop trigger ${trigger} on ${table};
        create trigger ${trigger} before update or delete on ${table}
          for each row when (${when === '' ? '' : `${when} and `}not is_cancelled(old.contribution_id)) execute function ${rule}();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, trigger, rule, when] of KEPT)
      await runner.query(`
        drop trigger ${trigger} on ${table};
        create trigger ${trigger} before update or delete on ${table}
          for each row ${when === '' ? '' : `when (${when}) `}execute function ${rule}();
      `);
    await runner.query(`
      drop function period_cancel(uuid);
      drop trigger envelope_keep_all on envelope;
      drop trigger envelope_keep on envelope;
      create trigger envelope_keep before delete or truncate on envelope for each statement execute function history_refuse();
      drop function is_cancelled(uuid);
      drop trigger reporting_period_cancelled on reporting_period;
      drop function period_cancel_guard();
      drop function period_is_empty(uuid);
      alter table reporting_period drop column cancelled_at;
    `);
  }
}
