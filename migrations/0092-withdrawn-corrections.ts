import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules that keep what was approved once; a part that is put back becomes what was approved. */
const KEPT = [
  ['risk_entry', 'risk_entry_kept', 'risk_entry_keep', ''],
  ['concern_entry', 'concern_entry_kept', 'concern_entry_keep', ''],
  ['concern_history', 'concern_history_kept', 'concern_history_keep', 'not old.own and '],
] as const;

/** The guard of envelopes. @param newest which reports count for a period. @param putBack what may become approved without a review. */
const guard = (newest: string, putBack: string): string => `
  create or replace function envelope_guard() returns trigger language plpgsql as $$
  begin
    if (new.id, new.kind, new.programme_id, new.period_id, new.section, new.subject_id, new.revision, new.created_at)
       is distinct from (old.id, old.kind, old.programme_id, old.period_id, old.section, old.subject_id, old.revision, old.created_at) then
      raise exception 'What this % is about cannot be changed.', old.kind using errcode = 'HR002';
    end if;
    if new.version <= old.version then
      raise exception 'The version of this % must go up with every change.', old.kind using errcode = 'HR002';
    end if;
    if old.status in ('superseded', 'withdrawn') then
      raise exception 'A % report cannot be changed.', old.status using errcode = 'HR002';
    end if;
    if old.status = 'approved' and not (
         (old.kind = 'contribution' and new.status = 'draft')
         or (old.kind = 'report' and new.status = 'superseded'
             and (new.owner_id, new.submitted_by, new.approved_by, new.approved_at, new.approved_sha256)
                 is not distinct from (old.owner_id, old.submitted_by, old.approved_by, old.approved_at, old.approved_sha256))) then
      raise exception 'This % is approved and cannot be changed.', old.kind using errcode = 'HR002';
    end if;
    if old.status = 'approved' and old.kind = 'contribution' and exists (
         select from envelope r where r.kind = 'report' and r.period_id = old.period_id and r.status = 'approved'
            and not exists (select from envelope n where n.kind = 'report' and n.period_id = r.period_id and n.revision > r.revision${newest})) then
      raise exception 'The report of this period is approved: start a correction first.' using errcode = 'HR002';
    end if;
${putBack}    if new.status = 'approved' and old.status <> 'in_review' then
      raise exception 'Only what was reviewed can be approved.' using errcode = 'HR002';
    end if;
    if new.status = 'approved' and exists (
         select from envelope_author a where a.envelope_id = new.id and a.user_id = new.approved_by) then
      raise exception 'Whoever edited or submitted this may not approve it.' using errcode = 'HR002';
    end if;
    return new;
  end $$;`;

/**
 * A correction that was started can be withdrawn. Its parts become what was approved before it again, so what they said is kept when they are
 * made drafts under it.
 */
