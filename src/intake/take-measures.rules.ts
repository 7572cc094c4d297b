import {
  decimalsOf,
  doubtsOf,
  FIGURE_HEADINGS,
  frequencyOf,
  periodWords,
  readLayout,
  type FileFigure,
  type ImportFindings,
  type MatchableMeasure,
  type MeasureDefinition,
} from '../performance/index.js';
import { columnName, oneLine, type Grid, type SourceCell } from '../platform/index.js';
import type { ProposedFigure, ProposedMeasure } from './proposals.js';
import { markFaults } from './take-registers.rules.js';
import type { Found, TableTaker } from './take-table.js';
import { periodsIn, type Basis, type MeasureRow, type Unit } from './measure-row.js';
import { takeTail } from './take-benchmarks.rules.js';
import { polarityOf, takeTarget } from './take-targets.rules.js';
import { yearOf } from './year-to-date.rules.js';
import { isBasisWord, plain } from './words.js';

/** What reports write behind a title although it is about the figures. */
const REMARK = /\s*\((not yet available|provisional[^()]*|[^()]*needs? to be developed)\)\s*$/i;
/** How far a row may stand beside its headings. */
const MOST_SHIFTED = 2;

/**
 * Measures with their figures. The figures’ words are read by the importer of figures; what it warns of is asked about, and what it refuses
 * has no place.
 * @param asAt the date of the report.
 */
export function takeMeasures(taker: TableTaker, asAt: string): void {
  const rows = readRows(taker);
  if (rows.length === 0) return;
  const definitions = new Map(rows.map((row) => [row, definitionOf(row, taker)]));
  const findings = figuresOf(taker, rows, definitions, asAt);
  const doubtful = new Map(
    (findings ? doubtsOf(findings.figures, []) : []).map(({ figure, reason }) => [figure, reason]),
  );
  const [cumulative, unknown] = (['cumulative', 'unknown'] as const).map((kind) =>
    rows.filter(({ kindOfYear, yearIsSure }) => kindOfYear === kind && !yearIsSure),
  );
  tellOfYears(taker, cumulative ?? [], unknown ?? []);
  for (const row of rows) {
    const definition = definitions.get(row);
    if (!definition) continue;
    const needs = needsOf(taker, row);
    const { benchmarks, misplaced } = takeTail(taker, row, definition, needs);
    const polarity = polarityOf(taker, row, needs);
    // Where the end of a row stands beside its headings, what stands under a target may be anything.
    const target = misplaced ? null : takeTarget(taker, row, definition, polarity, needs, asAt);
    const figures = (findings?.figures ?? [])
      .filter((figure) => figure.row === row.at + 1)
      .map((figure) => figureOf(taker, row, figure, needs, doubtful.get(figure)));
    markIdentity(taker, row, needs);
    const decimals = Math.max(0, ...figures.map(({ figure }) => decimalsOf(figure.value ?? 0)));
    taker.proposals.push({
      type: 'measure',
      place: { table: taker.of.number, row: row.at + 1 },
      needs: [...taker.tableNeeds, ...needs],
      theme: taker.of.theme,
      group: row.group,
      groupTable: taker.of.number,
      definition: { ...definition, decimals, polarity: target?.better ?? polarity ?? 'neutral' },
      figures,
      benchmarks,
      target,
    } satisfies ProposedMeasure);
    markFaults(taker, taker.of.table.rows[row.at] ?? [], row.at);
  }
  tellOfDefinitions(taker, rows);
}

/** What a measure as a whole rests on, beside its table. */
const needsOf = (taker: TableTaker, row: MeasureRow): string[] => [
  ...(row.shift === 0
    ? []
    : [
        taker.doubt(
          `moved:${row.shift}`,
          `Some rows stand ${Math.abs(row.shift) === 1 ? 'one column' : 'two columns'} ${row.shift < 0 ? 'left' : 'right'} of their headings, such as “${row.title.text}”. They are read from there.`,
        ),
      ]),
  ...(row.yearIsSure || row.kindOfYear === null || row.kindOfYear === 'in_month'
    ? []
    : [row.kindOfYear === 'cumulative' ? 'cumulative' : 'ytd']),
];

