import { parseFigure, type MeasureDefinition } from '../performance/index.js';
import { oneLine } from '../platform/index.js';
import { FIXED_ROLES } from './choices.js';
import { periodsIn, type MeasureRow } from './measure-row.js';
import type { ProposedBenchmark } from './proposals.js';
import type { TableTaker } from './take-table.js';
import { headingOf } from './columns.rules.js';
import { ARROW, yearBeside } from './words.js';

/** Trend and benchmarks, at the end of a row. @returns the benchmarks, and whether the row’s end stands beside its headings. */
export function takeTail(
  taker: TableTaker,
  row: MeasureRow,
  definition: MeasureDefinition,
  needs: readonly string[],
): { benchmarks: ProposedBenchmark[]; misplaced: boolean } {
  const { columns } = taker.of;
  const last = Math.max(
    ...periodsIn(taker).map(({ at }) => at),
    ...['basis', 'current', 'measure'].map((role) => columns.lastIndexOf(role)),
  );
  const tail = columns.flatMap((role, at) => {
    const text = row.cells[at]?.text ?? '';
    return text === '' || (at <= last && !TAIL.includes(role)) ? [] : [{ at, role, text }];
  });
  const [arrows, figures] = [
    tail.filter(({ text }) => ARROW.test(text.trim())),
    tail.filter(({ text }) => !ARROW.test(text.trim())),
  ];
  for (const { at } of arrows)
    taker.mark(row.at, at + row.shift, 'told', 'The trend is worked out from the months.');
  for (const { at, role, text } of figures)
    if (role === 'trend' && /^(n\/?a|-|–|up|down|same|level|better|worse)$/i.test(text))
      taker.mark(row.at, at + row.shift, 'told', 'The trend is worked out from the months.');
  const numbers = figures.filter(({ text, role }) => role !== 'trend' || /\d/.test(text));
  const misplaced = numbers.some(({ role, text }) => role === 'trend' && /\d/.test(text));
  const placed = misplaced
    ? movedTail(taker, row, figures)
    : numbers.map((one) => ({ ...one, needs: [] as string[] }));
  const seen = new Set<string>();
  const benchmarks = placed.flatMap(({ at, role, text, needs: own }): ProposedBenchmark[] => {
    // The heading that it belongs to, which is not always the one above it.
    const home = columns[at] === role ? at : columns.indexOf(role);
    const column = at + row.shift;
    if (role === 'good') {
      taker.mark(
        row.at,
        column,
        'unplaced',
        'Benchmarks are kept of England, of the region and of statistical neighbours. Name this one in the commentary.',
      );
      return [];
    }
    if (role !== 'national' && role !== 'region' && role !== 'neighbours') return [];
    if (seen.has(role)) {
      taker.mark(
        row.at,
        column,
        'unplaced',
        'The row has another benchmark of the same kind: the first is taken.',
      );
      return [];
    }
    seen.add(role);
    const read = parseFigure(oneLine(text), definition);
    if (read === null || 'reason' in read) {
      taker.mark(row.at, column, 'unplaced', read?.reason ?? null);
      return [];
    }
    taker.mark(row.at, column, 'taken', null, [...needs, ...own]);
    return [
      {
        area: role,
        period: yearBeside(headingOf(taker.of, home)).year,
        missingReason: read.missingReason,
        value: read.value,
        decimals: read.decimals,
        needs: own,
      },
    ];
  });
  return { benchmarks, misplaced };
}

const { measures: COLUMNS } = FIXED_ROLES;
/** What stands at the end of a row. */
const TAIL: readonly string[] = COLUMNS.slice(COLUMNS.indexOf('target'));

/**
 * Figures under the trend cannot be a trend: the row’s end stands left of its headings. Two figures side by side are then the two benchmarks,
 * in the order of their headings.
 */
function movedTail(
  taker: TableTaker,
  row: MeasureRow,
  figures: readonly { at: number; role: string; text: string }[],
): { at: number; role: string; text: string; needs: string[] }[] {
  const areas = taker.of.columns.filter(
    (role) => role === 'national' || role === 'region' || role === 'neighbours',
  );
  const [first, second] = figures;
  const fits =
    figures.length === 2 && areas.length === 2 && first !== undefined && second?.at === first.at + 1;
  if (!fits) {
    for (const { at } of figures)
      taker.mark(
        row.at,
        at + row.shift,
        'unplaced',
        'It stands under another heading than it can belong to.',
      );
    return [];
  }
  const words = `${first.text} and ${second.text} of “${row.title.text}”`;
  const read = areas.map((area) => AREA_WORDS[area]).join(' and ');
  if (arrowsAgree(taker, first.at - taker.of.columns.indexOf(areas[0] ?? ''))) {
    taker.notes.add(
      `The ends of some rows stand left of their headings, arrows and figures alike. The two figures are read as ${read}.`,
    );
    return [
      { ...first, role: areas[0] ?? '', needs: [] },
      { ...second, role: areas[1] ?? '', needs: [] },
    ];
  }
  const key = taker.doubt(
    'benchmarks',
    `The two figures at the end of some rows stand left of their headings, such as ${words}. They are read as ${read}.`,
  );
  return [
    { ...first, role: areas[0] ?? '', needs: [key] },
    { ...second, role: areas[1] ?? '', needs: [key] },
  ];
}

/** An arrow can be nothing but a trend. Where one stands beside that heading as far as the figures do beside theirs, the two agree. */
const arrowsAgree = ({ of: { table, heads, columns } }: TableTaker, shift: number): boolean =>
  table.rows
    .slice(heads)
    .some((row) => row.some(({ text }, at) => ARROW.test(text.trim()) && columns[at - shift] === 'trend'));

const AREA_WORDS: Readonly<Record<string, string>> = {
  national: 'the national figure',
  region: 'that of the region',
  neighbours: 'that of statistical neighbours',
};
