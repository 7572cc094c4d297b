import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Verifies the trail from a head that was verified before, and looks behind the recorded head. */
export class AuditVerify1700000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function audit_verify();

      -- From nothing: the whole trail. Otherwise what came after the event from_seq, which must still have from_hash.
      create function audit_verify(
        from_seq bigint default 0, from_hash bytea default ''::bytea,
        out checked bigint, out broken_seq bigint, out reason text, out head_seq bigint, out head_hash bytea)
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      declare
        event audit_event;
        previous bytea := from_hash;
        position bigint := from_seq;
      begin
        checked := 0;
        select h.seq, h.hash into head_seq, head_hash from audit_head h;
        if from_seq > head_seq then
          broken_seq := head_seq + 1;
          reason := 'the recorded head is before one that was verified earlier: events were cut off, and the head was moved';
          return;
        end if;
        if from_seq > 0 and not exists (select from audit_event e where e.seq = from_seq and e.hash = from_hash) then
          broken_seq := from_seq;
          reason := 'the event is not the one that was verified earlier';
          return;
        end if;
        for event in select * from audit_event where seq > from_seq and seq <= head_seq order by seq loop
          if event.seq <> position + 1 then
            broken_seq := position + 1;
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
          position := event.seq;
          checked := checked + 1;
        end loop;
        if position <> head_seq or previous <> head_hash then
          broken_seq := position + 1;
          reason := 'the trail ends before its recorded head: events were cut off';
          return;
        end if;
        -- Whatever the product adds moves the head.
        select min(e.seq) into broken_seq from audit_event e where e.seq > head_seq;
        if broken_seq is not null then
          reason := 'the event stands behind the recorded head: the product did not add it';
        end if;
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function audit_verify(bigint, bytea);
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
    `);
  }
}
