import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What mail servers report of a delivery afterwards, and how the reading of their notices stands. */
export class DeliveryNotices1700000000075 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delivery_notice (
        id uuid primary key default gen_random_uuid(),
        delivery_id uuid not null constraint delivery_notice_delivery_fk references delivery (id),
        source varchar(20) not null constraint delivery_notice_source_check check (source in ('mailbox', 'relay')),
        -- Of the mail's bytes, or of the relay's own id: a notice that comes again is the same.
        key varchar(64) not null,
        says varchar(20) not null constraint delivery_notice_says_check
          check (says in ('delivered', 'relayed', 'expanded', 'delayed', 'unclear', 'bounced')),
        -- Whether it counts, or why it does not.
        standing varchar(20) not null constraint delivery_notice_standing_check
          check (standing in ('counts', 'other_address', 'earlier', 'not_sent')),
        -- The delivery's version when it came: what a person decides afterwards has taken it in.
        delivery_version integer not null,
        recipient varchar(320),
        status varchar(20),
        diagnostic text,
        -- When the mailbox's server, or the relay, says that it was.
        at timestamptz not null,
        taken_at timestamptz not null default clock_timestamp(),
        constraint delivery_notice_key_unique unique (source, key)
      );
      create index delivery_notice_of on delivery_notice (delivery_id, taken_at);
      create index delivery_notice_returned on delivery_notice (delivery_id) where standing = 'counts' and says in ('bounced', 'unclear');
      create trigger delivery_notice_append_only before update or delete or truncate on delivery_notice
        for each statement execute function history_refuse();

      -- One row: how the reading of the mailbox stands, for the health of every process.
      create table delivery_mailbox (
        only_one boolean primary key default true constraint delivery_mailbox_one check (only_one),
        read_at timestamptz,
        failing_since timestamptz,
        fault text,
        notices integer not null default 0,
        auto_replies integer not null default 0,
        others integer not null default 0,
        unreadable integer not null default 0,
        unmatched integer not null default 0
      );

      create or replace function delivery_guard() returns trigger language plpgsql as $$
      begin
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
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function delivery_guard() returns trigger language plpgsql as $$
      begin
        if old.state = 'accepted' then
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
      end $$;
      drop table delivery_mailbox;
      drop table delivery_notice;
    `);
  }
}
