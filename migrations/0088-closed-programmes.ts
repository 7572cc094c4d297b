import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of which nothing changes once their programme is closed, with the column that leads to it. What hangs on a part or a report is
 * asked by its own rule; what is sent was bound to a dispatch before.
 */
const GUARDED: Readonly<Record<string, string>> = {
  theme: 'programme_id',
  reporting_period: 'programme_id',
  envelope: 'programme_id',
  measure_group: 'programme_id',
  measure: 'programme_id',
  measure_ledger: 'programme_id',
  measure_definition: 'measure_id',
  measure_rebase: 'measure_id',
  benchmark: 'measure_id',
  reading: 'measure_id',
  risk_setting: 'programme_id',
  budget_setting: 'programme_id',
  report_setting: 'programme_id',
  clock_setting: 'programme_id',
  reminder_rule: 'programme_id',
  publication_decision: 'programme_id',
  report_version: 'programme_id',
  version_publication: 'version_id',
  challenge_answer: 'report_id',
  committee: 'programme_id',
  committee_recipient: 'committee_id',
  meeting: 'committee_id',
  meeting_period: 'meeting_id',
  enquiry: 'programme_id',
  enquiry_answer: 'enquiry_id',
  enquiry_setting: 'programme_id',
  public_form: 'programme_id',
  public_question: 'programme_id',
  dispatch: 'programme_id',
  dispatch_schedule: 'committee_id',
  evidence: 'programme_id',
};

/** What goes in a closed programme too, because its time has come: bytes of evidence, and who asked or was sent papers. */
const UNLESS: Readonly<Record<string, string>> = {
  evidence: 'new.deleted_at is not distinct from old.deleted_at',
  public_question: 'new.decided_at is distinct from old.decided_at',
  committee_recipient: "new.email not like '%@left.invalid'",
  enquiry: 'old.asked_by is null or new.asked_by is not null',
};

const LEADS: Readonly<Record<string, string>> = {
  measure_id: 'select programme_id from measure where id = its.measure_id',
  version_id: 'select programme_id from report_version where id = its.version_id',
  report_id: 'select programme_id from envelope where id = its.report_id',
  committee_id: 'select programme_id from committee where id = its.committee_id',
  meeting_id:
    'select c.programme_id from meeting m join committee c on c.id = m.committee_id where m.id = its.meeting_id',
  enquiry_id: 'select programme_id from enquiry where id = its.enquiry_id',
};

/** Content changes only while its envelope is a draft. @param closed what is asked of the programme besides. */
const contentRule = (closed: string): string => `
  create or replace function content_needs_draft() returns trigger language plpgsql as $$
  declare
    envelope_id uuid;
    state text;
    its_programme uuid;
  begin
    envelope_id := (case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> tg_argv[0])::uuid;
    if tg_op = 'UPDATE' and (to_jsonb(old) ->> tg_argv[0])::uuid is distinct from envelope_id then
      raise exception 'Content cannot move to another contribution.' using errcode = 'HR003';
    end if;
    select status, programme_id into state, its_programme from envelope where id = envelope_id;
    if state is distinct from 'draft' then
      raise exception 'This content can only be changed while it is a draft.' using errcode = 'HR003';
    end if;${closed}
    return case when tg_op = 'DELETE' then old else new end;
  end $$;`;

const REFUSAL = `raise exception 'This programme is closed. Nothing in it can be changed until an administrator opens it again.' using errcode = 'HR006';`;

/** A programme that has ended is closed: it is read, and nothing in it changes until an administrator opens it again. */
export class ClosedProgrammes1700000000088 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table programme
        add column closed_at timestamptz,
        add column closed_label varchar(400),
        add column closed_reason varchar(2000),
        add constraint programme_closed_check check (
          (closed_at is null) = (closed_label is null) and (closed_at is null) = (closed_reason is null));

      create function is_closed(programme uuid) returns boolean language sql stable as $$
        select exists (select from programme p where p.id = programme and p.closed_at is not null)
      $$;

      create function refuse_closed() returns trigger language plpgsql as $$
      begin
        ${REFUSAL}
      end $$;
      create trigger programme_closed before update on programme
        for each row when (old.closed_at is not null and new.closed_at is not null) execute function refuse_closed();

      -- Whoever writes, by whatever way: the application asks before, this is asked of every row.
      create function needs_open_programme() returns trigger language plpgsql as $$
      declare
        its record;
        programme uuid;
      begin
        if tg_op = 'DELETE' then its := old; else its := new; end if;
        case tg_argv[0]
          when 'programme_id' then programme := its.programme_id;
${Object.entries(LEADS)
  .map(([column, sql]) => `          when '${column}' then programme := (${sql});`)
  .join('\n')}
        end case;
        if is_closed(programme) then
          ${REFUSAL}
        end if;
        return its;
      end $$;

      ${contentRule(`
    if is_closed(its_programme) then ${REFUSAL} end if;`)}

      insert into role_permission (role_id, permission) select id, 'programme.close' from role where key = 'admin';
    `);
    for (const [table, column] of Object.entries(GUARDED))
      await runner.query(`
        create trigger ${table}_open before insert${table === 'public_question' ? '' : ' or delete'} on ${table}
          for each row execute function needs_open_programme('${column}');
        create trigger ${table}_open_change before update on ${table}
          for each row ${table in UNLESS ? `when (${UNLESS[table]})` : ''} execute function needs_open_programme('${column}');
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(GUARDED))
      await runner.query(`
        drop trigger ${table}_open on ${table};
        drop trigger ${table}_open_change on ${table};
      `);
    await runner.query(`
      delete from role_permission where permission = 'programme.close';
      drop function needs_open_programme();
      ${contentRule('')}
      drop trigger programme_closed on programme;
      drop function refuse_closed();
      drop function is_closed(uuid);
      alter table programme drop column closed_at, drop column closed_label, drop column closed_reason;
    `);
  }
}
