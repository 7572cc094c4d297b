import pg from 'pg';

/** Months as their first days, both included. */
export interface Months {
  from: string;
  to: string;
}

/** Copies of the first programme by number; 0 is the first programme itself. */
export interface Copies {
  first: number;
  last: number;
}

/** The tables that tell how much there is. */
export const COUNTED = ['programme', 'reading', 'envelope', 'report_version'] as const;

const DEFINITION = `unit, decimals, polarity, basis, cell_basis, numerator, denominator, owner_id, statutory, availability_note,
  target_minimum, target_upper, target_from, target_until, tolerance, dead_band`;

/**
 * Fills a database with years of figures and reports, by SQL, through every constraint and trigger: what the API would take a day for.
 * A copy's ids follow from its number, so that the same is filled in wherever it is.
 */
export class Filler {
  private constructor(
    private readonly client: pg.Client,
    private readonly programmeId: string,
  ) {}

  /** @param ownerUrl of the login that owns the tables. */
  static async open(ownerUrl: string, programmeId: string): Promise<Filler> {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query(
      `create function pg_temp.id_of(words text) returns uuid language sql immutable as
       $$ select overlay(overlay(md5(words) placing '4' from 13) placing '8' from 17)::uuid $$;
       create function pg_temp.of(n int, id uuid) returns uuid language sql immutable as
       $$ select case n when 0 then id else pg_temp.id_of(n || id::text) end $$`,
    );
    return new Filler(client, programmeId);
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  /** Until the programme has so many measures; each further one is defined as another, under a title of its own. */
  async addMeasures(wanted: number): Promise<void> {
    await this.run(
      `with there as (
         select d.*, row_number() over (order by d.group_id, d.position) as place
           from measure m join measure_definition d on d.measure_id = m.id where m.programme_id = $1),
       further as (
         select pg_temp.id_of('further ' || measure_id) as id, t.* from there t where place <= $2::int - (select count(*) from there)),
       added as (insert into measure (id, programme_id) select id, $1 from further)
       insert into measure_definition (measure_id, version, group_id, position, title, ${DEFINITION}, recorded, recorded_by)
       select id, 1, group_id, position + 50, title || ', as counted by partners', ${DEFINITION}, 0, recorded_by from further`,
      [wanted],
    );
  }

  /** Programmes with the same groups and measures, without figures. */
  async copyProgramme({ first, last }: Copies): Promise<void> {
    const copies = `generate_series($2::int, $3::int) n`;
    for (const statement of [
      `insert into programme (id, code, name, council, quarter_window, sections)
       select pg_temp.of(n, id), code || '-' || n, name || ' ' || n, council, quarter_window, sections from programme, ${copies} where id = $1`,
      `insert into measure_group (id, programme_id, number, title, owner_id)
       select pg_temp.of(n, id), pg_temp.of(n, programme_id), number, title, owner_id from measure_group, ${copies} where programme_id = $1`,
      `insert into measure (id, programme_id)
       select pg_temp.of(n, id), pg_temp.of(n, programme_id) from measure, ${copies} where programme_id = $1`,
      `insert into measure_definition (measure_id, version, group_id, position, reference, title, ${DEFINITION}, recorded, recorded_by)
       select pg_temp.of(n, measure_id), version, pg_temp.of(n, group_id), position, reference, title, ${DEFINITION}, 0, recorded_by
         from measure_definition, ${copies} where measure_id in (select id from measure where programme_id = $1)`,
      `insert into benchmark (measure_id, area, missing_reason, value, decimals, like_for_like, recorded, recorded_by)
       select pg_temp.of(n, measure_id), area, missing_reason, value, decimals, like_for_like, 0, recorded_by
         from benchmark, ${copies} where measure_id in (select id from measure where programme_id = $1)`,
    ])
      await this.run(statement, [first, last]);
  }

  /** Lets everybody do in a copy what they do in the first programme. */
  async grantRoles(copy: number): Promise<void> {
    await this.run(
      `insert into assignment (user_id, role_id, programme_id, granted_by, granted_at)
       select user_id, role_id, pg_temp.of($2, programme_id), granted_by, granted_at from assignment where programme_id = $1`,
      [copy],
    );
  }

  /**
   * A reading for each measure and month that has none, month by month, as figures come. Known before everything that was recorded
   * through the API.
   * @param collected false: each says that nothing was collected.
   */
  async readings({ first, last }: Copies, { from, to }: Months, collected = true): Promise<void> {
    await this.run(
      `insert into reading (measure_id, span, period, recorded, missing_reason, value, decimals, as_at, state, recorded_by)
       select pg_temp.of(n, d.measure_id), 'month', month::date, 0, case when not $6 then 'not_collected' end,
              case when $6 then 20 + abs(hashtext(n || month::text || d.measure_id)) % 60 end, 0, month + interval '1 month - 1 day',
              'validated', d.recorded_by
         from generate_series($4::date, $5::date, interval '1 month') month, generate_series($2::int, $3::int) n,
              measure m join measure_definition d on d.measure_id = m.id and d.version = 1
        where m.programme_id = $1
          and not exists (select from reading r where r.measure_id = pg_temp.of(n, m.id) and r.span = 'month' and r.period = month::date)
        order by month, n, m.id`,
      [first, last, from, to, collected],
    );
  }

  /**
   * A period, its approved parts and its sealed report for each month. All are those of the model's period; of the parts only those
   * of measures have a content, which nobody reads when a newer one is approved.
   * @param model id of a period of the first programme that has a sealed report.
   */
  async reports({ first, last }: Copies, { from, to }: Months, model: string): Promise<void> {
    const past = `(select n, month::date as month, pg_temp.id_of('period' || n || month) as period
      from generate_series($2::int, $3::int) n, generate_series($4::date, $5::date, interval '1 month') month) past`;
    const made = `pg_temp.id_of(e.id::text || n || month)`;
    const modelled = `envelope e where e.programme_id = $1 and e.period_id = $6`;
    const step = (set: string) =>
      `update envelope x set version = x.version + 1, ${set} from ${past}, ${modelled} and x.id = ${made}`;
    for (const statement of [
      `insert into reporting_period (id, programme_id, label, starts_on, ends_on, as_at, drafts_due_on, review_due_on, approval_due_on)
       select period, pg_temp.of(n, $1), to_char(month, 'FMMonth YYYY'), month, month + 27, month + 26, month + 19, month + 22, month + 26
         from ${past} where $6::uuid is not null`,
      `insert into envelope (id, kind, programme_id, period_id, section, subject_id, owner_id)
       select ${made}, e.kind, pg_temp.of(n, $1), period, e.section, pg_temp.of(n, e.subject_id), e.owner_id from ${past}, ${modelled}`,
      `insert into envelope_author (envelope_id, user_id, act)
       select ${made}, a.user_id, a.act from envelope_author a, ${past}, ${modelled} and a.envelope_id = e.id`,
      `insert into measures_content (contribution_id, known_to, body) select ${made}, 0, '{}' from ${past}, ${modelled} and e.section = 'measures'`,
      `insert into report (envelope_id, overall_narrative, overall_rag, summary, asks, background_papers)
       select ${made}, r.overall_narrative, r.overall_rag, r.summary, r.asks, r.background_papers
         from report r, ${past}, ${modelled} and r.envelope_id = e.id`,
      step(`status = 'in_review', submitted_by = e.submitted_by`),
      step(
        `status = 'approved', approved_by = e.approved_by, approved_sha256 = e.approved_sha256, approved_at = month + 26`,
      ),
      `insert into report_version (report_id, programme_id, period_id, version, snapshot, sha256, approved_by, approved_at)
       select ${made}, pg_temp.of(n, $1), period, v.version, v.snapshot, v.sha256, v.approved_by, month + 26
         from report_version v, ${past}, ${modelled} and v.report_id = e.id`,
    ])
      await this.run(statement, [first, last, from, to, model]);
  }

  /** As after a night: everything tidied, and the planner knows how much there is. */
  async settle(): Promise<void> {
    await this.client.query(`vacuum (analyze)`);
  }

  /** Takes away every reading of a copy, which nobody but the tables' owner can. */
  async forgetReadings(copy: number): Promise<void> {
    await this.client.query(`alter table reading disable trigger reading_append_only`);
    await this.run(
      `delete from reading where measure_id in (select id from measure where programme_id = pg_temp.of($2, $1))`,
      [copy],
    );
    await this.client.query(`alter table reading enable trigger reading_append_only`);
    await this.client.query(`vacuum (analyze) reading`);
  }

  /** Id of a copy of something of the first programme's. */
  async idOf(copy: number, id: string): Promise<string> {
    const { rows } = await this.client.query<{ id: string }>(`select pg_temp.of($1, $2) as id`, [copy, id]);
    return rows[0]?.id ?? '';
  }

  async count(table: (typeof COUNTED)[number]): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `select count(*)::int as count from ${table}`,
    );
    return rows[0]?.count ?? NaN;
  }

  /** `$1` is the first programme. */
  private async run(statement: string, values: readonly unknown[]): Promise<void> {
    await this.client.query(statement, [this.programmeId, ...values]);
  }
}
