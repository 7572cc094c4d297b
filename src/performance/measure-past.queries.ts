import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database, page, readCursor, type Page, type PageQuery } from '../platform/index.js';
import type { MeasureRow } from './measures.content.js';
import type { ReadingView } from './measures.queries.js';
import { VALUE_FIELDS } from './measures.sql.js';
import { periodLabel, type Span } from './period.rules.js';
import type { ReadingValue } from './reading.rules.js';
import { readStoredMeasures } from './stored-measures.js';

/** A figure that was relied on and was changed. */
export interface Restatement {
  span: Span;
  /** `2020-01`, `2019/20 Q4`, `2018/19` */
  period: string;
  before: ReadingValue;
  after: ReadingValue;
  recordedBy: ReadingView['recordedBy'];
  /** UTC. */
  recordedAt: string;
}

/** What is known of one period of a measure. */
export interface KnownFigure extends ReadingValue {
  span: Span;
  /** `2020-01`, `2019/20 Q4`, `2018/19` */
  period: string;
  /** How often something was recorded for it. */
  revisions: number;
}

/** A measure in one approved part of a report. */
export interface PrintedMeasure {
  periodId: string;
  periodLabel: string;
  /** The part that prints it. */
  partId: string;
  /** The number of the group that the part is about. */
  group: number;
  row: MeasureRow;
}

/** How measures were rated in the approved parts of one period. */
export interface RatedPeriod {
  id: string;
  label: string;
  ratings: readonly {
    measureId: string;
    rag: MeasureRow['rag'];
    /** The figure that the rating is of. */
    current: MeasureRow['current'];
  }[];
}

/** The measure `$1`, where the reader sees it; `$n::uuid[]` = the programmes that they see, null = every one. */
const SEEN = (n: number): string =>
  `select id from measure where id = $1::uuid and ($${n}::uuid[] is null or programme_id = any($${n}))`;

/** What was said of measures before. Of a measure that is not the reader's to see it is nothing. */
@Injectable()
export class MeasurePastQueries {
  constructor(private readonly database: Database) {}

  /**
   * What is known of every period of a measure, of all spans, the newest periods first, at most `most`; also of periods that no report is
   * about yet.
   */
  async figures(actor: Actor, id: string, most: number): Promise<KnownFigure[]> {
    const found = await this.database.query<{ figure: KnownFigure }>(
      `select json_build_object('span', k.span, 'period', k.period, ${VALUE_FIELDS('k')}, 'revisions', k.revisions) as figure
         from (select distinct on (r.span, r.period) r.*,
                      count(*) over (partition by r.span, r.period)::int as revisions
                 from reading r where r.measure_id = (${SEEN(3)}) order by r.span, r.period, r.recorded desc) k
        order by k.period desc, k.span limit $2`,
      [id, most, actor.programmesWith('measure.read')],
    );
    return found.map(({ figure }) => ({ ...figure, period: periodLabel(figure.span, figure.period) }));
  }

  /** The newest first. */
  async restatements(actor: Actor, id: string, query: PageQuery): Promise<Page<Restatement>> {
    const [recorded, span, period] = readCursor(query.cursor, 3);
    const found = await this.database.query<Restatement & { recorded: string; day: string }>(
      `select k.span, k.period::text as day, k.recorded, json_build_object(${VALUE_FIELDS('b')}) as before,
              json_build_object(${VALUE_FIELDS('k')}) as after,
              json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) as "recordedBy", audit_instant(k.recorded_at) as "recordedAt"
         from (select r.*, lag(r.recorded) over (partition by r.span, r.period order by r.recorded) as previous
                 from reading r where r.measure_id = (${SEEN(6)})) k
         join reading b on b.measure_id = k.measure_id and b.span = k.span and b.period = k.period and b.recorded = k.previous
         join app_user u on u.id = k.recorded_by
        where k.state = 'restated' and (k.value, k.missing_reason) is distinct from (b.value, b.missing_reason)
          and ($2::bigint is null or (k.recorded, k.span, k.period) < ($2::bigint, $3::text, $4::date))
        order by k.recorded desc, k.span desc, k.period desc limit $5`,
      [id, recorded, span, period, query.limit + 1, actor.programmesWith('measure.read')],
    );
    const cut = page(found, query.limit, (one) => [one.recorded, one.span, one.day]);
    return {
      ...cut,
      items: cut.items.map(({ recorded: _, day, ...one }) => ({
        ...one,
        period: periodLabel(one.span, day),
      })),
    };
  }

  /**
   * The approved parts that print this measure, as they print it, the newest period first, at most `most`. Nothing for who may not see parts
   * of reports.
   */
  async printed(actor: Actor, id: string, most: number): Promise<PrintedMeasure[]> {
    // The parts are chosen first: each that is read has the whole group in it.
    const found = await this.database.query<PrintedMeasure>(
      `with part as (
         select e.id, e.period_id, rp.label, rp.starts_on, g.number from envelope e join reporting_period rp on rp.id = e.period_id
           join measure_group g on g.id = e.subject_id
          where e.kind = 'contribution' and e.section = 'measures' and e.status = 'approved'
            and e.subject_id in (select group_id from measure_definition where measure_id = (${SEEN(4)}))
            and ($2::uuid[] is null or e.programme_id = any($2))
          order by rp.starts_on desc, e.id limit $3)
       select p.period_id as "periodId", p.label as "periodLabel", p.id as "partId", p.number as "group", x.row
         from part p join measures_content c on c.contribution_id = p.id
        cross join lateral (select one as row from json_array_elements(c.body -> 'measures') one where one ->> 'id' = $1::text) x
        order by p.starts_on desc, p.id`,
      [id, actor.programmesWith('contribution.read'), most, actor.programmesWith('measure.read')],
    );
    return readStoredMeasures(found);
  }

  /**
   * The ratings that the approved parts of a programme print, the newest `most` periods that have any, the earliest first. Nothing for who
   * may not see parts of reports.
   */
  async ratings(actor: Actor, programmeId: string, most: number): Promise<RatedPeriod[]> {
    if (!actor.can('measure.read', programmeId)) return [];
    const found = await this.database.query<RatedPeriod>(
      `with rated as (
         select rp.id, rp.label, rp.starts_on from reporting_period rp
          where rp.programme_id = $1 and ($2::uuid[] is null or rp.programme_id = any($2)) and exists (
            select from envelope e
             where e.period_id = rp.id and e.kind = 'contribution' and e.section = 'measures' and e.status = 'approved')
          order by rp.starts_on desc limit $3)
       select r.id, r.label, coalesce((
           select json_agg(json_build_object('measureId', x ->> 'id', 'rag', x -> 'rag', 'current', x -> 'current'))
             from envelope e
             join measures_content c on c.contribution_id = e.id
            cross join lateral json_array_elements(c.body -> 'measures') x
            where e.period_id = r.id and e.kind = 'contribution' and e.section = 'measures' and e.status = 'approved'), '[]'::json) as ratings
         from rated r order by r.starts_on desc`,
      [programmeId, actor.programmesWith('contribution.read'), most],
    );
    return found.toReversed();
  }
}
