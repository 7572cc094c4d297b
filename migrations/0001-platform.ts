import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The append-only audit trail and the outbox. */
export class Platform1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_event (
        seq bigint primary key,
        at timestamptz not null,
        actor_id uuid,
        actor_label text not null,
        action text not null check (action ~ '^[a-z_]+\\.[a-z_]+$'),
        subject_kind text not null,
        subject_id text,
        programme_id uuid,
        correlation_id text not null,
        detail jsonb not null,
        hash bytea not null
      );
      create index audit_event_subject on audit_event (subject_id, seq desc);
      create index audit_event_programme on audit_event (programme_id, seq desc);

      create table audit_head (one boolean primary key default true check (one), seq bigint not null, hash bytea not null);
      insert into audit_head (seq, hash) values (0, ''::bytea);

      create function audit_instant(at timestamptz) returns text language sql immutable strict
        return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

      -- Each field goes in with its length, so that no two different rows can read the same; a missing one is "-".
      create function audit_field(value text) returns text language sql immutable
        return case when value is null then '-;' else octet_length(value) || ':' || value || ';' end;

      create function audit_hash(
        previous bytea, seq bigint, at timestamptz, actor_id uuid, actor_label text, action text, subject_kind text,
        subject_id text, programme_id uuid, correlation_id text, detail jsonb
      ) returns bytea language sql immutable
        return sha256(previous || convert_to(
          audit_field(seq::text) || audit_field(audit_instant(at)) || audit_field(actor_id::text) || audit_field(actor_label)
          || audit_field(action) || audit_field(subject_kind) || audit_field(subject_id) || audit_field(programme_id::text)
          || audit_field(correlation_id) || audit_field(detail::text), 'UTF8'));

      -- The only way in. The head row's lock gives all events one total order.
      create function audit_append(
        actor_id uuid, actor_label text, action text, subject_kind text, subject_id text, programme_id uuid,
        correlation_id text, detail jsonb
      ) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        head audit_head;
        moment timestamptz := clock_timestamp();
        digest bytea;
      begin
        select * into strict head from audit_head for update;
        digest := audit_hash(head.hash, head.seq + 1, moment, actor_id, actor_label, action, subject_kind, subject_id,
                             programme_id, correlation_id, detail);
        insert into audit_event values (head.seq + 1, moment, actor_id, actor_label, action, subject_kind, subject_id,
                                        programme_id, correlation_id, detail, digest);
        update audit_head set seq = head.seq + 1, hash = digest;
        return head.seq + 1;
      end $$;

      create function audit_verify(out checked bigint, out broken_seq bigint, out reason text, out head_seq bigint, out head_hash bytea)
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      declare
        event audit_event;
        previous bytea := ''::bytea;
      begin
        checked := 0;
        select h.seq, h.hash into head_seq, head_hash from audit_head h;
        for event in select * from audit_event where seq <= head_seq order by seq loop
          if event.seq <> checked + 1 then
            broken_seq := checked + 1;
            reason := 'the event is missing';
            return;
          end if;
          if event.hash <> audit_hash(previous, event.seq, event.at, event.actor_id, event.actor_label, event.action,
               event.subject_kind, event.subject_id, event.programme_id, event.correlation_id, event.detail) then
            broken_seq := event.seq;
            reason := 'the event does not match its hash: it was changed, or one before it was';
            return;
          end if;
          previous := event.hash;
          checked := event.seq;
        end loop;
        if checked <> head_seq or previous <> head_hash then
          broken_seq := checked + 1;
          reason := 'the trail ends before its recorded head: events were cut off';
        end if;
      end $$;

      create function audit_refuse() returns trigger language plpgsql as $$
      begin
        raise exception 'The audit trail can only be added to.' using errcode = 'HR001';
      end $$;
      create trigger audit_event_append_only before update or delete or truncate on audit_event
        for each statement execute function audit_refuse();

      create table outbox (
        id uuid primary key default gen_random_uuid(),
        kind text not null,
        queue text not null,
        key text not null,
        payload jsonb not null,
        correlation_id text not null,
        created_at timestamptz not null default now(),
        available_at timestamptz not null,
        rung_at timestamptz,
        rung integer not null default 0,
        owner uuid,
        attempts integer not null default 0,
        lease_until timestamptz,
        done_at timestamptz,
        dead_at timestamptz,
        last_error text,
        unique (kind, key)
      );
      create index outbox_due on outbox (available_at) where done_at is null and dead_at is null;
      create index outbox_newest on outbox (created_at desc, id desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table outbox;
      drop table audit_event;
      drop function audit_refuse();
      drop function audit_verify();
      drop function audit_append(uuid, text, text, text, text, uuid, text, jsonb);
      drop function audit_hash(bytea, bigint, timestamptz, uuid, text, text, text, text, uuid, text, jsonb);
      drop function audit_field(text);
      drop function audit_instant(timestamptz);
      drop table audit_head;
    `);
  }
}
