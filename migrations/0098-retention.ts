import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASKED = `(new.id, new.kind, new.user_id, new.role_id, new.programme_id, new.starts_on, new.ends_on, new.programme_ids,
               new.asked_by, new.asked_at, new.alone_from, new.lapses_at)
              is distinct from
              (old.id, old.kind, old.user_id, old.role_id, old.programme_id, old.starts_on, old.ends_on, old.programme_ids,
               old.asked_by, old.asked_at, old.alone_from, old.lapses_at)`;
const ADDRESSES = `(new.user_email, new.email) is distinct from (old.user_email, old.email)`;

/** @param forgotten what a held change of somebody who has left may become. */
const heldChangeKeep = (forgotten: string): string => `
  create or replace function held_change_keep() returns trigger language plpgsql as $$
  begin
    ${forgotten}
    if tg_op <> 'UPDATE' or old.state <> 'waiting' or ${ASKED} or ${ADDRESSES} then
      raise exception 'A held change is decided once, and stays.' using errcode = 'HR001';
    end if;
    return new;
  end $$;`;

/** @param forgotten what a delivery whose time is over may become. */
const deliveryGuard = (forgotten: string): string => `
  create or replace function delivery_guard() returns trigger language plpgsql as $$
  begin
    ${forgotten}
    -- What the mail server took over stays so, unless a notice says that it came back and a person decides.
    if old.state = 'accepted' and not exists (
      select from delivery_notice n where n.delivery_id = old.id and n.standing = 'counts' and n.says in ('bounced', 'unclear')) then
      raise exception 'A delivery that was accepted cannot be changed.' using errcode = 'HR005';
    end if;
    if (new.id, new.dispatch_id, new.recipient_id, new.message_id, new.created_at)
       is distinct from (old.id, old.dispatch_id, old.recipient_id, old.message_id, old.created_at) then
      raise exception 'What a delivery is about cannot be changed.' using errcode = 'HR005';
    end if;
    if new.version <= old.version then
      raise exception 'The version of a delivery must go up with every change.' using errcode = 'HR005';
    end if;
    return new;
  end $$;`;

/** People who have left become a reference; and what may be forgotten of what is otherwise never changed. */
export class Retention1700000000098 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- From when on the row says nothing of the person any more. It stays, because seals, the trail and authorship name its id.
      alter table app_user add column left_at timestamptz,
        add constraint app_user_left_check check (
          left_at is null or (disabled_at is not null and password_hash is null and email like '%@left.invalid'));
      create function app_user_left() returns trigger language plpgsql as $$
      begin
        raise exception 'An account of somebody who has left never comes back.' using errcode = 'HR002';
      end $$;
      create trigger app_user_left before update on app_user for each row when (old.left_at is not null) execute function app_user_left();

      -- What somebody was called when they did something; once they have left, their reference.
      create function called(person uuid, label text) returns text language sql stable as $$
        select coalesce((select u.name from app_user u where u.id = person and u.left_at is not null), label)
      $$;

      -- The product ends roles of people who have left: then nobody did.
      alter table assignment drop constraint assignment_ended_check;
      alter table assignment add constraint assignment_ended_check check (ended_by is null or ended_at is not null);
      ${heldChangeKeep(`if tg_op = 'UPDATE' and (to_jsonb(new) - array['user_email', 'email']) = (to_jsonb(old) - array['user_email', 'email'])
        and exists (select from app_user u where u.id = old.user_id and u.left_at is not null and new.user_email = u.email
                      and (new.email is null or new.email = u.email)) then
      return new;
    end if;`)}
      ${deliveryGuard(`if new.recipient_email like '%@left.invalid' and new.version > old.version and old.state in ('accepted', 'bounced', 'failed')
       and (to_jsonb(new) - array['recipient_name', 'recipient_email', 'version'])
         = (to_jsonb(old) - array['recipient_name', 'recipient_email', 'version']) then
      return new;
    end if;`)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${deliveryGuard('')}
      ${heldChangeKeep('')}
      alter table assignment drop constraint assignment_ended_check;
      alter table assignment add constraint assignment_ended_check check ((ended_at is null) = (ended_by is null));
      drop function called(uuid, text);
      drop trigger app_user_left on app_user;
      drop function app_user_left();
      alter table app_user drop column left_at;
    `);
  }
}
