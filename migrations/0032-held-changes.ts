import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes to what people may approve or administer, which no administrator carries out alone and at once. */
export class HeldChanges1700000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table held_change (
        id uuid constraint held_change_pkey primary key default gen_random_uuid(),
        kind varchar(8) not null
          constraint held_change_kind_check check (kind in ('grant', 'password', 'address', 'enable')),
        user_id uuid not null constraint held_change_user_fk references app_user (id),
        user_email varchar(254) not null,
        role_id uuid constraint held_change_role_fk references role (id),
        programme_id uuid constraint held_change_programme_fk references programme (id),
        starts_on date,
        ends_on date,
        email varchar(254),
        programme_ids uuid[],
        asked_by uuid not null constraint held_change_asked_by_fk references app_user (id),
        asked_at timestamptz not null,
        alone_from timestamptz not null,
        lapses_at timestamptz not null,
        state varchar(12) not null default 'waiting'
          constraint held_change_state_check check (state in ('waiting', 'carried_out', 'withdrawn', 'refused')),
        decided_by uuid constraint held_change_decided_by_fk references app_user (id),
        decided_at timestamptz,
        reason varchar(500),
        version integer not null default 1,
        constraint held_change_grant_check check (
          case when kind = 'grant' then role_id is not null
               else role_id is null and programme_id is null and starts_on is null and ends_on is null end),
        constraint held_change_address_check check ((kind = 'address') = (email is not null)),
        constraint held_change_decided_check check (
          (state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        constraint held_change_reason_check check ((state in ('withdrawn', 'refused')) = (reason is not null)),
        -- Never by one administrator alone: somebody else, or after the delay.
        constraint held_change_alone_check check (
          state <> 'carried_out' or decided_by <> asked_by or decided_at >= alone_from),
        -- Nobody carries out what gives more to themselves. One's own address is the one thing to consent to.
        constraint held_change_own_check check (
          state <> 'carried_out' or decided_by <> user_id or kind = 'address')
      );
      create index held_change_user on held_change (user_id);
      create index held_change_role on held_change (role_id);

      create function held_change_keep() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'UPDATE' or old.state <> 'waiting'
           or (new.id, new.kind, new.user_id, new.user_email, new.role_id, new.programme_id, new.starts_on, new.ends_on, new.email, new.programme_ids,
               new.asked_by, new.asked_at, new.alone_from, new.lapses_at)
              is distinct from
              (old.id, old.kind, old.user_id, old.user_email, old.role_id, old.programme_id, old.starts_on, old.ends_on, old.email, old.programme_ids,
               old.asked_by, old.asked_at, old.alone_from, old.lapses_at) then
          raise exception 'A held change is decided once, and stays.' using errcode = 'HR001';
        end if;
        return new;
      end $$;
      create trigger held_change_kept before update or delete on held_change
        for each row execute function held_change_keep();
      create trigger held_change_no_truncate before truncate on held_change
        for each statement execute function held_change_keep();

      -- Whether the mail is about one's own account, or about a change that others may refuse.
      alter table account_notice add column about varchar(8) not null default 'account'
        constraint account_notice_about_check check (about in ('account', 'held'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account_notice drop column about;
      drop table held_change;
      drop function held_change_keep();
    `);
  }
}
