import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Clock, Database, notFound } from '../platform/index.js';
import { deriveMeasure, lastPeriod, seriesOf, type Benchmark, type ReportTime } from './derive.rules.js';
import type { MeasureDefinition, MeasureRow } from './measures.content.js';
import type { GroupView } from './measures.queries.js';
import { READ_BOARD } from './measures.sql.js';
import { periodLabel, type Span } from './period.rules.js';
import type { Reading } from './reading.rules.js';
import type { Rebase, SpcPoint } from './spc.rules.js';

/** A measure as the next report would print it, from all that is known now. */
export interface KnownMeasure {
  /** Null: no longer reported. */
  groupId: string | null;
  /** Of its definition. */
  version: number;
  row: MeasureRow;
  /** The last period that a report of this time prints: `2020-01`, `2019/20 Q3`. */
  lastPeriod: string;
  /** Its figures of whole periods, the earliest first, for a chart without limits. */
  series: readonly SpcPoint[];
  /** What is known of each period that a report of this time can print: of three years of months, of every quarter and year. */
  figures: readonly { span: Span; period: string; value: number | null }[];
}

/** A group with its part of the period. */
export interface BoardGroup extends GroupView {
  /** Null where the period has no part of it, or the reader may not see parts. */
  partId: string | null;
}

/** The measures of a programme, at the time of one of its periods. */
export interface MeasureBoard extends ReportTime {
  programmeName: string;
  /** Null of a programme that has no period yet: the time is today. */
  period: { id: string; label: string } | null;
  /** All of the programme, by number. */
  groups: readonly BoardGroup[];
  /** In printed order, those that are no longer reported last. */
  measures: readonly KnownMeasure[];
}

interface MeasureFactsRow {
  id: string;
  groupId: string | null;
  version: number;
  definition: MeasureDefinition;
  readings: Reading[];
  benchmarks: Benchmark[];
  rebases: Rebase[];
  override: MeasureRow['rag']['override'];
}

/** What is known of measures now, derived in the way in which a report derives it. */
@Injectable()
export class MeasureBoardQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One statement.
   * @param only the period at whose time, else that of the newest; a group; a measure.
   * @throws Problem 404 where the programme, or the period in it, is not the actor's to see.
   */
  async get(
    actor: Actor,
    programmeId: string,
    only: {
      periodId?: string | undefined;
      groupId?: string | undefined;
      measureId?: string | undefined;
    } = {},
  ): Promise<MeasureBoard> {
    const [found] = await this.database.query<
      Omit<MeasureBoard, 'measures'> & { measures: MeasureFactsRow[] }
    >(READ_BOARD, [
      programmeId,
      actor.programmesWith('measure.read'),
      only.periodId ?? null,
      this.clock.today(),
      only.groupId ?? null,
      only.measureId ?? null,
      actor.can('contribution.read', programmeId),
    ]);
    if (!found) throw notFound('programme');
    if (only.periodId !== undefined && found.period === null) throw notFound('reporting period');
    const { measures, ...board } = found;
    return { ...board, measures: measures.map((facts) => knownMeasure(facts, board)) };
  }
}

/** Pure. */
export function knownMeasure(
  { groupId, version, ...facts }: MeasureFactsRow,
  time: ReportTime,
): KnownMeasure {
  const last = lastPeriod(facts.definition.frequency, time);
  return {
    groupId,
    version,
    row: deriveMeasure(facts, time),
    lastPeriod: last,
    series: seriesOf(facts, last, time.asAt),
    figures: facts.readings.map(({ span, period, value }) => ({
      span,
      period: periodLabel(span, period),
      value,
    })),
  };
}
