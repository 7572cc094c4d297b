import { financialYearLabel, financialYearOf } from '../../programmes/index.js';
import { windowOf } from '../derive.rules.js';
import type { MeasureDefinition } from '../measures.content.js';
import type { GroupView } from '../measures.queries.js';
import { periodLabel } from '../period.rules.js';
import type { KnownReading, MeasureReadings } from './exports.queries.js';
import type { WrittenFigure } from './figures.js';
import { LONG_HEADINGS, WRITTEN_SPANS } from './long-layout.js';

/** One cell to be written: a text, a plain number, or a figure with its unit. */
export type ExportCell = string | number | null | { figure: WrittenFigure; unit: MeasureDefinition['unit'] };
export interface ExportRow {
  heading: boolean;
  cells: ExportCell[];
}

const heading = (cells: ExportCell[]): ExportRow => ({ heading: true, cells });
const cellOf = (reading: KnownReading | undefined, unit: MeasureDefinition['unit']): ExportCell =>
  reading ? { figure: reading, unit } : null;

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
          WRITTEN_SPANS[reading.span][0],
          periodLabel(reading.span, reading.period),
          cellOf(reading, measure.definition.unit),
          reading.numerator,
          reading.denominator,
          reading.asAt,
          reading.state,
          reading.reason,
        ],
      };
}

const BASIS_WORDS = { snapshot: 'Snapshot', year_to_date: 'YTD', in_month: 'In month' } as const;

/**
 * The report's own tables: six months side by side, one table for each group and baseline year.
 * @param month the last of the six, `2020-01`.
 */
export async function* tableRows(
  measures: AsyncIterable<MeasureReadings>,
  groups: ReadonlyMap<string, GroupView>,
  month: string,
): AsyncGenerator<ExportRow> {
  const months = windowOf(month);
  let table = '';
  for await (const { measure, readings } of measures) {
    const group = measure.groupId === null ? undefined : groups.get(measure.groupId);
    if (!group) continue; // no longer reported
    const { definition } = measure;
    const baseline = readings.findLast(({ span }) => span === 'year');
    const year = financialYearLabel(baseline ? financialYearOf(baseline.period) : financialYearOf(month) - 1);
    if (table !== `${group.id} ${year}`) {
      table = `${group.id} ${year}`;
      if (group.title !== null) yield heading([group.title]);
      yield heading(['Ref', 'Performance Measure', year, 'Current', 'Period', ...months]);
    }
    const figure = (span: KnownReading['span'], period: string): KnownReading | undefined =>
      readings.find((one) => one.span === span && one.period === period);
    yield {
      heading: false,
      cells: [
        definition.reference,
        definition.title,
        cellOf(baseline, definition.unit),
        cellOf(currentOf(readings, definition.basis, months), definition.unit),
        definition.basis === null ? null : BASIS_WORDS[definition.basis],
        ...months.map((one) => cellOf(figure('month', `${one}-01`), definition.unit)),
      ],
    };
  }
}

/** The figure under "Current": the year to date where it is kept as one, else the latest month that has a value. */
function currentOf(
  readings: readonly KnownReading[],
  basis: MeasureDefinition['basis'],
  months: readonly string[],
): KnownReading | undefined {
  if (basis === null) return undefined;
  if (basis === 'year_to_date')
    return readings.find(
      ({ span, period }) => span === 'year_to_date' && period === `${months.at(-1) ?? ''}-01`,
    );
  return readings.findLast(
    ({ span, period, value }) => span === 'month' && value !== null && months.includes(period.slice(0, 7)),
  );
}
