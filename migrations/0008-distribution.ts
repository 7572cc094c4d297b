import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dispatches (one report version to one meeting), their deliveries (one dispatch to one recipient) and each delivery's history. */
export class Distribution1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dispatch (
        id uuid primary key default gen_random_uuid(),
        programme_id uuid not null constraint dispatch_programme_fk references programme (id),
        period_id uuid not null constraint dispatch_period_fk references reporting_period (id),
        meeting_id uuid not null constraint dispatch_meeting_fk references meeting (id),
        send varchar(20) not null constraint dispatch_send_check check (send in ('when_sealed', 'at')),
        send_at timestamptz,
        version_id uuid constraint dispatch_version_fk references report_version (id),
        bound_at timestamptz,
        created_by uuid not null constraint dispatch_creator_fk references app_user (id),
        created_at timestamptz not null default now(),
        cancelled_by uuid constraint dispatch_canceller_fk references app_user (id),
        cancelled_at timestamptz,
        cancel_reason text,
        version integer not null default 1,
        constraint dispatch_send_at_check check ((send = 'at') = (send_at is not null)),
        constraint dispatch_bound_check check ((version_id is null) = (bound_at is null)),
        constraint dispatch_cancelled_check check (
          (cancelled_at is null) = (cancelled_by is null) and (cancelled_at is null) = (cancel_reason is null)),
        constraint dispatch_end_check check (version_id is null or cancelled_at is null),
        -- Nobody gets the same version for the same meeting twice.
        constraint dispatch_version_unique unique (meeting_id, version_id)
      );
      create unique index dispatch_waiting_unique on dispatch (meeting_id, period_id)
        where version_id is null and cancelled_at is null;
      create index dispatch_newest on dispatch (created_at desc, id desc);
      create index dispatch_period on dispatch (period_id);

      create table delivery (
        id uuid primary key default gen_random_uuid(),
        dispatch_id uuid not null constraint delivery_dispatch_fk references dispatch (id),
        recipient_id uuid not null constraint delivery_recipient_fk references committee_recipient (id),
        -- As they were when it was queued; the list of recipients may change later.
        recipient_name varchar(200) not null,
        recipient_email varchar(254) not null,
        state varchar(20) not null default 'queued' constraint delivery_state_check
          check (state in ('queued', 'sending', 'accepted', 'deferred', 'bounced', 'failed', 'uncertain')),
        attempts integer not null default 0,
        -- Goes up when a person has it sent again: work that was asked for in an earlier round does nothing.
        round integer not null default 1,
        message_id varchar(260) not null constraint delivery_message_unique unique,
        response text,
        reason text,
        created_at timestamptz not null default now(),
        changed_at timestamptz not null default now(),
        version integer not null default 1,
        constraint delivery_unique unique (dispatch_id, recipient_id)
      );

      create table delivery_event (
        delivery_id uuid not null constraint delivery_event_delivery_fk references delivery (id),
        -- The delivery's version after this step.
        number integer not null,
        state varchar(20) not null,
        attempt integer not null,
        at timestamptz not null default clock_timestamp(),
        actor_id uuid constraint delivery_event_actor_fk references app_user (id),
        actor_label text not null,
        reason text,
        response text,
        constraint delivery_event_pkey primary key (delivery_id, number)
      );
      create trigger delivery_event_append_only before update or delete or truncate on delivery_event
        for each statement execute function history_refuse();
      create trigger delivery_keep before delete or truncate on delivery for each statement execute function history_refuse();
      create trigger dispatch_keep before delete or truncate on dispatch for each statement execute function history_refuse();

      create function dispatch_guard() returns trigger language plpgsql as $$
      begin
        if old.version_id is not null or old.cancelled_at is not null then
          raise exception 'A dispatch that has gone out or was cancelled cannot be changed.' using errcode = 'HR005';
        end if;
        if (new.id, new.programme_id, new.period_id, new.meeting_id, new.created_by, new.created_at)
           is distinct from (old.id, old.programme_id, old.period_id, old.meeting_id, old.created_by, old.created_at) then
          raise exception 'What a dispatch is about cannot be changed.' using errcode = 'HR005';
        end if;
        return new;
      end $$;
      create trigger dispatch_guard before update on dispatch for each row execute function dispatch_guard();

      create function delivery_guard() returns trigger language plpgsql as $$
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
      create trigger delivery_guard before update on delivery for each row execute function delivery_guard();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table delivery_event;
      drop table delivery;
      drop table dispatch;
      drop function delivery_guard();
      drop function dispatch_guard();
    `);
  }
}