function tellOfYears(
  taker: TableTaker,
  cumulative: readonly MeasureRow[],
  unknown: readonly MeasureRow[],
): void {
  const names = (rows: readonly MeasureRow[]) => rows.map(({ title }) => `“${title.text}”`).join(', ');
  if (cumulative.length > 0)
    taker.doubt(
      'cumulative',
      `“YTD” means two things. The months of these are read as the year so far, because the latest month is the same as Current: ${names(cumulative)}.`,
    );
  if (unknown.length > 0)
    taker.doubt(
      'ytd',
      `“YTD” means two things. The months of these are read as months of their own, and not as the year so far; no Current tells which: ${names(unknown)}.`,
    );
}

function readRows(taker: TableTaker): MeasureRow[] {
  const rows: MeasureRow[] = [];
  let group = taker.of.group;
  const basisColumn = taker.columnsOf('basis')[0];
  for (const { row, at } of taker.rows()) {
    const filled = row.flatMap(({ text }, column) => (text === '' ? [] : [{ at: column, text }]));
    const [only] = filled;
    if (filled.length === 1 && only && /\p{L}/u.test(only.text)) {
      group = only.text.replace(/\s+/g, ' ').slice(0, 300);
      taker.mark(at, only.at, 'heading');
      taker.notes.add(
        `Row ${at + 1}, “${group}”, is read as the heading of a group: nothing else stands in it.`,
      );
      continue;
    }
    const shift = basisColumn === undefined ? 0 : shiftOf(row, basisColumn);
    const cells = shift === 0 ? row : taker.of.columns.map((_, column) => row[column + shift] ?? BLANK);
    const under = (role: string): Found | undefined => {
      const found = taker.cell(cells, role);
      return found && { ...found, at: found.at + shift };
    };
    const title = under('measure');
    if (!title || !/\p{L}/u.test(title.text)) {
      taker.markRow(at, 'unplaced', 'There are figures in this row, but it names no measure.');
      continue;
    }
    rows.push(
      rowOf(taker, {
        at,
        shift,
        cells,
        title,
        group,
        reference: under('reference'),
        basisWord: under('basis'),
        current: under('current'),
      }),
    );
  }
  return rows;
}

const BLANK: SourceCell = { text: '', shade: null, covered: null, fault: null };

/** Where the word of “Period” stands beside its heading, alone in its row, the row as a whole does. */
function shiftOf(row: readonly SourceCell[], basisColumn: number): number {
  if (isBasisWord(row[basisColumn]?.text ?? '')) return 0;
  const words = row.flatMap(({ text }, at) => (isBasisWord(text) ? [at] : []));
  const [word] = words;
  const shift = word === undefined || words.length > 1 ? 0 : word - basisColumn;
  return Math.abs(shift) <= MOST_SHIFTED ? shift : 0;
}

function rowOf(
  taker: TableTaker,
  read: Pick<
    MeasureRow,
    'at' | 'shift' | 'cells' | 'reference' | 'title' | 'basisWord' | 'current' | 'group'
  >,
): MeasureRow {
  const texts = taker.of.columns.flatMap((role, at) =>
    role === 'current' || role.startsWith('period:') ? [read.cells[at]?.text ?? ''] : [],
  );
  const unit = unitOf(read.title.text, texts);
  const basis = basisOf(read.basisWord?.text ?? '');
  const year = basis === 'year_to_date' ? yearOf(taker, read, unit) : { kind: null, isSure: true };
  return { ...read, unit, basis, kindOfYear: year.kind, yearIsSure: year.isSure };
}

