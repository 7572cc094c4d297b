/** Figures of samples/january-2020/measures.json, back in the tables that the reference report printed them in. */
export type SampleCell =
  { kind: 'value'; value: number; decimals: number } | { kind: 'empty' | 'dash' | 'not_applicable' };

export interface SampleMeasure {
  id: string;
  ref: string | null;
  title: string;
  unit: 'percent' | 'count' | 'days' | null;
  polarity: 'higher' | 'lower' | 'neutral';
  basis: 'snapshot' | 'year_to_date' | null;
  cellBasis: 'in_month' | 'cumulative' | 'snapshot' | 'rolling';
  availability: string | null;
  baseline: ({ year: string } & SampleCell) | null;
  current: SampleCell;
  months: ({ month: string } & SampleCell)[];
  direction: string | null;
  benchmarks: { national: SampleCell; neighbours: SampleCell };
  /** Of its group. */
  theme: number;
  group: string;
}

export function referenceMeasures(json: string): SampleMeasure[] {
  const { groups } = JSON.parse(json) as {
    groups: { id: string; theme: number; measures: Omit<SampleMeasure, 'theme' | 'group'>[] }[];
  };
  return groups.flatMap(({ id, theme, measures }) =>
    measures.map((measure) => ({ ...measure, theme, group: id })),
  );
}

const MONTHS = ['Aug 19', 'Sep 19', 'Oct 19', 'Nov 19', 'Dec 19', 'Jan 20'];

/** What the report wrote behind three titles. */
const REMARKS: Record<string, string> = {
  not_yet_available: ' (not yet available)',
  calculation_to_be_developed: ' (in year collation and calculation needs to be developed)',
  provisional: ' (provisional subject to further validation)',
};

/**
 * The tables as CSV, with the quirks of the original: headings in one row and in two, 17, 16 and 15 columns, benchmarks one
 * column left of their headings, headings cut at page breaks, a table without rows, rows parted from their table by an empty one.
 */
export function referenceTables(measures: readonly SampleMeasure[]): string {
  const lines: string[][] = [['Progress in delivering key improvement plan actions']];
  let group = '';
  for (const measure of measures) {
    if (measure.group !== group) {
      group = measure.group;
      if (group === 'permanence') lines.push(...header(measure)); // its only row is on the next page
      lines.push(...header(measure, group === 'practice' || group === 'permanence'));
    }
    if (measure.id === 'm04') lines.push(new Array<string>(15).fill(''));
    if (measure.id === 'm09') lines.push(new Array<string>(16).fill(''));
    lines.push(rowOf(measure));
  }
  return lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
}

function header(measure: SampleMeasure, oneRow = false): string[][] {
  const year = measure.theme === 2 ? '2018/19' : '2019/20';
  const head = ['Ref', 'Performance Measure', year, 'Current', 'Period'];
  const cut =
    measure.group === 'permanence'
      ? ['Mont', 'Nation', 'Region / Stat Neigt']
      : ['Month', 'Nation', 'Region / Stat Neigh'];
  if (oneRow) return [[...head, ...MONTHS, 'Min', 'Upper', ...cut]];
  const none = ['', '', '', '', ''];
  const extra = measure.theme === 1 ? [''] : [];
  const bands = ['Six Month Trend', ...none, 'Target', '', 'Trend', 'Benchmarking', '', ...extra];
  return [
    [...head, ...bands],
    [...none, ...MONTHS, 'Min', 'Upper', ...extra, 'Month', 'National', 'Regional / Stat Neigh'],
    new Array<string>(16).fill(''),
  ];
}

function rowOf(measure: SampleMeasure): string[] {
  const width = measure.id === 'm04' ? 15 : measure.theme === 1 ? 17 : 16;
  const cells = [
    measure.ref ?? '',
    measure.title + (REMARKS[measure.availability ?? ''] ?? ''),
    measure.baseline ? printed(measure.baseline, measure.unit) : '',
    printed(measure.current, measure.unit),
    measure.basis === null ? '' : measure.basis === 'snapshot' ? 'Snapshot' : 'YTD',
    ...measure.months.map((cell) => printed(cell, measure.unit)),
    '',
    ...(measure.id === 'm04' ? [] : measure.theme === 1 ? [] : ['']),
    measure.direction === null ? '' : '↓',
    printed(measure.benchmarks.national, measure.unit),
    printed(measure.benchmarks.neighbours, measure.unit),
  ];
  while (cells.length < width) cells.push('');
  return cells;
}

function printed(cell: SampleCell, unit: SampleMeasure['unit']): string {
  if (cell.kind !== 'value') return { empty: '', dash: '-', not_applicable: 'n/a' }[cell.kind];
  return cell.value.toFixed(cell.decimals) + (unit === 'percent' ? '%' : '');
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
