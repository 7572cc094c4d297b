import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { Database, notFound } from '../../platform/index.js';
import type { Benchmark } from '../derive.rules.js';
import { MeasuresQueries, type GroupView, type MeasureView } from '../measures.queries.js';
import type { Reading } from '../reading.rules.js';

/** The newest benchmark of one area. */
export type NewestBenchmark = Pick<Benchmark, 'area' | 'missingReason' | 'value' | 'decimals'>;

/** A measure with the newest reading of each period, by span and period, and its newest benchmarks. */
export interface MeasureReadings {
  measure: MeasureView;
  readings: Reading[];
  benchmarks: NewestBenchmark[];
}

/** Measures whose readings are read in one statement: ten years of them are some thousand rows. */
const BATCH = 50;

/** Reads a programme's measures with their readings as recorded at one moment, a few measures at a time. */
@Injectable()
export class ReadingExportsQueries {
  constructor(
    private readonly database: Database,
    private readonly measures: MeasuresQueries,
  ) {}

  /** The number of the last write of figures. A reader up to this number sees one state, however long the reading takes. */
  async moment(actor: Actor, programmeId: string): Promise<string> {
    if (!actor.can('measure.read', programmeId)) throw notFound('programme');
    const [ledger] = await this.database.query<{ recorded: string }>(
      `select recorded from measure_ledger where programme_id = $1`,
      [programmeId],
    );
    return ledger?.recorded ?? '0';
  }

  async groups(actor: Actor, programmeId: string): Promise<Map<string, GroupView>> {
    const { items } = await this.measures.groups(actor, programmeId, { limit: 200 });
    return new Map(items.map((group) => [group.id, group]));
  }

  /**
   * In printed order.
   * @param from first day of the first period wanted; null = from the beginning. @param to of the last.
   */
  async *read(
    actor: Actor,
    programmeId: string,
    moment: string,
    { from, to }: { from: string | null; to: string | null },
  ): AsyncGenerator<MeasureReadings> {
    let cursor: string | undefined;
    do {
      const page = await this.measures.list(actor, programmeId, { limit: BATCH, cursor });
      const found = await this.database.query<Reading & { measureId: string }>(
        `select distinct on (r.measure_id, r.span, r.period) r.measure_id as "measureId", r.span, r.period::text as period, r.missing_reason as "missingReason",
                to_json(r.value) as value, r.decimals, to_json(r.numerator) as numerator, to_json(r.denominator) as denominator,
                r.as_at::text as "asAt", r.state, r.reason
           from reading r
          where r.measure_id = any($1::uuid[]) and r.recorded <= $2::bigint
            and ($3::date is null or r.period >= $3::date) and ($4::date is null or r.period <= $4::date)
          order by r.measure_id, r.span, r.period, r.recorded desc`,
        [page.items.map(({ id }) => id), moment, from, to],
      );
      const newest = await this.database.query<NewestBenchmark & { measureId: string }>(
        `select distinct on (b.measure_id, b.area) b.measure_id as "measureId", b.area, b.missing_reason as "missingReason", to_json(b.value) as value, b.decimals
           from benchmark b where b.measure_id = any($1::uuid[]) and b.recorded <= $2::bigint
          order by b.measure_id, b.area, b.period_ends_on desc nulls last, b.recorded desc`,
        [page.items.map(({ id }) => id), moment],
      );
      const readings = byMeasure(found);
      const benchmarks = byMeasure(newest);
      for (const measure of page.items)
        yield {
          measure,
          readings: readings.get(measure.id) ?? [],
          benchmarks: benchmarks.get(measure.id) ?? [],
        };
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function byMeasure<T extends { measureId: string }>(found: readonly T[]): Map<string, T[]> {
  const measures = new Map<string, T[]>();
  for (const one of found) {
    const own = measures.get(one.measureId);
    if (own) own.push(one);
    else measures.set(one.measureId, [one]);
  }
  return measures;
}
