import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database, notFound, rows, type ReadTx } from '../platform/index.js';
import { lastPeriod, windowOf, type ReportTime } from './derive.rules.js';
import type { MeasureDefinition } from './measures.content.js';
import { DEFINITION } from './measures.sql.js';
import { lastMonthOf, periodDate, periodLabel, shiftPeriod, type Span } from './period.rules.js';
import type { Reading } from './reading.rules.js';

/** One column of the table in which the figures of a part are typed. */
export interface FigureColumn {
  span: Span;
  /** First day of the month, of the quarter, or of the year. */
  period: string;
  /** As a reading's period is written: `2020-01`, `2019/20 Q3`, `2018/19`. */
  label: string;
}

/** What is known now of the figures that one part of a report prints, whatever its state. */
export interface PartFigures {
  programmeId: string;
  asAt: string;
  /** The month that the report is about. */
  month: string;
  /** The number of the last write of figures in the programme: what is known is what was recorded up to it. */
  knownTo: string;
  /** The last whole year; six periods for each frequency that one of the measures has; years to date. */
  columns: readonly FigureColumn[];
  /** In printed order, with their newest definitions. */
  measures: readonly {
    id: string;
    definition: MeasureDefinition;
    /** For each column; undefined where nothing is recorded, null where the measure has no such figure. */
    cells: readonly (Reading | undefined | null)[];
  }[];
}

interface FiguresRow {
  programmeId: string;
  asAt: string;
  month: string;
  knownTo: string;
  measures: { id: string; definition: MeasureDefinition; readings: Reading[] }[];
}

/** Reads the table in which the figures of a part are typed. */
@Injectable()
export class PartFiguresQueries {
  constructor(private readonly database: Database) {}

  /** One statement. @throws Problem 404, also for a part that has no measures. */
  async table(actor: Actor, contributionId: string): Promise<PartFigures> {
    const [found] = await this.database.query<FiguresRow>(READ_TABLE, [
      contributionId,
      actor.programmesWith('measure.read'),
    ]);
    if (!found) throw notFound('contribution');
    const own = found.measures.map(({ definition }) => columnsOf(found, definition));
    const columns = inOrder(own.flat());
    return {
      programmeId: found.programmeId,
      asAt: found.asAt,
      month: found.month,
      knownTo: found.knownTo,
      columns,
      measures: found.measures.map(({ id, definition, readings }, index) => ({
        id,
        definition,
        cells: columns.map((column) =>
          own[index]?.some((one) => isSame(one, column)) === true
            ? readings.find((one) => one.span === column.span && one.period === column.period)
            : null,
        ),
      })),
    };
  }

  /** When a figure was last recorded that the part knows, and by whom; null where none was, and for who may not see its figures. */
  async lastRecorded(actor: Actor, contributionId: string): Promise<{ at: string; by: string } | null> {
    const [found] = await this.database.query<{ at: string; by: string }>(READ_LAST, [
      contributionId,
      actor.programmesWith('measure.read'),
    ]);
    return found ?? null;
  }

  /**
   * The parts of a period that print measures of this theme, each with the last approved part before it; none where there is no such part.
   * Does NOT check permissions: the theme's part is what the reader was given.
   */
  groupsOfTheme(tx: ReadTx, themeId: string, periodId: string): Promise<ThemeGroup[]> {
    return rows<ThemeGroup>(
      tx,
      `select g.id, g.number, coalesce(g.title, '') as title, e.id as now, before.id as then,
              (select ${CONTENT_DIGEST} from measures_content c where c.contribution_id = e.id) as says, before.approved_sha256 as said
         from measure_group g
         join envelope e on e.kind = 'contribution' and e.section = 'measures' and e.subject_id = g.id and e.period_id = $2
         join reporting_period rp on rp.id = e.period_id
         cross join lateral (
           select b.id, b.approved_sha256 from envelope b join reporting_period m on m.id = b.period_id
            where b.kind = 'contribution' and b.section = 'measures' and b.subject_id = g.id and b.status = 'approved'
              and m.starts_on < rp.starts_on order by m.starts_on desc limit 1) before
        where g.theme_id = $1 order by g.number`,
      [themeId, periodId],
    );
  }

  /**
   * A digest of what a part says: the same as long as that is the same; undefined where it is no part of measures.
   * Does NOT check permissions.
   */
  async says(tx: ReadTx, contributionId: string): Promise<string | undefined> {
    const [found] = await rows<{ says: string }>(
      tx,
      `select ${CONTENT_DIGEST} as says from envelope e join measures_content c on c.contribution_id = e.id where e.id = $1`,
      [contributionId],
    );
    return found?.says;
  }
}