export class WithdrawnCorrections1700000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table envelope drop constraint envelope_status_check;
      alter table envelope add constraint envelope_status_check check (
        (kind = 'contribution' and status in ('draft', 'in_review', 'approved') and section is not null and subject_id is not null)
        or (kind = 'report' and status in ('draft', 'in_review', 'approved', 'superseded', 'withdrawn') and section is null));
      drop index envelope_report_unique;
      create unique index envelope_report_unique on envelope (period_id, revision) where kind = 'report' and status <> 'withdrawn';

      -- What was approved of a part before this correction made it a draft; its rows, by table.
      create table reopened_part (
        part_id uuid not null constraint reopened_part_part_fk references envelope (id),
        report_id uuid not null constraint reopened_part_report_fk references envelope (id),
        submitted_by uuid constraint reopened_part_submitted_by_fk references app_user (id),
        approved_by uuid not null constraint reopened_part_approved_by_fk references app_user (id),
        approved_at timestamptz not null,
        approved_sha256 char(64) not null,
        content jsonb not null,
        -- True only within the transaction that puts it back.
        is_put_back boolean not null default false,
        constraint reopened_part_pkey primary key (part_id, report_id)
      );

      -- The tables of content, whatever kinds of section there are; the deeper, the further from the envelope.
      create function content_tables() returns table (name text, depth integer) language sql stable as $$
        with recursive below(held, depth) as (
          select 'envelope'::regclass::oid, 0
          union all
          select c.conrelid, b.depth + 1
            from below b
            join pg_constraint c on c.contype = 'f' and c.confrelid = b.held and c.conrelid <> b.held
            join pg_attribute a on a.attrelid = c.conrelid and a.attname = 'contribution_id' and not a.attisdropped)
        select held::regclass::text, max(below.depth) from below where below.depth > 0 group by held
      $$;

      -- Runs before the first change of the part under the correction: it is approved until then.
      create function part_keep() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        correction uuid;
        one record;
        found_rows jsonb;
        kept jsonb := '{}';
      begin
        select id into correction from envelope
         where kind = 'report' and period_id = old.period_id and revision > 1 and status in ('draft', 'in_review');
        if correction is null or exists (select from reopened_part where part_id = old.id and report_id = correction) then
          return new;
        end if;
        for one in select name from content_tables() loop
          execute format('select coalesce(jsonb_agg(to_jsonb(t)), ''[]'') from %s t where contribution_id = $1', one.name)
            into found_rows using old.id;
          kept := kept || jsonb_build_object(one.name, found_rows);
        end loop;
        insert into reopened_part (part_id, report_id, submitted_by, approved_by, approved_at, approved_sha256, content)
        values (old.id, correction, old.submitted_by, old.approved_by, old.approved_at, old.approved_sha256, kept);
        return new;
      end $$;
      create trigger envelope_part_keep before update on envelope for each row
        when (old.kind = 'contribution' and old.status = 'approved' and new.status = 'draft') execute function part_keep();

      create function is_put_back(contribution uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
        select exists (select from reopened_part where part_id = contribution and is_put_back)
      $$;
    `);
    await runner.query(
      guard(
        ` and n.status <> 'withdrawn'`,
        `    if new.kind = 'contribution' and new.status = 'approved' and old.status = 'draft' and exists (
         select from reopened_part p where p.part_id = new.id and p.is_put_back
            and (p.approved_by, p.approved_at, p.approved_sha256) = (new.approved_by, new.approved_at, new.approved_sha256)) then
      return new;
    end if;
`,
      ),
    );
    for (const [table, trigger, rule, when] of KEPT)
      await runner.query(`
        drop trigger ${trigger} on ${table};
        create trigger ${trigger} before update or delete on ${table} for each row
          when (${when}not is_cancelled(old.contribution_id) and not is_put_back(old.contribution_id)) execute function ${rule}();
      `);
    await runner.query(`
      -- Nobody becomes an approver by it: it is approved as it was, by whom it was.
      create function parts_put_back(correction uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        part reopened_part;
        one record;
      begin
        if not exists (select from envelope where id = correction and kind = 'report' and revision > 1 and status = 'draft') then
          raise exception 'Only a correction that is a draft can be withdrawn.' using errcode = 'HR002';
        end if;
        for part in select * from reopened_part where report_id = correction order by part_id loop
          update envelope set status = 'draft', version = version + 1, submitted_by = null, approved_by = null, approved_at = null,
                 approved_sha256 = null where id = part.part_id and status <> 'draft';
          update reopened_part set is_put_back = true where part_id = part.part_id and report_id = correction;
          for one in select name from content_tables() order by depth desc loop
            execute format('delete from %s where contribution_id = $1', one.name) using part.part_id;
          end loop;
          for one in select name from content_tables() order by depth loop
            execute format('insert into %1$s select * from jsonb_populate_recordset(null::%1$s, $1)', one.name) using part.content -> one.name;
          end loop;
          update envelope set status = 'approved', version = version + 1, updated_at = now(), submitted_by = part.submitted_by,
                 approved_by = part.approved_by, approved_at = part.approved_at, approved_sha256 = part.approved_sha256
           where id = part.part_id;
          update reopened_part set is_put_back = false where part_id = part.part_id and report_id = correction;
        end loop;
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function parts_put_back(uuid)`);
    for (const [table, trigger, rule, when] of KEPT)
      await runner.query(`
        drop trigger ${trigger} on ${table};
        create trigger ${trigger} before update or delete on ${table} for each row
          when (${when}not is_cancelled(old.contribution_id)) execute function ${rule}();
      `);
    await runner.query(guard('', ''));
    // Where a correction was withdrawn there is no way back: the older release has no place for it.
    await runner.query(`
      drop trigger envelope_part_keep on envelope;
      drop function is_put_back(uuid);
      drop function part_keep();
      drop function content_tables();
      drop table reopened_part;
      drop index envelope_report_unique;
      create unique index envelope_report_unique on envelope (period_id, revision) where kind = 'report';
      alter table envelope drop constraint envelope_status_check;
      alter table envelope add constraint envelope_status_check check (
        (kind = 'contribution' and status in ('draft', 'in_review', 'approved') and section is not null and subject_id is not null)
        or (kind = 'report' and status in ('draft', 'in_review', 'approved', 'superseded') and section is null));
    `);
  }
}
