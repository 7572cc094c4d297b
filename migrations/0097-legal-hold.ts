import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may not be deleted, whatever its time; the one question whether something is held; and who may see and do what of retention. */
export class LegalHold1700000000097 implements MigrationInterface {
  static readonly expands = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_hold (
        id uuid not null default gen_random_uuid() constraint legal_hold_pkey primary key,
        -- Null = every programme, everybody, at all times. What is given must all be true of what is held.
        programme_id uuid constraint legal_hold_programme_fk references programme (id),
        person_id uuid constraint legal_hold_person_fk references app_user (id),
        from_day date,
        until_day date,
        reason varchar(2000) not null,
        placed_by uuid not null constraint legal_hold_placed_by_fk references app_user (id),
        placed_at timestamptz not null,
        lifted_by uuid constraint legal_hold_lifted_by_fk references app_user (id),
        lifted_at timestamptz,
        lifted_reason varchar(2000),
        version integer not null default 1,
        constraint legal_hold_span_check check (from_day <= until_day),
        constraint legal_hold_lifted_check check (
          (lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_reason is null))
      );
      create index legal_hold_list on legal_hold (placed_at, id);

      create function legal_hold_stands() returns trigger language plpgsql as $$
      begin
        if old.lifted_at is not null
           or (old.id, old.programme_id, old.person_id, old.from_day, old.until_day, old.reason, old.placed_by, old.placed_at)
              is distinct from
              (new.id, new.programme_id, new.person_id, new.from_day, new.until_day, new.reason, new.placed_by, new.placed_at)
        then
          raise exception 'A hold is only ever placed and lifted.' using errcode = 'HR002';
        end if;
        return new;
      end $$;
      create trigger legal_hold_stands before update on legal_hold for each row execute function legal_hold_stands();
      create trigger legal_hold_keep before delete or truncate on legal_hold for each statement execute function history_refuse();

      -- The one question: which holds keep a row that is of this programme (null = of none), of this person (null = of nobody), and of
      -- this day (null = of no day that is known, which any days of a hold may mean)?
      create function held_by(programme uuid, person uuid, day date) returns uuid[] language sql stable as $$
        select coalesce(array_agg(h.id order by h.placed_at, h.id), '{}') from legal_hold h
         where h.lifted_at is null
           and (h.programme_id is null or h.programme_id = programme)
           and (h.person_id is null or h.person_id = person)
           and (h.from_day is null or day is null or day >= h.from_day)
           and (h.until_day is null or day is null or day <= h.until_day)
      $$;

      insert into role_permission (role_id, permission)
        select r.id, p.permission from role r join (values
          ('auditor', 'retention.read'), ('admin', 'retention.read'), ('admin', 'retention.manage'), ('admin', 'person.export')
        ) as p (key, permission) on p.key = r.key;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from role_permission where permission in ('retention.read', 'retention.manage', 'person.export');
      drop function held_by(uuid, uuid, date);
      drop table legal_hold;
      drop function legal_hold_stands();
    `);
  }
}