/** What a draft says now; of what was approved, the hash is known. */
const CONTENT_DIGEST = `coalesce(e.approved_sha256, encode(sha256(convert_to(c.body::text, 'UTF8')), 'hex'))`;

/** A group of measures of a theme: its part of a period, and the approved one before it. */
export interface ThemeGroup {
  id: string;
  number: number;
  title: string;
  now: string;
  then: string;
  /** Digests of what the two say: the same as long as it is the same. */
  says: string;
  said: string;
}

/** The columns in which a measure has figures: the year before, its six periods, and the year to date where it has one. */
function columnsOf(
  time: ReportTime,
  { frequency, basis }: Pick<MeasureDefinition, 'frequency' | 'basis'>,
): FigureColumn[] {
  const column = (span: Span, label: string): FigureColumn => ({ span, period: periodDate(label), label });
  const last = lastPeriod(frequency, time);
  return [
    ...(frequency === 'year'
      ? []
      : [column('year', shiftPeriod(periodLabel('year', `${time.month}-01`), -1))]),
    ...windowOf(last).map((label) => column(frequency, label)),
    ...(basis === 'year_to_date' ? [column('year_to_date', lastMonthOf(last))] : []),
  ];
}

const isSame = (one: FigureColumn, other: FigureColumn): boolean =>
  one.span === other.span && one.period === other.period;

/** The columns of all of them, each once: years, months, quarters, years to date; of each kind the earliest first. */
function inOrder(columns: readonly FigureColumn[]): FigureColumn[] {
  const kinds: readonly Span[] = ['year', 'month', 'quarter', 'year_to_date'];
  return columns
    .filter((column, at) => columns.findIndex((one) => isSame(one, column)) === at)
    .toSorted((a, b) => kinds.indexOf(a.span) - kinds.indexOf(b.span) || (a.period < b.period ? -1 : 1));
}

/** `$1` = the part, `$2::uuid[]` = the programmes that the reader sees; null = every one. */
const READ_LAST = `
  select audit_instant(r.recorded_at) as at, u.name || ' (' || u.job_title || ')' as by
    from envelope e
    join measures_content c on c.contribution_id = e.id
    join reading r on r.measure_id in (select d.measure_id from measure_definition d where d.group_id = e.subject_id) and r.recorded <= c.known_to
    join app_user u on u.id = r.recorded_by
   where e.id = $1 and e.kind = 'contribution' and e.section = 'measures' and ($2::uuid[] is null or e.programme_id = any($2))
   order by r.recorded desc limit 1`;

/** `$1` = the part, `$2::uuid[]` = the programmes that the reader sees; null = every one. */
const READ_TABLE = `
  select e.programme_id as "programmeId", rp.as_at::text as "asAt", to_char(rp.ends_on, 'YYYY-MM') as month,
         coalesce(l.recorded, 0)::text as "knownTo", coalesce((
    select json_agg(json_build_object('id', d.measure_id, 'definition', ${DEFINITION}, 'readings', coalesce((
        select json_agg(json_build_object('span', r.span, 'period', r.period, 'missingReason', r.missing_reason, 'value', r.value,
                 'numerator', r.numerator, 'denominator', r.denominator, 'decimals', r.decimals, 'asAt', r.as_at, 'state', r.state,
                 'reason', r.reason))
          from (select distinct on (k.span, k.period) k.* from reading k
                 where k.measure_id = d.measure_id and k.period <= rp.ends_on
                   and k.period >= date_trunc('month', rp.ends_on) - case k.span when 'year' then interval '7 years' when 'quarter' then interval '20 months' else interval '5 months' end
                 order by k.span, k.period, k.recorded desc) r), '[]'::json))
      order by d.position, d.title, d.measure_id)
      from (select distinct k.measure_id from measure_definition k where k.group_id = e.subject_id) m
     cross join lateral (
       select * from measure_definition k where k.measure_id = m.measure_id order by k.version desc limit 1) d
     cross join lateral (select d.*) t
     where d.group_id = e.subject_id), '[]'::json) as measures
    from envelope e
    join reporting_period rp on rp.id = e.period_id
    left join measure_ledger l on l.programme_id = e.programme_id
   where e.id = $1 and e.kind = 'contribution' and e.section = 'measures' and ($2::uuid[] is null or e.programme_id = any($2))`;
