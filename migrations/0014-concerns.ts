import type { MigrationInterface, QueryRunner } from 'typeorm';

const CONTENT = ['concern_content', 'concern_entry', 'concern_owner', 'concern_link', 'concern_history'];

/** Key areas of concern and medium-term developments: one period's text for each; the section of the contribution says which. */
export class Concerns1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table concern_content (
        contribution_id uuid constraint concern_content_pkey primary key constraint concern_content_envelope_fk references envelope (id),
        -- It began as a copy of an approved text, so that what is not in that text is new.
        follows boolean not null
      );
      create table concern_entry (
        contribution_id uuid not null constraint concern_entry_content_fk references concern_content (contribution_id),
        id uuid not null,
        position integer not null,
        reference integer not null constraint concern_entry_reference_check check (reference between 1 and 999),
        title varchar(300) not null,
        description text not null,
        due_words varchar(200) not null,
        due_on date,
        every_count integer constraint concern_entry_count_check check (every_count between 1 and 99),
        every_unit varchar(10) constraint concern_entry_unit_check check (every_unit in ('week', 'month', 'quarter')),
        status varchar(10) not null constraint concern_entry_status_check check (status in ('open', 'closed')),
        closed_reason text,
        -- As the last approved text said. Without words: the entry is new.
        previous_due_words varchar(200),
        previous_due_on date,
        previous_every_count integer,
        previous_every_unit varchar(10),
        constraint concern_entry_pkey primary key (contribution_id, id),
        constraint concern_entry_every_check check ((every_count is null) = (every_unit is null)),
        constraint concern_entry_reason_check check (closed_reason is null or status = 'closed')
      );
      create table concern_owner (
        contribution_id uuid not null,
        entry_id uuid not null,
        user_id uuid not null constraint concern_owner_user_fk references app_user (id),
        position integer not null,
        constraint concern_owner_pkey primary key (contribution_id, entry_id, user_id),
        constraint concern_owner_entry_fk foreign key (contribution_id, entry_id) references concern_entry (contribution_id, id)
      );
      create table concern_link (
        contribution_id uuid not null,
        entry_id uuid not null,
        kind varchar(10) not null constraint concern_link_kind_check check (kind in ('risk', 'measure', 'action')),
        -- A stable id in another section's text; nothing holds it there.
        target_id uuid not null,
        position integer not null,
        constraint concern_link_pkey primary key (contribution_id, entry_id, kind, target_id),
        constraint concern_link_entry_fk foreign key (contribution_id, entry_id) references concern_entry (contribution_id, id)
      );
      create table concern_history (
        contribution_id uuid not null,
        entry_id uuid not null,
        position integer not null,
        -- Written in this period; the others were carried forward.
        own boolean not null,
        changed_on date not null,
        status varchar(10) not null constraint concern_history_status_check check (status in ('open', 'closed')),
        note text not null,
        constraint concern_history_pkey primary key (contribution_id, entry_id, position),
        constraint concern_history_entry_fk foreign key (contribution_id, entry_id) references concern_entry (contribution_id, id)
      );

      create function concern_entry_keep() returns trigger language plpgsql as $$
      begin
        if old.previous_due_words is null then
          return case when tg_op = 'DELETE' then old else new end;
        end if;
        if tg_op = 'DELETE' then
          raise exception 'Entry % was open in an approved report. It is carried forward until it is closed with a reason; it cannot be left out.',
            old.reference using errcode = 'HR003';
        end if;
        if new.reference <> old.reference then
          raise exception 'Entry % is known by this reference from an approved report; it keeps it.', old.reference using errcode = 'HR003';
        end if;
        return new;
      end $$;
    `);
    for (const table of CONTENT)
      await runner.query(`
        create trigger ${table}_needs_draft before insert or update or delete on ${table}
          for each row execute function content_needs_draft('contribution_id');
        create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function content_no_truncate();
      `);
    await runner.query(`
      create trigger concern_entry_kept before update or delete on concern_entry for each row execute function concern_entry_keep();
      create trigger concern_history_kept before update or delete on concern_history
        for each row when (not old.own) execute function history_refuse();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...CONTENT].reverse()) await runner.query(`drop table ${table}`);
    await runner.query(`drop function concern_entry_keep()`);
  }
}