function unitOf(title: string, texts: readonly string[]): Unit {
  const words = plain(title);
  if (texts.some((text) => text.includes('%')) || /%|\bpercent|\bproportion\b|^rate of\b.*%/.test(words))
    return 'percent';
  if (texts.some((text) => text.includes('£')) || words.includes('£')) return 'pounds';
  if (/^(no\.?|number|total|count)( of)?\b/.test(words)) return 'count';
  const within = /\bwithin \d+/.test(words);
  if (!within && /\b(in |\()?(calendar |working )?days\b/.test(words)) return 'days';
  if (!within && /\bweeks\b/.test(words)) return 'weeks';
  return /\bfte\b/.test(words) ? 'fte' : null;
}

function basisOf(word: string): Basis {
  const words = plain(word);
  if (words === 'snapshot') return 'snapshot';
  if (words === 'ytd' || words === 'year to date') return 'year_to_date';
  return isBasisWord(word) ? 'in_month' : null;
}

function definitionOf(row: MeasureRow, taker: TableTaker): MeasureDefinition {
  const [remark, note] = REMARK.exec(row.title.text) ?? [];
  const title = (remark === undefined ? row.title.text : row.title.text.slice(0, -remark.length))
    .replace(/\s+/g, ' ')
    .trim();
  const reference = row.reference?.text.replace(/\s+/g, ' ').trim() ?? '';
  const frequency =
    periodsIn(taker)
      .map(({ period }) => frequencyOf(period))
      .find((one) => one !== 'year') ?? (periodsIn(taker).length > 0 ? 'year' : 'month');
  return {
    reference: reference === '' || reference.length > 20 ? null : reference,
    title: title.slice(0, 300),
    definition: null,
    source: null,
    unit: row.unit,
    decimals: 0,
    polarity: 'neutral',
    basis: frequency === 'year' && row.basis === 'year_to_date' ? null : row.basis,
    cellBasis:
      row.basis === 'snapshot'
        ? 'snapshot'
        : row.kindOfYear === 'cumulative' && frequency !== 'year'
          ? 'cumulative'
          : 'in_month',
    frequency,
    numerator: null,
    denominator: null,
    ownerId: null,
    statutory: false,
    availabilityNote: note ?? null,
    target: { minimum: null, upper: null, from: null, until: null },
    belowZero: null,
    tolerance: null,
    deadBand: null,
    fedBy: null,
  };
}

/** The columns of the table that the importer of figures is given, before the periods. */
const [REFERENCE, TITLE, BASIS, CURRENT] = [0, 1, 2, 3];
const FIRST_PERIOD = 4;

/** Has the figures’ words read as those of a file with the same table, its columns put in order. Null where there is no period. */
function figuresOf(
  taker: TableTaker,
  rows: readonly MeasureRow[],
  definitions: ReadonlyMap<MeasureRow, MeasureDefinition>,
  asAt: string,
): ImportFindings | null {
  const periods = periodsIn(taker);
  if (periods.length === 0) return null;
  const cell = (text: string, fault: string | null = null) => ({
    text: oneLine(text),
    fault,
    note: null,
  });
  const keyOf = (row: MeasureRow): string => `row-${row.at + 1}`;
  const measures = rows.flatMap((row): MatchableMeasure[] => {
    const definition = definitions.get(row);
    return definition ? [{ ...definition, id: keyOf(row), reported: true, reference: keyOf(row) }] : [];
  });
  const grid: Grid = {
    sheet: null,
    unread: [],
    rows: [
      {
        number: 0,
        cells: [...FIGURE_HEADINGS, ...periods.map(headingOf)].map((text) => cell(text)),
      },
      ...rows.map((row) => ({
        number: row.at + 1,
        cells: [
          cell(keyOf(row)),
          cell(row.title.text),
          cell(row.basisWord?.text ?? ''),
          cell(row.current?.text ?? ''),
          ...periods.map(({ at }) => cell(row.cells[at]?.text ?? '')),
        ],
      })),
    ],
  };
  const { findings } = readLayout(grid, measures, asAt);
  const place = (column: string | null): number | null => {
    const index =
      column === null
        ? -1
        : [...Array(periods.length + FIRST_PERIOD).keys()].find((n) => columnName(n) === column);
    return index === undefined || index < 0 ? null : index;
  };
  for (const { row, column, reason } of findings.problems) {
    const own = rows.find(({ at }) => at + 1 === row);
    const index = place(column);
    if (own && index !== null) taker.mark(own.at, sourceColumn(own, periods, index), 'unplaced', reason);
    else if (row !== null && row > 0) taker.notes.add(`Row ${row}: ${reason}`);
  }
  for (const { row, column, reason } of findings.warnings) {
    const index = place(column);
    const own = rows.find(({ at }) => at + 1 === row);
    // A year that was not over is asked about beside its figure.
    if (own && index === CURRENT) taker.notes.add(`“${own.title.text}”: ${reason}`);
  }
  return findings;
}

/** A period as a heading that the importer reads. “2009-10” would be a year. */
const headingOf = ({ period }: { period: string }): string =>
  frequencyOf(period) === 'month' ? periodWords(period) : period;

/** Where in the document a column of the importer’s table stands. */
function sourceColumn(
  row: MeasureRow,
  periods: readonly { at: number }[],
  index: number,
): number | undefined {
  if (index === REFERENCE) return row.reference?.at;
  if (index === TITLE) return row.title.at;
  if (index === BASIS) return row.basisWord?.at;
  if (index === CURRENT) return row.current?.at;
  const at = periods[index - FIRST_PERIOD]?.at;
  return at === undefined ? undefined : at + row.shift;
}

function figureOf(
  taker: TableTaker,
  row: MeasureRow,
  { span, period, figure, open, provisional, column }: FileFigure,
  needs: readonly string[],
  doubtful: string | undefined,
): ProposedFigure {
  const own: string[] = [];
  if (open && span === 'year')
    own.push(
      taker.doubt(
        `open-year:${period.slice(0, 4)}`,
        `${periodWords(`${period.slice(0, 4)}/${String((Number(period.slice(0, 4)) + 1) % 100).padStart(2, '0')}`)} was not over on the date of the report. The figures in its column cannot be its outturn: they are recorded as provisional.`,
      ),
    );
  if (doubtful !== undefined)
    own.push(taker.doubt(`figure:${row.at + 1}:${column}`, `“${row.title.text}”: ${doubtful}`));
  if (open && span === 'month')
    taker.notes.add('Figures of a month that was not over on the date of the report are provisional.');
  const index = [...Array(60).keys()].find((n) => columnName(n) === column) ?? -1;
  taker.mark(row.at, sourceColumn(row, periodsIn(taker), index), 'taken', null, [...needs, ...own]);
  const { missingReason, value, decimals } = figure;
  return { span, period, figure: { missingReason, value, decimals }, open, provisional, needs: own };
}

function markIdentity(taker: TableTaker, row: MeasureRow, needs: readonly string[]): void {
  for (const one of [row.reference, row.title, row.basisWord])
    taker.mark(row.at, one?.at, 'taken', null, needs);
  if (row.current && row.basis !== 'year_to_date')
    taker.mark(row.at, row.current.at, 'told', 'Current is worked out from the months.');
}

function tellOfDefinitions(taker: TableTaker, rows: readonly MeasureRow[]): void {
  const aimless = taker.proposals.flatMap((one) =>
    one.type === 'measure' && one.target?.better === null ? [`“${one.definition.title}”`] : [],
  );
  if (aimless.length > 0)
    taker.doubt(
      'better',
      `The report does not say which direction is better of ${aimless.join(', ')}. A target cannot be kept without it.`,
    );
  const measures = taker.proposals.filter((one) => one.type === 'measure');
  const directed = measures.filter(({ definition }) => definition.polarity !== 'neutral').length;
  if (directed < measures.length)
    taker.notes.add(
      `The report does not say ${directed > 0 ? 'of each measure ' : ''}which direction is better. Until somebody says it on the page of a measure, it is measured without a better direction.`,
    );
  const undated = taker.proposals.some(
    (one) => one.type === 'measure' && one.benchmarks.some(({ period }) => period === null),
  );
  if (undated)
    taker.notes.add(
      'The report does not say of which year its benchmarks are. Add the year on the page of a measure.',
    );
  const unknown = rows.filter(({ unit }) => unit === null).map(({ title }) => `“${title.text}”`);
  if (unknown.length > 0) taker.notes.add(`The unit is not known of: ${unknown.join(', ')}.`);
}
