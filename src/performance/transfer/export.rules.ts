import { asPrinted, decimalsOf } from '../figure.rules.js';
import { deriveMeasure, lastPeriod, windowOf, type ReportTime } from '../derive.rules.js';
import type { MeasureDefinition, MeasureRow } from '../measures.content.js';
import type { Reading } from '../reading.rules.js';
import type { GroupView } from '../measures.queries.js';
import {
  frequencyOf,
  lastMonthOf,
  periodDate,
  periodLabel,
  periodWords,
  shiftPeriod,
} from '../period.rules.js';
import type { MeasureReadings, NewestBenchmark } from './reading-exports.queries.js';
import { workedOut, type FigureValue } from './figure-text.js';
import { LONG_HEADINGS, SPAN_TEXTS } from './long-layout.js';

/** One cell to be written: a text, a plain number, or a figure with its unit. */
export type ExportCell = string | number | null | { figure: FigureValue; unit: MeasureDefinition['unit'] };
export interface ExportRow {
  heading: boolean;
  cells: ExportCell[];
}

const heading = (cells: ExportCell[]): ExportRow => ({ heading: true, cells });
/** A figure as a report prints it; an import knows it again. */
const cellOf = (reading: Reading | undefined, definition: MeasureDefinition): ExportCell =>
  reading ? { figure: asPrinted(reading, definition), unit: definition.unit } : null;

/** One row for each figure: everything that is known of it. */
export async function* longRows(measures: AsyncIterable<MeasureReadings>): AsyncGenerator<ExportRow> {
  yield heading([...LONG_HEADINGS]);
  for await (const { measure, readings } of measures)
    for (const reading of readings)
      yield {
        heading: false,
        cells: [
          measure.definition.reference,
          measure.definition.title,
          SPAN_TEXTS[reading.span][0],
          periodLabel(reading.span, reading.period),
          cellOf(reading, measure.definition),
          reading.numerator,
          reading.denominator,
          reading.asAt,
          reading.state,
          reading.reason,
        ],
      };
}

const BASIS_WORDS = { snapshot: 'Snapshot', year_to_date: 'YTD', in_month: 'In month' } as const;

/** What stands right of the months, as the report's own tables have it; an import passes it by, because the measure keeps it. */
const BEYOND = [
  'Target Min',
  'Target Upper',
  'Trend Month',
  'Benchmark National',
  'Benchmark Regional',
  'Benchmark Stat Neigh',
] as const;

const ARROWS = { up: '↑', level: '→', down: '↓' } as const;

/**
 * The report's own tables: six periods side by side, one table for each group, frequency and baseline year.
 * @param time the last of the six months, and the as-at date.
 */
export async function* tableRows(
  measures: AsyncIterable<MeasureReadings>,
  groups: ReadonlyMap<string, GroupView>,
  time: ReportTime,
): AsyncGenerator<ExportRow> {
  let table = '';
  for await (const { measure, readings, benchmarks } of measures) {
    const group = measure.groupId === null ? undefined : groups.get(measure.groupId);
    if (!group) continue; // no longer reported
    const { definition } = measure;
    const last = lastPeriod(definition.frequency, time);
    const periods = windowOf(last);
    // Of a measure that is counted by year the years before stand in its row.
    const yearly = definition.frequency === 'year';
    const baseline = yearly ? undefined : readings.findLast(({ span }) => span === 'year');
    const year = yearly
      ? null
      : baseline
        ? periodLabel('year', baseline.period)
        : shiftPeriod(periodLabel('year', `${time.month}-01`), -1);
    if (table !== `${group.id} ${definition.frequency} ${year}`) {
      table = `${group.id} ${definition.frequency} ${year}`;
      if (group.title !== null) yield heading([group.title]);
      yield heading([
        'Ref',
        'Performance Measure',
        year,
        'Current',
        'Period',
        ...periods.map(headingOf),
        ...BEYOND,
      ]);
    }
    const figure = (span: Reading['span'], period: string): Reading | undefined =>
      readings.find((one) => one.span === span && one.period === period);
    const benchmark = (area: NewestBenchmark['area']): ExportCell => {
      const found = benchmarks.find((one) => one.area === area);
      return found
        ? { figure: asPrinted({ ...found, numerator: null }, definition), unit: definition.unit }
        : null;
    };
    const { direction, current } = deriveMeasure(
      { id: measure.id, definition, readings, benchmarks: [], rebases: [], override: null },
      time,
    );
    yield {
      heading: false,
      cells: [
        definition.reference,
        definition.title,
        cellOf(baseline, definition),
        currentCell(currentOf(readings, definition, periods), current, definition),
        definition.basis === null ? null : BASIS_WORDS[definition.basis],
        ...periods.map((one) => cellOf(figure(frequencyOf(one), periodDate(one)), definition)),
        targetCell(definition.target.minimum, definition.unit),
        targetCell(definition.target.upper, definition.unit),
        direction && `${ARROWS[direction.value]} ${direction.performance ?? direction.value}`,
        benchmark('national'),
        benchmark('region'),
        benchmark('neighbours'),
      ],
    };
  }
}

/** The recorded figure; a year to date that is worked out says so. */
function currentCell(
  recorded: Reading | undefined,
  current: MeasureRow['current'],
  definition: MeasureDefinition,
): ExportCell {
  return recorded === undefined && current?.computed && current.value !== null
    ? workedOut(current, definition.unit)
    : cellOf(recorded, definition);
}

/** With the places that it was set with. */
function targetCell(value: number | null, unit: MeasureDefinition['unit']): ExportCell {
  if (value === null) return null;
  return { figure: { missingReason: null, value, decimals: decimalsOf(value) }, unit };
}

/** A month as it is recorded; a quarter as people write it. An import reads both. */
const headingOf = (period: string): string =>
  frequencyOf(period) === 'quarter' ? periodWords(period) : period;

/** The figure under "Current": the year to date where it is kept as one, else the latest period that has a value. */
function currentOf(
  readings: readonly Reading[],
  { basis, frequency }: Pick<MeasureDefinition, 'basis' | 'frequency'>,
  periods: readonly string[],
): Reading | undefined {
  if (basis === null) return undefined;
  if (basis === 'year_to_date')
    return readings.find(
      ({ span, period }) => span === 'year_to_date' && period === `${lastMonthOf(periods.at(-1) ?? '')}-01`,
    );
  return readings.findLast(
    ({ span, period, value }) =>
      span === frequency && value !== null && periods.includes(periodLabel(span, period)),
  );
}
