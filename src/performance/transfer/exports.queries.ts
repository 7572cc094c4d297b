import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { Database, notFound } from '../../platform/index.js';
import type { Span } from '../measures.content.js';
import { Measures, type GroupView, type MeasureView } from '../measures.queries.js';
import type { Said } from '../reading.rules.js';

/** What is known of one figure. */
export type KnownReading = Said & { measureId: string; span: Span; period: string };

/** What a measure is held against: the newest figure of each area. */
export interface KnownBenchmark {
  measureId: string;
  area: 'national' | 'region' | 'neighbours';
  nothing: Said['nothing'];
  value: number | null;
  decimals: number;
}

/** A measure with what is known of it, by span and period. */
export interface MeasureReadings {
  measure: MeasureView;
  readings: KnownReading[];
  benchmarks: KnownBenchmark[];
}

/** Measures whose readings are read in one go: ten years of them are some thousand rows. */
const STEP = 50;

/** What is known of a programme's measures at one moment, a few measures at a time. */
@Injectable()
export class ReadingExports {
  constructor(
    private readonly database: Database,
    private readonly measures: Measures,
  ) {}

  /** The number of the last write of figures: whoever reads up to it reads one state of affairs, however long it takes. */
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
      const page = await this.measures.list(actor, programmeId, { limit: STEP, cursor });
      const found = await this.database.query<KnownReading>(
        `select distinct on (r.measure_id, r.span, r.period) r.measure_id as "measureId", r.span, r.period::text as period, r.nothing,
                to_json(r.value) as value, r.decimals, to_json(r.numerator) as numerator, to_json(r.denominator) as denominator,
                r.as_at::text as "asAt", r.state, r.reason
           from reading r
          where r.measure_id = any($1::uuid[]) and r.recorded <= $2::bigint
            and ($3::date is null or r.period >= $3::date) and ($4::date is null or r.period <= $4::date)
          order by r.measure_id, r.span, r.period, r.recorded desc`,
        [page.items.map(({ id }) => id), moment, from, to],
      );
      const held = await this.database.query<KnownBenchmark>(
        `select distinct on (b.measure_id, b.area) b.measure_id as "measureId", b.area, b.nothing, to_json(b.value) as value, b.decimals
           from benchmark b where b.measure_id = any($1::uuid[]) and b.recorded <= $2::bigint
          order by b.measure_id, b.area, b.period_ends_on desc nulls last, b.recorded desc`,
        [page.items.map(({ id }) => id), moment],
      );
      const readings = byMeasure(found);
      const benchmarks = byMeasure(held);
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
